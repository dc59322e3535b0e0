// The three searches behind the legal list: at junctions, along a road, and in the plane. Apart
// from the list because each is a small exact algorithm on bare numbers, tested on its own.

import type { SpotCount } from './legal-rule.ts';
import { buildPointGrid, SAME_METRES } from './point-grid.ts';

/**
 * Says whether a count is enough. Must be monotone: once true, more accidents keep it true.
 */
export type Enough = (count: SpotCount) => boolean;

/** One number for all accidents, or one per accident. */
export type PerAccident = number | ArrayLike<number>;

/**
 * Junctions with enough accidents. `junction` holds the junction of every accident (-1 for
 * none), `fatal` 1 for fatal ones. Gives the members of each spot, rising; most fatal first,
 * then most accidents, then smallest member.
 */
export function junctionSpots(
  junction: ArrayLike<number>,
  fatal: ArrayLike<number>,
  enough: Enough,
): number[][] {
  const groups = new Map<number, number[]>();
  for (let i = 0; i < junction.length; i++) {
    const at = junction[i]!;
    if (at < 0) continue;
    const group = groups.get(at);
    if (group === undefined) groups.set(at, [i]);
    else group.push(i);
  }
  const spots = [...groups.values()].filter((members) => enough(countOf(members, fatal)));
  return spots.sort((a, b) => {
    const [countA, countB] = [countOf(a, fatal), countOf(b, fatal)];
    return compareKeys([-countA.fatal, -countA.total, a[0]!], [-countB.fatal, -countB.total, b[0]!]);
  });
}

/**
 * Spots along one road: windows of at most `lengthMetres` with enough accidents, chosen
 * greedily and disjoint (most fatal, then most accidents, shortest, nearest the start,
 * smallest member), until no accidents left over would make another.
 *
 * Index order is id order. Where `lengthMetres` differs between accidents, a window is no longer
 * than the least of its members'. Lengths up to 1e-6 m above the limit pass. Gives members by
 * chainage.
 */
export function routeSpots(
  chainageMetres: ArrayLike<number>,
  fatal: ArrayLike<number>,
  lengthMetres: PerAccident,
  enough: Enough,
): number[][] {
  const lengthOf = perAccident(lengthMetres);
  const order = Array.from({ length: chainageMetres.length }, (_, i) => i);
  order.sort((a, b) => chainageMetres[a]! - chainageMetres[b]! || a - b);
  const longest = order.reduce((most, i) => Math.max(most, lengthOf(i)), 0);
  const found: { members: number[]; key: number[] }[] = [];
  // No window spans a gap longer than the limit, so the road falls into independent groups.
  let group: number[] = [];
  for (const [k, i] of order.entries()) {
    group.push(i);
    const next = order[k + 1];
    if (next !== undefined && chainageMetres[next]! - chainageMetres[i]! <= longest + SAME_METRES) continue;
    let best = bestWindow(group, chainageMetres, fatal, lengthOf, enough);
    while (best !== undefined) {
      found.push(best);
      const taken = new Set(best.members);
      group = group.filter((member) => !taken.has(member));
      best = bestWindow(group, chainageMetres, fatal, lengthOf, enough);
    }
    group = [];
  }
  // Later choices in a group are never better, so sorting restores the order of the whole.
  return found.sort((a, b) => compareKeys(a.key, b.key)).map(({ members }) => members);
}

function bestWindow(
  group: readonly number[],
  chainageMetres: ArrayLike<number>,
  fatal: ArrayLike<number>,
  lengthOf: (accident: number) => number,
  enough: Enough,
): { members: number[]; key: number[] } | undefined {
  let best: { members: number[]; key: number[] } | undefined;
  for (const length of new Set(group.map(lengthOf))) {
    const list = group.filter((i) => lengthOf(i) >= length);
    let end = 0;
    let fatalCount = 0;
    for (const [start, first] of list.entries()) {
      const origin = chainageMetres[first]!;
      while (end < list.length && chainageMetres[list[end]!]! - origin <= length + SAME_METRES) {
        fatalCount += fatal[list[end++]!]!;
      }
      const total = end - start;
      if (enough({ fatal: fatalCount, total })) {
        const extent = chainageMetres[list[end - 1]!]! - origin;
        const key = [-fatalCount, -total, inMicrometres(extent), origin];
        if (best === undefined || compareKeys(key, best.key) <= 0) {
          const members = list.slice(start, end);
          const full = [...key, members.reduce((least, i) => Math.min(least, i))];
          if (best === undefined || compareKeys(full, best.key) < 0) best = { members, key: full };
        }
      }
      fatalCount -= fatal[first]!;
    }
  }
  return best;
}

