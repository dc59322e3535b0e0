// All SQL of runs: the queue, the progress and the record of every computation.
import type { Knex } from 'knex';
import type { Run } from '../../contract/run.ts';
import { isStandard, type RunRequest } from '../../contract/run-parameters.ts';
import { writeAudit } from '../audit.ts';
import type { FactsVersion } from '../changes/queries.ts';
import { Problem } from '../problem.ts';
import type { Claimed, Held } from './analysis.ts';

const utc = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const columns = `run.id, run.kind, run.status, run.parameters, run.as_of as "asOf", run.window_from as "windowFrom",
  run.data_fingerprint as "dataFingerprint", run.code_version as "codeVersion", run.stage, run.done, run.total,
  (select a.display_name from account a where a.id = run.requested_by) as "requestedBy",
  ${utc('run.created_at')} as "createdAt", ${utc('run.started_at')} as "startedAt",
  ${utc('run.finished_at')} as "finishedAt", run.notes, run.error,
  run.standard`;

export async function getRun(tx: Knex.Transaction, id: string): Promise<Run | undefined> {
  const { rows } = await tx.raw<{ rows: Run[] }>(`select ${columns} from run where id = :id`, { id });
  return rows[0];
}

type RunFilter = {
  kind?: string | undefined;
  method?: string | undefined;
  status?: string | undefined;
  limit: number;
};

export async function listRuns(tx: Knex.Transaction, filter: RunFilter): Promise<Run[]> {
  const { rows } = await tx.raw<{ rows: Run[] }>(
    `select ${columns} from run
      where (:kind::text is null or kind = :kind) and (:method::text is null or method = :method)
        and (:status::text is null or status = :status)
      order by created_at desc, id limit :limit`,
    {
      kind: filter.kind ?? null,
      method: filter.method ?? null,
      status: filter.status ?? null,
      limit: filter.limit,
    },
  );
  return rows;
}

/** The newest finished run of a kind (and method) with the shipped parameters: what screens show when none is named. */
export async function newestRun(
  tx: Knex.Transaction,
  kind: Run['kind'],
  method: string | null,
): Promise<Run | undefined> {
  const { rows } = await tx.raw<{ rows: Run[] }>(
    `select ${columns} from run
      where status = 'done' and standard and kind = :kind and (:method::text is null or method = :method)
      order by finished_at desc, id limit 1`,
    { kind, method },
  );
  return rows[0];
}

/** A named run, or the newest finished one. Throws `not-found`, or `run-not-done` for one still at work. */
export async function shownRun(
  tx: Knex.Transaction,
  kind: Run['kind'],
  method: string | null,
  id: string | undefined,
): Promise<Run | undefined> {
  if (id === undefined) return newestRun(tx, kind, method);
  const run = await getRun(tx, id);
  if (run === undefined || run.kind !== kind) throw new Problem('not-found');
  if (run.status !== 'done') throw new Problem('run-not-done');
  return run;
}

type NewRun = {
  request: RunRequest;
  windowFrom: string;
  codeVersion: string;
  accountId: string | null;
  now: Date;
};

/** Queues a run under the client's id. The same id and request again gives the same run. */
export async function queueRun(tx: Knex.Transaction, queued: NewRun): Promise<Run> {
  const { request } = queued;
  const { rows } = await tx.raw<{ rows: { id: string }[] }>(
    `insert into run (id, kind, method, parameters, as_of, window_from, code_version, requested_by, created_at, standard)
     values (:id, :kind, :method, :parameters::jsonb, :asOf, :windowFrom, :codeVersion, :accountId, :now, :standard)
     on conflict (id) do nothing returning id`,
    {
      id: request.id,
      kind: request.kind,
      method: request.kind === 'hotspots' ? request.parameters.method : null,
      parameters: JSON.stringify(request.parameters),
      asOf: request.parameters.asOf,
      windowFrom: queued.windowFrom,
      codeVersion: queued.codeVersion,
      accountId: queued.accountId,
      now: queued.now,
      standard: isStandard(request),
    },
  );
  if (rows.length > 0) {
    await writeAudit(tx, {
      at: queued.now,
      accountId: queued.accountId,
      action: 'queue',
      table: 'run',
      recordId: request.id,
      detail: { kind: request.kind, parameters: request.parameters },
    });
  } else {
    const { rows: same } = await tx.raw<{ rows: { id: string }[] }>(
      'select id from run where id = :id and kind = :kind and parameters = :parameters::jsonb',
      { id: request.id, kind: request.kind, parameters: JSON.stringify(request.parameters) },
    );
    if (same.length === 0) throw new Problem('same-id-other-body');
  }
  const run = await getRun(tx, request.id);
  if (run === undefined) throw new Error('a queued run is not there');
  return run;
}

