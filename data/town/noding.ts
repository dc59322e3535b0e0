// Turns drawn roads into a network: a shared vertex wherever two roads meet on one level, long
// roads cut at junctions, coordinates rounded once so that every later step sees the file's values.
import type { Draft } from './growth.ts';
import { overpasses } from './layout.ts';
import {
  crossing,
  distance,
  type Line,
  lengthOf,
  nearestOnLine,
  toLonLat,
  toMetres,
  type XY,
} from './plane.ts';

/** Vertices nearer than this are one junction. */
const SAME_METRES = 3;

const apart = (a: Draft, b: Draft): boolean =>
  overpasses.some(([over, under]) => (a.id === over && b.id === under) || (a.id === under && b.id === over));

const nearVertex = (line: Line, p: XY): XY | undefined => {
  let best: XY | undefined;
  for (const vertex of line) {
    const metres = distance(vertex, p);
    if (metres < SAME_METRES && (!best || metres < distance(best, p))) best = vertex;
  }
  return best;
};

function insertVertex(line: XY[], p: XY): void {
  if (line.some((vertex) => vertex[0] === p[0] && vertex[1] === p[1])) return;
  const near = nearestOnLine(line, p);
  line.splice(near.segment + 1, 0, p);
}

function boxOf(line: Line): [number, number, number, number] {
  const xs = line.map((p) => p[0]);
  const ys = line.map((p) => p[1]);
  return [Math.min(...xs) - 1, Math.min(...ys) - 1, Math.max(...xs) + 1, Math.max(...ys) + 1];
}

/** The same roads with shared vertices at every meeting on one level, in rounded coordinates. */
export function nodeRoads(drafts: readonly Draft[]): Draft[] {
  const lines = drafts.map((draft) => draft.points.map((p) => [p[0], p[1]] as const) as XY[]);
  const boxes = lines.map(boxOf);
  const meets = (i: number, j: number): boolean => {
    const a = boxes[i]!;
    const b = boxes[j]!;
    return (
      i !== j &&
      a[0] <= b[2] &&
      b[0] <= a[2] &&
      a[1] <= b[3] &&
      b[1] <= a[3] &&
      !apart(drafts[i]!, drafts[j]!)
    );
  };
  // Ends first: an end that lies on another road becomes that road's vertex.
  for (const [i, line] of lines.entries()) {
    for (const end of [0, line.length - 1]) {
      for (const [j, other] of lines.entries()) {
        if (!meets(i, j)) continue;
        const tip = line[end]!;
        if (nearestOnLine(other, tip).metres > 1) continue;
        const vertex = nearVertex(other, tip);
        if (vertex) line[end] = vertex;
        else insertVertex(other, tip);
      }
    }
  }
  for (let i = 0; i < lines.length; i++) {
    for (let j = i + 1; j < lines.length; j++) {
      if (meets(i, j)) crossLines(lines[i]!, lines[j]!);
    }
  }
  return drafts.map((draft, i) => {
    const rounded: XY[] = [];
    for (const p of lines[i]!) {
      const q = toMetres(toLonLat(p));
      const last = rounded[rounded.length - 1];
      if (!last || last[0] !== q[0] || last[1] !== q[1]) rounded.push(q);
    }
    return { ...draft, points: rounded };
  });
}

function crossLines(a: XY[], b: XY[]): void {
  const found: XY[] = [];
  for (let i = 1; i < a.length; i++) {
    for (let j = 1; j < b.length; j++) {
      const p = crossing(a[i - 1]!, a[i]!, b[j - 1]!, b[j]!);
      if (p) found.push(p);
    }
  }
  for (const p of found) {
    const shared = a.find((vertex) => distance(vertex, p) < SAME_METRES && b.includes(vertex));
    if (shared) continue;
    const vertex = nearVertex(a, p) ?? nearVertex(b, p) ?? p;
    insertVertex(a, vertex);
    insertVertex(b, vertex);
  }
}

const nameOf = (p: XY): string => toLonLat(p).join(',');

/** How many road arms meet at each vertex, by "lon,lat". A vertex with three or more is a junction. */
export function armsByVertex(roads: readonly { readonly points: Line }[]): Map<string, number> {
  const arms = new Map<string, number>();
  for (const { points } of roads) {
    for (const [i, p] of points.entries()) {
      const add = (i > 0 ? 1 : 0) + (i < points.length - 1 ? 1 : 0);
      arms.set(nameOf(p), (arms.get(nameOf(p)) ?? 0) + add);
    }
  }
  return arms;
}

/** Cuts roads at junctions so that no piece is much longer than `maxMetres`. */
export function cutAtJunctions(roads: readonly Draft[], maxMetres: number): Draft[] {
  const arms = armsByVertex(roads);
  return roads.flatMap((road) => {
    const pieces: Draft[] = [];
    let from = 0;
    for (let i = 1; i < road.points.length - 1; i++) {
      if ((arms.get(nameOf(road.points[i]!)) ?? 0) < 3) continue;
      if (lengthOf(road.points.slice(from, i + 1)) < maxMetres / 2) continue;
      if (lengthOf(road.points.slice(i)) < maxMetres / 2) continue;
      pieces.push({ ...road, points: road.points.slice(from, i + 1) });
      from = i;
    }
    return [...pieces, { ...road, points: road.points.slice(from) }];
  });
}
