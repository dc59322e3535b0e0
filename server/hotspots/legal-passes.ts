// The searches behind the legal list at junctions and along a road. Apart from the list because each is a small exact
// algorithm on bare numbers, tested on its own; the search of the plane is beside it.

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
export function inMicrometres(metres: number): number {
  return Math.round(metres * 1e6);
}

export function perAccident(value: PerAccident): (accident: number) => number {
  return typeof value === 'number' ? () => value : (accident) => value[accident]!;
}
