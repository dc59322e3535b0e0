// Spots of the legal rule off the roads: the best discs of the plane. Apart from the passes along junctions and roads,
// because a disc has no order to slide along.
import {
  compareKeys,
  countOf,
  type Enough,
  inMicrometres,
  type PerAccident,
  perAccident,
} from './legal-passes.ts';
import type { SpotCount } from './legal-rule.ts';
import { buildPointGrid, SAME_METRES } from './point-grid.ts';

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

function wrapAngle(angle: number): number {
  const turn = 2 * Math.PI;
  return angle < -Math.PI ? angle + turn : angle >= Math.PI ? angle - turn : angle;
}
