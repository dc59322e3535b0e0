// What differs between the results of two runs: places matched by their accidents, schools by their rank. Pure.
import type { ChangeCause, ComparedSchool, PlaceChange, RankSide } from '../../contract/comparison.ts';

/** A place of one run; x and y of its anchor in a metric frame, members by id. */
export type ComparedPlace = { number: number; x: number; y: number; members: readonly string[] };

export type PlaceMatch = {
  change: PlaceChange;
  /** Numbers in either run, null where the place is absent. */
  before: number | null;
  after: number | null;
  sharedAccidents: number;
  movedMetres: number | null;
  /** Accidents of the place in either run. */
  members: readonly string[];
};

/** A place without any accident in common is the same one up to this far: half the length the legal rule gives a place in towns (our choice). */
const samePlaceMetres = 100;
/** A place has moved when its anchor did by more than this: members of one place lie that near to each other (our choice). */
const movedFromMetres = 50;

type Candidate = { before: ComparedPlace; after: ComparedPlace; shared: number };

/**
 * Pairs of places of two runs, and the places without a pair: first those that share accidents, by the greatest share of
 * shared ones (Jaccard 1912), then the nearest anchors up to 100 m. Ties go to the smaller numbers. In the order of the
 * places after, then of those gone.
 */
export function compareHotspots(
  before: readonly ComparedPlace[],
  after: readonly ComparedPlace[],
): PlaceMatch[] {
  const pairs = new Map<ComparedPlace, Candidate>();
  const taken = new Set<ComparedPlace>();
  const take = (candidates: Candidate[]): void => {
    for (const candidate of candidates) {
      if (taken.has(candidate.before) || pairs.has(candidate.after)) continue;
      taken.add(candidate.before);
      pairs.set(candidate.after, candidate);
    }
  };
  const jaccard = ({ before: a, after: b, shared }: Candidate): number =>
    shared / (a.members.length + b.members.length - shared);
  take(sharing(before, after).sort((a, b) => jaccard(b) - jaccard(a) || byNumbers(a, b)));
  const left = after
    .filter((place) => !pairs.has(place))
    .flatMap((place) =>
      before
        .filter((other) => !taken.has(other) && metresBetween(other, place) <= samePlaceMetres)
        .map((other): Candidate => ({ before: other, after: place, shared: 0 })),
    );
  take(
    left.sort(
      (a, b) => metresBetween(a.before, a.after) - metresBetween(b.before, b.after) || byNumbers(a, b),
    ),
  );
  return [
    ...after.map((place) => {
      const pair = pairs.get(place);
      return pair === undefined ? alone('new', place) : matched(pair);
    }),
    ...before.filter((place) => !taken.has(place)).map((place) => alone('gone', place)),
  ];
}

