// Since when a place has been an accident spot, and which places no longer are: the rule run again for the ends of the
// months before. Apart from the search because a spot of today has to be recognised in lists of other days.
import { type LegalRule, monthsBefore } from './legal-rule.ts';
import { type LegalAccident, type LegalPlace, legalSpots } from './legal-spots.ts';

/** How many month ends are looked back (our choice: one turn of the seasons). */
export const HISTORY_MONTHS = 12;

export type LegalHistory = {
  /**
   * Of every spot of `asOf`, in their order: the first month end from which it was a spot at every month end since,
   * or `asOf` itself. A spot of all twelve month ends has the oldest of them and may be older.
   */
  firstQualifiedOn: string[];
  /** Places that were spots at one of the month ends and are none now. */
  lapsed: number;
};

/**
 * Follows the spots of a rule back over the month ends before `asOf` (yyyy-mm-dd). `accidents` must reach back by the
 * months of the rule and twelve more. A spot of one day is the same place as a spot of another when they share an
 * accident, stand at the same junction, or overlap on the same road.
 */
export function legalHistory(
  accidents: readonly LegalAccident[],
  rule: LegalRule,
  asOf: string,
  spots: readonly LegalPlace[],
): LegalHistory {
  const firstQualifiedOn = spots.map(() => asOf);
  // What each spot was at the month end looked at before; empty once it was none.
  let followed: LegalPlace[][] = spots.map((spot) => [spot]);
  const known = createPlaceIndex(spots);
  let lapsed = 0;
  for (let back = 1; back <= HISTORY_MONTHS; back++) {
    const monthEnd = monthEndBefore(asOf, back);
    const then = legalSpots(accidents, rule, monthEnd).spots;
    const index = createPlaceIndex(then);
    followed = followed.map((places, i) => {
      const before = [...new Set(places.flatMap((place) => index.same(place)))];
      if (before.length > 0) firstQualifiedOn[i] = monthEnd;
      return before;
    });
    for (const spot of then) {
      if (known.same(spot).length === 0) lapsed++;
      known.add(spot);
    }
  }
  return { firstQualifiedOn, lapsed };
}

/** The last day of the month that lies `back` months before the month of `date`. */
function monthEndBefore(date: string, back: number): string {
  return monthsBefore(`${date.slice(0, 4)}-12-31`, 12 - Number(date.slice(5, 7)) + back);
}

type PlaceIndex = { add: (place: LegalPlace) => void; same: (place: LegalPlace) => LegalPlace[] };

/** Finds the places that are the same place as another, each once. */
function createPlaceIndex(places: readonly LegalPlace[]): PlaceIndex {
  const byKey = new Map<string, LegalPlace[]>();
  const byRoad = new Map<number, LegalPlace[]>();
  const add = (place: LegalPlace): void => {
    for (const key of keysOf(place)) put(byKey, key, place);
    if (place.route !== null) put(byRoad, place.route, place);
  };
  places.forEach(add);
  return {
    add,
    same: (place) => {
      const sharing = keysOf(place).flatMap((key) => byKey.get(key) ?? []);
      const onRoad = place.route === null ? [] : (byRoad.get(place.route) ?? []);
      return [...new Set([...sharing, ...onRoad.filter((other) => overlaps(place, other))])];
    },
  };
}

/** What two spots of one place have in common: an accident, or the junction. */
function keysOf({ members, junction }: LegalPlace): string[] {
  const accidents = members.map((id) => `accident ${id}`);
  return junction === null ? accidents : [...accidents, `junction ${junction}`];
}

function overlaps(a: LegalPlace, b: LegalPlace): boolean {
  return (
    a.fromMetres !== null &&
    a.toMetres !== null &&
    b.fromMetres !== null &&
    b.toMetres !== null &&
    a.fromMetres <= b.toMetres &&
    b.fromMetres <= a.toMetres
  );
}

function put<Key>(map: Map<Key, LegalPlace[]>, key: Key, place: LegalPlace): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [place]);
  else list.push(place);
}
