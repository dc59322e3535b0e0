// All SQL of after-studies: freezing them, watches, and counts of accidents before and after.
import type { Knex } from 'knex';
import type { PilotWatch } from '../../contract/evaluation.ts';
import { writeAudit } from '../audit.ts';
import { insideSystemScope } from '../db/scope.ts';
import { isRecentPilot } from '../pilots/criteria.ts';
import { Problem } from '../problem.ts';
import { getTerritory } from '../territory/queries.ts';
import type { ComparableSchool } from './comparison-schools.ts';

/** Schools of the risk run that a run of pilots read, of every unit, by id; pilots are those of `year` and near it. */
export async function readComparable(
  tx: Knex.Transaction,
  pilotRunId: string,
  year: number,
): Promise<ComparableSchool[]> {
  return insideSystemScope(tx, async () => {
    const { metricSrid } = await getTerritory(tx);
    const { rows } = await tx.raw<{
      rows: (Omit<ComparableSchool, 'isPilot'> & { pilotYears: number[] })[];
    }>(
      `select s.id as "schoolId", s.levels, r.score, ST_X(ST_Transform(s.location, :metricSrid::int)) as x,
              ST_Y(ST_Transform(s.location, :metricSrid::int)) as y,
              (select c.detail ->> 'roadClass' from pilot_candidate c
                where c.run_id = run.id and c.school_id = s.id order by c.level, c.for_unit limit 1) as "roadClass",
              array(select d.year from pilot_decision d where d.school_id = s.id) as "pilotYears"
         from run join risk_result r on r.run_id = (run.notes ->> 'riskRunId')::uuid
         join school s on s.id = r.school_id
        where run.id = :pilotRunId order by s.id`,
      { pilotRunId, metricSrid },
    );
    return rows.map(({ pilotYears, ...school }) => ({
      ...school,
      isPilot: pilotYears.some((pilotYear) => pilotYear === year || isRecentPilot(pilotYear, year)),
    }));
  });
}

export type Study = {
  schoolUnitId: string;
  completedOn: string | null;
  otherRoad: boolean;
  comparisonIds: string[];
  comparisons: { schoolId: string; schoolName: string }[];
};

/** The study of a decision in one's scope. Names of comparison schools in other units are public. Throws `not-found`. */
export async function getStudy(tx: Knex.Transaction, decisionId: string): Promise<Study> {
  const { rows } = await tx.raw<{ rows: Omit<Study, 'comparisons'>[] }>(
    `select school_unit_id as "schoolUnitId", completed_on as "completedOn", other_road as "otherRoad", comparison_ids as "comparisonIds"
       from pilot_study where decision_id = :decisionId`,
    { decisionId },
  );
  const study = rows[0];
  if (study === undefined) throw new Problem('not-found');
  const { rows: comparisons } = await tx.raw<{ rows: Study['comparisons'] }>(
    `select id as "schoolId", name as "schoolName" from school where id = any (:ids::uuid[])
      order by array_position(:ids::uuid[], id)`,
    { ids: study.comparisonIds },
  );
  return { ...study, comparisons };
}

/** `accountId` null: the installation. */
type Author = { accountId: string | null; now: Date };

/** Says once when the measures were complete. The same day again changes nothing. Throws `not-found`, `same-id-other-body`. */
export async function setCompletion(
  tx: Knex.Transaction,
  decisionId: string,
  completedOn: string,
  { accountId, now }: Author,
): Promise<void> {
  const study = await getStudy(tx, decisionId);
  if (study.completedOn === completedOn) return;
  if (study.completedOn !== null) throw new Problem('same-id-other-body');
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    'update pilot_study set completed_on = :completedOn where decision_id = :decisionId and completed_on is null returning 1',
    { decisionId, completedOn },
  );
  if (rows.length === 0) throw new Problem('outside-unit');
  await writeAudit(tx, {
    at: now,
    accountId,
    action: 'complete',
    table: 'pilot_study',
    recordId: decisionId,
    unitId: study.schoolUnitId,
    detail: { completedOn },
  });
}

const watchColumns = `id, decision_id as "decisionId", school_id as "schoolId", unit_id as "unitId", period,
  observed_on as "observedOn", value, revision`;

export async function listWatches(tx: Knex.Transaction, decisionId: string): Promise<PilotWatch[]> {
  const { rows } = await tx.raw<{ rows: PilotWatch[] }>(
    `select ${watchColumns} from pilot_watch where decision_id = :decisionId
      order by measure, period, school_id`,
    { decisionId },
  );
  return rows;
}

