// One plan's evaluation from the plan, the catalogue and the risk of its school: what stands on the screen. Pure.
import type { CatalogueVersion } from '../../contract/catalogue-version.ts';
import type { Measure, MeasureLibrary } from '../../contract/measure.ts';
import type { PlanContent, PlanEvaluation } from '../../contract/plan.ts';
import type { PlanElement } from '../../contract/plan-element.ts';
import type { UnitCosts } from '../../contract/unit-cost.ts';
import { bandedScore, gammaOf } from '../risk/bands.ts';
import { type BySeverity, type RiskParameters, recordOf, SEVERITIES } from '../risk/parameters.ts';
import { groupCount } from './combine.ts';
import { costOf } from './cost.ts';
import { factorOf, factorsOf, planEffect } from './effect.ts';
import { planeAt, shapeOf } from './plane.ts';
import { type RiskAround, type SeverityRate, treatedShares } from './treated.ts';

/** Risk of the plan's school in a run. Rates are fatal equivalents a year. */
export type SchoolRiskBefore = {
  runId: string;
  rate: number;
  rateLow: number;
  rateHigh: number;
  variance: number;
  score: number;
  scoreLow: number;
  scoreHigh: number;
  band: PlanEvaluation['before']['band'];
  bandShown: string;
  bySeverity: Record<(typeof SEVERITIES)[number], SeverityRate>;
};

export type EvaluationInput = {
  plan: PlanContent;
  /** What names the plan for the draws: the same plan draws the same numbers. */
  seed: string;
  anchor: { coordinates: [number, number] };
  gates: { coordinates: [number, number] }[];
  routes: { share: number | null; path: { coordinates: [number, number][] } }[];
  accidents: {
    place: { coordinates: [number, number] } | null;
    severity: keyof BySeverity;
    contribution: number;
  }[];
  before: SchoolRiskBefore;
  /** With the ends of the score that the run applied. */
  parameters: RiskParameters;
  library: MeasureLibrary;
  catalogue: CatalogueVersion;
  unitCosts: UnitCosts;
};

/** What the plan changes, with intervals, and what may not be claimed. */
export function evaluation(input: EvaluationInput): PlanEvaluation {
  const { plan, before, library, parameters } = input;
  const measures = measuresOf(plan, library);
  const treated = treatedShares(
    plan.elements
      .filter((element) => {
        const claimed = claimOf(element, library);
        return claimed !== undefined && factorOf(claimed) !== null;
      })
      .map((element) => shapeOf(element.geometry, plane(input))),
    around(input),
    { gateShare: library.gateShare, withinMetres: library.treatedWithinMetres },
  );
  const factors = factorsOf(measures, plan.measuredSpeed);
  const effect = planEffect(
    {
      rate: before.rate,
      variance: before.variance,
      bySeverity: recordOf(SEVERITIES, (severity) => before.bySeverity[severity].rate),
    },
    treated,
    factors,
    { floor: library.floor, seed: input.seed },
  );
  const after = bandedScore(
    effect.rateAfter,
    gammaOf(effect.rateAfter, effect.afterVariance),
    effect.after,
    parameters,
  );
  const { costMillionVnd, suggestedMillionVnd } = costOf(plan, input.unitCosts);
  return {
    riskRunId: before.runId,
    catalogue: input.catalogue,
    before: {
      score: before.score,
      low: before.scoreLow,
      high: before.scoreHigh,
      band: before.band,
      bandShown: before.bandShown,
      rate: before.rate,
      rateLow: before.rateLow,
      rateHigh: before.rateHigh,
    },
    after: {
      score: after.score,
      low: after.scoreLow,
      high: after.scoreHigh,
      band: after.band,
      bandShown: after.displayBand,
      rate: effect.rateAfter,
      rateRange: effect.after,
    },
    factor: effect.factor,
    treatedShare: treated,
    ratio: effect.ratio,
    avoided: effect.avoided,
    probabilityOfBenefit: effect.probabilityOfBenefit,
    costMillionVnd,
    suggestedMillionVnd,
    avoidedPerMillionVnd:
      costMillionVnd !== null && costMillionVnd > 0 ? effect.avoided.median / costMillionVnd : null,
    draws: effect.draws,
    measures: measures.map(({ code, name, group, effect: grade, says, source, evidence }) => ({
      code,
      name,
      group,
      effect: grade,
      says,
      source,
      evidence,
      counts: strongest(measures, group, plan.measuredSpeed !== null) === code,
    })),
    warnings: warningsOf(plan, measures, library, treated),
  };
}

function plane({ anchor }: EvaluationInput) {
  return planeAt(anchor.coordinates);
}