/**
 * Spots in the plane: discs of radius `radiusMetres` that hold enough accidents, chosen greedily
 * and disjoint (most fatal, then most accidents, least summed distance to their mean, smallest
 * members), until no accidents left over would make another.
 *
 * Exact: a set that some disc covers is also covered by a disc of that radius with one of the
 * set on its rim, and all such discs are swept. Index order is id order. Where the radius
 * differs between accidents, a disc is no larger than the least of its members'. Gives members
 * rising.
 */
export function planarSpots(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  fatal: ArrayLike<number>,
  radiusMetres: PerAccident,
  enough: Enough,
): number[][] {
  const n = xs.length;
  const radiusOf = perAccident(radiusMetres);
  const radii = [...new Set(Array.from({ length: n }, (_, i) => radiusOf(i)))];
  const widest = radii.reduce((most, radius) => Math.max(most, radius), 0);
  if (!(widest > 0)) return [];
  const grid = buildPointGrid(xs, ys, 2 * widest);
  const isTaken = new Uint8Array(n);
  const bestAt = new Map<number, Disc>();
  const seek = (anchor: number): void => {
    let best: Disc | undefined;
    for (const radius of radii) {
      if (isTaken[anchor] === 1 || radiusOf(anchor) < radius) continue;
      const near: number[] = [];
      grid.within(xs[anchor]!, ys[anchor]!, 2 * radius, (i) => {
        if (isTaken[i] === 0 && radiusOf(i) >= radius) near.push(i);
      });
      if (!enough(countOf(near, fatal))) continue;
      const disc = bestDiscThrough(
        anchor,
        near.sort((a, b) => a - b),
        radius,
        xs,
        ys,
        fatal,
        enough,
      );
      if (disc !== undefined && (best === undefined || compareKeys(disc.key, best.key) < 0)) best = disc;
    }
    if (best === undefined) bestAt.delete(anchor);
    else bestAt.set(anchor, best);
  };
  // Accidents in one place with one radius share every disc: the first stands for all.
  const seen = new Set<string>();
  for (let i = 0; i < n; i++) {
    const place = `${xs[i]!} ${ys[i]!} ${radiusOf(i)}`;
    if (seen.has(place)) continue;
    seen.add(place);
    seek(i);
  }

  const spots: number[][] = [];
  while (bestAt.size > 0) {
    let best: Disc | undefined;
    for (const disc of bestAt.values()) {
      if (best === undefined || compareKeys(disc.key, best.key) < 0) best = disc;
    }
    if (best === undefined) break;
    spots.push(best.members);
    const affected = new Set<number>();
    const places = new Map(best.members.map((member) => [`${xs[member]!} ${ys[member]!}`, member]));
    for (const member of best.members) isTaken[member] = 1;
    for (const member of places.values()) {
      grid.within(xs[member]!, ys[member]!, 2 * widest, (i) => {
        if (bestAt.has(i)) affected.add(i);
      });
    }
    for (const anchor of affected) seek(anchor);
  }
  return spots;
}

/**
 * More places than this within one disc cannot be searched for the best of all discs (our choice: a second's work). So
 * many accidents off the roads in so little room are a fault of their coordinates, not a place.
 */
const MOST_PLACES_TOGETHER = 1_000;

/** 1 for each accident that shares a square of `squareMetres` with more than 1,000 places of accidents. */
export function stackedAccidents(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  squareMetres: number,
): Uint8Array {
  const squareOf = (i: number): string =>
    `${Math.floor(xs[i]! / squareMetres)} ${Math.floor(ys[i]! / squareMetres)}`;
  const places = new Map<string, Set<string>>();
  for (let i = 0; i < xs.length; i++) {
    const square = squareOf(i);
    const known = places.get(square) ?? new Set();
    places.set(square, known.add(`${xs[i]} ${ys[i]}`));
  }
  return Uint8Array.from({ length: xs.length }, (_, i) =>
    (places.get(squareOf(i))?.size ?? 0) > MOST_PLACES_TOGETHER ? 1 : 0,
  );
}

type Disc = { members: number[]; key: number[] };

/**
 * Best disc with `anchor` on its rim: turns the disc once around the anchor. Accident q at
 * distance d is inside while the direction of the centre is within an arc around the
 * direction of q, so the inside only grows at the start of an arc.
 */
