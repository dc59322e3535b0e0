// The study area of a map of cells: those with roads in them. Without this, sea and forest would be a sea of zeros beside
// which every town is significant.
import type { Graph } from '../network/graph.ts';
import { type HexCell, hexCellAt, hexCuts, hexKey } from './hexagons.ts';

/**
 * Cells that hold at least `leastMetres` of road, by column, then row. Paths are cut exactly at the borders of cells (to
 * the rounding of double precision); lengths are of the metric frame, within 0.3 % of those on the ground.
 */
export function cellsWithRoad(
  { pathXy, pathStart, edgeCount }: Pick<Graph, 'pathXy' | 'pathStart' | 'edgeCount'>,
  edgeMetres: number,
  leastMetres: number,
): HexCell[] {
  const found = new Map<number, { cell: HexCell; metres: number }>();
  const add = (x: number, y: number, metres: number): void => {
    const cell = hexCellAt(x, y, edgeMetres);
    const known = found.get(hexKey(cell));
    if (known === undefined) found.set(hexKey(cell), { cell, metres });
    else known.metres += metres;
  };
  for (let edge = 0; edge < edgeCount; edge++) {
    for (let v = pathStart[edge]!; v + 1 < pathStart[edge + 1]!; v++) {
      const [x0, y0] = [pathXy[v * 2]!, pathXy[v * 2 + 1]!];
      const [dx, dy] = [pathXy[v * 2 + 2]! - x0, pathXy[v * 2 + 3]! - y0];
      const length = Math.sqrt(dx * dx + dy * dy);
      let from = 0;
      for (const to of [...hexCuts(x0, y0, x0 + dx, y0 + dy, edgeMetres), 1]) {
        const middle = (from + to) / 2;
        add(x0 + dx * middle, y0 + dy * middle, length * (to - from));
        from = to;
      }
    }
  }
  return [...found.values()]
    .filter(({ metres }) => metres >= leastMetres)
    .map(({ cell }) => cell)
    .sort((a, b) => a.column - b.column || a.row - b.row);
}
