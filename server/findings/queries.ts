// All SQL of findings, their steps and recommendations.
import type { Knex } from 'knex';
import { FindingOwner, type FindingState } from '../../contract/codes.ts';
import type {
  FindingAction,
  FindingDetail,
  FindingInput,
  FindingItem,
  FindingStepInput,
  listFindings as listFindingsOperation,
} from '../../contract/finding.ts';
import type { OperationReply } from '../../contract/operation.ts';
import { writeAudit } from '../audit.ts';
import { pointValue } from '../db/postgis.ts';
import { type FieldWrite, findRecord, keepRecord, lockId } from '../field/record-queries.ts';
import { findWithdrawal, requireChosen, requireNotWithdrawn } from '../field/withdrawn-records.ts';
import { Problem } from '../problem.ts';
import { actionsFor, type Standing, stateAfter } from './transitions.ts';

/** Who asks, and the territory's day. */
export type Reader = { accountId: string; today: string };

const isOverdue = `coalesce(f.due_on < :today::date and f.state in ('open', 'recommended', 'accepted'), false)`;

const itemColumns = `
  f.id, f.school_id as "schoolId", s.name as "schoolName", f.unit_id as "unitId", f.gate_id as "gateId",
  f.route_id as "routeId", f.reason_code as "reasonCode", f.measure_code as "measureCode", f.description,
  ST_AsGeoJSON(f.location, 6)::json as location, f.owner, f.state, f.found_on as "foundOn", f.due_on as "dueOn",
  f.closed_on as "closedOn", case when ${isOverdue} then :today::date - f.due_on end as "overdueDays",
  (select r.document_number from recommendation r where r.finding_id = f.id order by r.sent_on desc, r.id limit 1) as "documentNumber",
  (select coalesce(json_agg(json_build_object('id', p.id, 'kind', p.kind) order by p.taken_at, p.id), '[]')
     from photo p where p.finding_id = f.id and p.content is not null) as photos,
  coalesce(k.account_id = :accountId::uuid, false) as "isOwn", f.revision, f.invented`;

const itemTables = `finding f join school s on s.id = f.school_id left join field_record k on k.record_id = f.id`;

export type FindingQuery = {
  unit?: string | undefined;
  school?: string | undefined;
  state?: readonly FindingState[] | undefined;
  owner?: readonly FindingOwner[] | undefined;
  reason?: readonly string[] | undefined;
  limit: number;
};

/** Findings in scope, overdue first, then by due date, then newest; and how many each owner has. */
export async function listFindings(
  tx: Knex.Transaction,
  query: FindingQuery,
  reader: Reader,
): Promise<OperationReply<typeof listFindingsOperation>> {
  const ofAnyOwner = `where (:unit::text is null or f.unit_id in (select units_below(:unit::text, :today::date)))
      and (:school::uuid is null or f.school_id = :school::uuid)
      and (:state::text[] is null or f.state = any (:state::text[]))
      and (:reason::text[] is null or f.reason_code = any (:reason::text[]))`;
  const list = <T>(values: readonly T[] | undefined): T[] | null =>
    values === undefined ? null : [...values];
  const bindings = {
    ...reader,
    unit: query.unit ?? null,
    school: query.school ?? null,
    state: list(query.state),
    owner: list(query.owner),
    reason: list(query.reason),
    limit: query.limit,
  };
  const { rows: counts } = await tx.raw<{ rows: { owner: FindingOwner; total: number; overdue: number }[] }>(
    `select f.owner, count(*)::int as total, (count(*) filter (where ${isOverdue}))::int as overdue
       from finding f ${ofAnyOwner} group by f.owner`,
    bindings,
  );
  const { rows: findings } = await tx.raw<{ rows: FindingItem[] }>(
    `select ${itemColumns} from ${itemTables} ${ofAnyOwner} and (:owner::text[] is null or f.owner = any (:owner::text[]))
      order by ${isOverdue} desc, f.due_on nulls last, f.found_on desc, f.id limit :limit::int`,
    bindings,
  );
  const owners = FindingOwner.options.map(
    (owner) => counts.find((row) => row.owner === owner) ?? { owner, total: 0, overdue: 0 },
  );
  const chosen = owners.filter(({ owner }) => query.owner?.includes(owner) ?? true);
  return {
    findings,
    total: chosen.reduce((sum, { total }) => sum + total, 0),
    overdue: chosen.reduce((sum, { overdue }) => sum + overdue, 0),
    owners,
  };
}

