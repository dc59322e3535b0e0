// All SQL of risk: the facts a run reads in the order of ids, its results, and reading them under a person's scope.
import type { Knex } from 'knex';
import type { SchoolFilter } from '../../contract/filter.ts';
import type { RiskSummary } from '../../contract/risk.ts';
import { whereSchools } from '../db/filters.ts';
import { geoJson } from '../db/postgis.ts';
import { roundCentimetre } from '../network/queries.ts';
import type { RiskOutput, ScoredSchool } from './compute.ts';
import type { GateRow, ObservationRow, RiskAccidents, RouteRow, SchoolRow } from './input.ts';

/** A vehicle-keeping spot within this distance of a gate counts for it (methods of the model: "≤ 300 m"). */
const keepingSpotMetres = 300;

type AccidentRow = {
  id: string;
  x: number;
  y: number;
  severity: RiskAccidents['severities'][number];
  day: string;
  minutes: number;
  pupil: RiskAccidents['pupils'][number];
  quality: RiskAccidents['qualities'][number];
  unit: string | null;
};

/** Everything about schools that the model reads. `srid` is the territory's metric frame; spots count when open on `asOf`. */
export async function readSchoolFacts(tx: Knex.Transaction, srid: number, asOf: string) {
  const metric = (column: string) =>
    `ST_X(ST_Transform(${column}, :srid::int)) as x, ST_Y(ST_Transform(${column}, :srid::int)) as y`;
  const { rows: schools } = await tx.raw<{ rows: SchoolRow[] }>(
    `select s.id, s.unit_id as "unitId", coalesce(u.parent_id, s.unit_id) as "provinceId",
            coalesce(s.urban, u.urban, false) as urban, s.levels, s.pupils, s.walk_cycle_share as "walkCycleShare", s.sessions,
            ${metric('s.location')}
       from school s join unit u on u.id = s.unit_id order by s.id`,
    { srid },
  );
  const { rows: gates } = await tx.raw<{ rows: GateRow[] }>(
    `select g.id, g.school_id as "schoolId", ${metric('g.location')},
            k.spots as "openKeepingSpots", k.seen_on as "keepingSeenOn"
       from gate g, lateral (
         select count(*) as spots, max(p.last_seen_at)::date::text as seen_on from illegal_spot p
          where p.kind = 'vehicle_keeping' and p.state = 'open' and p.first_seen_at::date <= :asOf::date
            and ST_DWithin(p.location::geography, g.location::geography, :keepingSpotMetres::float8)) k
      order by g.id`,
    { srid, asOf, keepingSpotMetres },
  );
  const { rows: routes } = await tx.raw<{
    rows: (Omit<RouteRow, 'path'> & { path: { coordinates: [number, number][] } })[];
  }>(
    `select id, school_id as "schoolId", share, pupils, length_m as "lengthMetres",
            ST_AsGeoJSON(ST_Transform(path, :srid::int), 2)::json as path
       from route order by id`,
    { srid },
  );
  const { rows: observations } = await tx.raw<{ rows: ObservationRow[] }>(
    `select school_id as "schoolId", gate_id as "gateId", route_id as "routeId", from_m as "fromMetres", to_m as "toMetres",
            code, value, observed_on as "observedOn"
       from survey_observation where observed_on <= :asOf order by id`,
    { asOf },
  );
  const place = <Row extends { x: number; y: number }>(row: Row): Row => ({
    ...row,
    x: roundCentimetre(row.x),
    y: roundCentimetre(row.y),
  });
  return {
    schools: schools.map(place),
    gates: gates.map(place),
    routes: routes.map((route) => ({ ...route, path: route.path.coordinates })),
    observations,
  };
}

/** Accidents with people hurt and a place, after `from`, by id; and the first day of any record. */
export async function readRiskAccidents(
  tx: Knex.Transaction,
  srid: number,
  from: string,
): Promise<{ accidents: RiskAccidents; recordsFrom: string | null }> {
  const { rows } = await tx.raw<{ rows: AccidentRow[] }>(
    `select id, ST_X(ST_Transform(location, :srid::int)) as x, ST_Y(ST_Transform(location, :srid::int)) as y, severity,
            occurred_on as day, coalesce(extract(hour from occurred_time) * 60 + extract(minute from occurred_time), -1)::int as minutes,
            pupil_involved as pupil, location_quality as quality, unit_id as unit
       from accident
      where location is not null and severity <> 'property' and occurred_on > :from
      order by id`,
    { srid, from },
  );
  const { rows: first } = await tx.raw<{ rows: { day: string | null }[] }>(
    'select min(occurred_on) as day from accident',
  );
  return {
    recordsFrom: first[0]?.day ?? null,
    accidents: {
      ids: rows.map((row) => row.id),
      xs: Float64Array.from(rows, (row) => roundCentimetre(row.x)),
      ys: Float64Array.from(rows, (row) => roundCentimetre(row.y)),
      severities: rows.map((row) => row.severity),
      days: rows.map((row) => row.day),
      minutes: Int32Array.from(rows, (row) => row.minutes),
      pupils: rows.map((row) => row.pupil),
      qualities: rows.map((row) => row.quality),
      units: rows.map((row) => row.unit),
    },
  };
}

/** Rows of one insert; larger runs are written in several. */
const rowsPerInsert = 2_000;

