// All SQL of risk on the screen: results of runs under a person's scope.
import type { Knex } from 'knex';
import type { SchoolFilter } from '../../contract/filter.ts';
import type { RiskSummary, SurveyNext } from '../../contract/risk.ts';
import { whereSchools } from '../db/filters.ts';
import { geoJson } from '../db/postgis.ts';
import { Problem } from '../problem.ts';

/** The columns of a school's risk as the wire has them; joins school and unit. */
function riskColumns(db: Knex): (string | Knex.Raw)[] {
  return [
    'risk_result.run_id as runId',
    'risk_result.school_id as schoolId',
    'school.name as schoolName',
    'school.levels',
    'school.pupils',
    'risk_result.unit_id as unitId',
    'unit.full_name as unitName',
    geoJson(db, 'school.location', 'location'),
    'risk_result.score',
    'risk_result.score_low as scoreLow',
    'risk_result.score_high as scoreHigh',
    'risk_result.band',
    'risk_result.band_shown as bandShown',
    'risk_result.band_probability as bandProbability',
    'risk_result.rank',
    'risk_result.rank_low as rankLow',
    'risk_result.rank_high as rankHigh',
    'risk_result.rank_per_pupil as rankPerPupil',
    db.raw(`coalesce(run.notes ->> 'ranked', run.notes ->> 'schools', '0')::int as "rankedSchools"`),
    'risk_result.location_quality_share as locationQualityShare',
    'risk_result.probability_first as probabilityFirst',
    'risk_result.rate',
    'risk_result.rate_per_thousand as ratePerThousandPupils',
    'risk_result.missing_share as missingShare',
    'school.invented',
  ];
}

function results(tx: Knex.Transaction, runId: string): Knex.QueryBuilder {
  return tx('risk_result')
    .join('school', 'school.id', 'risk_result.school_id')
    .join('unit', 'unit.id', 'risk_result.unit_id')
    .join('run', 'run.id', 'risk_result.run_id')
    .where('risk_result.run_id', runId);
}

type Paging = { limit: number; after?: string | undefined };
type Page<Row> = { schools: Row[]; total: number; next: string | null };

/** Schools of a run by rank, those without one last. `today` is the territory's date. */
export async function listRisk(
  tx: Knex.Transaction,
  runId: string,
  filter: SchoolFilter & { sort: 'rate' | 'per_pupil' },
  page: Paging,
  today: string,
): Promise<Page<RiskSummary>> {
  const isPerPupil = filter.sort === 'per_pupil';
  return pageOf<RiskSummary>(
    results(tx, runId).modify((query) => whereSchools(query, filter, today)),
    riskColumns(tx),
    {
      column: isPerPupil ? 'risk_result.rank_per_pupil' : 'risk_result.rank',
      type: 'int',
      direction: 'asc',
      of: ({ rank, rankPerPupil }) => (isPerPupil ? rankPerPupil : rank),
    },
    page,
  );
}

/** Schools of a run by what a new survey would tell, most first; results older than its reasons are left out. */
export async function listSurveyNext(
  tx: Knex.Transaction,
  runId: string,
  filter: SchoolFilter & { school?: string | undefined },
  page: Paging,
  today: string,
): Promise<Page<SurveyNext>> {
  const number = (name: string) => tx.raw('(risk_result.survey ->> ?)::float8 as ??', [name, name]);
  return pageOf<SurveyNext>(
    results(tx, runId)
      .whereNotNull('risk_result.survey')
      .modify((query) => {
        whereSchools(query, filter, today);
        if (filter.school !== undefined) query.where('risk_result.school_id', filter.school);
      }),
    [
      'risk_result.school_id as schoolId',
      'school.name as schoolName',
      'school.levels',
      'risk_result.unit_id as unitId',
      'unit.full_name as unitName',
      geoJson(tx, 'school.location', 'location'),
      'risk_result.survey_next as priority',
      number('uncertainty'),
      number('overdueFactor'),
      tx.raw(`(risk_result.survey ->> 'ageMonths')::float8 as "surveyAgeMonths"`),
      number('overdueMonths'),
      tx.raw(`risk_result.survey -> 'gaps' as gaps`),
      'school.invented',
    ],
    {
      column: 'risk_result.survey_next',
      type: 'float8',
      direction: 'desc',
      of: ({ priority }) => priority,
    },
    page,
  );
}

type Order<Row> = {
  column: string;
  type: 'int' | 'float8';
  /** What has no number stands last, in ascending order. */
  direction: 'asc' | 'desc';
  /** The number of a row that was read. */
  of: (row: Row) => number | null;
};

