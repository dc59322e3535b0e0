// Risk of one school, model SRS-VN: what survey and exposure predict, corrected by recorded
// accidents (empirical Bayes, AASHTO Highway Safety Manual 2010), with every part that made the
// number. R = expected fatal-equivalents a year on the way to this school, on recorded accidents:
// a relative measure, not a forecast of deaths.
import { type BandedScore, bandedScore, gammaOf, type Quantiles, quantilesOf } from './bands.ts';
import {
  type SchoolRiskInput,
  type SchoolSums,
  type SeverityComponents,
  type Substitution,
  type SurveyGap,
  schoolComponents,
  type WeightedAccident,
} from './components.ts';
import { type GammaDistribution, shrinkCount } from './empirical-bayes.ts';
import { compareText, type SchoolHazard } from './hazard.ts';
import {
  type AttributeCode,
  type BySeverity,
  type RiskParameters,
  recordOf,
  SEVERITIES,
  type Severity,
} from './parameters.ts';

/** Where a β or k was estimated: the group within its province, the group everywhere, all schools of the province, all. */
export type PriorSource = 'province_group' | 'group' | 'province' | 'national' | 'shipped';

/** Accidents a year per unit of exposure, and overdispersion, per severity. */
export type SchoolPrior = Record<
  Severity,
  { beta: number; betaSource: PriorSource; k: number; kSource: PriorSource }
>;

export interface SeverityRisk {
  /** Weighted recorded accidents x. */
  recorded: number;
  /** Prediction μ for the same effective years. */
  predicted: number;
  beta: number;
  betaSource: PriorSource;
  k: number;
  kSource: PriorSource;
  hazardGate: number;
  hazardRoute: number;
  hazard: number;
  varLnHazard: number;
  /** Weight of the prediction, w. */
  shrinkWeight: number;
  /** Expected weighted accidents m and its variance. */
  mean: number;
  variance: number;
  /** m per effective year, λ. */
  ratePerYear: number;
  /** Part of R from the prediction: ω w μ / T. */
  predictedPart: number;
  /** That part had the school the hazard of its group's mean (H = 1, same w). */
  predictedAtMeanHazard: number;
}

/** A part of the predicted risk put down to one survey answer (or to exposure alone). */
export interface PredictedContribution {
  place: 'gate' | 'route' | null;
  /** Null: the group's mean hazard, where no answer moves it. */
  code: AttributeCode | null;
  /** Whether the answer raises or lowers the hazard; the split itself goes by size. */
  direction: 'raises' | 'lowers' | 'neutral';
  amount: number;
}

export interface AccidentContribution extends WeightedAccident {
  /** ω (1 − w) × weight / T. */
  amount: number;
}

export interface SchoolRisk extends BandedScore {
  schoolId: string;
  parametersId: string;
  parametersVersion: number;
  /** R. */
  risk: number;
  variance: number;
  /** Null when R has no spread. */
  distribution: GammaDistribution | null;
  quantiles: Quantiles;
  /** R × 1000 / pupils: individual risk, beside the collective R. Null when pupils are unknown. */
  ratePer1000Pupils: number | null;
  bySeverity: Record<Severity, SeverityRisk>;
  /** Largest first; with the contributions of the accidents they add up to R. */
  predictedContributions: PredictedContribution[];
  effectiveYears: number;
  pupils: number;
  trafficKm: number;
  substitutions: Substitution[];
  missingShare: number;
  locationQualityShare: number | null;
  /** False when too few records have a usable place: shown, not ranked. */
  isRankable: boolean;
  surveyNext: SurveyNext;
  surveyGaps: SurveyGap[];
}

/** A risk with every accident that made it, by id. */
export interface ExplainedRisk extends SchoolRisk {
  accidents: AccidentContribution[];
}

/** How much a new survey would tell, for the work list; no part of the risk. */
export interface SurveyNext {
  /** √Σ (ω λ w)² Var(ln H): spread of R a new survey would remove. */
  uncertainty: number;
  /** 1 until a survey is due, then 1 + months beyond / months until due. */
  overdueFactor: number;
  /** Age of the oldest answer in use; null when never surveyed, which counts as the parameters say. */
  ageMonths: number | null;
  overdueMonths: number;
  priority: number;
}

