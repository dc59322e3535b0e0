// All SQL of pilots on the screen: candidates of a run, answers about a school, and decisions that stand.
import type { Knex } from 'knex';
import type { PilotAssessment, PilotCandidate, PilotDecision } from '../../contract/pilot.ts';
import { writeAudit } from '../audit.ts';
import { Problem } from '../problem.ts';

/** Candidates of a run in one's scope: by level and place, those that fail a check last. */
export async function listCandidates(
  tx: Knex.Transaction,
  runId: string,
  level: string | null,
): Promise<Omit<PilotCandidate, 'weighted'>[]> {
  const { rows } = await tx.raw<{
    rows: (Omit<PilotCandidate, 'weighted'> & { detail: Pick<PilotCandidate, 'tiedWith'> })[];
  }>(
    `select c.detail, c.level, c.school_id as "schoolId", c.unit_id as "unitId", c.place, s.name as "schoolName",
            u.full_name as "unitName", s.invented
       from pilot_candidate c join school s on s.id = c.school_id join unit u on u.id = c.unit_id
      where c.run_id = :runId and (:level::text is null or c.level = :level)
      order by array_position(array['preschool', 'primary', 'lower_secondary', 'upper_secondary'], c.level),
               c.place nulls last, (c.detail ->> 'topProbability')::float8 desc, c.school_id`,
    { runId, level },
  );
  // Of those it is tied with, only the ones that the reader may see.
  const visible = new Set(rows.map(({ schoolId }) => schoolId));
  return rows.map(({ detail, ...row }) => ({
    ...row,
    ...detail,
    tiedWith: detail.tiedWith.filter((id) => visible.has(id)),
  }));
}

/** What is known of a school as a pilot. Throws `not-found`. */
export async function getAssessment(tx: Knex.Transaction, schoolId: string): Promise<PilotAssessment> {
  const { rows } = await tx.raw<{ rows: PilotAssessment[] }>(
    `select s.id as "schoolId", a.has_waiting_space as "hasWaitingSpace", a.commitment,
            a.needs_land_clearance as "needsLandClearance", coalesce(a.note, '') as note, coalesce(a.revision, 0) as revision
       from school s left join pilot_assessment a on a.school_id = s.id where s.id = :schoolId`,
    { schoolId },
  );
  const assessment = rows[0];
  if (assessment === undefined) throw new Problem('not-found');
  return assessment;
}

type Author = { accountId: string; now: Date };

/** Stores answers. The same again changes nothing; others need the current revision, else `stale-revision`. */
export async function putAssessment(
  tx: Knex.Transaction,
  answers: PilotAssessment,
  { accountId, now }: Author,
): Promise<PilotAssessment> {
  const { schoolId, revision, ...answered } = answers;
  await tx.raw('select 1 from school where id = :schoolId for update', { schoolId });
  const current = await getAssessment(tx, schoolId);
  const { schoolId: _, revision: stored, ...known } = current;
  const isSame = Object.entries(answered).every(([name, value]) => Reflect.get(known, name) === value);
  if (isSame && stored > 0) return current;
  if (revision !== stored) throw new Problem('stale-revision', { current });
  const { rows } = await tx.raw<{ rows: { unitId: string }[] }>(
    `insert into pilot_assessment (school_id, unit_id, has_waiting_space, commitment, needs_land_clearance, note)
     select s.id, s.unit_id, :hasWaitingSpace::boolean, :commitment::text, :needsLandClearance::boolean, :note
       from school s where s.id = :schoolId
     on conflict (school_id) do update set has_waiting_space = excluded.has_waiting_space, commitment = excluded.commitment,
       needs_land_clearance = excluded.needs_land_clearance, note = excluded.note,
       revision = pilot_assessment.revision + 1
     returning unit_id as "unitId"`,
    { schoolId, ...answered },
  );
  await writeAudit(tx, {
    at: now,
    accountId,
    action: stored === 0 ? 'record' : 'change',
    table: 'pilot_assessment',
    recordId: schoolId,
    unitId: rows[0]?.unitId ?? null,
    detail: { revision: stored + 1 },
  });
  return getAssessment(tx, schoolId);
}