/** One finding with what became of it. Throws `not-found`. */
export async function getFinding(tx: Knex.Transaction, id: string, reader: Reader): Promise<FindingDetail> {
  const { rows } = await tx.raw<{ rows: Omit<FindingDetail, 'mayDo'>[] }>(
    `select ${itemColumns},
            (select coalesce(json_agg(json_build_object('id', t.id, 'action', t.action, 'takenOn', t.taken_on, 'note', t.note,
                      'isOwn', t.account_id = :accountId::uuid) order by t.number), '[]')
               from finding_step t where t.finding_id = f.id) as steps,
            (select json_build_object('documentNumber', r.document_number, 'addressee', t.note, 'sentOn', r.sent_on,
                      'dueOn', r.due_on)
               from recommendation r left join finding_step t on t.id = r.id
              where r.finding_id = f.id order by r.sent_on desc, r.id limit 1) as recommendation
       from ${itemTables} where f.id = :id`,
    { ...reader, id },
  );
  const finding = rows[0];
  if (finding === undefined) throw new Problem('not-found');
  return { ...finding, mayDo: actionsFor(await standingOf(tx, id), reader.accountId) };
}

/** What a person may do now with each of some findings, by its id. */
export async function listActions(
  tx: Knex.Transaction,
  ids: readonly string[],
  accountId: string,
): Promise<Map<string, FindingAction[]>> {
  const standings = await listStandings(tx, ids);
  return new Map(standings.map((standing) => [standing.id, actionsFor(standing, accountId)]));
}

type StandingOf = Standing & { id: string; unitId: string };

async function standingOf(tx: Knex.Transaction, id: string): Promise<StandingOf> {
  const [standing] = await listStandings(tx, [id]);
  if (standing === undefined) throw new Problem('not-found');
  return standing;
}

async function listStandings(tx: Knex.Transaction, ids: readonly string[]): Promise<StandingOf[]> {
  const { rows } = await tx.raw<{ rows: StandingOf[] }>(
    `select f.id, f.state, f.unit_id as "unitId", k.account_id as "authorId",
            (select t.account_id from finding_step t where t.finding_id = f.id and t.action = 'finish'
              order by t.number desc limit 1) as "finisherId"
       from finding f left join field_record k on k.record_id = f.id where f.id = any (:ids::uuid[])`,
    { ids: [...ids] },
  );
  return rows;
}

/**
 * Stores a finding under the client's id. The same id and body again gives the stored one; another body needs the base
 * revision it was made from, else `stale-revision` with the finding as it stands (null when it was deleted).
 */
export async function putFinding(
  tx: Knex.Transaction,
  input: FindingInput,
  write: FieldWrite,
): Promise<FindingDetail> {
  const { id } = write;
  await lockId(tx, id);
  await requireChosen(tx, write, input.baseRevision);
  const known = await findRecord(tx, id);
  const stored = await tx('finding')
    .select('revision')
    .where({ id })
    .first<{ revision: number } | undefined>();
  if (stored !== undefined && known?.bodySha256 === write.bodySha256) return getFinding(tx, id, write);
  if (input.baseRevision !== stored?.revision) {
    throw new Problem('stale-revision', {
      current: stored === undefined ? null : await getFinding(tx, id, write),
    });
  }
  const school = await tx('school')
    .select('unit_id as unitId')
    .where({ id: input.schoolId })
    .first<{ unitId: string } | undefined>();
  if (school === undefined) throw new Problem('reference-missing');
  const row = {
    unit_id: school.unitId,
    school_id: input.schoolId,
    survey_id: await standingSurvey(tx, input, write),
    gate_id: input.gateId ?? null,
    route_id: input.routeId ?? null,
    reason_code: input.reasonCode,
    measure_code: input.measureCode ?? null,
    description: input.description ?? null,
    location: pointValue(tx, input.location),
    owner: input.owner,
    found_on: input.foundOn,
    due_on: input.dueOn ?? null,
  };
  const revision = (stored?.revision ?? 0) + 1;
  if (stored === undefined) await tx('finding').insert({ id, ...row });
  else
    await tx('finding')
      .where({ id })
      .update({ ...row, revision });
  await keepRecord(tx, 'finding', school.unitId, write);
  await writeAudit(tx, {
    at: write.now,
    accountId: write.accountId,
    action: stored === undefined ? 'record' : 'change',
    table: 'finding',
    recordId: id,
    unitId: school.unitId,
    detail: { reason: input.reasonCode, owner: input.owner, revision },
  });
  return getFinding(tx, id, write);
}