/** Every pair of places with an accident in common. */
function sharing(before: readonly ComparedPlace[], after: readonly ComparedPlace[]): Candidate[] {
  const placesOf = new Map<string, ComparedPlace[]>();
  for (const place of before) {
    for (const member of place.members) {
      const places = placesOf.get(member);
      if (places === undefined) placesOf.set(member, [place]);
      else places.push(place);
    }
  }
  return after.flatMap((place) => {
    const shared = new Map<ComparedPlace, number>();
    for (const member of place.members) {
      for (const other of placesOf.get(member) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    return [...shared].map(([other, count]): Candidate => ({ before: other, after: place, shared: count }));
  });
}

function byNumbers(a: Candidate, b: Candidate): number {
  return a.before.number - b.before.number || a.after.number - b.after.number;
}

function metresBetween(a: ComparedPlace, b: ComparedPlace): number {
  return Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2);
}

function matched({ before, after, shared }: Candidate): PlaceMatch {
  const movedMetres = metresBetween(before, after);
  const isSame = shared === before.members.length && shared === after.members.length;
  return {
    change: movedMetres > movedFromMetres ? 'moved' : isSame ? 'same' : 'changed',
    before: before.number,
    after: after.number,
    sharedAccidents: shared,
    movedMetres,
    members: [...new Set([...before.members, ...after.members])],
  };
}

function alone(change: 'new' | 'gone', { number, members }: ComparedPlace): PlaceMatch {
  const numbers = change === 'new' ? { before: null, after: number } : { before: number, after: null };
  return { change, ...numbers, sharedAccidents: 0, movedMetres: null, members };
}

/** A school of one run, as the reader may see it. */
export type RankedSchool = Pick<ComparedSchool, 'schoolId' | 'schoolName' | 'unitId' | 'unitName'> & RankSide;

/** Schools of two runs side by side: those with a rank in one run only first, then by the largest change of rank, then by id. */
export function compareRanks(
  before: readonly RankedSchool[],
  after: readonly RankedSchool[],
): Omit<ComparedSchool, 'cause'>[] {
  const earlier = new Map(before.map((school) => [school.schoolId, school]));
  const later = new Set(after.map(({ schoolId }) => schoolId));
  return [
    ...after.map((school) => compareSchool(earlier.get(school.schoolId), school)),
    ...before
      .filter(({ schoolId }) => !later.has(schoolId))
      .map((school) => compareSchool(school, undefined)),
  ].sort((a, b) => step(b) - step(a) || (a.schoolId < b.schoolId ? -1 : 1));
}

function step({ rankChange }: Pick<ComparedSchool, 'rankChange'>): number {
  return rankChange === null ? Number.MAX_SAFE_INTEGER : Math.abs(rankChange);
}

function compareSchool(
  before: RankedSchool | undefined,
  after: RankedSchool | undefined,
): Omit<ComparedSchool, 'cause'> {
  const school = after ?? before;
  if (school === undefined) throw new Error('a compared school is in one of the runs');
  const { schoolId, schoolName, unitId, unitName } = school;
  const named = { schoolId, schoolName, unitId, unitName, before: sideOf(before), after: sideOf(after) };
  if (before === undefined || after === undefined) {
    const change = before === undefined ? ('new' as const) : ('gone' as const);
    return { ...named, change, rankChange: null, scoreChange: null, rateChange: null, isMeaningful: null };
  }
  const isSame = before.rank === after.rank && before.rate === after.rate && before.score === after.score;
  const rankChange = before.rank === null || after.rank === null ? null : before.rank - after.rank;
  return {
    ...named,
    change: isSame ? 'same' : 'changed',
    rankChange,
    scoreChange: after.score - before.score,
    rateChange: after.rate - before.rate,
    isMeaningful: rankChange === null ? null : isApart(before, after) || isApart(after, before),
  };
}

function isApart(low: RankSide, high: RankSide): boolean {
  return low.rankHigh !== null && high.rankLow !== null && low.rankHigh < high.rankLow;
}

function sideOf(school: RankedSchool | undefined): RankSide | null {
  if (school === undefined) return null;
  const { rank, rankLow, rankHigh, score, rate, band } = school;
  return { rank, rankLow, rankHigh, score, rate, band };
}

/** What differs between two runs as a whole. */
export type Differences = { parameters: boolean; facts: boolean; program: boolean };

/**
 * Why one place or school differs. `isTouched`: whether a record of it was added, changed or deleted between the runs,
 * null when that is not known; it decides only where parameters and facts both differ. Where nothing differs, one of the
 * runs applied a calibration fitted to earlier data.
 */
export function causeOf({ parameters, facts, program }: Differences, isTouched: boolean | null): ChangeCause {
  if (!parameters && !facts) return program ? 'program' : 'data';
  if (!facts) return 'parameters';
  if (!parameters) return 'data';
  if (isTouched === null) return 'both';
  return isTouched ? 'data' : 'parameters';
}

/** How a result was arrived at, not what it says. */
const wayParameters = ['baseRunId'];

/** Names of the parameters whose values differ, in order of the names, with both values; null where a run has none. */
export function differingParameters(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): { name: string; before: unknown; after: unknown }[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !wayParameters.includes(name))
    .sort()
    .map((name) => ({ name, before: before[name] ?? null, after: after[name] ?? null }))
    .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after));
}
