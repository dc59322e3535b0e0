// All SQL of a risk run: the facts it reads in the order of ids, and the results it writes.
import type { Knex } from 'knex';
import { copyRows } from '../db/copy.ts';
import { readRoadNetwork, roundCentimetre } from '../network/queries.ts';
import { Problem } from '../problem.ts';
import type { InPortion, Progress } from '../runs/analysis.ts';
import { yearsEarlier } from '../territory/days.ts';
import { getTerritory } from '../territory/queries.ts';
import { type AppliedCalibration, writeCalibration } from './calibration-queries.ts';
import type { ExplainedAccident, Ranking, RiskOutput, ScoredSchool } from './compute.ts';
import type {
  GateRow,
  ObservationRow,
  RiskAccidents,
  RiskBase,
  RiskInput,
  RouteRow,
  SchoolRow,
} from './input.ts';
import type { RiskParameters } from './parameters.ts';
import { farthestMetres, keepingSpotMetres } from './reach.ts';

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

/** Accidents this much older than the window are still read, to say on the school's page that they are too old. */
const explainedYears = 1;

type Wanted = {
  asOf: string;
  draws: number;
  parameters: RiskParameters;
  /** Undefined: the run fits its own. */
  applied: AppliedCalibration | undefined;
  /** Where it can be gone on from, only schools touched are read, and the accidents within reach of them. */
  base: RiskBase | null;
};

/** Everything a risk computation reads. Throws `too-little-data` for an installation without schools. */
export async function readRiskInput(
  tx: Knex.Transaction,
  { asOf, draws, parameters, applied, base }: Wanted,
): Promise<RiskInput> {
  const { metricSrid, calendar, sessions } = await getTerritory(tx);
  const only = base?.full === null ? base.touched : null;
  const facts = await readSchoolFacts(tx, { srid: metricSrid, asOf, only });
  if (facts.schools.length === 0 && only === null) {
    throw new Problem('too-little-data', {
      detail: 'Chưa có trường nào',
      detailEn: 'There is no school yet',
    });
  }
  const from = yearsEarlier(asOf, parameters.accidentWindowYears + explainedYears);
  const near = only && { schools: only, metres: farthestMetres(parameters) };
  const accidents = await readRiskAccidents(tx, { srid: metricSrid, from, near });
  const recordsFrom = await firstRecordDay(tx);
  const network = await readRoadNetwork(tx, metricSrid);
  return {
    asOf,
    draws,
    parameters,
    calibration: applied?.calibration ?? null,
    calibrationId: applied?.presetId ?? null,
    base,
    calendar,
    sessions,
    recordsFrom,
    ...facts,
    accidents,
    network,
  };
}

/**
 * Everything about schools that the model reads, of all or of some of them. `srid` is the territory's metric frame; spots
 * count when open on `asOf`.
 */
