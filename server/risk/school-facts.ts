// What a run read about each school, put into the words of the model: place, surroundings, surveys and accidents.
import { DAYS_PER_YEAR, daysBetween, monthsBetween } from '../territory/days.ts';
import { schoolCalendar, sessionsOf } from '../territory/school-clock.ts';
import { type SchoolCalendar, timeClass } from '../territory/trip-window.ts';
import type { SchoolAccident } from './accident-weight.ts';
import type { SchoolPlace } from './calibration.ts';
import type { SchoolRiskInput } from './components.ts';
import type { GateHazard, HazardObservation, RouteSegmentHazard } from './hazard.ts';
import type { GateRow, ObservationRow, RiskInput, RouteRow, SchoolRow } from './input.ts';
import { ATTRIBUTE_QUESTIONS, type AttributeQuestion } from './parameters.ts';
import { routePieces } from './route-pieces.ts';
import type { Surroundings } from './surroundings.ts';

/** One school before anything stands in for what is unknown. */
export type SchoolFacts = { place: SchoolPlace; input: Omit<SchoolRiskInput, 'reference'> };

/** The facts of every school, in the order of `input.schools`, from its surroundings in the same order. */
export function schoolFacts(input: RiskInput, around: readonly Surroundings[]): SchoolFacts[] {
  const bySchool = groupFacts(input);
  const calendar = schoolCalendar(input.calendar);
  return input.schools.map((school, i) => {
    const surroundings = around[i];
    if (surroundings === undefined) throw new Error('one place per school');
    return { place: placeOf(school), input: schoolInput(school, surroundings, input, bySchool, calendar) };
  });
}

function placeOf(school: SchoolRow): SchoolPlace {
  return {
    schoolId: school.id,
    // Reference group: levels and urban or not, which set how children travel and how far.
    group: `${school.levels.join('+')}/${school.urban ? 'urban' : 'rural'}`,
    provinceId: school.provinceId,
    communeId: school.unitId,
  };
}

export type BySchool = {
  gates: Map<string, GateRow[]>;
  routes: Map<string, RouteRow[]>;
  observations: Map<string, ObservationRow[]>;
};

/** Gates, routes and answers by the id of their school. */
export function groupFacts(input: Pick<RiskInput, 'gates' | 'routes' | 'observations'>): BySchool {
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
  calendar: SchoolCalendar,
): SchoolFacts['input'] {
  const { accidents, asOf } = input;
  const gates = facts.gates.get(school.id) ?? [];
  const observations = facts.observations.get(school.id) ?? [];
  const sessions = sessionsOf(school.sessions, school.levels, input.sessions);
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
    // Made when asked for, and again each time: those of all schools of a country would not fit into memory.
    get accidents() {
      const { accident: near, distanceMetres, routeShare } = surroundings.accidents;
      return Array.from(near, (accident, k): SchoolAccident => {
        const day = accidents.days[accident] ?? asOf;
        const minutes = accidents.minutes[accident] ?? -1;
        const share = routeShare[k]!;
        return {
          id: accidents.ids[accident] ?? '',
          severity: accidents.severities[accident] ?? 'slight',
          occurredOn: day,
          distanceMetres: distanceMetres[k]!,
          routeShare: Number.isNaN(share) ? null : share,
          timeClass: timeClass(day, minutes < 0 ? null : minutes, sessions, calendar),
          pupilInvolved: accidents.pupils[accident] ?? 'unknown',
          locationQuality: accidents.qualities[accident] ?? 'area',
        };
      });
    },
    accidentCoverage: coverage(input),
  };
}

/** The part of the window that records cover: from today back to the first record of the installation. */
export function coverage({
  recordsFrom,
  asOf,
  parameters,
}: Pick<RiskInput, 'recordsFrom' | 'asOf' | 'parameters'>): SchoolRiskInput['accidentCoverage'] {
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

/** One target per piece of the route that answers tell apart, and one for what of the route no answer covers. */
function routeHazards(
  route: RouteRow,
  routes: number,
  observations: readonly ObservationRow[],
  { asOf, parameters }: RiskInput,
): RouteSegmentHazard[] {
  const share = route.share ?? 1 / routes;
  const rows = observations.filter((row) => row.routeId === route.id && row.observedOn <= asOf);
  const segments = routePieces(route.lengthMetres, rows).map((piece): RouteSegmentHazard => {
    const answers = answersOf(piece.answers, asOf);
    return {
      id: `${route.id}:${piece.fromMetres}`,
      share,
      lengthMetres: piece.toMetres - piece.fromMetres,
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
