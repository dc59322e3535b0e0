// Risk of all schools from plain data to plain results; runs in a worker thread, the same on every database.
import type { Progress } from '../runs/analysis.ts';
import { assess } from './assess.ts';
import { gammaOf } from './bands.ts';
import type { Calibration } from './calibration.ts';
import { weightedAccidents } from './components.ts';
import { compareText } from './hazard.ts';
import type { KeptSchool, RiskInput, SchoolRow } from './input.ts';
import { type RankStability, rankStability } from './rank.ts';
import { type SchoolFacts, schoolFacts } from './school-facts.ts';
import { type AccidentContribution, accidentContributions, type SchoolRisk } from './score.ts';
import type { NearAccidents } from './surroundings.ts';
import { surroundingsOf } from './surroundings-threads.ts';

export type ScoredSchool = {
  school: SchoolRow;
  risk: SchoolRisk;
  /** Its place among the schools that can be ranked; null for a school that cannot. */
  ranking: Ranking | null;
  catchmentMetres: number;
  accidentCount: number;
  /** Every accident near the school with what it adds to the risk, by id. Made when asked for: a country has millions. */
  accidents: () => ExplainedAccident[];
};

export type ExplainedAccident = AccidentContribution & {
  occurredOn: string;
  unitId: string | null;
  /** Null when no way is known. */
  distanceMetres: number | null;
};

export type Ranking = {
  /** 1 is the riskiest; equal risks rank by school id. */
  rank: number;
  /** The same by risk per pupil; null when the pupils are unknown. */
  rankPerPupil: number | null;
  stability: RankStability;
};

/** The schools that keep the results of an earlier run, with their place among all. */
export type KeptRanks = { runId: string; schools: { schoolId: string; ranking: Ranking | null }[] };

export type RiskOutput = {
  /** The computed ones, riskiest first. */
  schools: ScoredSchool[];
  kept: KeptRanks | null;
  calibration: Calibration;
  /** The preset that the calibration is; null when the run fitted it. */
  calibrationId: string | null;
  notes: Record<string, unknown>;
};

export async function computeRisk(input: RiskInput, progress: Progress): Promise<RiskOutput> {
  const { parameters, asOf, schools, base } = input;
  progress('network', 0, schools.length);
  const { around, notes } = await surroundingsOf(input, progress);

  progress('score', 0, schools.length);
  const facts = schoolFacts(input, around);
  const { calibration, risks } = assess(facts, input.calibration, { parameters, asOf });

  progress('rank', 0, 1);
  const kept = base?.full === null ? base.kept : [];
  const rankings = rankSchools([...risks, ...kept.map(asItWas)], input);
  const scored = schools.map((school, i): ScoredSchool => {
    const [risk, surroundings, own] = [risks[i], around[i], facts[i]];
    if (risk === undefined || surroundings === undefined || own === undefined) {
      throw new Error('one result per school');
    }
    return {
      school,
      risk,
      ranking: rankings.get(school.id) ?? null,
      catchmentMetres: surroundings.catchmentMetres,
      accidentCount: surroundings.accidents.accident.length,
      accidents: () => explainedAccidents(input, { facts: own, risk, near: surroundings.accidents }),
    };
  });
  return {
    schools: scored.sort((a, b) => compareRisk(a.risk, b.risk)),
    kept:
      base?.full === null
        ? {
            runId: base.runId,
            schools: kept.map(({ schoolId }) => ({ schoolId, ranking: rankings.get(schoolId) ?? null })),
          }
        : null,
    calibration,
    calibrationId: input.calibrationId,
    notes: {
      ...notes,
      recordsFrom: input.recordsFrom,
      schools: schools.length + kept.length,
      ranked: rankings.size,
      priors: priorSources(risks),
      calibration: input.calibrationId,
      score: calibration.score,
      ...(base !== null && {
        incremental:
          base.full === null
            ? { base: base.runId, touched: schools.length, of: schools.length + kept.length }
            : { base: base.runId, full: base.full },
      }),
    },
  };
}

function explainedAccidents(
  { accidents, parameters }: RiskInput,
  { facts, risk, near }: { facts: SchoolFacts; risk: SchoolRisk; near: NearAccidents },
): ExplainedAccident[] {
  const placeOf = new Map(Array.from(near.accident, (accident, k) => [accidents.ids[accident], k]));
  const weighted = weightedAccidents(facts.input, parameters);
  return accidentContributions(weighted, risk, parameters).map((contribution) => {
    const k = placeOf.get(contribution.id) ?? -1;
    const accident = near.accident[k] ?? -1;
    const metres = near.distanceMetres[k] ?? Number.POSITIVE_INFINITY;
    return {
      ...contribution,
      occurredOn: accidents.days[accident] ?? '',
      unitId: accidents.units[accident] ?? null,
      distanceMetres: Number.isFinite(metres) ? metres : null,
    };
  });
}

type Rankable = Pick<SchoolRisk, 'schoolId' | 'risk' | 'distribution' | 'ratePer1000Pupils' | 'isRankable'>;

function asItWas({ variance, ...school }: KeptSchool): Rankable {
  return { ...school, distribution: gammaOf(school.risk, variance) };
}

/** Ranks by school id. Schools whose accidents mostly have no usable place are not among them. */
export function rankSchools(
  risks: readonly Rankable[],
  { parameters, asOf, draws }: Pick<RiskInput, 'parameters' | 'asOf' | 'draws'>,
): Map<string, Ranking> {
  const ranked = risks.filter(({ isRankable }) => isRankable).sort(compareRisk);
  const perPupil = placesOf(
    ranked.flatMap(({ schoolId, ratePer1000Pupils }) =>
      ratePer1000Pupils === null ? [] : [{ schoolId, risk: ratePer1000Pupils }],
    ),
  );
  const stability = rankStability(
    ranked.map(({ schoolId, risk, distribution }) => ({
      schoolId,
      distributions: [{ mean: risk, distribution }],
    })),
    { runSeed: rankSeed(parameters, asOf), draws, topRanks: [1, 3, 5, 10] },
  );
  return new Map(
    stability.map((stable, i) => [
      stable.schoolId,
      { rank: i + 1, rankPerPupil: perPupil.get(stable.schoolId) ?? null, stability: stable },
    ]),
  );
}

/** The same facts give the same draws, whatever the run is called. */
export function rankSeed({ id, version }: RiskInput['parameters'], asOf: string): string {
  return `${id}/${version}/${asOf}`;
}

type Ranked = { schoolId: string; risk: number };

/** Riskiest first, equal risks by school id. */
export function compareRisk(a: Ranked, b: Ranked): number {
  return b.risk - a.risk || compareText(a.schoolId, b.schoolId);
}

function placesOf(schools: Ranked[]): Map<string, number> {
  return new Map(schools.sort(compareRisk).map(({ schoolId }, i) => [schoolId, i + 1]));
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
