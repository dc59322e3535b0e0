// Risk of all schools from plain data to plain results; runs in a worker thread, the same on every database.
import type { Progress } from '../runs/analysis.ts';
import { DAYS_PER_YEAR, daysBetween, monthsBetween } from '../territory/days.ts';
import { schoolCalendar, sessionsOf } from '../territory/school-clock.ts';
import { timeClass } from '../territory/trip-window.ts';
import { type CalibrationSchool, calibrate, referenceValues } from './calibrate.ts';
import { type SchoolRiskInput, schoolComponents } from './components.ts';
import type { GateHazard, HazardObservation, RouteSegmentHazard } from './hazard.ts';
import type { GateRow, ObservationRow, RiskInput, RouteRow, SchoolRow } from './input.ts';
import { ATTRIBUTE_QUESTIONS, type AttributeQuestion } from './parameters.ts';
import { type RankStability, rankStability } from './rank.ts';
import { riskFromComponents, type SchoolRisk } from './score.ts';
import { type Surroundings, surveyNetwork } from './surroundings.ts';

export type ScoredSchool = {
  school: SchoolRow;
  risk: SchoolRisk;
  stability: RankStability;
  /** 1 is the riskiest; equal risks rank by school id. */
  rank: number;
  catchmentMetres: number;
  /** Distance of every accident in `risk.accidents`, by accident id; null when no way is known. */
  distances: Record<string, number | null>;
};

export type RiskOutput = {
  schools: ScoredSchool[];
  accidentUnits: Record<string, string | null>;
  accidentDays: Record<string, string>;
  notes: Record<string, unknown>;
};

export function computeRisk(input: RiskInput, progress: Progress): RiskOutput {
  const { parameters, asOf, schools } = input;
  progress('network', 0, schools.length);
  const survey = surveyNetwork(input);
  const bySchool = groupFacts(input);

  const around = schools.map((school, i) => {
    progress('surroundings', i, schools.length);
    return survey.around(school, bySchool.gates.get(school.id) ?? [], bySchool.routes.get(school.id) ?? []);
  });
  const places = schools.map((school, i) => ({
    schoolId: school.id,
    // Reference group: lowest level and urban or not, which set how children travel and how far.
    group: `${school.levels.join('+')}/${school.urban ? 'urban' : 'rural'}`,
    provinceId: school.provinceId,
    communeId: school.unitId,
    trafficKm: around[i]?.trafficKm ?? null,
    pupils: school.pupils,
  }));
  const references = referenceValues(places, parameters);

  progress('score', 0, schools.length);
  const components = schools.map((school, i): CalibrationSchool => {
    const place = places[i];
    const surroundings = around[i];
    if (place === undefined || surroundings === undefined) throw new Error('one place per school');
    const facts = schoolInput(school, surroundings, input, bySchool, references.get(school.id));
    return { ...place, components: schoolComponents(facts, parameters) };
  });
  const priors = calibrate(components, parameters);
  const risks = components.map((school) => {
    const prior = priors.get(school.schoolId);
    if (prior === undefined) throw new Error('one prior per school');
    return riskFromComponents(school.components, parameters, prior);
  });

  progress('rank', 0, 1);
  const stability = rankStability(
    risks.map(({ schoolId, risk, distribution }) => ({
      schoolId,
      distributions: [{ mean: risk, distribution }],
    })),
    // The same facts give the same draws, whatever the run is called.
    {
      runSeed: `${parameters.id}/${parameters.version}/${asOf}`,
      draws: input.draws,
      topRanks: [1, 3, 5, 10],
    },
  );
  const order = risks.map((_, i) => i).sort((a, b) => compareRisk(risks[a], risks[b]));
  const ranked = order.map((i, place): ScoredSchool => {
    const [school, risk, stable, surroundings] = [schools[i], risks[i], stability[i], around[i]];
    if (school === undefined || risk === undefined || stable === undefined || surroundings === undefined) {
      throw new Error('one result per school');
    }
    return {
      school,
      risk,
      stability: stable,
      rank: place + 1,
      catchmentMetres: surroundings.catchmentMetres,
      distances: Object.fromEntries(
        surroundings.accidents.map(({ accident, distanceMetres }) => [
          input.accidents.ids[accident] ?? '',
          Number.isFinite(distanceMetres) ? distanceMetres : null,
        ]),
      ),
    };
  });
  return {
    schools: ranked,
    accidentUnits: Object.fromEntries(
      input.accidents.ids.map((id, i) => [id, input.accidents.units[i] ?? null]),
    ),
    accidentDays: Object.fromEntries(input.accidents.ids.map((id, i) => [id, input.accidents.days[i] ?? ''])),
    notes: { ...survey.notes, schools: schools.length, priors: priorSources(risks) },
  };
}

function compareRisk(a: SchoolRisk | undefined, b: SchoolRisk | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return b.risk - a.risk || (a.schoolId < b.schoolId ? -1 : 1);
}

/** How many schools took their base rate for deaths from which scope. */
function priorSources(risks: readonly SchoolRisk[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { bySeverity } of risks) {
    const { betaSource } = bySeverity.fatal;
    counts[betaSource] = (counts[betaSource] ?? 0) + 1;
  }
  return counts;
}

type BySchool = {
  gates: Map<string, GateRow[]>;
  routes: Map<string, RouteRow[]>;
  observations: Map<string, ObservationRow[]>;
};

function groupFacts(input: RiskInput): BySchool {
  const by = <Row extends { schoolId: string }>(rows: readonly Row[]): Map<string, Row[]> => {
    const groups = new Map<string, Row[]>();
    for (const row of rows) {
      const group = groups.get(row.schoolId);
      if (group === undefined) groups.set(row.schoolId, [row]);
      else group.push(row);
    }
    return groups;
  };
  return { gates: by(input.gates), routes: by(input.routes), observations: by(input.observations) };
}

