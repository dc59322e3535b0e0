// All SQL of decisions on pilots: read back from their seals, the one that stands, and adding one with its study.
import type { Knex } from 'knex';
import type { PilotDecision, PilotSeal } from '../../contract/pilot.ts';
import { writeAudit } from '../audit.ts';
import { insideSystemScope } from '../db/scope.ts';
import { readSeal } from './seal.ts';

/** Later ones of a unit, level and year supersede earlier ones. */
const isStanding = `not exists (select from pilot_decision n where n.unit_id = d.unit_id and n.level = d.level
  and n.year = d.year and n.sequence > d.sequence)`;

type Row = Omit<PilotDecision, 'sealed' | 'decidedBy'> & { content: string; comparisonIds: string[] };

/** A decision with what its seal says; null where that cannot be read. */
type ReadBack = { decision: PilotDecision; seal: PilotSeal | null };

async function readDecisions(
  tx: Knex.Transaction,
  wanted: { id?: string; year?: number | undefined; school?: string | undefined },
): Promise<ReadBack[]> {
  const { rows } = await tx.raw<{ rows: Row[] }>(
    `select d.id, d.unit_id as "unitId", d.level, d.year, d.sequence, d.pilot_run_id as "runId", d.school_id as "schoolId",
            s.name as "schoolName", d.place, d.reason, d.sha256, s.invented, d.content,
            coalesce(p.comparison_ids, '{}') as "comparisonIds", ${isStanding} as "isStanding",
            to_char(d.decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "decidedAt"
       from pilot_decision d join school s on s.id = d.school_id left join pilot_study p on p.decision_id = d.id
      where (:id::uuid is null or d.id = :id) and (:year::int is null or d.year = :year)
        and (:school::uuid is null or d.school_id = :school)
      order by d.year desc, d.unit_id, d.level, d.sequence desc`,
    { id: wanted.id ?? null, year: wanted.year ?? null, school: wanted.school ?? null },
  );
  const noted = await notedHashes(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map(({ content, comparisonIds, ...row }) => {
    const { runId, unitId, level, year, schoolId, place, reason, decidedAt } = row;
    const { state, seal } = readSeal({
      content,
      sha256: row.sha256,
      notedSha256: noted.get(row.id) ?? null,
      row: { runId, unitId, level, year, schoolId, place, reason, decidedAt, comparisonIds },
    });
    return { decision: { ...row, sealed: state, decidedBy: seal?.decidedBy ?? null }, seal };
  });
}

/** The hash that the audit noted with each decision. The audit is closed to readers, what it says of a seal is not. */
async function notedHashes(tx: Knex.Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await insideSystemScope(tx, () =>
    tx.raw<{ rows: { id: string; sha256: string }[] }>(
      `select record_id as id, detail ->> 'sha256' as sha256 from audit
        where table_name = 'pilot_decision' and action = 'decide' and record_id = any (:ids::text[]) order by id desc`,
      { ids },
    ),
  );
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
}

/** Decisions in one's scope, the newest year first, superseded ones after what stands. */
export async function listDecisions(
  tx: Knex.Transaction,
  filter: { year?: number | undefined; school?: string | undefined },
): Promise<PilotDecision[]> {
  return (await readDecisions(tx, filter)).map(({ decision }) => decision);
}

export async function findDecision(tx: Knex.Transaction, id: string): Promise<PilotDecision | undefined> {
  return (await readDecisions(tx, { id }))[0]?.decision;
}

/** A decision and the sealed table, of schools in one's scope. */
export async function readDecision(tx: Knex.Transaction, id: string): Promise<ReadBack | undefined> {
  const [found] = await readDecisions(tx, { id });
  if (found === undefined || found.seal === null) return found;
  const { rows } = await tx.raw<{ rows: { id: string }[] }>(
    'select id from school where id = any (:ids::uuid[])',
    {
      ids: found.seal.candidates.map(({ schoolId }) => schoolId),
    },
  );
  const visible = new Set(rows.map((school) => school.id));
  const candidates = found.seal.candidates.filter(({ schoolId }) => visible.has(schoolId));
  return { ...found, seal: { ...found.seal, candidates } };
}

/** The decision that stands for a unit, level and year, held so that two cannot supersede it at once. */
export async function standingDecision(
  tx: Knex.Transaction,
  of: { unitId: string; level: string; year: number },
): Promise<PilotDecision | undefined> {
  await tx.raw('select pg_advisory_xact_lock(hashtext(:key))', {
    key: `pilot decision ${Object.values(of).join('/')}`,
  });
  const decisions = await listDecisions(tx, { year: of.year });
  return decisions.find((one) => one.isStanding && one.unitId === of.unitId && one.level === of.level);
}

/** Years of the decisions on a school that stand. */
export async function pilotYears(tx: Knex.Transaction, schoolId: string): Promise<number[]> {
  const { rows } = await tx.raw<{ rows: { year: number }[] }>(
    `select distinct d.year from pilot_decision d where d.school_id = :schoolId and ${isStanding} order by 1`,
    { schoolId },
  );
  return rows.map(({ year }) => year);
}

/** Who chooses on a school in a run when nobody is named: the widest of its choosing units. */
export async function choosingUnitOf(
  tx: Knex.Transaction,
  runId: string,
  schoolId: string,
): Promise<string | undefined> {
  const { rows } = await tx.raw<{ rows: { id: string }[] }>(
    `select u.id from pilot_candidate c join unit u on u.id = c.for_unit
      where c.run_id = :runId and c.school_id = :schoolId order by u.kind = 'commune', u.id limit 1`,
    { runId, schoolId },
  );
  return rows[0]?.id;
}

/** Name of the account itself, for the record. */
export async function ownName(tx: Knex.Transaction, accountId: string): Promise<string> {
  const { rows } = await tx.raw<{ rows: { name: string }[] }>(
    'select display_name as name from account where id = :accountId',
    { accountId },
  );
  return rows[0]?.name ?? '';
}

export type NewDecision = {
  id: string;
  sequence: number;
  schoolUnitId: string;
  /** Chosen where no school at the same class of road was alike and far enough. */
  otherRoad: boolean;
  seal: PilotSeal;
  content: string;
  sha256: string;
};

/** Adds a decision and freezes its study; neither is ever changed. `accountId` null: the installation. */
export async function addDecision(
  tx: Knex.Transaction,
  { seal, ...decision }: NewDecision,
  accountId: string | null,
): Promise<PilotDecision> {
  const { id, schoolUnitId, otherRoad, sha256 } = decision;
  const { unitId, level, year, schoolId, comparisonIds, decidedAt } = seal;
  await tx.raw(
    `insert into pilot_decision (id, unit_id, level, year, sequence, pilot_run_id, school_id, school_unit_id, place,
                                 reason, content, sha256, decided_by, decided_at)
     values (:id, :unitId, :level, :year, :sequence, :runId, :schoolId, :schoolUnitId, :place, :reason, :content, :sha256,
             :accountId, :decidedAt)`,
    { ...seal, ...decision, accountId },
  );
  await tx.raw(
    `insert into pilot_study (decision_id, school_unit_id, comparison_ids, other_road)
     values (:id, :schoolUnitId, :comparisonIds::uuid[], :otherRoad)`,
    { id, schoolUnitId, comparisonIds, otherRoad },
  );
  await writeAudit(tx, {
    at: new Date(decidedAt),
    accountId,
    action: 'decide',
    table: 'pilot_decision',
    recordId: id,
    unitId,
    detail: { level, year, school: schoolId, sha256 },
  });
  const added = await findDecision(tx, id);
  if (added === undefined) throw new Error('a decision that was added is not there');
  return added;
}
