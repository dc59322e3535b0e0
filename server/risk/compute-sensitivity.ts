// How far the order of schools hangs on choices: the risk computed again under every combination of severity weights,
// share of the gate, age of accidents and catchment, and ranks drawn with the severity weights drawn as well.
import type { RiskVariant } from '../../contract/risk.ts';
import type { Progress } from '../runs/analysis.ts';
import { assess } from './assess.ts';
import { gammaOf } from './bands.ts';
import { type Calibration, priorOf, referenceOf } from './calibration.ts';
import { schoolComponents } from './components.ts';
import { compareRisk, rankSeed } from './compute.ts';
import type { RiskInput } from './input.ts';
import { type BySeverity, type RiskParameters, recordOf, SCHOOL_LEVELS } from './parameters.ts';
import { rankStability } from './rank.ts';
import { type SchoolFacts, schoolFacts } from './school-facts.ts';
import { type SchoolRisk, severityRisks, weightedRisk } from './score.ts';
import { kendallTauB, riskUnderWeights, topOverlap, topShares } from './sensitivity.ts';
import { surroundingsOf } from './surroundings-threads.ts';

/** Our choices: a step either side of the base in each, and a quarter of the catchment. */
const gateShares = [0.3, 0.4, 0.5];
const halfLivesYears = [2, 3, 5];
const catchmentFactors = [0.75, 1, 1.25];

export type SensitivityInput = {
  base: RiskInput;
  /** Every preset of severity weights, by id. */
  weights: { id: string; value: BySeverity }[];
  /** Length of the list of first schools. */
  top: number;
};

export type RobustRow = {
  schoolId: string;
  unitId: string;
  rank: number;
  topShare: number;
  pRobust: number;
};

export type SensitivityOutput = {
  variants: RiskVariant[];
  schools: RobustRow[];
  notes: Record<string, unknown>;
};

/**
 * Compares every variant with the base, over the schools that the base ranks. Base rates and overdispersion stay those
 * of the base: they are rates per year and unit of exposure, so each variant differs by its choices alone.
 */
export async function computeSensitivity(
  { base, weights, top: wanted }: SensitivityInput,
  progress: Progress,
): Promise<SensitivityOutput> {
  const { around, notes } = await surroundingsOf(base, progress);
  const facts = schoolFacts(base, around);
  const { calibration, risks } = assess(facts, base.calibration, base);
  const ranked = risks.filter(({ isRankable }) => isRankable).sort(compareRisk);
  // Our choice: a list longer than half of the schools would be the same whatever the choices.
  const top = Math.max(1, Math.min(wanted, Math.floor(ranked.length / 2)));
  const baseRisks = ranked.map(({ risk }) => risk);

  const variants: RiskVariant[] = [];
  const riskLists: number[][] = [];
  const steps = catchmentFactors.length * halfLivesYears.length * gateShares.length;
  for (const catchmentFactor of catchmentFactors) {
    const parameters = withCatchment(base.parameters, catchmentFactor);
    const there = catchmentFactor === 1 ? facts : await schoolFactsUnder(base, parameters, progress);
    const wider = scaleTraffic(calibration, parameters, trafficRatio(facts, there));
    const byId = new Map(there.map((school) => [school.place.schoolId, school]));
    const chosen = ranked.flatMap(({ schoolId }) => byId.get(schoolId) ?? []);
    for (const halfLifeYears of halfLivesYears) {
      for (const gateShare of gateShares) {
        progress('variants', riskLists.length / weights.length, steps);
        const varied = { ...wider.parameters, accidentHalfLifeYears: halfLifeYears, gateShare };
        const shrunk = chosen.map((own) => shrinkSchool(own, wider.calibration, varied));
        for (const { id: weightsId, value } of weights) {
          const list = shrunk.map((school) => riskUnderWeights(school, value).risk);
          riskLists.push(list);
          variants.push({
            number: variants.length + 1,
            parameters: { weightsId, gateShare, halfLifeYears, catchmentFactor },
            tau: kendallTauB(baseRisks, list),
            overlap: topOverlap(baseRisks, list, top),
          });
        }
      }
    }
  }
  const shares = topShares(riskLists, top);
  const robust = robustProbabilities(
    ranked,
    weights.map(({ value }) => value),
    top,
    base,
  );
  const units = new Map(base.schools.map((school) => [school.id, school.unitId]));
  const schools = ranked.map(({ schoolId }, i) => ({
    schoolId,
    unitId: units.get(schoolId) ?? '',
    rank: i + 1,
    topShare: shares[i] ?? 0,
    pRobust: robust.get(schoolId) ?? 0,
  }));
  return {
    variants,
    schools,
    notes: { ...notes, schools: risks.length, ranked: ranked.length, top, calibration: base.calibrationId },
  };
}

