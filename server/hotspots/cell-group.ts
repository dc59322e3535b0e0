// Cells that touch: their groups, and the line around a group. Apart from the statistics because it is about shape alone.
import type { Position } from './cluster-shape.ts';
import { cornerPlace, type HexCell, hexCorners, hexKey, hexNeighbours } from './hexagons.ts';

/** Groups of cells joined by shared edges: positions in `cells`, rising, the group of the first cell first. */
export function groupCells(cells: readonly HexCell[]): number[][] {
  const indexOf = new Map(cells.map((cell, i) => [hexKey(cell), i]));
  const isTaken = new Uint8Array(cells.length);
  return cells.flatMap((_, first) => {
    if (isTaken[first] === 1) return [];
    isTaken[first] = 1;
    const group = [first];
    for (const i of group) {
      for (const neighbour of hexNeighbours(cells[i]!)) {
        const j = indexOf.get(hexKey(neighbour));
        if (j === undefined || isTaken[j] === 1) continue;
        isTaken[j] = 1;
        group.push(j);
      }
    }
    return [group.sort((a, b) => a - b)];
  });
}

/**
 * The line around a group of cells joined by edges: closed, counter-clockwise from its westernmost corner, metres. Cells
 * enclosed by the group count as part of it (our choice: a place has one outline). Throws RangeError for no cells.
 */
export function outlineOfGroup(group: readonly HexCell[], edgeMetres: number): Position[] {
  const isInside = new Set(group.map(hexKey));
  const keyOf = ([i, j]: readonly [number, number]): number => hexKey({ column: i, row: j });
  // Three cells meet in a corner, so the border leaves every corner it reaches by one edge.
  const next = new Map<number, [number, number]>();
  let west: [number, number] | undefined;
  for (const cell of group) {
    const corners = hexCorners(cell);
    const neighbours = hexNeighbours(cell);
    for (const [k, corner] of corners.entries()) {
      if (isInside.has(hexKey(neighbours[k]!))) continue;
      next.set(keyOf(corner), corners[(k + 1) % corners.length]!);
      if (west === undefined || keyOf(corner) < keyOf(west)) west = corner;
    }
  }
  if (west === undefined) throw new RangeError('outline: the group has no cells');
  const ring: Position[] = [cornerPlace(west, edgeMetres)];
  let corner = next.get(keyOf(west));
  while (corner !== undefined) {
    ring.push(cornerPlace(corner, edgeMetres));
    corner = keyOf(corner) === keyOf(west) ? undefined : next.get(keyOf(corner));
  }
  return ring;
}
