// Where on a route a place lies, and a part of a route: metres from its start along a line. Pure.
import type { Position } from '../../../contract/geometry.ts';
import { lengthOf, metresBetween } from './track.ts';

/** The place of a line nearest to another: metres from its start, of a line said to be `lengthMetres` long, and metres off it. */
export type Along = { alongMetres: number; offMetres: number };

/** Null for a line without length. */
export function nearestAlong(path: readonly Position[], lengthMetres: number, place: Position): Along | null {
  const drawnMetres = lengthOf(path);
  if (drawnMetres === 0) return null;
  let nearest: Along = { alongMetres: 0, offMetres: Number.POSITIVE_INFINITY };
  let passed = 0;
  path.forEach((a, i) => {
    const b = path[i + 1];
    if (b === undefined) return;
    const metres = metresBetween(a, b);
    const part = partOf(a, b, place);
    const offMetres = metresBetween(between(a, b, part), place);
    if (offMetres < nearest.offMetres)
      nearest = { alongMetres: ((passed + part * metres) * lengthMetres) / drawnMetres, offMetres };
    passed += metres;
  });
  return nearest;
}

/** The line from one metre to another of a line said to be `lengthMetres` long. */
export function partOfLine(
  path: readonly Position[],
  lengthMetres: number,
  { fromMetres, toMetres }: { fromMetres: number; toMetres: number },
): Position[] {
  const scale = lengthMetres > 0 ? lengthOf(path) / lengthMetres : 0;
  const [from, to] = [fromMetres * scale, toMetres * scale];
  const part: Position[] = [];
  let passed = 0;
  path.forEach((a, i) => {
    const b = path[i + 1];
    if (b === undefined) return;
    const metres = metresBetween(a, b);
    const [start, end] = [Math.max(from, passed), Math.min(to, passed + metres)];
    if (metres > 0 && start < end) {
      if (part.length === 0) part.push(between(a, b, (start - passed) / metres));
      part.push(between(a, b, (end - passed) / metres));
    }
    passed += metres;
  });
  return part;
}

/** How far from `a` to `b` the place nearest to another lies, 0 to 1; on the plane, which a few hundred metres are. */
function partOf(a: Position, b: Position, place: Position): number {
  const east = Math.cos((a[1] * Math.PI) / 180);
  const [dx, dy] = [(b[0] - a[0]) * east, b[1] - a[1]];
  const square = dx * dx + dy * dy;
  if (square === 0) return 0;
  const along = (place[0] - a[0]) * east * dx + (place[1] - a[1]) * dy;
  return Math.min(1, Math.max(0, along / square));
}

function between(a: Position, b: Position, part: number): Position {
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part];
}
