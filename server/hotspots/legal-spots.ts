// The official list of accident spots: junctions first, then roads, then places off the
// network, no accident counted twice. Apart from the searches, which know nothing of the law.
import { convexHull, diameter } from './cluster-shape.ts';
import { compareKeys, countOf, type Enough, junctionSpots, routeSpots } from './legal-passes.ts';
import { planarSpots, stackedAccidents } from './legal-planar.ts';
import {
  type AccidentSeverity,
  doesCount,
  type FiredClause,
  firedClauses,
  isInWindow,
  type LegalRule,
  qualifies,
  type SpotCount,
} from './legal-rule.ts';
import { buildPointGrid } from './point-grid.ts';

export type LegalAccident = {
  id: string;
  /** Day of the accident, yyyy-mm-dd in local time. */
  date: string;
  severity: AccidentSeverity;
  /** Place in the metric frame of the territory. */
  x: number;
  y: number;
  isBuiltUp: boolean;
  /** Nearest junction within the radius of the rule, -1 for none. */
  junction: number;
  /** Road the accident was snapped to and chainage on it; -1 when unsnapped. */
  route: number;
  chainageMetres: number;
};

export type LegalPlace = {
  pass: 'junction' | 'route' | 'planar';
  /** The junction or road, null in the other passes. */
  junction: number | null;
  route: number | null;
  /** First and last member along the road, null in the other passes. */
  fromMetres: number | null;
  toMetres: number | null;
  /** Ids of the accidents counted, in id order. */
  members: string[];
  count: SpotCount;
  /** Along the road, or the greatest distance between two members. */
  extentMetres: number;
};

export type LegalSpot = LegalPlace & {
  /** Clauses of the rule that are met, each with what it has to spare; never empty. */
  fired: FiredClause[];
  /** Ids of counting accidents in no spot, within the length of the rule of a member. */
  nearby: string[];
};

export type LegalSpots = {
  spots: LegalSpot[];
  /** Places that one more injury accident would make a spot, disjoint from all spots. */
  nearMisses: LegalPlace[];
  /** How many accidents counted: in the window of time and of a counting severity. */
  countedAccidents: number;
  /** Of these, accidents off the roads that no search looked at: too many stand in one place. */
  stackedAccidents: number;
};

/**
 * Finds all spots of `rule` among the accidents of the window that ends on `asOf`
 * (yyyy-mm-dd): later than `asOf` minus the months of the rule, and not after `asOf`.
 *
 * Junctions take the accidents assigned to them; roads search what is left of those snapped
 * to them; the plane searches the unsnapped ones with discs of half the length. The length
 * outside built-up land holds only for places without a built-up member. The result does not
 * depend on the order of the accidents; ids that are whole numbers are ordered as numbers.
 * Spots and near misses come most fatal first, then most accidents, shortest, smallest id.
 *
 * Throws RangeError for an `asOf` that is no date or a place that is not finite.
 */
export function legalSpots(accidents: readonly LegalAccident[], rule: LegalRule, asOf: string): LegalSpots {
  const counted = accidents
    .filter(({ severity, date }) => doesCount(rule, severity) && isInWindow(date, asOf, rule.months))
    .sort((a, b) => compareIds(a.id, b.id));
  for (const { id, x, y, route, chainageMetres } of counted) {
    if (Number.isFinite(x) && Number.isFinite(y) && (route < 0 || Number.isFinite(chainageMetres))) continue;
    throw new RangeError(`accident ${id} has no finite place`);
  }

  const isStacked = stacked(counted, rule);
  const searched = counted.filter((_, i) => isStacked[i] === 0);
  const spots = findPlaces(searched, rule, (count) => qualifies(rule, count));
  const inSpots = new Set(spots.flatMap(({ members }) => members));
  const leftOver = searched.filter(({ id }) => !inSpots.has(id));
  const nearMisses = findPlaces(leftOver, rule, ({ fatal, total }) => {
    return total > 0 && qualifies(rule, { fatal, total: total + 1 });
  });
  return {
    spots: withNearby(spots, searched, leftOver, rule),
    nearMisses,
    countedAccidents: counted.length,
    stackedAccidents: counted.length - searched.length,
  };
}

/** 1 for accidents off the roads where more stand together than a search of the plane could tell apart. */
function stacked(accidents: readonly LegalAccident[], rule: LegalRule): Uint8Array {
  const isStacked = new Uint8Array(accidents.length);
  const offRoad = accidents.flatMap(({ route, junction }, i) => (route < 0 && junction < 0 ? [i] : []));
  const flags = stackedAccidents(
    offRoad.map((i) => accidents[i]!.x),
    offRoad.map((i) => accidents[i]!.y),
    Math.max(rule.lengthMetresBuiltUp, rule.lengthMetresElsewhere),
  );
  for (const [k, i] of offRoad.entries()) isStacked[i] = flags[k]!;
  return isStacked;
}