/** Watches of every unit: a study tells their differences, the same to every reader. */
export async function allWatches(tx: Knex.Transaction, decisionId: string): Promise<PilotWatch[]> {
  return insideSystemScope(tx, () => listWatches(tx, decisionId));
}

/**
 * Stores a watch under the client's id. The same again changes nothing; another needs the current revision. Throws
 * `not-found` for a study or school outside one's scope, `rule-broken` for a school that is none of the study's.
 */
export async function putWatch(
  tx: Knex.Transaction,
  watch: Omit<PilotWatch, 'unitId' | 'revision'>,
  baseRevision: number | undefined,
  { accountId, now }: Author,
): Promise<PilotWatch> {
  const { comparisonIds } = await getStudy(tx, watch.decisionId);
  const { rows: schools } = await tx.raw<{ rows: { unitId: string; isPilot: boolean }[] }>(
    `select s.unit_id as "unitId", exists (select from pilot_decision d where d.id = :decisionId and d.school_id = s.id) as "isPilot"
       from school s where s.id = :schoolId`,
    { decisionId: watch.decisionId, schoolId: watch.schoolId },
  );
  const school = schools[0];
  if (school === undefined) throw new Problem('not-found');
  if (!school.isPilot && !comparisonIds.includes(watch.schoolId)) {
    throw new Problem('rule-broken', {
      detail: 'Trường này không thuộc nghiên cứu: chỉ trường điểm và trường đối chứng đã chọn',
      detailEn: 'The school is not in the study: only the pilot and its comparison schools are',
    });
  }
  const find = async (): Promise<PilotWatch | undefined> => {
    const { rows } = await tx.raw<{ rows: PilotWatch[] }>(
      `select ${watchColumns} from pilot_watch where id = :id`,
      { id: watch.id },
    );
    return rows[0];
  };
  const stored = await find();
  if (stored !== undefined) {
    const isSame = [stored.decisionId, stored.schoolId, stored.period, stored.value.measure].every(
      (part, i) => part === [watch.decisionId, watch.schoolId, watch.period, watch.value.measure][i],
    );
    if (!isSame) throw new Problem('same-id-other-body');
    const isUnchanged =
      stored.observedOn === watch.observedOn &&
      Object.entries(watch.value).every(([name, value]) => Reflect.get(stored.value, name) === value);
    if (isUnchanged) return stored;
    if (baseRevision !== stored.revision) throw new Problem('stale-revision', { current: stored });
  }
  await tx.raw(
    `insert into pilot_watch (id, decision_id, school_id, unit_id, period, measure, observed_on, value, account_id)
     values (:id, :decisionId, :schoolId, :unitId, :period, :measure, :observedOn, :value::jsonb, :accountId)
     on conflict (id) do update set observed_on = excluded.observed_on, value = excluded.value,
       account_id = excluded.account_id, revision = pilot_watch.revision + 1`,
    {
      ...watch,
      unitId: school.unitId,
      measure: watch.value.measure,
      value: JSON.stringify(watch.value),
      accountId,
    },
  );
  await writeAudit(tx, {
    at: now,
    accountId,
    action: stored === undefined ? 'record' : 'change',
    table: 'pilot_watch',
    recordId: watch.id,
    unitId: school.unitId,
    detail: { period: watch.period, measure: watch.value.measure },
  });
  const saved = await find();
  if (saved === undefined) throw new Error('a watch that was stored is not there');
  return saved;
}

export type SchoolCount = { schoolId: string; before: number; after: number };

/**
 * Accidents with people hurt within `withinMetres` of the gates of every school of a level, in (from, middle] and
 * (middle, to], by school. Of every unit: only sums are told.
 */
export async function countAccidents(
  tx: Knex.Transaction,
  wanted: { level: string; from: string; middle: string; to: string; withinMetres: number },
): Promise<SchoolCount[]> {
  return insideSystemScope(tx, async () => {
    const { rows } = await tx.raw<{ rows: SchoolCount[] }>(
      `select s.id as "schoolId", count(distinct a.id) filter (where a.occurred_on <= :middle::date)::int as before,
              count(distinct a.id) filter (where a.occurred_on > :middle::date)::int as after
         from school s left join gate g on g.school_id = s.id
         left join accident a on a.severity <> 'property' and a.location_quality <> 'area'
           and a.occurred_on > :from::date and a.occurred_on <= :to::date
           and ST_DWithin(a.location::geography, coalesce(g.location, s.location)::geography, :withinMetres::float8)
        where :level = any (s.levels) group by s.id order by s.id`,
      wanted,
    );
    return rows;
  });
}
