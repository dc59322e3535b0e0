// Candidates of every level from plain data: checks, criteria, acceptabilities, order and the set that goes together, for
// the province and for each commune. Runs in a worker thread; the same on every database.
import { type RoadClass, SchoolLevel } from '../../contract/codes.ts';
import type { Commitment, SealedCandidate, SetRule } from '../../contract/pilot.ts';
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
  /** Above its unit, or the unit that the run is for. */
  provinceId: string;
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
  /** Years of the decisions on it that stand. */
  pilotYears: number[];
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

/** A school as a candidate of one choosing unit. */
export type CandidateRow = Omit<SealedCandidate, 'schoolName' | 'unitName' | 'invented'> & {
  forUnit: string;
};

export type PilotOutput = { candidates: CandidateRow[]; notes: Record<string, unknown> };

/** Need, feasibility, replicability: the order of their weights. */
const criterionNames = ['need', 'feasibility', 'replicability'] as const;

type Level = { level: SchoolLevel; rows: CandidateRow[]; set: SetCandidate[] };

export function computePilots(input: PilotInput, progress: Progress): PilotOutput {
  const provinces = new Set(input.schools.map(({ provinceId }) => provinceId));
  const units = new Set([...provinces, ...input.schools.map(({ unitId }) => unitId)]).size;
  const candidates: CandidateRow[] = [];
  const relaxed: Record<string, SetRule[]> = {};
  let done = 0;
  const choose = (forUnit: string, levels: readonly Judged[]): void => {
    progress('score', done++, units);
    const placed = levels.map((each) => placesOf(each, forUnit, input));
    const chosen = chooseSet(Object.fromEntries(placed.map(({ level, set }) => [level, set])));
    relaxed[forUnit] = chosen?.relaxed ?? [];
    for (const { level, rows } of placed) {
      for (const row of rows) {
        candidates.push({ ...row, isSuggested: chosen?.schools[level] === row.schoolId });
      }
    }
  };
  for (const provinceId of provinces) {
    const schools = input.schools.filter((school) => school.provinceId === provinceId);
    const levels = SchoolLevel.options.map((level) => judgedLevel(level, schools, input));
    choose(provinceId, levels);
    const communes = new Set(schools.map(({ unitId }) => unitId));
    communes.delete(provinceId);
    for (const commune of communes) {
      const within = ({ level, schools: all }: Judged): Judged => ({
        level,
        schools: all.filter(({ school }) => school.unitId === commune),
      });
      choose(commune, levels.map(within));
    }
  }
  return {
    candidates,
    notes: { riskRunId: input.riskRunId, schools: input.schools.length, relaxed },
  };
}

type JudgedSchool = {
  school: PilotSchool;
  topProbability: number;
  failed: SealedCandidate['failed'];
} & Estimates;
/** Null for a school that fails a check. */
type Estimates = Pick<SealedCandidate, 'criteria' | 'parts'>;
type Judged = { level: SchoolLevel; schools: JudgedSchool[] };

/** Checks and criteria of the schools of a level, which are the same whoever chooses: among the schools of the province. */
function judgedLevel(level: SchoolLevel, all: readonly PilotSchool[], input: PilotInput): Judged {
  const schools = all.filter(({ levels }) => levels.includes(level));
  const top = topProbabilities(schools, level, input);
  const checked = schools.map((school) => {
    const topProbability = top.get(school.schoolId) ?? 0;
    const { minTopProbability, year } = input;
    const failed = criteria.failedChecks({ ...school, topProbability, minTopProbability, year });
    return { school, topProbability, failed };
  });
  const passing = checked.filter(({ failed }) => failed.length === 0).map(({ school }) => school);
  const estimates = estimatesOf(schools, passing, input.budgetMillionVnd);
  return {
    level,
    schools: checked.map((each) => ({
      ...each,
      ...(estimates.get(each.school.schoolId) ?? { criteria: null, parts: null }),
    })),
  };
}

/** Who comes first how often among the schools that one unit chooses from. */
function placesOf({ level, schools }: Judged, forUnit: string, input: PilotInput): Level {
  const accepted = acceptedOf(schools, level, input);
  const set = schools
    .filter(({ criteria: estimate }) => estimate !== null)
    .map(({ school: { schoolId, unitId, isDisadvantaged, isUrban }, topProbability }) => ({
      schoolId,
      unitId,
      isDisadvantaged,
      isUrban,
      topProbability,
      first: accepted.get(schoolId)?.ranks?.[0] ?? 0,
    }))
    .sort(byFirst);
  const rows = schools.map(({ school, ...judged }): CandidateRow => {
    const place = set.findIndex(({ schoolId }) => schoolId === school.schoolId);
    const own = set[place];
    return {
      forUnit,
      schoolId: school.schoolId,
      unitId: school.unitId,
      level,
      ...judged,
      score: school.isRanked ? school.score : null,
      isPilot: school.pilotYears.includes(input.year),
      ...(accepted.get(school.schoolId) ?? notAccepted),
      costMillionVnd: school.costMillionVnd,
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

function estimatesOf(
  all: readonly PilotSchool[],
  candidates: readonly PilotSchool[],
  budgetMillionVnd: number,
): Map<string, Estimates> {
  const shares = criteria.typeShares(all.map(gateType));
  const percentiles = criteria.costPercentiles(candidates.map(({ costMillionVnd }) => costMillionVnd));
  return new Map(
    candidates.map((school, i) => {
      const parts = {
        feasibility: criteria.feasibility({
          ...school,
          manager: managerOf(school.roadClass),
          budgetMillionVnd,
        }),
        replicability: criteria.replicability({
          gateTypeShare: shares.get(gateType(school)) ?? 0,
          costPercentile: percentiles[i] ?? null,
          dataCoverage: 1 - school.missingShare,
        }),
      };
      const estimates = {
        need: criteria.need({ value: school.score, low: school.scoreLow, high: school.scoreHigh }),
        feasibility: criteria.estimateOf(parts.feasibility),
        replicability: criteria.estimateOf(parts.replicability),
      };
      return [school.schoolId, { criteria: estimates, parts }];
    }),
  );
}

type Accepted = Pick<SealedCandidate, 'ranks' | 'holistic' | 'centralWeights' | 'confidence'>;
const notAccepted: Accepted = { ranks: null, holistic: null, centralWeights: null, confidence: null };

function acceptedOf(
  schools: readonly JudgedSchool[],
  level: string,
  { riskRunId, draws }: PilotInput,
): Map<string, Accepted> {
  const alternatives = schools.flatMap(({ school, criteria: estimate }) =>
    estimate === null
      ? []
      : {
          id: school.schoolId,
          values: criterionNames.map((name) => estimate[name].value),
          sds: criterionNames.map((name) => estimate[name].sd),
        },
  );
  return new Map(
    acceptabilities(alternatives, { seed: `${riskRunId}/${level}`, draws }).map(
      ({ id, centralWeights: central, ...accepted }) => [
        id,
        {
          ...accepted,
          centralWeights: central && {
            need: central[0] ?? 0,
            feasibility: central[1] ?? 0,
            replicability: central[2] ?? 0,
          },
        },
      ],
    ),
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
