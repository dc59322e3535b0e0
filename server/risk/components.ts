// What the facts of one school come to before any calibration: weighted accident counts, exposure
// and hazard per severity, and the list of what had to be substituted. Calibration and score share it.

import { DAYS_PER_YEAR } from '../territory/days.ts';
import {
  type AccidentWeight,
  accidentWeight,
  catchmentMetres,
  effectiveYears,
  type SchoolAccident,
} from './accident-weight.ts';
import {
  compareText,
  type GateHazard,
  type HazardTarget,
  latestAnswers,
  type RouteSegmentHazard,
  type SchoolHazard,
  schoolHazard,
} from './hazard.ts';
import {
  ATTRIBUTE_QUESTIONS,
  type AttributeQuestion,
  type RiskParameters,
  recordOf,
  type SchoolLevel,
  SEVERITIES,
  type Severity,
} from './parameters.ts';

/** Facts about one school on day `asOf`. Null means unknown and is substituted, never an error. */
export interface SchoolRiskInput {
  schoolId: string;
  /** Local day, ISO. */
  asOf: string;
  levels: readonly SchoolLevel[];
  pupils: number | null;
  /** Share of pupils who walk or cycle, 0 to 1. */
  walkCycleShare: number | null;
  /** Kernel-weighted traffic-kilometres M; null without a road graph within reach. */
  trafficKm: number | null;
  /** False when the school's point stands in for its gate. */
  isGateKnown: boolean;
  gates: readonly GateHazard[];
  routes: readonly RouteSegmentHazard[];
  accidents: readonly SchoolAccident[];
  /** The part of the accident window that records cover; null for all of it. */
  accidentCoverage: { fromYearsAgo: number; toYearsAgo: number } | null;
  /** Values of the reference group that stand in for unknown ones; null where it has none either. */
  reference: { trafficKm: number | null; pupils: number | null };
}

export type Substitution =
  | 'no_road_graph'
  | 'pupils_unknown'
  | 'no_gate'
  | 'no_survey'
  | 'no_gate_survey'
  | 'no_route_survey'
  | 'short_accident_window';

export interface WeightedAccident extends AccidentWeight {
  id: string;
  severity: Severity;
}

/** One severity of one school. */
export interface SeverityComponents {
  /** Σ of accident weights. */
  recorded: number;
  /** Σ of squared weights: the variance of `recorded` when counts are Poisson. */
  recordedVariance: number;
  hazard: SchoolHazard;
  /** M × (P / reference)^exponent × H: expected accidents a year per unit of β. */
  exposure: number;
}

/** What a school's facts come to, without its accidents one by one: a country has millions. */
export interface SchoolSums {
  schoolId: string;
  effectiveYears: number;
  /** Pupils on foot or bicycle used in the prediction. */
  pupils: number;
  trafficKm: number;
  bySeverity: Record<Severity, SeverityComponents>;
  substitutions: Substitution[];
  /** Share of the model's inputs that were not known, 0 to 1. */
  missingShare: number;
  /** Mean location quality of the records in the window, null without any. */
  locationQualityShare: number | null;
  /** Age of the oldest answer in use, months; null when never surveyed. */
  surveyAgeMonths: number | null;
  surveyGaps: SurveyGap[];
}

export interface SchoolComponents extends SchoolSums {
  /** By id. */
  accidents: WeightedAccident[];
}

/** An expected question without an answer at some gates, or on some stretches of route. */
export interface SurveyGap {
  place: 'gate' | 'route';
  question: AttributeQuestion;
  unanswered: number;
  of: number;
}

/** Reads the facts of a school into counts, exposure and hazard. Order of rows never matters. */
export function schoolComponents(input: SchoolRiskInput, parameters: RiskParameters): SchoolComponents {
  const accidents = weightedAccidents(input, parameters);
  return { ...schoolSums(input, parameters, accidents), accidents };
}

/** What each accident near a school counts for it, by id of the accident. */
export function weightedAccidents(
  { accidents, asOf, levels }: Pick<SchoolRiskInput, 'accidents' | 'asOf' | 'levels'>,
  parameters: RiskParameters,
): WeightedAccident[] {
  const catchment = catchmentMetres(levels, parameters);
  return [...accidents]
    .sort((a, b) => compareText(a.id, b.id))
    .map((accident) => ({
      id: accident.id,
      severity: accident.severity,
      ...accidentWeight(accident, asOf, catchment, parameters),
    }));
}