function bestDiscThrough(
  anchor: number,
  near: readonly number[],
  radius: number,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  fatal: ArrayLike<number>,
  enough: Enough,
): Disc | undefined {
  const inside = new Set<number>();
  const events: { angle: number; isStart: boolean; accident: number }[] = [];
  const count: SpotCount = { fatal: 0, total: 0 };
  // Sum of the marks of those inside: equal sets have equal marks.
  let mark = 0;
  const enter = (accident: number): void => {
    inside.add(accident);
    mark += markOf(accident);
    count.fatal += fatal[accident]!;
    count.total++;
  };
  const leave = (accident: number): void => {
    if (!inside.delete(accident)) return;
    mark -= markOf(accident);
    count.fatal -= fatal[accident]!;
    count.total--;
  };
  for (const q of near) {
    const dx = xs[q]! - xs[anchor]!;
    const dy = ys[q]! - ys[anchor]!;
    const squared = dx * dx + dy * dy;
    const slack = SAME_METRES * (2 * radius + SAME_METRES);
    const cosine = squared === 0 ? -1 : (squared - slack) / (2 * radius * Math.sqrt(squared));
    if (cosine > 1) continue;
    if (cosine <= -1) {
      enter(q);
      continue;
    }
    const towards = Math.atan2(dy, dx);
    const half = Math.acos(cosine);
    const start = wrapAngle(towards - half);
    const end = wrapAngle(towards + half);
    events.push({ angle: start, isStart: true, accident: q }, { angle: end, isStart: false, accident: q });
    if (start > end) enter(q);
  }
  events.sort(
    (a, b) => a.angle - b.angle || Number(b.isStart) - Number(a.isStart) || a.accident - b.accident,
  );

  let best: Disc | undefined;
  let bestMark = 0;
  const consider = (): void => {
    if (!enough(count)) return;
    const lead = [-count.fatal, -count.total];
    const compared = best === undefined ? -1 : compareKeys(lead, best.key.slice(0, 2));
    // In a dense place most turns of the disc hold the same accidents again.
    if (compared > 0 || (compared === 0 && mark === bestMark)) return;
    const members = [...inside].sort((a, b) => a - b);
    const key = [...lead, inMicrometres(spread(members, xs, ys)), ...members];
    if (best !== undefined && compareKeys(key, best.key) >= 0) return;
    best = { members, key };
    bestMark = mark;
  };
  if (events.length === 0) consider();
  for (const [k, { isStart, accident }] of events.entries()) {
    if (!isStart) leave(accident);
    else {
      if (!inside.has(accident)) enter(accident);
      // What follows a start only adds to the disc, until the next end.
      if (events[k + 1]?.isStart !== true) consider();
    }
  }
  return best;
}

/** Spreads the bits of an index, so that the marks of different sets differ (32-bit finaliser of MurmurHash3). */
function markOf(index: number): number {
  let mark = index + 1;
  mark = Math.imul(mark ^ (mark >>> 16), 0x85ebca6b);
  mark = Math.imul(mark ^ (mark >>> 13), 0xc2b2ae35);
  return (mark ^ (mark >>> 16)) >>> 0;
}

/** Sum of the distances of the members to their mean, metres. */
function spread(members: readonly number[], xs: ArrayLike<number>, ys: ArrayLike<number>): number {
  let meanX = 0;
  let meanY = 0;
  for (const i of members) {
    meanX += xs[i]! / members.length;
    meanY += ys[i]! / members.length;
  }
  return members.reduce((sum, i) => sum + Math.hypot(xs[i]! - meanX, ys[i]! - meanY), 0);
}

/**
 * Junction of every accident: the nearest within `radiusMetres` of it (tie to 0.01 m: smallest
 * index), or -1.
 */
export function assignJunctions(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  radiusMetres: PerAccident,
  junctionXs: ArrayLike<number>,
  junctionYs: ArrayLike<number>,
): Int32Array {
  const radiusOf = perAccident(radiusMetres);
  const grid = buildPointGrid(junctionXs, junctionYs, 100);
  const assigned = new Int32Array(xs.length).fill(-1);
  for (let i = 0; i < xs.length; i++) {
    let least = Infinity;
    grid.within(xs[i]!, ys[i]!, radiusOf(i), (junction, metres) => {
      const centimetres = Math.round(metres * 100);
      if (centimetres > least || (centimetres === least && junction > assigned[i]!)) return;
      least = centimetres;
      assigned[i] = junction;
    });
  }
  return assigned;
}

/** Fatal and all accidents among `members`. */
export function countOf(members: readonly number[], fatal: ArrayLike<number>): SpotCount {
  return { fatal: members.reduce((sum, i) => sum + fatal[i]!, 0), total: members.length };
}

/** Orders keys by their first differing number; a shorter key that fits comes first. */
export function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (const [k, value] of a.entries()) {
    const other = b[k];
    if (other === undefined) return 1;
    if (value !== other) return value - other;
  }
  return a.length - b.length;
}

/** Rounds metres so that sums of the same lengths in another order compare equal. */
function inMicrometres(metres: number): number {
  return Math.round(metres * 1e6);
}

function wrapAngle(angle: number): number {
  const turn = 2 * Math.PI;
  return angle < -Math.PI ? angle + turn : angle >= Math.PI ? angle - turn : angle;
}

function perAccident(value: PerAccident): (accident: number) => number {
  return typeof value === 'number' ? () => value : (accident) => value[accident]!;
}