function around(input: EvaluationInput): RiskAround {
  const { toPlane } = plane(input);
  return {
    gates: (input.gates.length > 0 ? input.gates : [input.anchor]).map(({ coordinates }) =>
      toPlane(coordinates),
    ),
    routes: input.routes.map(({ share, path }) => ({ share, path: path.coordinates.map(toPlane) })),
    accidents: input.accidents.map(({ place, ...rest }) => ({
      ...rest,
      at: place && toPlane(place.coordinates),
    })),
    bySeverity: input.before.bySeverity,
  };
}

/** The catalogue's measures that the plan's elements may claim, each once, by code. */
function measuresOf(plan: PlanContent, library: MeasureLibrary): Measure[] {
  const named = new Set(plan.elements.map((element) => claimOf(element, library)?.code));
  return library.measures.filter(({ code }) => named.has(code)).sort((a, b) => (a.code < b.code ? -1 : 1));
}

/**
 * The measure an element may claim; undefined for none, or one that is not of its type. A crossing of more than two
 * lanes without a signal claims what such crossings do, whatever it says.
 */
function claimOf(element: PlanElement, library: MeasureLibrary): Measure | undefined {
  if (element.measure === null) return undefined;
  const isWide =
    element.type === 'crossing' && (element.properties.lanes ?? 0) > 2 && !element.properties.hasSignal;
  const claimed = isWide ? 'crossing_multilane' : element.measure;
  return library.measures.find(({ code, elements }) => code === claimed && elements.includes(element.type));
}

/** The code whose factor makes the group's; a measured speed stands for all measures of speed. */
function strongest(
  measures: readonly Measure[],
  group: Measure['group'],
  isMeasured: boolean,
): string | null {
  if (group === 'speed' && isMeasured) return null;
  const own = measures.filter((measure) => measure.group === group && factorOf(measure) !== null);
  return (
    own.reduce<Measure | null>(
      (best, one) => (best === null || one.fatalSerious < best.fatalSerious ? one : best),
      null,
    )?.code ?? null
  );
}

function warningsOf(
  plan: PlanContent,
  measures: readonly Measure[],
  library: MeasureLibrary,
  treated: BySeverity,
): PlanEvaluation['warnings'] {
  const unknown = plan.elements.filter(
    (element) => element.measure !== null && claimOf(element, library) === undefined,
  );
  const unproven = measures.filter(({ effect }) => effect === 'none');
  // Not where a better one of its mechanism stands, as a refuge for a wide crossing: whether it stands near is a rule's to say.
  const harmful = measures.filter(
    ({ code, group, effect }) =>
      effect === 'harm' && strongest(measures, group, plan.measuredSpeed !== null) === code,
  );
  const groups = groupCount(measures.filter((measure) => factorOf(measure) !== null));
  return [
    ...(harmful.length > 0
      ? [
          warning(
            'may_do_harm',
            `Có thể làm tăng tai nạn: ${names(harmful, 'vi')}`,
            `May raise accidents: ${names(harmful, 'en')}`,
          ),
        ]
      : []),
    ...(groups > library.maxGroups
      ? [
          warning(
            'many_groups',
            `Kế hoạch dùng ${groups} cơ chế; nghiên cứu chỉ thấy tác dụng chung của tối đa ${library.maxGroups}`,
            `The plan works by ${groups} mechanisms; studies of combined measures stop at ${library.maxGroups}`,
          ),
        ]
      : []),
    ...(unproven.length > 0
      ? [
          warning(
            'no_documented_effect',
            `Chưa có bằng chứng giảm tai nạn, chỉ tính là giữ trật tự: ${names(unproven, 'vi')}`,
            `No documented effect on accidents, credited with order only: ${names(unproven, 'en')}`,
          ),
        ]
      : []),
    ...(unknown.length > 0
      ? [
          warning(
            'unknown_measure',
            `${unknown.length} hạng mục ghi biện pháp không có trong danh mục hoặc không hợp loại, không tính tác dụng`,
            `${unknown.length} elements name a measure that is not in the catalogue, or not of their type; no effect is counted`,
          ),
        ]
      : []),
    ...(measures.some((measure) => factorOf(measure) !== null) &&
    SEVERITIES.every((severity) => treated[severity] === 0)
      ? [
          warning(
            'nothing_treated',
            'Không có tai nạn, cổng hay tuyến đường nào trong đoạn được xử lý',
            'No accident, gate or route lies inside the treated stretch',
          ),
        ]
      : []),
  ];
}

function warning(code: string, vi: string, en: string): PlanEvaluation['warnings'][number] {
  return { code, says: { vi, en } };
}

function names(measures: readonly Measure[], language: 'vi' | 'en'): string {
  return measures.map(({ name }) => name[language]).join(', ');
}