/** Asks a run to stop; a run that has ended stays as it is. */
export async function requestCancel(
  tx: Knex.Transaction,
  id: string,
  accountId: string,
  now: Date,
): Promise<void> {
  await tx.raw(
    `update run set cancel_requested = true,
            status = case when status = 'queued' then 'cancelled' else status end,
            finished_at = case when status = 'queued' then :now::timestamptz else finished_at end
      where id = :id and status in ('queued', 'running')`,
    { id, now },
  );
  await writeAudit(tx, { at: now, accountId, action: 'cancel', table: 'run', recordId: id });
}

/** A run whose worker vanished is taken this many times in all: what ends a process ends the next one too. */
const mostAttempts = 3;

/** Runs whose worker vanished in their last attempt. System scope. */
export async function lostRuns(tx: Knex.Transaction, now: Date): Promise<Held[]> {
  return tx('run')
    .select('id', 'kind', 'attempts as attempt')
    .where('status', 'running')
    .where('lease_until', '<', now)
    .where('attempts', '>=', mostAttempts)
    .orderBy('id');
}

/** Takes the oldest queued run, or one whose worker vanished and that has an attempt left. System scope. */
export async function claimRun(
  tx: Knex.Transaction,
  now: Date,
  leaseUntil: Date,
): Promise<Claimed | undefined> {
  const { rows } = await tx.raw<{ rows: Claimed[] }>(
    `update run set status = 'running', started_at = :now, lease_until = :leaseUntil, attempts = attempts + 1,
            stage = 'read', done = 0, total = 0
      where id = (select id from run
                   where status = 'queued' or (status = 'running' and lease_until < :now and attempts < :mostAttempts)
                   order by created_at, id for update skip locked limit 1)
      returning id, kind, attempts as attempt, parameters, code_version as "codeVersion"`,
    { now, leaseUntil, mostAttempts },
  );
  return rows[0];
}

/**
 * Keeps a run in these hands until the transaction ends. Throws when it is no longer in them: it has ended, or another
 * worker took it.
 */
export async function holdRun(tx: Knex.Transaction, { id, attempt }: Held): Promise<void> {
  const { rowCount } = await tx.raw<{ rowCount: number }>(
    `select from run where id = :id and status = 'running' and attempts = :attempt for share`,
    { id, attempt },
  );
  if (rowCount === 0) throw new Error('the run is no longer in the hands of this worker');
}

/** Notes progress and renews the lease; gives false when the run was asked to stop, or is in other hands. */
export async function noteProgress(
  tx: Knex.Transaction,
  { id, attempt }: Held,
  progress: { stage: string; done: number; total: number },
  leaseUntil: Date,
): Promise<boolean> {
  const { rows } = await tx.raw<{ rows: { cancelRequested: boolean }[] }>(
    `update run set stage = :stage, done = :done, total = :total, lease_until = :leaseUntil
      where id = :id and status = 'running' and attempts = :attempt returning cancel_requested as "cancelRequested"`,
    { id, attempt, ...progress, leaseUntil },
  );
  return rows[0] !== undefined && !rows[0].cancelRequested;
}

/** Ends a run; false when it has ended already or is in other hands, and then stays as it is. */
export async function finishRun(
  tx: Knex.Transaction,
  { id, attempt }: Held,
  end: {
    status: 'done' | 'failed' | 'cancelled';
    fingerprint?: string;
    facts?: FactsVersion;
    notes?: Record<string, unknown>;
    error?: string;
    now: Date;
  },
): Promise<boolean> {
  const { rowCount } = await tx.raw<{ rowCount: number }>(
    `update run set status = :status, data_fingerprint = coalesce(:fingerprint, data_fingerprint),
            facts_seq = coalesce(:factsSeq::bigint, facts_seq), facts_count = coalesce(:factsCount::bigint, facts_count),
            notes = coalesce(:notes::jsonb, notes), error = :error, finished_at = :now, lease_until = null,
            stage = null, done = case when :status = 'done' then total else done end
      where id = :id and status = 'running' and attempts = :attempt`,
    {
      id,
      attempt,
      status: end.status,
      fingerprint: end.fingerprint ?? null,
      factsSeq: end.facts?.seq ?? null,
      factsCount: end.facts?.count ?? null,
      notes: end.notes === undefined ? null : JSON.stringify(end.notes),
      error: end.error ?? null,
      now: end.now,
    },
  );
  return rowCount > 0;
}
