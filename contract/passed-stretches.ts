// Which metres of a route to school a walk passed: one rule for the walks that the server has matched to the roads, and
// for those that are still on a phone. Pure; lines are in a metric frame.

/** A line in metres east and north. */
export type PlaneLine = readonly (readonly [number, number])[];
export type PlaneRoute = { id: string; path: PlaneLine; lengthMetres: number };
/** A line that somebody walked, and how far off it a route still counts as passed. */
export type WalkedLine = { path: PlaneLine; reachMetres: number };
export type RouteStretch = { routeId: string; fromMetres: number; toMetres: number };

/** Our choice: half the width of a road with its edges; a route is drawn along the middle or a side. */
export const sameRoadMetres = 15;

const ROUTE_STEP_METRES = 5;

/** Stretches of a route, looked at every 5 m, that lie within reach of a line; metres from its start, to a decimetre. */
export function passedStretches(route: PlaneRoute, lines: readonly WalkedLine[]): RouteStretch[] {
  const around = boxAround(route.path);
  const near = lines.filter((line) => mayMeet(line, around));
  if (near.length === 0) return [];
  const steps = stepsAlong(route.path, ROUTE_STEP_METRES);
  const plane = steps.at(-1)?.metres ?? 0;
  const scale = plane > 0 ? route.lengthMetres / plane : 0;
  const stretches: RouteStretch[] = [];
  let from: number | undefined;
  let to = 0;
  const close = (): void => {
    if (from !== undefined && to > from)
      stretches.push({
        routeId: route.id,
        fromMetres: roundDecimetre(from * scale),
        toMetres: roundDecimetre(to * scale),
      });
    from = undefined;
  };
  for (const { x, y, metres } of steps) {
    if (near.some((line) => isNear(line, x, y))) {
      from ??= metres;
      to = metres;
    } else close();
  }
  close();
  return stretches;
}

/** Points of a line every `step` metres and at its vertices, with the metres from its start. */
export function stepsAlong(line: PlaneLine, step: number): { x: number; y: number; metres: number }[] {
  const [start] = line;
  if (start === undefined) return [];
  const points = [{ x: start[0], y: start[1], metres: 0 }];
  let metres = 0;
  line.forEach(([x, y], i) => {
    const next = line[i + 1];
    if (next === undefined) return;
    const length = Math.hypot(next[0] - x, next[1] - y);
    const count = Math.max(1, Math.ceil(length / step));
    for (let k = 1; k <= count; k++) {
      const part = k / count;
      points.push({
        x: x + (next[0] - x) * part,
        y: y + (next[1] - y) * part,
        metres: metres + length * part,
      });
    }
    metres += length;
  });
  return points;
}

/** To a decimetre: no position is better. */
export function roundDecimetre(metres: number): number {
  return Math.round(metres * 10) / 10;
}

/** Whether the boxes around both come within reach: most lines are sorted out by that. */
function mayMeet({ path, reachMetres }: WalkedLine, around: Box): boolean {
  const { west, south, east, north } = boxAround(path);
  return (
    west - reachMetres <= around.east &&
    around.west - reachMetres <= east &&
    south - reachMetres <= around.north &&
    around.south - reachMetres <= north
  );
}

type Box = { west: number; south: number; east: number; north: number };

function boxAround(line: PlaneLine): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [x, y] of line) {
    box.west = Math.min(box.west, x);
    box.east = Math.max(box.east, x);
    box.south = Math.min(box.south, y);
    box.north = Math.max(box.north, y);
  }
  return box;
}

function isNear({ path, reachMetres }: WalkedLine, x: number, y: number): boolean {
  return path.some(([ax, ay], i) => {
    const next = path[i + 1];
    if (next === undefined) return false;
    const [dx, dy] = [next[0] - ax, next[1] - ay];
    const square = dx * dx + dy * dy;
    const part = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0;
    return Math.hypot(ax + dx * part - x, ay + dy * part - y) <= reachMetres;
  });
}
