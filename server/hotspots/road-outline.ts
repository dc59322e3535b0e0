// The outline drawn around a stretch of road. Apart because a strip along a bending road is not
// the hull of anything.
import { bufferedHull, convexHull, OUTLINE_METRES, type Position } from './cluster-shape.ts';

/** Points of a half circle at each end of a strip, beside its corners. */
const CAP_STEPS = 8;

/**
 * Closed counter-clockwise ring (metric frame) at `metres` around the paths: a strip along a
 * single path that stays clear of itself, else the buffered hull of all. Throws RangeError when
 * there are no positions.
 */
export function roadOutline(
  paths: readonly (readonly Position[])[],
  metres: number = OUTLINE_METRES,
): Position[] {
  const [only] = paths;
  const strip = paths.length === 1 && only !== undefined ? stripAround(only, metres) : null;
  if (strip !== null) return strip;
  const points = paths.flat();
  const hull = convexHull(
    points.map(([x]) => x),
    points.map(([, y]) => y),
    points.map((_, k) => k),
  );
  return bufferedHull(hull, metres);
}

/** Ring along both sides of a path with round ends; null where the sides would cross. */
function stripAround(path: readonly Position[], metres: number): Position[] | null {
  const line = path.filter((p, k) => k === 0 || p[0] !== path[k - 1]![0] || p[1] !== path[k - 1]![1]);
  if (line.length < 2) return null;
  const backward = line.toReversed();
  const ring = [...rightSide(line, metres), ...rightSide(backward, metres)];
  ring.push(ring[0]!);
  return crossesItself(ring) ? null : ring;
}

/** The right-hand side of a line from its start, and the cap around its end. */
function rightSide(line: readonly Position[], metres: number): Position[] {
  const normals = line.slice(1).map((p, k): Position => {
    const dx = p[0] - line[k]![0];
    const dy = p[1] - line[k]![1];
    const length = Math.sqrt(dx * dx + dy * dy);
    return [dy / length, -dx / length];
  });
  const side = line.slice(0, -1).map((p, k): Position => {
    const before = normals[Math.max(0, k - 1)]!;
    const after = normals[k]!;
    // The corner stands where the two offset sides meet.
    const scale = metres / (1 + before[0] * after[0] + before[1] * after[1]);
    return [p[0] + scale * (before[0] + after[0]), p[1] + scale * (before[1] + after[1])];
  });
  const end = line.at(-1)!;
  const last = normals.at(-1)!;
  const start = Math.atan2(last[1], last[0]);
  for (let step = 0; step < CAP_STEPS; step++) {
    const angle = start + (Math.PI * step) / CAP_STEPS;
    side.push([end[0] + metres * Math.cos(angle), end[1] + metres * Math.sin(angle)]);
  }
  return side;
}

function crossesItself(ring: readonly Position[]): boolean {
  if (ring.some(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y))) return true;
  const sides = ring.length - 1;
  for (let i = 0; i < sides; i++) {
    for (let j = i + 2; j < sides; j++) {
      if (i === 0 && j === sides - 1) continue;
      if (meet(ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!)) return true;
    }
  }
  return false;
}

function meet(a: Position, b: Position, c: Position, d: Position): boolean {
  const turn = (p: Position, q: Position, r: Position): number =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0;
}