/** Writes the results of a run. System scope. */
export async function writeRisk(tx: Knex.Transaction, runId: string, output: RiskOutput): Promise<void> {
  await insertRows(
    tx,
    runId,
    output.schools.map(resultRow),
    `risk_result (run_id, school_id, unit_id, rank, rank_low, rank_high,
      rate, rate_low, rate_high, score, score_low, score_high, band, band_shown, band_probability, probability_first,
      rate_per_thousand, missing_share, survey_next, severities, parts, substitutions, exposure)`,
    `school_id uuid, unit_id text,
      rank int, rank_low int, rank_high int, rate float8, rate_low float8, rate_high float8, score float8, score_low float8,
      score_high float8, band text, band_shown text, band_probability jsonb, probability_first jsonb, rate_per_thousand float8,
      missing_share float8, survey_next float8, severities jsonb, parts jsonb, substitutions jsonb, exposure jsonb`,
  );
  const parts = output.schools.flatMap((scored) =>
    scored.risk.accidents.map((accident) => ({
      school_id: scored.school.id,
      accident_id: accident.id,
      school_unit_id: scored.school.unitId,
      unit_id: output.accidentUnits[accident.id] ?? null,
      severity: accident.severity,
      occurred_on: output.accidentDays[accident.id],
      distance_m: scored.distances[accident.id] ?? null,
      space: accident.space,
      age: accident.age,
      relevance: accident.relevance,
      quality: accident.quality,
      weight: accident.weight,
      contribution: accident.amount,
      reason: accident.weight === 0 ? (accident.reasons[0] ?? null) : null,
    })),
  );
  await insertRows(
    tx,
    runId,
    parts,
    `risk_part (run_id, school_id, accident_id, school_unit_id, unit_id, severity, occurred_on,
      distance_m, space, age, relevance, quality, weight, contribution, reason)`,
    `school_id uuid, accident_id uuid,
      school_unit_id text, unit_id text, severity text, occurred_on date, distance_m float8, space float8, age float8,
      relevance float8, quality float8, weight float8, contribution float8, reason text`,
  );
  await tx.raw(
    `insert into risk_unit_sum (run_id, school_id, accident_unit, unit_id, accidents, contribution)
     select run_id, school_id, coalesce(unit_id, ''), school_unit_id, count(*), sum(contribution order by accident_id)
       from risk_part where run_id = :runId and weight > 0 group by 1, 2, 3, 4`,
    { runId },
  );
}

async function insertRows(
  tx: Knex.Transaction,
  runId: string,
  rows: Record<string, unknown>[],
  into: string,
  columns: string,
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    await tx.raw(
      `insert into ${into} select :runId, r.* from jsonb_to_recordset(:rows::jsonb) as r (${columns})`,
      {
        runId,
        rows: JSON.stringify(rows.slice(start, start + rowsPerInsert)),
      },
    );
  }
}

function resultRow({
  school,
  risk,
  stability,
  rank,
  catchmentMetres,
}: ScoredSchool): Record<string, unknown> {
  const first = Object.fromEntries(
    stability.topProbabilities.map((top) => [String(top.rank), top.probability]),
  );
  return {
    school_id: school.id,
    unit_id: school.unitId,
    rank,
    rank_low: stability.rankLow,
    rank_high: stability.rankHigh,
    rate: risk.risk,
    rate_low: risk.quantiles.low,
    rate_high: risk.quantiles.high,
    score: risk.score,
    score_low: risk.scoreLow,
    score_high: risk.scoreHigh,
    band: risk.band,
    band_shown: risk.displayBand,
    band_probability: risk.bandProbabilities,
    probability_first: first,
    rate_per_thousand: risk.ratePer1000Pupils,
    missing_share: risk.missingShare,
    survey_next: risk.surveyNext.priority,
    severities: Object.entries(risk.bySeverity).map(([severity, one]) => ({
      severity,
      recorded: one.recorded,
      predicted: one.predicted,
      predictionWeight: one.shrinkWeight,
      estimate: one.mean,
      hazard: one.hazard,
      rate: one.ratePerYear,
    })),
    parts: risk.predictedContributions.map((part) => ({
      kind: part.code === null ? 'base' : 'attribute',
      code: part.code === null ? 'base' : `${part.place ?? 'gate'}.${part.code}`,
      direction: part.direction,
      contribution: part.amount,
    })),
    substitutions: risk.substitutions.map((code) => ({ code, value: '' })),
    exposure: { trafficKm: risk.trafficKm, catchmentMetres, pupilsUsed: risk.pupils },
  };
}

/** The columns of a school's risk as the wire has them; joins school and unit. */
export function riskColumns(db: Knex): (string | Knex.Raw)[] {
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
    db.raw(`coalesce((run.notes ->> 'schools')::int, 0) as "rankedSchools"`),
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

export async function listRisk(
  tx: Knex.Transaction,
  runId: string,
  filter: SchoolFilter,
  page: { limit: number; after?: string | undefined },
  today: string,
): Promise<{ schools: RiskSummary[]; total: number; next: string | null }> {
  const found = results(tx, runId).modify((query) => whereSchools(query, filter, today));
  const counted: { total: number }[] = await found.clone().count('* as total');
  const rows: RiskSummary[] = await found
    .clone()
    .select(riskColumns(tx))
    .modify((query) => {
      if (page.after !== undefined) query.where('risk_result.rank', '>', Number(page.after));
    })
    .orderBy('risk_result.rank')
    .limit(page.limit + 1);
  const schools = rows.slice(0, page.limit);
  const last = schools.at(-1);
  return {
    schools,
    total: counted[0]?.total ?? 0,
    next: rows.length > page.limit && last ? String(last.rank) : null,
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
