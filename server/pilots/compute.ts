// Candidates of every level from plain data: checks, criteria, acceptabilities, order and the set that goes together.
// Runs in a worker thread; the same on every database.
import { type RoadClass, SchoolLevel } from '../../contract/codes.ts';
import type { Commitment, PilotCandidate } from '../../contract/pilot.ts';
import { gammaOf } from '../risk/bands.ts';
import { rankStability } from '../risk/rank.ts';
import type { Progress } from '../runs/analysis.ts';
import { byFirst, chooseSet, isTie, type SetCandidate } from './choose-set.ts';
import * as criteria from './criteria.ts';
import { acceptabilities } from './smaa.ts';

/** A school as a run of risk and the records have it. */
export type PilotSchool = {
  schoolId: string;
  unitId: string;
  levels: SchoolLevel[];
  isRanked: boolean;
  rate: number;
  variance: number;
  score: number;
  scoreLow: number;
  scoreHigh: number;
  missingShare: number;
  surveyAgeMonths: number | null;
  isDisadvantaged: boolean;
  isUrban: boolean;
  /** Of the road nearest to its gate. */
  roadClass: RoadClass | null;
  lanes: number | null;
  /** Latest answer about the footpath at its gates. */
  footpath: string | null;
  hasWaitingSpace: boolean | null;
  commitment: Commitment | null;
  needsLandClearance: boolean | null;
  /** Of its chosen plan, million VND. */
  costMillionVnd: number | null;
  lastPilotYear: number | null;
};

export type PilotInput = {
  riskRunId: string;
  year: number;
  /** By id. */
  schools: PilotSchool[];
  budgetMillionVnd: number;
  topRank: number;
  minTopProbability: number;
  draws: number;
};

type Shown = 'schoolName' | 'unitName' | 'weighted' | 'invented';
export type CandidateRow = Omit<PilotCandidate, Shown>;

export type PilotOutput = { candidates: CandidateRow[]; notes: Record<string, unknown> };

/** Need, feasibility, replicability: the order of their weights. */
const criterionNames = ['need', 'feasibility', 'replicability'] as const;

type Level = { level: SchoolLevel; rows: CandidateRow[]; set: SetCandidate[] };

export function computePilots(input: PilotInput, progress: Progress): PilotOutput {
  const levels = SchoolLevel.options.map((level, i) => {
    progress('score', i, SchoolLevel.options.length);
    return levelOf(level, input);
  });
  const chosen = chooseSet(Object.fromEntries(levels.map(({ level, set }) => [level, set])));
  return {
    candidates: levels.flatMap(({ rows }) =>
      rows.map((row) => ({ ...row, isSuggested: chosen?.schools[row.level] === row.schoolId })),
    ),
    notes: {
      riskRunId: input.riskRunId,
      schools: input.schools.length,
      candidates: Object.fromEntries(levels.map(({ level, set }) => [level, set.length])),
      relaxed: chosen?.relaxed ?? [],
    },
  };
}

function levelOf(level: SchoolLevel, input: PilotInput): Level {
  const schools = input.schools.filter(({ levels }) => levels.includes(level));
  const top = topProbabilities(schools, level, input);
  const checked = schools.map((school) => {
    const topProbability = top.get(school.schoolId) ?? 0;
    const failed = criteria.failedChecks({
      ...school,
      topProbability,
      minTopProbability: input.minTopProbability,
      year: input.year,
    });
    return { school, topProbability, failed };
  });
  const passing = checked.filter(({ failed }) => failed.length === 0);
  const judged = judge(
    schools,
    passing.map(({ school }) => school),
    level,
    input,
  );
  const set = passing
    .map(({ school: { schoolId, unitId, isDisadvantaged, isUrban }, topProbability }) => ({
      schoolId,
      unitId,
      isDisadvantaged,
      isUrban,
      topProbability,
      first: judged.get(schoolId)?.ranks?.[0] ?? 0,
    }))
    .sort(byFirst);
  const rows = checked.map(({ school, topProbability, failed }): CandidateRow => {
    const place = set.findIndex(({ schoolId }) => schoolId === school.schoolId);
    const own = set[place];
    return {
      schoolId: school.schoolId,
      unitId: school.unitId,
      level,
      failed,
      topProbability,
      ...(judged.get(school.schoolId) ?? noJudgement),
      unknown: unknownInputs(school),
      place: own === undefined ? null : place + 1,
      tiedWith: set
        .filter((other) => own !== undefined && other !== own && isTie(other.first, own.first, input.draws))
        .map(({ schoolId }) => schoolId),
      isSuggested: false,
      roadClass: school.roadClass,
      isDisadvantaged: school.isDisadvantaged,
      isUrban: school.isUrban,
    };
  });
  return { level, rows, set };
}

