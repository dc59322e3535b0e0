// All SQL of plans: saving them in versions, their states, and what lies around a gate.
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { OperationReply } from '../../contract/operation.ts';
import { type listPlanVersions, type Plan, PlanContent, type PlanState } from '../../contract/plan.ts';
import { writeAudit } from '../audit.ts';
import { Problem } from '../problem.ts';
import { AROUND_METRES } from './check-plan.ts';
import type { Around } from './check-scene.ts';

const columns = `p.id, p.school_id as "schoolId", s.name as "schoolName", p.gate_id as "gateId", p.unit_id as "unitId",
  p.name, p.state, p.is_chosen as "isChosen", p.content, p.revision, p.content_revision as "contentRevision",
  to_char(p.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt",
  (select a.display_name from account a where a.id = p.updated_by) as "updatedBy", p.invented`;

type PlanRow = Omit<Plan, 'elementCount' | 'content'> & {
  content: unknown;
  contentRevision: number;
};

function planOf({ content: stored, contentRevision: _, ...row }: PlanRow): Plan {
  const content = PlanContent.parse(stored);
  return { ...row, elementCount: content.elements.length, content };
}

/** Chosen ones first, then the newest. */
export async function listPlans(
  tx: Knex.Transaction,
  filter: { school?: string | undefined; state?: PlanState | undefined; limit: number },
): Promise<{ plans: Plan[]; total: number }> {
  const { rows } = await tx.raw<{ rows: (PlanRow & { total: number })[] }>(
    `select ${columns}, count(*) over ()::int as total from plan p join school s on s.id = p.school_id
      where (:school::uuid is null or p.school_id = :school) and (:state::text is null or p.state = :state)
      order by p.is_chosen desc, p.updated_at desc, p.id limit :limit`,
    { school: filter.school ?? null, state: filter.state ?? null, limit: filter.limit },
  );
  return { plans: rows.map(({ total: _, ...row }) => planOf(row)), total: rows[0]?.total ?? 0 };
}

async function findPlan(tx: Knex.Transaction, id: string): Promise<PlanRow | undefined> {
  const { rows } = await tx.raw<{ rows: PlanRow[] }>(
    `select ${columns} from plan p join school s on s.id = p.school_id where p.id = :id`,
    { id },
  );
  return rows[0];
}

/** A plan, or what it was at a revision. Throws `not-found`. */
export async function getPlan(tx: Knex.Transaction, id: string, revision?: number): Promise<Plan> {
  const row = await findPlan(tx, id);
  if (row === undefined) throw new Problem('not-found');
  if (revision === undefined || revision === row.revision) return planOf(row);
  const { rows } = await tx.raw<{ rows: { content: unknown }[] }>(
    // A change of state makes a revision of the plan and none of its content.
    `select content from plan_version where plan_id = :id and revision <= :revision::int and :revision::int < :newest::int
      order by revision desc limit 1`,
    { id, revision, newest: row.revision },
  );
  const version = rows[0];
  if (version === undefined) throw new Problem('not-found');
  return { ...planOf({ ...row, content: version.content }), revision };
}

export async function listVersions(
  tx: Knex.Transaction,
  id: string,
): Promise<OperationReply<typeof listPlanVersions>> {
  if ((await findPlan(tx, id)) === undefined) throw new Problem('not-found');
  const { rows } = await tx.raw<{ rows: OperationReply<typeof listPlanVersions>['versions'] }>(
    `select revision, to_char(made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
            (select a.display_name from account a where a.id = made_by) as by,
            jsonb_array_length(content -> 'elements') as "elementCount"
       from plan_version where plan_id = :id order by revision desc`,
    { id },
  );
  return { versions: rows };
}

export type PlanPut = {
  id: string;
  content: PlanContent;
  baseRevision: number | undefined;
  accountId: string | null;
  now: Date;
  invented?: boolean;
};

/**
 * Saves a plan under the client's id. The same content again gives the stored plan; other content needs the revision it
 * was made from, else `stale-revision` with the plan as it stands. Throws `not-found` for a school or gate outside
 * one's scope, `rule-broken` for a gate of another school or a plan that is no draft.
 */
