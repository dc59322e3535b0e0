// Excess of spots and road sections over what roads of their class suffer anyway (Hauer 1997;
// AASHTO Highway Safety Manual 2010). Apart from finding spots: a spot is found because its
// count is high, so part of the count is chance, and this takes that part out again.
import {
  type EmpiricalBayesExcess,
  empiricalBayesExcess,
  overdispersionByMoments,
  shrinkCount,
} from '../risk/empirical-bayes.ts';
import { type BySeverity, recordOf, SEVERITIES } from '../risk/parameters.ts';

/** A piece of road of one class over a time. */
export type RoadPiece = {
  roadClass: number;
  lengthMetres: number;
  years: number;
  /** Vehicles per day or any stand-in for them, null when unknown. */
  traffic: number | null;
};

/** A stretch of road with what was recorded on it. */
export type RoadStretch = RoadPiece & { counts: BySeverity };

/** What a class of road suffers per unit of exposure (km x years x √traffic). */
export type ClassRate = {
  beta: BySeverity;
  /** Overdispersion of the total count between stretches of the class. */
  k: number;
  /** √traffic taken where it is unknown: the mean of the class, 1 when none is known. */
  rootTraffic: number;
  /** Stretches the rate rests on; of all classes together when the class had too few. */
  stretches: number;
};

export type ClassRates = { byClass: Map<number, ClassRate>; allClasses: ClassRate };

/** Bounds of k (our choice): nearly Poisson, and hardly any shrinkage left. */
const K_BOUNDS = { low: 0.05, high: 5 };
/** A class needs this many stretches and accidents for a rate of its own (our choice). */
const LEAST_STRETCHES = 30;
const LEAST_ACCIDENTS = 20;

/**
 * Rates of every road class from stretches that cover whole roads, not only spots. β makes
 * predicted and recorded totals agree; k by moments, clamped. A class with too few stretches or
 * accidents takes the rate of all classes.
 */
export function classRates(stretches: readonly RoadStretch[]): ClassRates {
  const groups = new Map<number, RoadStretch[]>();
  for (const stretch of stretches) {
    const group = groups.get(stretch.roadClass);
    if (group === undefined) groups.set(stretch.roadClass, [stretch]);
    else group.push(stretch);
  }
  const allClasses = rateOf(stretches);
  const byClass = new Map<number, ClassRate>();
  for (const [roadClass, members] of [...groups].sort(([a], [b]) => a - b)) {
    const accidents = ordered(members.map(({ counts }) => totalOf(counts)));
    const isEnough = members.length >= LEAST_STRETCHES && accidents >= LEAST_ACCIDENTS;
    byClass.set(roadClass, isEnough ? rateOf(members) : allClasses);
  }
  return { byClass, allClasses };
}

export type PlaceExcess = EmpiricalBayesExcess & {
  predicted: number;
  /** Σ ω (expected - predicted) over severities, fatal equivalents: what police effort could win. */
  weightedExcess: number;
};

/**
 * Empirical Bayes excess of a place over its roads, whose predictions add up; their k is the mean
 * by prediction. `expected`, `excess` and the probability above its class rest on the plain count
 * of casualty accidents, so that one death alone proves nothing; `weightedExcess` weighs each
 * severity's own excess by `severityWeights`.
 */
export function excessOver(
  counts: BySeverity,
  roads: readonly RoadPiece[],
  rates: ClassRates,
  severityWeights: BySeverity,
): PlaceExcess {
  const predictedOf: BySeverity = { fatal: 0, serious: 0, slight: 0 };
  let weightedK = 0;
  for (const road of roads) {
    const rate = rates.byClass.get(road.roadClass) ?? rates.allClasses;
    const exposure = exposureOf(road, rate.rootTraffic);
    for (const severity of SEVERITIES) predictedOf[severity] += rate.beta[severity] * exposure;
    weightedK += rate.k * totalOf(rate.beta) * exposure;
  }
  const predicted = totalOf(predictedOf);
  const k = predicted > 0 ? weightedK / predicted : rates.allClasses.k;
  let weightedExcess = 0;
  for (const severity of SEVERITIES) {
    const { mean } = shrinkCount(counts[severity], predictedOf[severity], k);
    weightedExcess += severityWeights[severity] * (mean - predictedOf[severity]);
  }
  return { ...empiricalBayesExcess(totalOf(counts), predicted, k), predicted, weightedExcess };
}

function rateOf(stretches: readonly RoadStretch[]): ClassRate {
  const roots = stretches.flatMap(({ traffic }) => (traffic !== null ? [Math.sqrt(traffic)] : []));
  const rootTraffic = roots.length > 0 ? ordered(roots) / roots.length : 1;
  const exposures = stretches.map((stretch) => exposureOf(stretch, rootTraffic));
  const exposure = ordered(exposures);
  const beta = recordOf(SEVERITIES, (severity) => {
    const recorded = ordered(stretches.map(({ counts }) => counts[severity]));
    return exposure > 0 ? recorded / exposure : 0;
  });
  const sites = stretches.map(({ counts }, i) => {
    const recorded = totalOf(counts);
    return { recorded, predicted: totalOf(beta) * exposures[i]!, countVariance: recorded };
  });
  // In one order, so that the sums inside do not depend on the order of the rows.
  sites.sort((a, b) => a.recorded - b.recorded || a.predicted - b.predicted);
  const k = overdispersionByMoments(sites);
  const clamped = Math.min(K_BOUNDS.high, Math.max(K_BOUNDS.low, Number.isFinite(k) ? k : 1));
  return { beta, k: clamped, rootTraffic, stretches: stretches.length };
}

/** km x years x √traffic. Throws RangeError for a length, time or traffic below 0 or not finite. */
function exposureOf({ lengthMetres, years, traffic }: RoadPiece, rootTraffic: number): number {
  const exposure = (lengthMetres / 1000) * years * (traffic === null ? rootTraffic : Math.sqrt(traffic));
  if (!(exposure >= 0 && exposure < Infinity && lengthMetres >= 0)) {
    throw new RangeError(`excess: ${lengthMetres} m, ${years} years, traffic ${traffic}`);
  }
  return exposure;
}

function totalOf(counts: BySeverity): number {
  return counts.fatal + counts.serious + counts.slight;
}

/** Sum in rising order: the same for any order of the rows. */
function ordered(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b).reduce((sum, value) => sum + value, 0);
}