const pagePlace = /^(|-?[\d.]+(?:e-?\d+)?):([0-9a-f-]{36})$/;

/** One page by a number, equal ones by school id; the place to go on from is "number:school". */
async function pageOf<Row extends { schoolId: string }>(
  found: Knex.QueryBuilder,
  columns: (string | Knex.Raw)[],
  { column, type, direction, of }: Order<Row>,
  { limit, after }: Paging,
): Promise<Page<Row>> {
  const counted: { total: number }[] = await found.clone().count('* as total');
  const rows: Row[] = await found
    .clone()
    .select(columns)
    .modify((query) => {
      if (after === undefined) return;
      const [, number, school] = pagePlace.exec(after) ?? [];
      if (number === undefined || school === undefined) throw new Problem('bad-input');
      if (number === '') query.whereRaw('(?? is null and risk_result.school_id > ?::uuid)', [column, school]);
      else
        query.whereRaw(
          `(?? ${direction === 'asc' ? '>' : '<'} ?::${type} or ?? is null
            or (?? = ?::${type} and risk_result.school_id > ?::uuid))`,
          [column, number, column, column, number, school],
        );
    })
    .orderBy([{ column, order: direction }, 'risk_result.school_id'])
    .limit(limit + 1);
  const schools = rows.slice(0, limit);
  const last = schools.at(-1);
  return {
    schools,
    total: counted[0]?.total ?? 0,
    next: rows.length > limit && last ? `${of(last) ?? ''}:${last.schoolId}` : null,
  };
}

export type StoredRisk = RiskSummary & {
  rateLow: number;
  rateHigh: number;
  surveyNext: number;
  severities: {
    severity: 'fatal' | 'serious' | 'slight';
    recorded: number;
    predicted: number;
    predictionWeight: number;
    estimate: number;
    hazard: number;
    rate: number;
  }[];
  parts: {
    kind: 'base' | 'attribute';
    code: string;
    direction: 'raises' | 'lowers' | 'neutral';
    contribution: number;
  }[];
  substitutions: { code: string; value: string }[];
  exposure: { trafficKm: number; catchmentMetres: number; pupilsUsed: number };
};

export async function getRisk(
  tx: Knex.Transaction,
  runId: string,
  schoolId: string,
): Promise<StoredRisk | undefined> {
  return results(tx, runId)
    .where('risk_result.school_id', schoolId)
    .select([
      ...riskColumns(tx),
      'risk_result.rate_low as rateLow',
      'risk_result.rate_high as rateHigh',
      'risk_result.survey_next as surveyNext',
      'risk_result.severities',
      'risk_result.parts',
      'risk_result.substitutions',
      'risk_result.exposure',
    ])
    .first();
}

export type StoredPart = {
  id: string;
  occurredOn: string;
  severity: 'fatal' | 'serious' | 'slight';
  distanceMetres: number | null;
  space: number;
  age: number;
  relevance: number;
  quality: number;
  weight: number;
  contribution: number;
  reason: string | null;
};

/** The accidents in one's scope that a school's score is made of, and those looked at that count nothing. */
export async function listParts(
  tx: Knex.Transaction,
  runId: string,
  schoolId: string,
): Promise<StoredPart[]> {
  const { rows } = await tx.raw<{ rows: StoredPart[] }>(
    `select accident_id as id, occurred_on as "occurredOn", severity, distance_m as "distanceMetres", space, age, relevance,
            quality, weight, contribution, reason
       from risk_part where run_id = :runId and school_id = :schoolId
      order by contribution desc, occurred_on desc, accident_id`,
    { runId, schoolId },
  );
  return rows;
}

/** Sums over the accidents of units outside one's scope, by unit, so that the parts still add up. */
export async function listNeighbourSums(
  tx: Knex.Transaction,
  runId: string,
  schoolId: string,
): Promise<{ unitName: string | null; accidents: number; contribution: number }[]> {
  const { rows } = await tx.raw<{
    rows: { unitName: string | null; accidents: number; contribution: number }[];
  }>(
    `select u.full_name as "unitName", s.accidents, s.contribution
       from risk_unit_sum s left join unit u on u.id = s.accident_unit
      where s.run_id = :runId and s.school_id = :schoolId
        and not ((select app_reads_all()) or s.accident_unit = any ((select app_read_units())::text[]))
      order by s.contribution desc, s.accident_unit`,
    { runId, schoolId },
  );
  return rows;
}