/** The shipped prior, for schools without a calibrated one. */
export function shippedPrior({ prior }: RiskParameters): SchoolPrior {
  return recordOf(SEVERITIES, (severity) => ({
    beta: prior.beta[severity],
    betaSource: 'shipped' as const,
    k: prior.k[severity],
    kSource: 'shipped' as const,
  }));
}

/** Risk of a school from its facts. Missing facts are substituted, listed and never stop the score. */
export function riskScore(
  input: SchoolRiskInput,
  parameters: RiskParameters,
  prior: SchoolPrior = shippedPrior(parameters),
): ExplainedRisk {
  const { accidents, ...sums } = schoolComponents(input, parameters);
  const risk = riskFromComponents(sums, parameters, prior);
  return { ...risk, accidents: accidentContributions(accidents, risk, parameters) };
}

/** What each accident adds to a risk. */
export function accidentContributions(
  accidents: readonly WeightedAccident[],
  { bySeverity, effectiveYears }: Pick<SchoolRisk, 'bySeverity' | 'effectiveYears'>,
  { severityWeights }: Pick<RiskParameters, 'severityWeights'>,
): AccidentContribution[] {
  return accidents.map((accident) => {
    const rate = (1 - bySeverity[accident.severity].shrinkWeight) / effectiveYears;
    return { ...accident, amount: severityWeights[accident.severity] * rate * accident.weight };
  });
}

/** Risk of a school whose counts, exposure and hazard are already known. */
export function riskFromComponents(
  school: SchoolSums,
  parameters: RiskParameters,
  prior: SchoolPrior,
): SchoolRisk {
  const weights = parameters.severityWeights;
  const bySeverity = severityRisks(school, weights, prior);
  const { risk, variance } = weightedRisk(bySeverity, school.effectiveYears, weights);
  const distribution = gammaOf(risk, variance);
  const quantiles = quantilesOf(risk, distribution, parameters);
  const isPupilsKnown = !school.substitutions.includes('pupils_unknown') && school.pupils > 0;
  const { locationQualityShare } = school;
  return {
    schoolId: school.schoolId,
    parametersId: parameters.id,
    parametersVersion: parameters.version,
    risk,
    variance,
    distribution,
    quantiles,
    ...bandedScore(risk, distribution, quantiles, parameters),
    ratePer1000Pupils: isPupilsKnown ? (risk / school.pupils) * 1000 : null,
    bySeverity,
    predictedContributions: predictedContributions(school, bySeverity),
    effectiveYears: school.effectiveYears,
    pupils: school.pupils,
    trafficKm: school.trafficKm,
    substitutions: school.substitutions,
    missingShare: school.missingShare,
    locationQualityShare,
    isRankable: locationQualityShare === null || locationQualityShare >= parameters.minLocationQualityShare,
    surveyNext: surveyNext(bySeverity, school.surveyAgeMonths, parameters),
    surveyGaps: school.surveyGaps,
  };
}

/** What prediction and records of a school say together, severity by severity. */
export function severityRisks(
  school: Pick<SchoolSums, 'bySeverity' | 'effectiveYears'>,
  weights: BySeverity,
  prior: SchoolPrior,
): Record<Severity, SeverityRisk> {
  return recordOf(SEVERITIES, (severity) =>
    severityRisk(school.bySeverity[severity], school.effectiveYears, prior[severity], weights[severity]),
  );
}

/** The same risk with score and bands by the ends of the score in `parameters`. */
export function rescored(school: SchoolRisk, parameters: RiskParameters): SchoolRisk {
  return { ...school, ...bandedScore(school.risk, school.distribution, school.quantiles, parameters) };
}

/** R and its variance under any severity weights, from rates already shrunk. */
export function weightedRisk(
  bySeverity: Record<Severity, Pick<SeverityRisk, 'ratePerYear' | 'variance'>>,
  effectiveYears: number,
  weights: BySeverity,
): { risk: number; variance: number } {
  let risk = 0;
  let variance = 0;
  for (const severity of SEVERITIES) {
    const { ratePerYear, variance: countVariance } = bySeverity[severity];
    risk += weights[severity] * ratePerYear;
    variance += (weights[severity] / effectiveYears) ** 2 * countVariance;
  }
  return { risk, variance };
}