/** The later ones of a unit, level and year supersede the earlier ones. */
const decisionColumns = `d.id, d.unit_id as "unitId", d.level, d.year, d.sequence, d.pilot_run_id as "runId",
  d.school_id as "schoolId", s.name as "schoolName", d.place, d.reason, d.sha256, s.invented,
  d.content::json ->> 'decidedBy' as "decidedBy",
  to_char(d.decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "decidedAt",
  not exists (select from pilot_decision n where n.unit_id = d.unit_id and n.level = d.level and n.year = d.year
     and n.sequence > d.sequence) as "isStanding"`;

export async function listDecisions(
  tx: Knex.Transaction,
  filter: { year?: number | undefined; school?: string | undefined },
): Promise<PilotDecision[]> {
  const { rows } = await tx.raw<{ rows: PilotDecision[] }>(
    `select ${decisionColumns} from pilot_decision d join school s on s.id = d.school_id
      where (:year::int is null or d.year = :year) and (:school::uuid is null or d.school_id = :school)
      order by d.year desc, d.unit_id, d.level, d.sequence desc`,
    { year: filter.year ?? null, school: filter.school ?? null },
  );
  return rows;
}

export async function findDecision(tx: Knex.Transaction, id: string): Promise<PilotDecision | undefined> {
  const { rows } = await tx.raw<{ rows: PilotDecision[] }>(
    `select ${decisionColumns} from pilot_decision d join school s on s.id = d.school_id where d.id = :id`,
    { id },
  );
  return rows[0];
}

/** The decision that stands for a unit, level and year, held so that two cannot supersede it at once. */
export async function standingDecision(
  tx: Knex.Transaction,
  of: { unitId: string; level: string; year: number },
): Promise<PilotDecision | undefined> {
  await tx.raw('select pg_advisory_xact_lock(hashtext(:key))', {
    key: `pilot decision ${Object.values(of).join('/')}`,
  });
  const { rows } = await tx.raw<{ rows: PilotDecision[] }>(
    `select ${decisionColumns} from pilot_decision d join school s on s.id = d.school_id
      where d.unit_id = :unitId and d.level = :level and d.year = :year::int order by d.sequence desc limit 1`,
    of,
  );
  return rows[0];
}

/** The unit that decides on a school in a run for all units: its province, or its own unit without one. */
export async function provinceOf(tx: Knex.Transaction, unitId: string): Promise<string> {
  const { rows } = await tx.raw<{ rows: { id: string }[] }>(
    'select coalesce(parent_id, id) as id from unit where id = :unitId',
    { unitId },
  );
  return rows[0]?.id ?? unitId;
}

/** Name of the account itself, for the record. */
export async function ownName(tx: Knex.Transaction, accountId: string): Promise<string> {
  const { rows } = await tx.raw<{ rows: { name: string }[] }>(
    'select display_name as name from account where id = :accountId',
    { accountId },
  );
  return rows[0]?.name ?? '';
}

export type SealedDecision = {
  id: string;
  unitId: string;
  level: string;
  year: number;
  sequence: number;
  runId: string;
  schoolId: string;
  schoolUnitId: string;
  place: number;
  reason: string;
  content: string;
  sha256: string;
};

/** Adds a decision; none is ever changed. */
export async function addDecision(
  tx: Knex.Transaction,
  sealed: SealedDecision,
  { accountId, now }: Author,
): Promise<PilotDecision> {
  await tx.raw(
    `insert into pilot_decision (id, unit_id, level, year, sequence, pilot_run_id, school_id, school_unit_id, place,
                                 reason, content, sha256, decided_by, decided_at)
     values (:id, :unitId, :level, :year, :sequence, :runId, :schoolId, :schoolUnitId, :place, :reason, :content, :sha256,
             :accountId, :now)`,
    { ...sealed, accountId, now },
  );
  await writeAudit(tx, {
    at: now,
    accountId,
    action: 'decide',
    table: 'pilot_decision',
    recordId: sealed.id,
    unitId: sealed.unitId,
    detail: { level: sealed.level, year: sealed.year, school: sealed.schoolId, sha256: sealed.sha256 },
  });
  const decision = await findDecision(tx, sealed.id);
  if (decision === undefined) throw new Error('a decision that was added is not there');
  return decision;
}
