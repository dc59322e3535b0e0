// The stretches of a route that are answered about one by one. Pure.

/** Metres from the start of a route. */
export type Stretch = { fromMetres: number; toMetres: number };

/** Our choice: some four minutes on foot; over a longer way the road often changes, over a shorter one hardly. */
const STRETCH_METRES = 260;
/** Our choice: ends this close to each other are the same place on the ground. */
const SAME_METRES = 5;

/**
 * A route of some metres cut into stretches: as it was answered about before when those stretches make up the whole
 * route, so that a new answer takes the place of the old one; else into equal parts of about 260 m.
 */
export function routeStretches(lengthMetres: number, answered: readonly Stretch[]): Stretch[] {
  const known = [...answered].sort((a, b) => a.fromMetres - b.fromMetres || a.toMetres - b.toMetres);
  if (isWhole(known, lengthMetres)) return known;
  const count = Math.max(1, Math.round(lengthMetres / STRETCH_METRES));
  const cut = (i: number): number =>
    i === count ? Math.ceil(lengthMetres) : Math.round((lengthMetres * i) / count);
  return Array.from({ length: count }, (_, i) => ({ fromMetres: cut(i), toMetres: cut(i + 1) }));
}

function isWhole(stretches: readonly Stretch[], lengthMetres: number): boolean {
  let reached = 0;
  if (stretches.length === 0) return false;
  for (const { fromMetres, toMetres } of stretches) {
    if (Math.abs(fromMetres - reached) > SAME_METRES || toMetres - fromMetres > 2 * STRETCH_METRES)
      return false;
    reached = toMetres;
  }
  return Math.abs(reached - lengthMetres) <= SAME_METRES;
}
