// All SQL of choosing pilots: candidates of a run, and answers about a school.
import type { Knex } from 'knex';
import type { PilotAssessment, SealedCandidate } from '../../contract/pilot.ts';
import { writeAudit } from '../audit.ts';
import { Problem } from '../problem.ts';

/** Who chooses in a run, in one's scope: provinces first, then by name. */
export async function listChoosingUnits(
  tx: Knex.Transaction,
  runId: string,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await tx.raw<{ rows: { id: string; name: string }[] }>(
    `select u.id, u.full_name as name from unit u
      where u.id in (select for_unit from pilot_candidate where run_id = :runId)
      order by u.kind = 'commune', u.name, u.id`,
    { runId },
  );
  return rows;
}

/** Candidates of a choosing unit in one's scope: by level and place, those that fail a check last. */
export async function listCandidates(
  tx: Knex.Transaction,
  wanted: { runId: string; forUnit: string; level: string | null },
): Promise<SealedCandidate[]> {
  const { rows } = await tx.raw<{
    rows: (SealedCandidate & { detail: Pick<SealedCandidate, 'tiedWith'> })[];
  }>(
    `select jsonb_build_object('isPilot', false, 'score', null, 'parts', null, 'costMillionVnd', null) || c.detail as detail, c.level, c.school_id as "schoolId",
            c.unit_id as "unitId", c.place, s.name as "schoolName", u.full_name as "unitName", s.invented
       from pilot_candidate c join school s on s.id = c.school_id join unit u on u.id = c.unit_id
      where c.run_id = :runId and c.for_unit = :forUnit and (:level::text is null or c.level = :level)
      order by array_position(array['preschool', 'primary', 'lower_secondary', 'upper_secondary'], c.level),
               c.place nulls last, (c.detail ->> 'topProbability')::float8 desc, c.school_id`,
    wanted,
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