/** A finding stands also when the survey it was made on was withdrawn. */
async function standingSurvey(
  tx: Knex.Transaction,
  { surveyId }: FindingInput,
  { accountId }: FieldWrite,
): Promise<string | null> {
  if (surveyId === undefined) return null;
  const gone = await findWithdrawal(tx, surveyId, accountId);
  return gone === undefined ? surveyId : null;
}

/** Takes one step under the client's id; the same again changes nothing. Throws as `stateAfter`. */
export async function putFindingStep(
  tx: Knex.Transaction,
  step: FindingStepInput,
  write: FieldWrite,
): Promise<FindingDetail> {
  const { findingId } = step;
  // Two steps with one finding at once would both start from the same state.
  await lockId(tx, findingId);
  const taken = await tx('finding_step')
    .select('body_sha256 as bodySha256')
    .where({ id: write.id })
    .first<{ bodySha256: string } | undefined>();
  if (taken?.bodySha256 === write.bodySha256) return getFinding(tx, findingId, write);
  if (taken !== undefined) throw new Problem('same-id-other-body');
  await requireNotWithdrawn(tx, findingId);
  const standing = await standingOf(tx, findingId);
  const { rows } = await tx.raw<{ rows: { number: number; hasAfterPhoto: boolean }[] }>(
    `select coalesce((select max(number) from finding_step where finding_id = :findingId::uuid), 0) + 1 as number,
            exists (select from photo where finding_id = :findingId::uuid and kind = 'after' and content is not null) as "hasAfterPhoto"`,
    { findingId },
  );
  const { number, hasAfterPhoto } = rows[0] ?? { number: 1, hasAfterPhoto: false };
  const state = stateAfter(standing, step, { accountId: write.accountId, hasAfterPhoto });
  await tx('finding_step').insert({
    id: write.id,
    finding_id: findingId,
    unit_id: standing.unitId,
    number,
    action: step.action,
    taken_on: step.takenOn,
    note: step.note ?? null,
    account_id: write.accountId,
    author_id: standing.authorId,
    finisher_id: standing.finisherId,
    body_sha256: write.bodySha256,
  });
  await tx('finding')
    .where({ id: findingId })
    .update({
      state,
      closed_on: state === 'verified' ? step.takenOn : null,
      ...(step.dueOn !== undefined && { due_on: step.dueOn }),
      revision: tx.raw('revision + 1'),
    });
  await followRecommendation(tx, step, write, standing.unitId);
  await writeAudit(tx, {
    at: write.now,
    accountId: write.accountId,
    action: step.action,
    table: 'finding',
    recordId: findingId,
    unitId: standing.unitId,
    detail: { from: standing.state, to: state },
  });
  return getFinding(tx, findingId, write);
}

/** A recommendation is sent by one step and answered by another. */
async function followRecommendation(
  tx: Knex.Transaction,
  step: FindingStepInput,
  write: FieldWrite,
  unitId: string,
): Promise<void> {
  if (step.action === 'recommend') {
    await tx('recommendation').insert({
      id: write.id,
      finding_id: step.findingId,
      unit_id: unitId,
      document_number: step.documentNumber,
      sent_on: step.takenOn,
      due_on: step.dueOn ?? null,
    });
    return;
  }
  const answers = { accept: 'accepted', refuse: 'refused', finish: 'done' } as const;
  const state = Object.entries(answers).find(([action]) => action === step.action)?.[1];
  if (state === undefined) return;
  await tx.raw(
    `update recommendation set state = :state, replied_on = coalesce(replied_on, :takenOn::date), reply = coalesce(:note, reply)
      where id = (select id from recommendation where finding_id = :findingId order by sent_on desc, id limit 1)`,
    { state, takenOn: step.takenOn, note: step.note ?? null, findingId: step.findingId },
  );
}