function schoolInput(
  school: SchoolRow,
  surroundings: Surroundings,
  input: RiskInput,
  facts: BySchool,
  reference: SchoolRiskInput['reference'] | undefined,
): SchoolRiskInput {
  const { accidents, asOf } = input;
  const gates = facts.gates.get(school.id) ?? [];
  const observations = facts.observations.get(school.id) ?? [];
  const sessions = sessionsOf(school.sessions, school.levels, input.sessions);
  const calendar = schoolCalendar(input.calendar);
  return {
    schoolId: school.id,
    asOf,
    levels: school.levels,
    pupils: school.pupils,
    walkCycleShare: school.walkCycleShare,
    trafficKm: surroundings.trafficKm,
    isGateKnown: gates.length > 0,
    gates: gates.map((gate) => gateHazard(gate, observations, input)),
    routes: (facts.routes.get(school.id) ?? []).flatMap((route, _i, all) =>
      routeHazards(route, all.length, observations, input),
    ),
    accidents: surroundings.accidents.map(({ accident, distanceMetres, routeShare }) => {
      const day = accidents.days[accident] ?? asOf;
      const minutes = accidents.minutes[accident] ?? -1;
      return {
        id: accidents.ids[accident] ?? '',
        severity: accidents.severities[accident] ?? 'slight',
        occurredOn: day,
        distanceMetres,
        routeShare,
        timeClass: timeClass(day, minutes < 0 ? null : minutes, sessions, calendar),
        pupilInvolved: accidents.pupils[accident] ?? 'unknown',
        locationQuality: accidents.qualities[accident] ?? 'area',
      };
    }),
    accidentCoverage: coverage(input),
    reference: reference ?? { trafficKm: null, pupils: null },
  };
}

/** The part of the window that records cover: from today back to the first record of the installation. */
function coverage({ recordsFrom, asOf, parameters }: RiskInput): SchoolRiskInput['accidentCoverage'] {
  if (recordsFrom === null) return null;
  const toYearsAgo = daysBetween(recordsFrom, asOf) / DAYS_PER_YEAR;
  return toYearsAgo >= parameters.accidentWindowYears
    ? null
    : { fromYearsAgo: 0, toYearsAgo: Math.max(0, toYearsAgo) };
}

function answersOf(rows: readonly ObservationRow[], asOf: string): HazardObservation[] {
  return rows
    .filter((row) => row.observedOn <= asOf)
    .map((row) => ({
      code: row.code,
      value: row.value ?? 0,
      ageMonths: monthsBetween(row.observedOn, asOf),
    }));
}

function unanswered(
  expected: readonly AttributeQuestion[],
  answers: readonly HazardObservation[],
): AttributeQuestion[] {
  const answered = new Set<AttributeQuestion>(answers.map(({ code }) => ATTRIBUTE_QUESTIONS[code]));
  return answers.length === 0 ? [] : expected.filter((question) => !answered.has(question));
}

function gateHazard(
  gate: GateRow,
  observations: readonly ObservationRow[],
  { asOf, parameters }: RiskInput,
): GateHazard {
  const answers = answersOf(
    observations.filter((row) => row.gateId === gate.id),
    asOf,
  );
  // Spots on record within 300 m are a younger answer than the survey's own count.
  if (gate.openKeepingSpots > 0 && gate.keepingSeenOn !== null && gate.keepingSeenOn <= asOf) {
    answers.push({
      code: 'keeping_spots',
      value: gate.openKeepingSpots,
      ageMonths: monthsBetween(gate.keepingSeenOn, asOf),
    });
  }
  return {
    id: gate.id,
    share: 1,
    observations: answers,
    unanswered: unanswered(parameters.expectedQuestions.gate, answers),
  };
}

/** One target per surveyed stretch, and one for what of the route no answer covers. */
function routeHazards(
  route: RouteRow,
  routes: number,
  observations: readonly ObservationRow[],
  { asOf, parameters }: RiskInput,
): RouteSegmentHazard[] {
  const share = route.share ?? 1 / routes;
  const stretches = new Map<string, { fromMetres: number; toMetres: number; rows: ObservationRow[] }>();
  for (const row of observations) {
    if (row.routeId !== route.id) continue;
    const fromMetres = row.fromMetres ?? 0;
    const toMetres = Math.min(row.toMetres ?? route.lengthMetres, route.lengthMetres);
    const key = `${fromMetres}-${toMetres}`;
    const stretch = stretches.get(key) ?? { fromMetres, toMetres, rows: [] };
    stretch.rows.push(row);
    stretches.set(key, stretch);
  }
  const segments = [...stretches.values()]
    .sort((a, b) => a.fromMetres - b.fromMetres || a.toMetres - b.toMetres)
    .map((stretch): RouteSegmentHazard => {
      const answers = answersOf(stretch.rows, asOf);
      return {
        id: `${route.id}:${stretch.fromMetres}`,
        share,
        lengthMetres: Math.max(0, stretch.toMetres - stretch.fromMetres),
        observations: answers,
        unanswered: unanswered(parameters.expectedQuestions.route, answers),
      };
    });
  const covered = segments.reduce((sum, segment) => sum + segment.lengthMetres, 0);
  const rest = route.lengthMetres - covered;
  if (rest > 1 || segments.length === 0) {
    segments.push({
      id: `${route.id}:rest`,
      share,
      lengthMetres: Math.max(rest, 1),
      observations: [],
      unanswered: [],
    });
  }
  return segments;
}
