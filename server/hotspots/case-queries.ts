// All SQL of places proposed to the road authority and of the states they go through.
import type { Knex } from 'knex';
import {
  type advanceHotspotCase,
  type CaseState,
  type HotspotCase,
  nextStates,
  type openHotspotCase,
} from '../../contract/hotspot-case.ts';
import type { OperationArguments } from '../../contract/operation.ts';
import { writeAudit } from '../audit.ts';
import { geoJson } from '../db/postgis.ts';
import { Problem } from '../problem.ts';

type Author = { accountId: string; at: Date };

const UTC = `'YYYY-MM-DD"T"HH24:MI:SS"Z"'`;

function caseColumns(db: Knex, run: string | null): (string | Knex.Raw)[] {
  return [
    'c.id',
    'c.unit_id as unitId',
    'unit.full_name as unitName',
    'c.state',
    'c.document_number as documentNumber',
    'c.document_on as documentOn',
    'c.authority',
    'c.note',
    'c.found_run_id as foundRunId',
    'c.found_number as foundNumber',
    'c.method',
    'c.road_name as roadName',
    'c.accidents',
    'c.window_from as windowFrom',
    'c.as_of as asOf',
    geoJson(db, 'c.area', 'area'),
    geoJson(db, 'c.anchor', 'anchor'),
    'c.invented',
    'c.revision',
    db.raw(`to_char(c.changed_at at time zone 'UTC', ${UTC}) as "changedAt"`),
    db.raw(
      `(select json_agg(json_build_object('state', s.state, 'documentNumber', s.document_number, 'documentOn', s.document_on,
                'authority', s.authority, 'note', s.note, 'at', to_char(s.at at time zone 'UTC', ${UTC}),
                'by', coalesce(a.display_name, '–')) order by s.number)
          from hotspot_case_step s left join account a on a.id = s.account_id where s.case_id = c.id) as steps`,
    ),
    db.raw(
      `array(select h.number from hotspot h where h.run_id = ?::uuid and h.area && c.area and ST_Intersects(h.area, c.area)
              order by h.number) as places`,
      [run],
    ),
  ];
}

/** Cases in scope, last changed first. */
export async function listCases(
  tx: Knex.Transaction,
  { run, state }: { run?: string | undefined; state?: CaseState | undefined },
): Promise<HotspotCase[]> {
  return tx('hotspot_case as c')
    .join('unit', 'unit.id', 'c.unit_id')
    .modify((query) => {
      if (state !== undefined) query.where('c.state', state);
    })
    .select(caseColumns(tx, run ?? null))
    .orderBy([{ column: 'c.changed_at', order: 'desc' }, 'c.id'])
    .limit(2_000);
}

async function getCase(tx: Knex.Transaction, id: string): Promise<HotspotCase> {
  const found: HotspotCase | undefined = await tx('hotspot_case as c')
    .join('unit', 'unit.id', 'c.unit_id')
    .where('c.id', id)
    .select(caseColumns(tx, null))
    .first();
  if (found === undefined) throw new Problem('not-found');
  return found;
}

type Opening = { id: string } & OperationArguments<typeof openHotspotCase>['body'];

/**
 * Notes a place of a run as a candidate. The same id and place again gives the case as it stands. Throws Problem
 * `not-found`, `same-id-other-body`, `already-exists` where an open case overlaps the place, `rule-broken` for a method
 * that only explores, and `outside-unit` for a place outside every unit or outside one's own.
 */
