// Small road networks for tests of the graph and of what walks on it.
import { buildGraph, type Graph } from '../../server/network/graph.ts';

export type TestEdge = { path: [number, number][]; lengthMetres?: number; walkable?: boolean };

/** A graph from plane paths in metres; equal plane ends (to 0.1 mm) are the same node. */
export function graphOf(edges: readonly TestEdge[]): Graph {
  const planeLength = (path: [number, number][]): number =>
    path.slice(1).reduce((sum, [x, y], k) => sum + Math.hypot(x - path[k]![0], y - path[k]![1]), 0);
  const pathStart = new Int32Array(edges.length + 1);
  for (const [k, { path }] of edges.entries()) pathStart[k + 1] = pathStart[k]! + path.length;
  const quantise = (value: number): number => Math.round(value * 1e4);
  return buildGraph({
    lengthMetres: Float64Array.from(edges, ({ lengthMetres, path }) => lengthMetres ?? planeLength(path)),
    pathXy: Float64Array.from(edges.flatMap(({ path }) => path.flat())),
    pathStart,
    ends: Int32Array.from(edges.flatMap(({ path }) => [path[0]!, path.at(-1)!].flat().map(quantise))),
    roadClass: new Uint8Array(edges.length),
    walkable: Uint8Array.from(edges, ({ walkable }) => (walkable === false ? 0 : 1)),
  });
}

/** Random town: lattice nodes, some edges missing, doubled, closed to walkers or loops. */
export function randomTown(random: () => number): TestEdge[] {
  const edges: TestEdge[] = [];
  const size = 2 + Math.floor(random() * 4);
  const at = (i: number, j: number): [number, number] => [i * 100, j * 100];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      for (const [di, dj] of [
        [1, 0],
        [0, 1],
      ] as const) {
        if (random() < 0.25) continue;
        const path = [at(i, j), at(i + di, j + dj)];
        edges.push({ path, lengthMetres: 80 + Math.floor(random() * 60), walkable: random() < 0.85 });
        if (random() < 0.1) edges.push({ path: path.toReversed(), lengthMetres: 150 });
      }
      if (random() < 0.1) edges.push({ path: [at(i, j), [i * 100 + 30, j * 100 + 40], at(i, j)] });
    }
  }
  return edges;
}