/** Orders ids: whole numbers by value and before all others, the rest by code unit. */
export function compareIds(a: string, b: string): number {
  const isNumberA = /^\d+$/.test(a);
  const isNumberB = /^\d+$/.test(b);
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
  if (isNumberA && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The three passes over accidents in id order, with any monotone test of "enough". */
function findPlaces(accidents: readonly LegalAccident[], rule: LegalRule, enough: Enough): LegalPlace[] {
  const places: LegalPlace[] = [];
  const fatal = accidents.map(({ severity }) => (severity === 'fatal' ? 1 : 0));
  const xs = accidents.map(({ x }) => x);
  const ys = accidents.map(({ y }) => y);
  const isTaken = new Uint8Array(accidents.length);
  const take = (members: readonly number[], pass: Pick<LegalPlace, 'pass' | 'junction' | 'route'>): void => {
    const taken = members.map((i) => accidents[i]!);
    for (const i of members) isTaken[i] = 1;
    const along = taken.map(({ chainageMetres }) => chainageMetres);
    const isRoute = pass.pass === 'route';
    const fromMetres = isRoute ? along.reduce((least, metres) => Math.min(least, metres)) : null;
    const toMetres = isRoute ? along.reduce((most, metres) => Math.max(most, metres)) : null;
    places.push({
      ...pass,
      fromMetres,
      toMetres,
      members: members.toSorted((a, b) => a - b).map((i) => accidents[i]!.id),
      count: countOf(members, fatal),
      extentMetres:
        fromMetres !== null && toMetres !== null
          ? toMetres - fromMetres
          : diameter(convexHull(xs, ys, members)),
    });
  };

  const junctions = accidents.map(({ junction }) => junction);
  for (const members of junctionSpots(junctions, fatal, enough)) {
    take(members, { pass: 'junction', junction: junctions[members[0]!]!, route: null });
  }

  const onRoute = new Map<number, number[]>();
  const offRoute: number[] = [];
  for (const [i, { route }] of accidents.entries()) {
    if (isTaken[i] === 1) continue;
    if (route < 0) offRoute.push(i);
    else if (onRoute.has(route)) onRoute.get(route)?.push(i);
    else onRoute.set(route, [i]);
  }
  const lengthOf = (i: number): number => spotLength(accidents[i]!, rule);
  for (const [route, list] of onRoute) {
    const chainages = list.map((i) => accidents[i]!.chainageMetres);
    const flags = list.map((i) => fatal[i]!);
    for (const members of routeSpots(chainages, flags, list.map(lengthOf), enough)) {
      const inAll = members.map((k) => list[k]!);
      take(inAll, { pass: 'route', junction: null, route });
    }
  }
  const discs = planarSpots(
    offRoute.map((i) => xs[i]!),
    offRoute.map((i) => ys[i]!),
    offRoute.map((i) => fatal[i]!),
    offRoute.map((i) => lengthOf(i) / 2),
    enough,
  );
  for (const members of discs) {
    const inAll = members.map((k) => offRoute[k]!);
    take(inAll, { pass: 'planar', junction: null, route: null });
  }
  return places.sort(
    (a, b) =>
      compareKeys(
        [-a.count.fatal, -a.count.total, a.extentMetres],
        [-b.count.fatal, -b.count.total, b.extentMetres],
      ) || compareIds(a.members[0]!, b.members[0]!),
  );
}

function spotLength({ isBuiltUp }: LegalAccident, rule: LegalRule): number {
  return isBuiltUp ? rule.lengthMetresBuiltUp : rule.lengthMetresElsewhere;
}

/** Adds the clauses met and the left-over accidents within reach of each spot. */
function withNearby(
  places: readonly LegalPlace[],
  counted: readonly LegalAccident[],
  leftOver: readonly LegalAccident[],
  rule: LegalRule,
): LegalSpot[] {
  const byId = new Map(counted.map((accident) => [accident.id, accident]));
  const grid = buildPointGrid(
    leftOver.map(({ x }) => x),
    leftOver.map(({ y }) => y),
    Math.max(rule.lengthMetresBuiltUp, rule.lengthMetresElsewhere, 1),
  );
  return places.map((place) => {
    const members = place.members.flatMap((id) => byId.get(id) ?? []);
    const reach = members.reduce((least, member) => Math.min(least, spotLength(member, rule)), Infinity);
    const nearby = new Set<number>();
    for (const { x, y } of members) grid.within(x, y, reach, (i) => nearby.add(i));
    const ids = [...nearby].sort((a, b) => a - b).map((i) => leftOver[i]!.id);
    return { ...place, fired: firedClauses(rule, place.count), nearby: ids };
  });
}
