// Relative hazard H of a school's gates and routes from dated survey answers: a product of risk
// ratios in which every answer fades towards the group mean as it ages, while its uncertainty grows.
import {
  ATTRIBUTE_QUESTIONS,
  type AttributeCode,
  type AttributeEffectRule,
  type AttributeQuestion,
  type RiskParameters,
  type Severity,
} from './parameters.ts';

/** One answer of a survey. */
export interface HazardObservation {
  code: AttributeCode;
  /** Speed in km/h, or a count; ignored by codes that only say what was seen. */
  value: number;
  ageMonths: number;
}

/** A gate or a piece of route with what is known about it. */
export interface HazardTarget {
  id: string;
  observations: readonly HazardObservation[];
  /** Questions asked for but without answer: risk ratio 1, variance tau² each. */
  unanswered: readonly AttributeQuestion[];
}

export interface GateHazard extends HazardTarget {
  /** Share of pupils using this gate; any positive scale. */
  share: number;
}

export interface RouteSegmentHazard extends HazardTarget {
  /** Share of pupils walking this segment; any positive scale. */
  share: number;
  lengthMetres: number;
}

/** What one answer does to ln h. */
export interface AttributeEffect {
  code: AttributeCode;
  riskRatio: number;
  /** φ = 2^(−age / half-life), 1 for a survey of today. */
  freshness: number;
  /** φ ln RR: its part of ln h. */
  lnEffect: number;
}

export interface TargetHazard {
  hazard: number;
  /** Variance of ln h. */
  varLn: number;
  effects: AttributeEffect[];
}

/** One place's part in the hazard of the school. */
export interface HazardPart extends TargetHazard {
  place: 'gate' | 'route';
  id: string;
  /** Share of the school's hazard given to this place; the shares add up to 1. */
  share: number;
}

export interface SchoolHazard {
  gate: number;
  route: number;
  hazard: number;
  /** Variance of ln H by the delta method, places taken as independent. */
  varLn: number;
  parts: HazardPart[];
}

/** Risk ratio of an answer for one severity. */
export function riskRatio(rule: AttributeEffectRule, value: number, severity: Severity): number {
  switch (rule.kind) {
    case 'fixed':
      return rule.riskRatio;
    case 'speed':
      // Power model of speed (Nilsson 2004; exponents for urban streets after Elvik 2009).
      return (Math.max(0, value) / rule.referenceKmh) ** rule.exponent[severity];
    case 'count':
      return rule.ratioEach ** cappedCount(value, rule.maxCount);
  }
}

/**
 * Hazard of one place: h = Π RR^φ, Var(ln h) = Σ [φ² se² + (1 − φ²) τ²]. The variance is that of a
 * mean-reverting (Ornstein-Uhlenbeck) drift: it only grows with age as long as se ≤ τ.
 * A place nobody surveyed has h = 1 and τ² for each of `expected`. Two answers to one question:
 * the younger counts.
 */
export function targetHazard(
  target: HazardTarget,
  severity: Severity,
  expected: readonly AttributeQuestion[],
  parameters: RiskParameters,
): TargetHazard {
  const answers = latestAnswers(target.observations);
  const answered = new Set(answers.map((answer) => ATTRIBUTE_QUESTIONS[answer.code]));
  const asked = answers.length + target.unanswered.length === 0 ? expected : target.unanswered;
  const unanswered = new Set(asked.filter((question) => !answered.has(question)));
  const tau2 = parameters.tau ** 2;
  let lnHazard = 0;
  let varLn = unanswered.size * tau2;
  const effects = answers.map((answer): AttributeEffect => {
    const rule = parameters.attributes[answer.code];
    const freshness = 2 ** (-Math.max(0, answer.ageMonths) / rule.halfLifeMonths);
    const ratio = riskRatio(rule, answer.value, severity);
    // A measured speed of 0 would make the logarithm infinite; a street of standing cars is safe, not impossible.
    const lnEffect = freshness * Math.log(Math.max(ratio, SMALLEST_RATIO));
    lnHazard += lnEffect;
    // The same as φ² se² + (1 − φ²) τ², in the form that cannot shrink by rounding where se = τ.
    varLn += tau2 - freshness ** 2 * Math.max(0, tau2 - standardError(rule, answer.value) ** 2);
    return { code: answer.code, riskRatio: ratio, freshness, lnEffect };
  });
  return { hazard: Math.exp(lnHazard), varLn, effects };
}

/** Our choice: no single answer makes a place more than a hundred times safer than the mean. */
const SMALLEST_RATIO = 0.01;