/** As `schoolComponents`, from accidents that are weighted already. */
export function schoolSums(
  input: Omit<SchoolRiskInput, 'accidents'>,
  parameters: RiskParameters,
  accidents: readonly WeightedAccident[],
): SchoolSums {
  const fullYears = effectiveYears(parameters);
  // Without any covered day rates would be 0 / 0; one day leaves the prediction as it is.
  const years = Math.max(effectiveYears(parameters, input.accidentCoverage), 1 / DAYS_PER_YEAR);
  const missing = missingInputs(input, parameters);
  const substitutions = missing.filter(({ isAbsent }) => isAbsent).map(({ code }) => code);
  const pupils = knownPositive(input.pupils) ?? input.reference.pupils ?? parameters.fallback.pupils;
  const walking = pupils * (input.walkCycleShare ?? 1);
  const trafficKm =
    knownPositive(input.trafficKm) ?? input.reference.trafficKm ?? parameters.fallback.trafficKm;
  const perHazard = trafficKm * (walking / parameters.pupils.reference) ** parameters.pupils.exponent;
  return {
    schoolId: input.schoolId,
    effectiveYears: years,
    pupils: walking,
    trafficKm,
    bySeverity: recordOf(SEVERITIES, (severity) => {
      const weights = accidents.filter((each) => each.severity === severity).map(({ weight }) => weight);
      const hazard = schoolHazard(input.gates, input.routes, severity, parameters);
      return {
        recorded: weights.reduce((sum, weight) => sum + weight, 0),
        recordedVariance: weights.reduce((sum, weight) => sum + weight ** 2, 0),
        hazard,
        exposure: perHazard * hazard.hazard,
      };
    }),
    substitutions: [
      ...mergeSurveys(substitutions),
      ...(years < fullYears ? (['short_accident_window'] as const) : []),
    ],
    missingShare: missing.reduce((sum, { share }) => sum + share, 0) / missing.length,
    locationQualityShare: locationQualityShare(accidents),
    surveyAgeMonths: oldestAnswer([...input.gates, ...input.routes]),
    surveyGaps: [
      ...surveyGaps('gate', input.gates, parameters.expectedQuestions.gate),
      ...surveyGaps('route', input.routes, parameters.expectedQuestions.route),
    ],
  };
}

interface MissingInput {
  code: Substitution;
  /** Nothing is known: a substitute is used. */
  isAbsent: boolean;
  /** How much of the input is missing, 0 to 1. */
  share: number;
}

/**
 * The five inputs of the model. Our choice: they count alike; a survey counts by the share of
 * expected questions without an answer.
 */
function missingInputs(
  input: Omit<SchoolRiskInput, 'accidents'>,
  { expectedQuestions }: RiskParameters,
): MissingInput[] {
  const whole = (code: Substitution, isAbsent: boolean): MissingInput => ({
    code,
    isAbsent,
    share: Number(isAbsent),
  });
  const survey = (
    code: Substitution,
    targets: readonly HazardTarget[],
    expected: readonly AttributeQuestion[],
  ): MissingInput => ({
    code,
    isAbsent: targets.every((target) => target.observations.length === 0),
    share: unansweredShare(targets, expected),
  });
  return [
    whole('no_road_graph', knownPositive(input.trafficKm) === null),
    whole('pupils_unknown', knownPositive(input.pupils) === null),
    whole('no_gate', !input.isGateKnown),
    survey('no_gate_survey', input.gates, expectedQuestions.gate),
    survey('no_route_survey', input.routes, expectedQuestions.route),
  ];
}

/** No pupils on record, or no road within reach, is a gap in the data and not a zero. */
function knownPositive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}

function mergeSurveys(codes: readonly Substitution[]): Substitution[] {
  const surveys: Substitution[] = ['no_gate_survey', 'no_route_survey'];
  return surveys.every((code) => codes.includes(code))
    ? [...codes.filter((code) => !surveys.includes(code)), 'no_survey']
    : [...codes];
}

/** Share of (place, expected question) pairs without an answer. */
function unansweredShare(targets: readonly HazardTarget[], expected: readonly AttributeQuestion[]): number {
  const gaps = surveyGaps('gate', targets, expected);
  const pairs = Math.max(1, targets.length) * expected.length;
  return pairs === 0 ? 0 : gaps.reduce((sum, { unanswered }) => sum + unanswered, 0) / pairs;
}

/** Expected questions that some place does not answer, in their order. A school without places has one, unanswered. */
function surveyGaps(
  place: SurveyGap['place'],
  targets: readonly HazardTarget[],
  expected: readonly AttributeQuestion[],
): SurveyGap[] {
  const answered = targets.map(
    ({ observations }) => new Set(observations.map(({ code }) => ATTRIBUTE_QUESTIONS[code])),
  );
  const of = Math.max(1, targets.length);
  return expected
    .map((question) => ({
      place,
      question,
      unanswered: of - answered.filter((questions) => questions.has(question)).length,
      of,
    }))
    .filter(({ unanswered }) => unanswered > 0);
}

function locationQualityShare(accidents: readonly WeightedAccident[]): number | null {
  const inWindow = accidents.filter(({ age }) => age > 0);
  if (inWindow.length === 0) return null;
  return inWindow.reduce((sum, { quality }) => sum + quality, 0) / inWindow.length;
}

/**
 * Of the youngest answers to each question, the oldest. Keeping spots do not count: they come from the records of
 * the police as well, which say nothing about when somebody last surveyed.
 */
function oldestAnswer(targets: readonly HazardTarget[]): number | null {
  const ages = targets.flatMap(({ observations }) =>
    latestAnswers(observations)
      .filter(({ code }) => ATTRIBUTE_QUESTIONS[code] !== 'keeping')
      .map(({ ageMonths }) => ageMonths),
  );
  return ages.length === 0 ? null : Math.max(...ages);
}