async function readSchoolFacts(
  tx: Knex.Transaction,
  { srid, asOf, only }: { srid: number; asOf: string; only: string[] | null },
) {
  const isWanted = (column: string) => (only === null ? 'true' : `${column} = any (:only::uuid[])`);
  const wanted = only === null ? { srid } : { srid, only };
  const metric = (column: string) =>
    `ST_X(ST_Transform(${column}, :srid::int)) as x, ST_Y(ST_Transform(${column}, :srid::int)) as y`;
  const { rows: schools } = await tx.raw<{ rows: SchoolRow[] }>(
    `select s.id, s.unit_id as "unitId", coalesce(u.parent_id, s.unit_id) as "provinceId",
            coalesce(s.urban, u.urban, false) as urban, s.levels, s.pupils, s.walk_cycle_share as "walkCycleShare", s.sessions,
            ${metric('s.location')}
       from school s join unit u on u.id = s.unit_id where ${isWanted('s.id')} order by s.id`,
    wanted,
  );
  const { rows: gates } = await tx.raw<{ rows: GateRow[] }>(
    `select g.id, g.school_id as "schoolId", ${metric('g.location')},
            k.spots as "openKeepingSpots", k.seen_on as "keepingSeenOn"
       from gate g, lateral (
         select count(*) as spots, max(p.last_seen_at)::date::text as seen_on from illegal_spot p
          where p.kind = 'vehicle_keeping' and p.state = 'open' and p.first_seen_at::date <= :asOf::date
            and ST_DWithin(p.location::geography, g.location::geography, :keepingSpotMetres::float8)) k
      where ${isWanted('g.school_id')} order by g.id`,
    { ...wanted, asOf, keepingSpotMetres },
  );
  const { rows: routes } = await tx.raw<{
    rows: (Omit<RouteRow, 'path'> & { path: { coordinates: [number, number][] } })[];
  }>(
    `select id, school_id as "schoolId", share, pupils, length_m as "lengthMetres",
            ST_AsGeoJSON(ST_Transform(path, :srid::int), 2)::json as path
       from route where ${isWanted('school_id')} order by id`,
    wanted,
  );
  const { rows: observations } = await tx.raw<{ rows: ObservationRow[] }>(
    `select school_id as "schoolId", gate_id as "gateId", route_id as "routeId", from_m as "fromMetres", to_m as "toMetres",
            code, value, observed_on as "observedOn"
       from survey_observation where observed_on <= :asOf and ${isWanted('school_id')} order by id`,
    { ...wanted, asOf },
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

/** Accidents with people hurt and a place, after `from`, by id; all, or those within some metres of some schools. */
async function readRiskAccidents(
  tx: Knex.Transaction,
  wanted: { srid: number; from: string; near: { schools: string[]; metres: number } | null },
): Promise<RiskAccidents> {
  const { near, ...bindings } = wanted;
  // A school without a gate stands for its own gate.
  const isNear =
    near === null
      ? ''
      : `and id in (select a.id from school s left join gate g on g.school_id = s.id
           join accident a on ST_DWithin(a.location::geography, coalesce(g.location, s.location)::geography, :metres::float8)
          where s.id = any (:schools::uuid[]))`;
  const { rows } = await tx.raw<{ rows: AccidentRow[] }>(
    `select id, ST_X(ST_Transform(location, :srid::int)) as x, ST_Y(ST_Transform(location, :srid::int)) as y, severity,
            occurred_on as day, coalesce(extract(hour from occurred_time) * 60 + extract(minute from occurred_time), -1)::int as minutes,
            pupil_involved as pupil, location_quality as quality, unit_id as unit
       from accident
      where location is not null and severity <> 'property' and occurred_on > :from ${isNear}
      order by id`,
    { ...bindings, ...near },
  );
  return {
    ids: rows.map((row) => row.id),
    xs: Float64Array.from(rows, (row) => roundCentimetre(row.x)),
    ys: Float64Array.from(rows, (row) => roundCentimetre(row.y)),
    severities: rows.map((row) => row.severity),
    days: rows.map((row) => row.day),
    minutes: Int32Array.from(rows, (row) => row.minutes),
    pupils: rows.map((row) => row.pupil),
    qualities: rows.map((row) => row.quality),
    units: rows.map((row) => row.unit),
  };
}

/** First day of any accident record; null without any. */
export async function firstRecordDay(tx: Knex.Transaction): Promise<string | null> {
  const { rows } = await tx.raw<{ rows: { day: string | null }[] }>(
    'select min(occurred_on) as day from accident',
  );
  return rows[0]?.day ?? null;
}

/** Schools are written together until they have this many accidents: less than a second on the embedded database. */
const accidentsPerPortion = 10_000;

/** Writes the results of a run. */
export async function writeRisk(
  inPortion: InPortion,
  runId: string,
  output: RiskOutput,
  progress: Progress,
): Promise<void> {
  const { schools } = output;
  await inPortion((tx) =>
    writeCalibration(tx, runId, { calibration: output.calibration, presetId: output.calibrationId }),
  );
  for (let first = 0, next = 0; first < schools.length; first = next) {
    let accidents = 0;
    while (next < schools.length && accidents < accidentsPerPortion) {
      accidents += schools[next++]!.accidentCount;
    }
    await inPortion((tx) => writeSchools(tx, runId, schools.slice(first, next)));
    progress('write', next, schools.length);
  }
}

/** Writes the results of some schools. System scope. */
async function writeSchools(tx: Knex.Transaction, runId: string, schools: ScoredSchool[]): Promise<void> {
  await insertRows(
    tx,
    schools.map((school) => ({ run_id: runId, ...resultRow(school) })),
    `risk_result (run_id, school_id, unit_id, rank, rank_low, rank_high, rank_per_pupil,
      rate, variance, rate_low, rate_high, score, score_low, score_high, band, band_shown, band_probability, probability_first,
      rate_per_thousand, missing_share, location_quality_share, survey_next, survey, severities, parts, substitutions,
      exposure)`,
    `run_id uuid, school_id uuid, unit_id text, rank int, rank_low int, rank_high int, rank_per_pupil int,
      rate float8, variance float8, rate_low float8, rate_high float8, score float8, score_low float8, score_high float8, band text,
      band_shown text, band_probability jsonb, probability_first jsonb, rate_per_thousand float8, missing_share float8,
      location_quality_share float8, survey_next float8, survey jsonb, severities jsonb, parts jsonb, substitutions jsonb,
      exposure jsonb`,
  );
  const explained = schools.map(({ school, accidents }) => ({ school, accidents: accidents() }));
  // COPY does not write into a table with row security.
  await tx.raw('create temp table written_part (like risk_part) on commit drop');
  await copyRows(
    tx,
    `written_part (run_id, school_id, accident_id, school_unit_id, unit_id, severity, occurred_on, distance_m, space,
      age, relevance, quality, weight, contribution, reason)`,
    partRows(runId, explained),
  );
  await tx.raw('insert into risk_part select * from written_part');
  await insertRows(
    tx,
    explained.flatMap((one) => sumsByUnit(runId, one)),
    'risk_unit_sum (run_id, school_id, accident_unit, unit_id, accidents, contribution)',
    'run_id uuid, school_id uuid, accident_unit text, unit_id text, accidents int, contribution float8',
  );
}

type ExplainedSchool = { school: SchoolRow; accidents: ExplainedAccident[] };

function* partRows(
  runId: string,
  schools: readonly ExplainedSchool[],
): Generator<readonly (string | number | null)[]> {
  for (const { school, accidents } of schools) {
    for (const one of accidents) {
      yield [
        runId,
        school.id,
        one.id,
        school.unitId,
        one.unitId,
        one.severity,
        one.occurredOn,
        one.distanceMetres,
        one.space,
        one.age,
        one.relevance,
        one.quality,
        one.weight,
        one.amount,
        one.weight === 0 ? (one.reasons[0] ?? null) : null,
      ];
    }
  }
}

/** What the accidents of each unit add to a school; those of no unit under ''. */
function sumsByUnit(runId: string, { school, accidents }: ExplainedSchool): Record<string, unknown>[] {
  const sums = new Map<string, { accidents: number; contribution: number }>();
  for (const { unitId, weight, amount } of accidents) {
    if (weight === 0) continue;
    const sum = sums.get(unitId ?? '') ?? { accidents: 0, contribution: 0 };
    sums.set(unitId ?? '', { accidents: sum.accidents + 1, contribution: sum.contribution + amount });
  }
  const own = { run_id: runId, school_id: school.id, unit_id: school.unitId };
  return [...sums].map(([unit, sum]) => ({ ...own, accident_unit: unit, ...sum }));
}

async function insertRows(
  tx: Knex.Transaction,
  rows: readonly Record<string, unknown>[],
  into: string,
  columns: string,
): Promise<void> {
  await tx.raw(`insert into ${into} select r.* from jsonb_to_recordset(:rows::jsonb) as r (${columns})`, {
    rows: JSON.stringify(rows),
  });
}

function resultRow({ school, risk, ranking, catchmentMetres }: ScoredSchool): Record<string, unknown> {
  const { uncertainty, overdueFactor, ageMonths, overdueMonths, priority } = risk.surveyNext;
  return {
    school_id: school.id,
    unit_id: school.unitId,
    ...rankColumns(ranking),
    rate: risk.risk,
    variance: risk.variance,
    rate_low: risk.quantiles.low,
    rate_high: risk.quantiles.high,
    score: risk.score,
    score_low: risk.scoreLow,
    score_high: risk.scoreHigh,
    band: risk.band,
    band_shown: risk.displayBand,
    band_probability: risk.bandProbabilities,
    rate_per_thousand: risk.ratePer1000Pupils,
    missing_share: risk.missingShare,
    location_quality_share: risk.locationQualityShare,
    survey_next: priority,
    survey: { uncertainty, overdueFactor, ageMonths, overdueMonths, gaps: risk.surveyGaps },
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

/** The columns that hang on the other schools. */
export function rankColumns(ranking: Ranking | null) {
  const stability = ranking?.stability;
  return {
    rank: ranking?.rank ?? null,
    rank_low: stability?.rankLow ?? null,
    rank_high: stability?.rankHigh ?? null,
    rank_per_pupil: ranking?.rankPerPupil ?? null,
    probability_first:
      stability === undefined
        ? null
        : Object.fromEntries(
            stability.topProbabilities.map(({ rank, probability }) => [String(rank), probability]),
          ),
  };
}