export async function openCase(
  tx: Knex.Transaction,
  { id, run, number, note }: Opening,
  { accountId, at }: Author,
): Promise<HotspotCase> {
  const stored = await tx('hotspot_case')
    .where({ id })
    .select('found_run_id as run', 'found_number as number')
    .first<{ run: string | null; number: number } | undefined>();
  if (stored !== undefined) {
    if (stored.run !== run || stored.number !== number) throw new Problem('same-id-other-body');
    return getCase(tx, id);
  }
  const place = await tx('hotspot')
    .join('run', 'run.id', 'hotspot.run_id')
    .where({ 'hotspot.run_id': run, 'hotspot.number': number })
    .select('run.method', 'hotspot.unit_id as unitId')
    .first<{ method: string; unitId: string | null } | undefined>();
  if (place === undefined) throw new Problem('not-found');
  if (place.unitId === null) throw new Problem('outside-unit');
  if (place.method === 'hdbscan') {
    throw new Problem('rule-broken', {
      detail: 'Phương pháp này chỉ để thăm dò, không dùng để đề nghị',
      detailEn: 'This method only explores; its places are not proposed',
    });
  }
  // Two planners at once: the second waits here and then sees the case of the first.
  await tx.raw('lock table hotspot_case in share row exclusive mode');
  const { rows: open } = await tx.raw<{ rows: { state: CaseState }[] }>(
    `select c.state from hotspot_case c join hotspot h on h.run_id = :run::uuid and h.number = :number::int
        and c.area && h.area and ST_Intersects(c.area, h.area)
      where c.state in ('candidate', 'sent', 'official') limit 1`,
    { run, number },
  );
  if (open.length > 0) {
    throw new Problem('already-exists', {
      detail: 'Nơi này đã có một hồ sơ đề nghị đang mở',
      detailEn: 'An open case covers this place already',
    });
  }
  await tx.raw(
    `insert into hotspot_case (id, unit_id, state, note, found_run_id, found_number, method, road_name, accidents, window_from,
            as_of, area, anchor, invented, changed_at)
     select :id::uuid, h.unit_id, 'candidate', :note, h.run_id, h.number, run.method, h.road_name, h.accidents, run.window_from,
            run.as_of, h.area, h.anchor, h.invented, :at::timestamptz
       from hotspot h join run on run.id = h.run_id where h.run_id = :run::uuid and h.number = :number::int`,
    { id, run, number, note: note ?? null, at },
  );
  // The first step has the case's own id.
  await addStep(tx, { id, caseId: id, number: 1 }, { accountId, at });
  await writeAudit(tx, {
    at,
    accountId,
    action: 'open-case',
    table: 'hotspot_case',
    recordId: id,
    unitId: place.unitId,
    detail: { run, number },
  });
  return getCase(tx, id);
}

type Advance = OperationArguments<typeof advanceHotspotCase>['params'] &
  OperationArguments<typeof advanceHotspotCase>['body'];

/**
 * Brings a case into its next state; the same step again gives the case as it stands. What each state needs is the
 * database's own rule (`rule-broken`). Throws Problem `not-found`, `stale-revision` with the case, `outside-unit`, and
 * `rule-broken` for a state that may not follow.
 */
export async function advanceCase(
  tx: Knex.Transaction,
  step: Advance,
  { accountId, at }: Author,
): Promise<HotspotCase> {
  const { id, state } = step;
  const stored = await tx('hotspot_case')
    .where({ id })
    .forUpdate()
    .select('state', 'revision')
    .first<{ state: CaseState; revision: number } | undefined>();
  if (stored === undefined) throw new Problem('not-found');
  const known = await tx('hotspot_case_step')
    .where({ id: step.step })
    .select('case_id as caseId', 'state')
    .first<{ caseId: string; state: CaseState } | undefined>();
  if (known !== undefined) {
    if (known.caseId !== id || known.state !== state) throw new Problem('same-id-other-body');
    return getCase(tx, id);
  }
  if (stored.revision !== step.baseRevision) {
    throw new Problem('stale-revision', { current: await getCase(tx, id) });
  }
  if (!nextStates[stored.state].includes(state)) {
    throw new Problem('rule-broken', {
      detail: 'Trạng thái này không thể theo sau trạng thái hiện nay',
      detailEn: 'This state cannot follow the present one',
    });
  }
  const revision = stored.revision + 1;
  const written = await tx('hotspot_case')
    .where({ id })
    .update({
      state,
      document_number: step.documentNumber ?? null,
      document_on: step.documentOn ?? null,
      authority: step.authority ?? null,
      note: step.note ?? null,
      revision,
      changed_at: at,
    });
  if (written === 0) throw new Problem('outside-unit');
  await addStep(tx, { id: step.step, caseId: id, number: revision }, { accountId, at });
  const found = await getCase(tx, id);
  await writeAudit(tx, {
    at,
    accountId,
    action: 'advance-case',
    table: 'hotspot_case',
    recordId: id,
    unitId: found.unitId,
    detail: { state, documentNumber: step.documentNumber ?? null, revision },
  });
  return found;
}

/** Writes down the state that the case is in now. */
async function addStep(
  tx: Knex.Transaction,
  { id, caseId, number }: { id: string; caseId: string; number: number },
  { accountId, at }: Author,
): Promise<void> {
  await tx.raw(
    `insert into hotspot_case_step (id, case_id, unit_id, number, state, document_number, document_on, authority, note, at, account_id)
     select :id::uuid, c.id, c.unit_id, :number::int, c.state, c.document_number, c.document_on, c.authority, c.note,
            :at::timestamptz, :accountId::uuid
       from hotspot_case c where c.id = :caseId::uuid`,
    { id, caseId, number, at, accountId },
  );
}