export async function putPlan(tx: Knex.Transaction, put: PlanPut): Promise<Plan> {
  const { id, content } = put;
  const bodySha256 = contentHash(content);
  await tx.raw('select id from plan where id = :id for update', { id });
  const { rows: found } = await tx.raw<{ rows: { bodySha256: string }[] }>(
    'select body_sha256 as "bodySha256" from plan where id = :id',
    { id },
  );
  const stored = await findPlan(tx, id);
  if (stored !== undefined && found[0]?.bodySha256 === bodySha256) return planOf(stored);
  if (stored !== undefined && put.baseRevision !== stored.revision) {
    throw new Problem('stale-revision', { current: planOf(stored) });
  }
  if (stored === undefined && put.baseRevision !== undefined) throw new Problem('not-found');
  if (stored !== undefined && stored.schoolId !== content.schoolId) throw new Problem('same-id-other-body');
  if (stored !== undefined && stored.state !== 'draft') throw notDraft();
  const unitId = await unitOf(tx, content);
  const revision = (stored?.revision ?? 0) + 1;
  await tx.raw(
    `insert into plan (id, school_id, unit_id, gate_id, name, content, zone, revision, content_revision, body_sha256,
                       updated_at, updated_by, invented)
     values (:id, :schoolId, :unitId, :gateId, :name, :content::jsonb, ${zone}, :revision, :revision, :bodySha256, :now,
             :accountId, :invented)
     on conflict (id) do update set gate_id = excluded.gate_id, name = excluded.name, content = excluded.content,
       zone = excluded.zone, revision = excluded.revision, content_revision = excluded.content_revision,
       body_sha256 = excluded.body_sha256, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
    {
      id,
      schoolId: content.schoolId,
      unitId,
      gateId: content.gateId,
      name: content.name,
      content: JSON.stringify(content),
      places: JSON.stringify(content.elements.map(({ geometry }) => geometry)),
      revision,
      bodySha256,
      now: put.now,
      accountId: put.accountId,
      invented: put.invented ?? false,
    },
  );
  await tx.raw(
    `insert into plan_version (plan_id, revision, unit_id, content, made_at, made_by)
     values (:id, :revision, :unitId, :content::jsonb, :now, :accountId)`,
    { id, revision, unitId, content: JSON.stringify(content), now: put.now, accountId: put.accountId },
  );
  await writeAudit(tx, {
    at: put.now,
    accountId: put.accountId,
    action: stored === undefined ? 'record' : 'change',
    table: 'plan',
    recordId: id,
    unitId,
    detail: { revision, elements: content.elements.length },
  });
  return getPlan(tx, id);
}

/** Tells a repeat from a change, and names the draws of an evaluation. */
export function contentHash(content: PlanContent): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** The area that the elements span; a degenerate one is a point or a line. */
const zone = `(select ST_ConvexHull(ST_Collect(ST_SetSRID(ST_GeomFromGeoJSON(place::text), 4326)))
                 from jsonb_array_elements(:places::jsonb) place)`;

/** Throws `outside-territory` as saving would, for a plan that is only asked about. */
export async function requireInTerritory(
  tx: Knex.Transaction,
  { elements }: Pick<PlanContent, 'elements'>,
): Promise<void> {
  if (elements.length === 0) return;
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `select 1 from territory t where ST_Covers(t.bounds, ${zone})`,
    { places: JSON.stringify(elements.map(({ geometry }) => geometry)) },
  );
  if (rows.length === 0) throw new Problem('outside-territory');
}

function notDraft(): Problem {
  return new Problem('rule-broken', {
    detail: 'Kế hoạch đã trình hoặc đã duyệt: đưa về bản nháp trước khi sửa',
    detailEn: 'The plan was proposed or approved: take it back to draft before changing it',
  });
}

async function unitOf(tx: Knex.Transaction, { schoolId, gateId }: PlanContent): Promise<string> {
  const { rows } = await tx.raw<{ rows: { unitId: string; isGateOfSchool: boolean }[] }>(
    `select s.unit_id as "unitId", :gateId::uuid is null or exists (
              select from gate g where g.id = :gateId and g.school_id = s.id) as "isGateOfSchool"
       from school s where s.id = :schoolId`,
    { schoolId, gateId },
  );
  const school = rows[0];
  if (school === undefined) throw new Problem('not-found');
  if (school.isGateOfSchool) return school.unitId;
  throw new Problem('rule-broken', {
    detail: 'Cổng không thuộc trường này',
    detailEn: 'The gate is not one of the school',
  });
}

/** From each state, where it may go. */
const nextStates: Record<PlanState, readonly PlanState[]> = {
  draft: ['proposed'],
  proposed: ['draft', 'approved'],
  approved: ['draft', 'done'],
  done: [],
};

type Change = { baseRevision: number; accountId: string | null; now: Date };

export type Rights = { mayApprove: boolean; mayDraw: boolean };

/** Who approves also takes back; who draws proposes, takes back a proposal, and reports what is done. */
function mayTake(from: PlanState, to: PlanState, { mayApprove, mayDraw }: Rights): boolean {
  if (to === 'approved') return mayApprove;
  if (to === 'draft') return mayApprove || (from === 'proposed' && mayDraw);
  return mayDraw;
}

/** Moves a plan on. Throws `not-found`, `stale-revision`, `rule-broken` for a step that is none, `not-allowed` for who may not. */
export async function setState(
  tx: Knex.Transaction,
  id: string,
  state: PlanState,
  may: Rights,
  { baseRevision, accountId, now }: Change,
): Promise<Plan> {
  const plan = await getPlan(tx, id);
  if (plan.state === state) return plan;
  if (plan.revision !== baseRevision) throw new Problem('stale-revision', { current: plan });
  if (!nextStates[plan.state].includes(state)) {
    throw new Problem('rule-broken', {
      detail: `Không chuyển được từ "${plan.state}" sang "${state}"`,
      detailEn: `A plan does not go from "${plan.state}" to "${state}"`,
    });
  }
  if (!mayTake(plan.state, state, may)) throw new Problem('not-allowed');
  await tx.raw(
    `update plan set state = :state, revision = revision + 1, updated_at = :now, updated_by = :accountId where id = :id`,
    { id, state, now, accountId },
  );
  await writeAudit(tx, {
    at: now,
    accountId,
    action: 'state',
    table: 'plan',
    recordId: id,
    unitId: plan.unitId,
    detail: { from: plan.state, to: state },
  });
  return getPlan(tx, id);
}

/** Marks a plan as its school's chosen one. Throws `not-found`. */
export async function choosePlan(
  tx: Knex.Transaction,
  id: string,
  { accountId, now }: Omit<Change, 'baseRevision'>,
): Promise<Plan> {
  const plan = await getPlan(tx, id);
  if (plan.isChosen) return plan;
  await tx.raw('update plan set is_chosen = false where school_id = :schoolId and is_chosen', plan);
  await tx.raw('update plan set is_chosen = true where id = :id', { id });
  await writeAudit(tx, {
    at: now,
    accountId,
    action: 'choose',
    table: 'plan',
    recordId: id,
    unitId: plan.unitId,
    detail: { school: plan.schoolId },
  });
  return getPlan(tx, id);
}

/** The school of a gate. Throws `not-found`. */
export async function schoolOfGate(tx: Knex.Transaction, gateId: string): Promise<string> {
  const { rows } = await tx.raw<{ rows: { schoolId: string }[] }>(
    'select school_id as "schoolId" from gate where id = :gateId',
    { gateId },
  );
  const gate = rows[0];
  if (gate === undefined) throw new Problem('not-found');
  return gate.schoolId;
}

/** What the rules look at around a plan's gate; the school stands for a gate it has not. Throws `not-found`. */
export async function readAround(
  tx: Knex.Transaction,
  { schoolId, gateId }: { schoolId: string; gateId: string | null },
): Promise<Around> {
  const { rows } = await tx.raw<{ rows: Omit<Around, 'roads'>[] }>(
    `select ST_AsGeoJSON(coalesce((select g.location from gate g where g.id = :gateId::uuid and g.school_id = s.id),
              s.location), 7)::json as anchor,
            coalesce((select json_agg(json_build_object('id', g.id, 'location', ST_AsGeoJSON(g.location, 7)::json) order by g.id)
                        from gate g where g.school_id = s.id), '[]') as gates
       from school s where s.id = :schoolId`,
    { schoolId, gateId },
  );
  const place = rows[0];
  if (place === undefined) throw new Problem('not-found');
  const { rows: roads } = await tx.raw<{ rows: Around['roads'] }>(
    `select id, class, lanes, ST_AsGeoJSON(path, 7)::json as path from road_edge
      where ST_DWithin(path::geography, ST_SetSRID(ST_GeomFromGeoJSON(:anchor), 4326)::geography, :withinMetres::float8)
      order by id`,
    { anchor: JSON.stringify(place.anchor), withinMetres: AROUND_METRES },
  );
  return { ...place, roads };
}