function withCatchment(parameters: RiskParameters, factor: number): RiskParameters {
  const { catchmentMetres } = parameters;
  return {
    ...parameters,
    catchmentMetres: recordOf(SCHOOL_LEVELS, (level) => catchmentMetres[level] * factor),
  };
}

async function schoolFactsUnder(
  base: RiskInput,
  parameters: RiskParameters,
  progress: Progress,
): Promise<SchoolFacts[]> {
  const input = { ...base, parameters };
  const { around } = await surroundingsOf(input, progress);
  return schoolFacts(input, around);
}

/** How much more traffic the schools that know theirs have in another catchment. */
function trafficRatio(base: readonly SchoolFacts[], there: readonly SchoolFacts[]): number {
  let before = 0;
  let after = 0;
  base.forEach(({ input }, i) => {
    const other = there[i]?.input.trafficKm ?? null;
    if (input.trafficKm === null || other === null) return;
    before += input.trafficKm;
    after += other;
  });
  return before > 0 && after > 0 ? after / before : 1;
}

/** What stands in for unknown traffic grows and shrinks with the catchment, as known traffic does. */
function scaleTraffic(
  calibration: Calibration,
  parameters: RiskParameters,
  ratio: number,
): { calibration: Calibration; parameters: RiskParameters } {
  const { fallback } = parameters;
  const references = Object.fromEntries(
    Object.entries(calibration.references).map(([key, { trafficKm, pupils }]) => [
      key,
      { pupils, trafficKm: trafficKm && { ...trafficKm, value: trafficKm.value * ratio } },
    ]),
  );
  return {
    calibration: { ...calibration, references },
    parameters: { ...parameters, fallback: { ...fallback, trafficKm: fallback.trafficKm * ratio } },
  };
}

function shrinkSchool({ place, input }: SchoolFacts, calibration: Calibration, parameters: RiskParameters) {
  const reference = referenceOf(calibration.references, place);
  const components = schoolComponents({ ...input, reference }, parameters);
  return {
    effectiveYears: components.effectiveYears,
    bySeverity: severityRisks(
      components,
      parameters.severityWeights,
      priorOf(calibration, place, parameters),
    ),
  };
}

/** P(rank ≤ top) by school id: in half of the draws the base weights, in half one of the other presets. */
function robustProbabilities(
  risks: readonly SchoolRisk[],
  weights: readonly BySeverity[],
  top: number,
  { parameters, asOf, draws }: RiskInput,
): Map<string, number> {
  const isBase = (value: BySeverity) => JSON.stringify(value) === JSON.stringify(parameters.severityWeights);
  const sets = [parameters.severityWeights, ...weights.filter((value) => !isBase(value))];
  const schools = risks.map(({ schoolId, bySeverity, effectiveYears }) => ({
    schoolId,
    distributions: sets.map((value) => {
      const { risk, variance } = weightedRisk(bySeverity, effectiveYears, value);
      return { mean: risk, distribution: gammaOf(risk, variance) };
    }),
  }));
  const runSeed = `${rankSeed(parameters, asOf)}/weights`;
  return new Map(
    rankStability(schools, { runSeed, draws, topRanks: [top], weightSets: 'mixed' }).map(
      ({ schoolId, topProbabilities }) => [schoolId, topProbabilities[0]?.probability ?? 0],
    ),
  );
}