function severityRisk(
  { recorded, hazard, exposure }: SeverityComponents,
  effectiveYears: number,
  prior: SchoolPrior[Severity],
  weight: number,
): SeverityRisk {
  const predicted = prior.beta * effectiveYears * exposure;
  const shrunk = shrinkCount(recorded, predicted, prior.k);
  const predictedPart = (weight * shrunk.weight * predicted) / effectiveYears;
  return {
    recorded,
    predicted,
    ...prior,
    hazardGate: hazard.gate,
    hazardRoute: hazard.route,
    hazard: hazard.hazard,
    varLnHazard: hazard.varLn,
    shrinkWeight: shrunk.weight,
    mean: shrunk.mean,
    // ∂ ln m / ∂ ln μ = w exactly, so the hazard's own uncertainty enters by (m w)².
    variance: shrunk.variance + (shrunk.mean * shrunk.weight) ** 2 * hazard.varLn,
    ratePerYear: shrunk.mean / effectiveYears,
    predictedPart,
    predictedAtMeanHazard: predictedPart / hazard.hazard,
  };
}

/** Splits each severity's predicted part among the answers by size of effect and adds them up by place and code. */
function predictedContributions(
  school: SchoolSums,
  bySeverity: Record<Severity, SeverityRisk>,
): PredictedContribution[] {
  const sums = new Map<string, PredictedContribution & { signed: number }>();
  for (const severity of SEVERITIES) {
    const { predictedPart } = bySeverity[severity];
    for (const { place, code, share, signed } of effectShares(school.bySeverity[severity].hazard)) {
      const key = `${place}/${code}`;
      const sum = sums.get(key) ?? { place, code, direction: 'neutral', amount: 0, signed: 0 };
      sum.amount += predictedPart * share;
      sum.signed += signed;
      sums.set(key, sum);
    }
  }
  return [...sums.values()]
    .map(({ signed, ...sum }): PredictedContribution => ({ ...sum, direction: directionOf(signed) }))
    .sort((a, b) => b.amount - a.amount || compareText(`${a.place}/${a.code}`, `${b.place}/${b.code}`));
}

interface EffectShare {
  place: 'gate' | 'route' | null;
  code: AttributeCode | null;
  share: number;
  signed: number;
}

/** Shares by |ln RR| φ, each place by its elasticity share × h / H; they add up to 1. */
function effectShares(hazard: SchoolHazard): EffectShare[] {
  const effects = hazard.parts.flatMap(({ place, share, hazard: placeHazard, effects: answers }) =>
    answers.map(({ code, lnEffect }) => ({
      place,
      code,
      signed: ((share * placeHazard) / hazard.hazard) * lnEffect,
    })),
  );
  const total = effects.reduce((sum, { signed }) => sum + Math.abs(signed), 0);
  if (!(total > 0)) return [{ place: null, code: null, share: 1, signed: 0 }];
  return effects
    .filter(({ signed }) => signed !== 0)
    .map((effect) => ({ ...effect, share: Math.abs(effect.signed) / total }));
}

function directionOf(signed: number): PredictedContribution['direction'] {
  if (signed === 0) return 'neutral';
  return signed > 0 ? 'raises' : 'lowers';
}

function surveyNext(
  bySeverity: Record<Severity, SeverityRisk>,
  surveyAgeMonths: number | null,
  { severityWeights, survey }: RiskParameters,
): SurveyNext {
  const uncertainty = Math.sqrt(
    SEVERITIES.reduce((sum, severity) => {
      const { ratePerYear, shrinkWeight, varLnHazard } = bySeverity[severity];
      return sum + (severityWeights[severity] * ratePerYear * shrinkWeight) ** 2 * varLnHazard;
    }, 0),
  );
  const overdueMonths = Math.max(0, (surveyAgeMonths ?? survey.neverSurveyedMonths) - survey.dueMonths);
  const overdueFactor = 1 + overdueMonths / survey.dueMonths;
  return {
    uncertainty,
    overdueFactor,
    ageMonths: surveyAgeMonths,
    overdueMonths,
    priority: uncertainty * overdueFactor,
  };
}
