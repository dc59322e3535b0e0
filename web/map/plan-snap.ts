// Where a drawn corner jumps to: corners and edges of what is drawn, the gate, the middle or the kerb of a road.
// In pixels of the screen, because that is what a hand aims with. Pure.

export type Px = { x: number; y: number };
type SnapCandidates = {
  corners: readonly Px[];
  edges: readonly (readonly Px[])[];
  /** Middle lines of roads with half their width in pixels. */
  roads: readonly { line: readonly Px[]; halfPx: number }[];
};

/** A finger covers more than the tip of a mouse; corners win over edges at this reach. */
export const snapReachPx = 11;

/** The place to jump to, null when nothing is in reach. */
export function snapped(at: Px, { corners, edges, roads }: SnapCandidates): Px | null {
  const corner = closest(at, corners);
  if (corner !== null) return corner;
  const onEdges = edges.flatMap((line) => nearestOn(line, at) ?? []);
  const onRoads = roads.flatMap(({ line, halfPx }) => {
    const middle = nearestOn(line, at);
    if (middle === null) return [];
    const metres = Math.hypot(at.x - middle.x, at.y - middle.y);
    if (metres < 1e-6) return [middle];
    const kerb = {
      x: middle.x + ((at.x - middle.x) / metres) * halfPx,
      y: middle.y + ((at.y - middle.y) / metres) * halfPx,
    };
    return [middle, kerb];
  });
  return closest(at, [...onEdges, ...onRoads]);
}

function closest(at: Px, places: readonly Px[]): Px | null {
  let best: { place: Px; gap: number } | null = null;
  for (const place of places) {
    const gap = Math.hypot(place.x - at.x, place.y - at.y);
    if (gap <= snapReachPx && (best === null || gap < best.gap)) best = { place, gap };
  }
  return best?.place ?? null;
}

function nearestOn(line: readonly Px[], at: Px): Px | null {
  let best: { place: Px; gap: number } | null = null;
  for (const [i, to] of line.entries()) {
    const from = line[i - 1];
    if (from === undefined) continue;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length2 = dx * dx + dy * dy;
    const t =
      length2 === 0 ? 0 : Math.min(1, Math.max(0, ((at.x - from.x) * dx + (at.y - from.y) * dy) / length2));
    const place = { x: from.x + t * dx, y: from.y + t * dy };
    const gap = Math.hypot(place.x - at.x, place.y - at.y);
    if (best === null || gap < best.gap) best = { place, gap };
  }
  return best?.place ?? null;
}
