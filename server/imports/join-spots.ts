// Sightings of illegal spots that are the same spot: same kind, within 25 m of the spot's first place. Pure.

/** Our choice: the usual scatter of a phone's position between buildings. */
export const SAME_SPOT_METRES = 25;
const METRES_PER_DEGREE = 111_195;

export type Sighting = { ord: number; spotId: string; kind: string; longitude: number; latitude: number };
export type KnownSpot = { id: string; kind: string; longitude: number; latitude: number };
export type SpotJoin = { ord: number; spotId: string; anchorOrd: number };

type Anchor = KnownSpot & { anchorOrd: number | undefined };

/**
 * Gives each sighting its spot: the nearest one of its kind within 25 m, else a new one at its own place (id
 * `spotId`). Sightings must come in a fixed order, earliest first. `anchorOrd` is the first sighting of the spot here.
 */
export function joinSpots(sightings: readonly Sighting[], known: readonly KnownSpot[]): SpotJoin[] {
  const cells = new Map<string, Anchor[]>();
  const anchors = new Map<string, Anchor>();
  const cellOf = (place: KnownSpot | Sighting, dx: number, dy: number): string => {
    const size = SAME_SPOT_METRES / METRES_PER_DEGREE;
    // Cells are a quarter wider than 25 m at 60 degrees of latitude, so neighbours are enough everywhere below.
    return `${place.kind}|${Math.floor(place.longitude / (2.5 * size)) + dx}|${Math.floor(place.latitude / size) + dy}`;
  };
  const add = (anchor: Anchor): void => {
    const cell = cellOf(anchor, 0, 0);
    cells.set(cell, [...(cells.get(cell) ?? []), anchor]);
    anchors.set(anchor.id, anchor);
  };
  for (const spot of known) add({ ...spot, anchorOrd: undefined });
  return sightings.map((sighting) => {
    let best: Anchor | undefined;
    let bestMetres = SAME_SPOT_METRES;
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        for (const anchor of cells.get(cellOf(sighting, dx, dy)) ?? []) {
          const metres = metresBetween(sighting, anchor);
          if (metres < bestMetres || (metres === bestMetres && (!best || anchor.id < best.id))) {
            best = anchor;
            bestMetres = metres;
          }
        }
      }
    }
    if (!best) {
      const { spotId: id, kind, longitude, latitude, ord } = sighting;
      best = { id, kind, longitude, latitude, anchorOrd: ord };
      add(best);
    }
    best.anchorOrd ??= sighting.ord;
    return { ord: sighting.ord, spotId: best.id, anchorOrd: best.anchorOrd };
  });
}

/** Plane distance, exact to a millimetre over tens of metres. */
function metresBetween(a: Sighting, b: KnownSpot): number {
  const dy = (a.latitude - b.latitude) * METRES_PER_DEGREE;
  const dx = (a.longitude - b.longitude) * METRES_PER_DEGREE * Math.cos((a.latitude * Math.PI) / 180);
  return Math.hypot(dx, dy);
}