/** Probability of each ranked school to be among the riskiest of its level. */
function topProbabilities(schools: readonly PilotSchool[], level: string, input: PilotInput) {
  const ranked = schools.filter(({ isRanked }) => isRanked);
  if (ranked.length === 0) return new Map<string, number>();
  const stability = rankStability(
    ranked.map(({ schoolId, rate, variance }) => ({
      schoolId,
      distributions: [{ mean: rate, distribution: gammaOf(rate, variance) }],
    })),
    { runSeed: `${input.riskRunId}/${level}/`, topRanks: [input.topRank] },
  );
  return new Map(stability.map(({ schoolId, topProbabilities: [top] }) => [schoolId, top?.probability ?? 0]));
}

type Judgement = Pick<CandidateRow, 'criteria' | 'ranks' | 'holistic' | 'centralWeights' | 'confidence'>;
const noJudgement: Judgement = {
  criteria: null,
  ranks: null,
  holistic: null,
  centralWeights: null,
  confidence: null,
};

function judge(
  all: readonly PilotSchool[],
  candidates: readonly PilotSchool[],
  level: string,
  { riskRunId, budgetMillionVnd, draws }: PilotInput,
): Map<string, Judgement> {
  const shares = criteria.typeShares(all.map(gateType));
  const percentiles = criteria.costPercentiles(candidates.map(({ costMillionVnd }) => costMillionVnd));
  const estimates = candidates.map((school, i) => ({
    need: criteria.need({ value: school.score, low: school.scoreLow, high: school.scoreHigh }),
    feasibility: criteria.feasibility({ ...school, manager: managerOf(school.roadClass), budgetMillionVnd }),
    replicability: criteria.replicability({
      gateTypeShare: shares.get(gateType(school)) ?? 0,
      costPercentile: percentiles[i] ?? null,
      dataCoverage: 1 - school.missingShare,
    }),
  }));
  const accepted = acceptabilities(
    candidates.map(({ schoolId }, i) => ({
      id: schoolId,
      values: criterionNames.map((name) => estimates[i]?.[name].value ?? 0),
      sds: criterionNames.map((name) => estimates[i]?.[name].sd ?? 0),
    })),
    { seed: `${riskRunId}/${level}`, draws },
  );
  return new Map(
    accepted.map(({ id, ranks, holistic, centralWeights: central, confidence }, i) => [
      id,
      {
        criteria: estimates[i] ?? null,
        ranks,
        holistic,
        centralWeights: central && {
          need: central[0] ?? 0,
          feasibility: central[1] ?? 0,
          replicability: central[2] ?? 0,
        },
        confidence,
      },
    ]),
  );
}

/** Schools whose gates are alike copy each other's model: class of road, lanes, footpath, town or country. */
function gateType({ roadClass, lanes, footpath, isUrban }: PilotSchool): string {
  return [roadClass, lanes, footpath, isUrban].join('|');
}

function managerOf(roadClass: RoadClass | null): criteria.Feasibility['manager'] {
  if (roadClass === null) return null;
  if (roadClass === 'national' || roadClass === 'expressway') return 'national';
  return roadClass === 'provincial' ? 'province' : 'commune';
}

function unknownInputs(school: PilotSchool): string[] {
  const inputs = {
    road: school.roadClass,
    waiting_space: school.hasWaitingSpace,
    commitment: school.commitment,
    land_clearance: school.needsLandClearance,
    plan_cost: school.costMillionVnd,
  };
  return Object.entries(inputs).flatMap(([name, value]) => (value === null ? [name] : []));
}
