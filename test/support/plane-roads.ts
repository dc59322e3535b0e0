// Roads drawn on a plane in metres, as a computation reads them.
import type { RoadNetwork } from '../../server/network/road-network.ts';

export type PlaneRoad = { path: readonly (readonly [number, number])[]; roadClass?: number; name?: string };

/** Equal ends (to 0.1 mm) are one node; every road without a name is a road of its own. */
export function planeRoads(roads: readonly PlaneRoad[]): RoadNetwork {
  const names = roads.map(({ name }, i) => name ?? `road ${i}`);
  const distinct = [...new Set(names)];
  const pathStart = new Int32Array(roads.length + 1);
  for (const [i, { path }] of roads.entries()) pathStart[i + 1] = pathStart[i]! + path.length;
  const quantise = (value: number): number => Math.round(value * 1e4);
  return {
    edges: {
      lengthMetres: Float64Array.from(roads, ({ path }) => lengthOf(path)),
      pathXy: Float64Array.from(roads.flatMap(({ path }) => path.flat())),
      pathStart,
      ends: Int32Array.from(roads.flatMap(({ path }) => [path[0]!, path.at(-1)!].flat().map(quantise))),
      roadClass: Uint8Array.from(roads, ({ roadClass }) => roadClass ?? 5),
      walkable: new Uint8Array(roads.length).fill(1),
    },
    roadKey: Int32Array.from(names, (name) => distinct.indexOf(name)),
    roadNames: distinct,
  };
}

/** Streets `blockMetres` apart, `blocks` blocks each way; every street has a name and every block is an edge. */
export function streetGrid(blocks: number, blockMetres: number): PlaneRoad[] {
  const roads: PlaneRoad[] = [];
  for (let i = 0; i <= blocks; i++) {
    for (let j = 0; j < blocks; j++) {
      const [across, along, next] = [i * blockMetres, j * blockMetres, (j + 1) * blockMetres];
      roads.push({
        path: [
          [along, across],
          [next, across],
        ],
        name: `east ${i}`,
      });
      roads.push({
        path: [
          [across, along],
          [across, next],
        ],
        name: `north ${i}`,
      });
    }
  }
  return roads;
}

function lengthOf(path: PlaneRoad['path']): number {
  let metres = 0;
  for (const [i, [x, y]] of path.entries()) {
    const before = path[i - 1];
    if (before !== undefined) metres += Math.sqrt((x - before[0]) ** 2 + (y - before[1]) ** 2);
  }
  return metres;
}