/**
 * Hazard of a school for one severity: H = gateShare × H_gate + (1 − gateShare) × H_route, with
 * H_route the mean of the segments weighted by share × length and H_gate the mean of the gates
 * weighted by share. Without gates or routes their part is an unsurveyed place.
 */
export function schoolHazard(
  gates: readonly GateHazard[],
  routes: readonly RouteSegmentHazard[],
  severity: Severity,
  parameters: RiskParameters,
): SchoolHazard {
  const expected = parameters.expectedQuestions;
  const gateParts = weightedParts(gates, (gate) => gate.share).map((part) => ({
    place: 'gate' as const,
    id: part.target.id,
    share: parameters.gateShare * part.share,
    ...targetHazard(part.target, severity, expected.gate, parameters),
  }));
  const routeParts = weightedParts(routes, (segment) => segment.share * segment.lengthMetres).map((part) => ({
    place: 'route' as const,
    id: part.target.id,
    share: (1 - parameters.gateShare) * part.share,
    ...targetHazard(part.target, severity, expected.route, parameters),
  }));
  const gate = sumOf(gateParts) / parameters.gateShare;
  const route = sumOf(routeParts) / (1 - parameters.gateShare);
  const parts: HazardPart[] = [...gateParts, ...routeParts];
  const hazard = sumOf(parts);
  const varLn = parts.reduce((sum, part) => sum + ((part.share * part.hazard) / hazard) ** 2 * part.varLn, 0);
  return { gate, route, hazard, varLn, parts };
}

/** Parking watched at a gate. */
export interface ParkingWatch {
  minutesSeen: number;
  minutesWatched: number;
  /** Separate sightings in the last 30 days. */
  recentSightings: number;
}

/**
 * Share of the time a dangerous way of stopping is present, shrunk: (1 + seen) / (4 + watched) in
 * units of ten minutes.
 */
export function parkingPersistence(watch: ParkingWatch, { parking }: RiskParameters): number {
  const seen = Math.max(0, watch.minutesSeen) / parking.unitMinutes;
  const watched = Math.max(seen, watch.minutesWatched / parking.unitMinutes);
  return (parking.priorSeen + seen) / (parking.priorWatched + watched);
}

/**
 * Whether a way of stopping counts among the dangerous drop-off types: seen, and persistent or
 * sighted often enough. Never on the prior alone.
 */
export function isPersistentDropoff(watch: ParkingWatch, parameters: RiskParameters): boolean {
  if (watch.recentSightings >= parameters.parking.sightings) return true;
  return watch.minutesSeen > 0 && parkingPersistence(watch, parameters) >= parameters.parking.persistent;
}

function standardError(rule: AttributeEffectRule, value: number): number {
  return rule.kind === 'count' && rule.seGrowsWithCount
    ? rule.seLn * cappedCount(value, rule.maxCount)
    : rule.seLn;
}

function cappedCount(value: number, maxCount: number): number {
  return Math.min(maxCount, Math.max(0, value));
}

/** One answer a question, the youngest; ordered by code so that the order of rows cannot matter. */
export function latestAnswers(observations: readonly HazardObservation[]): HazardObservation[] {
  const ordered = [...observations].sort(
    (a, b) => compareText(a.code, b.code) || a.ageMonths - b.ageMonths || b.value - a.value,
  );
  const latest = new Map<AttributeQuestion, HazardObservation>();
  for (const observation of ordered) {
    const question = ATTRIBUTE_QUESTIONS[observation.code];
    const known = latest.get(question);
    if (known === undefined || observation.ageMonths < known.ageMonths) latest.set(question, observation);
  }
  return [...latest.values()];
}

const UNSURVEYED: HazardTarget = { id: '', observations: [], unanswered: [] };

/** Targets ordered by id with weights scaled to 1; an unsurveyed place when nothing has weight. */
function weightedParts<Target extends HazardTarget>(
  targets: readonly Target[],
  weightOf: (target: Target) => number,
): { target: HazardTarget; share: number }[] {
  const weighted = targets
    .map((target) => ({ target, weight: weightOf(target) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => compareText(a.target.id, b.target.id));
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) return [{ target: UNSURVEYED, share: 1 }];
  return weighted.map(({ target, weight }) => ({ target, share: weight / total }));
}

function sumOf(parts: readonly { share: number; hazard: number }[]): number {
  return parts.reduce((sum, part) => sum + part.share * part.hazard, 0);
}

/** Order by UTF-16 code units, the same on every machine whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
