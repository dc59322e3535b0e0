// What one event in each lixel leaves on all lixels, computed once. Apart because a test against
// chance throws a million events on the same few hundred lixels.
import type { Graph } from '../network/graph.ts';
import { createSearch } from '../network/shortest-path.ts';
import { createSplitSpread } from './equal-split.ts';
import type { NetworkDensity, NetworkKdeOptions } from './kde-deposit.ts';
import type { Lixels } from './lixels.ts';

/** An event at the centre of lixel k leaves `density[i]` (per metre) on lixel `lixel[i]`, for i in first[k] .. first[k + 1] - 1. */
export type LixelReach = { first: Uint32Array; lixel: Int32Array; density: Float64Array };

/** Spreads an event of weight 1 from every lixel centre; each row by rising lixel. */
export function lixelReach(graph: Graph, lixels: Lixels, options: NetworkKdeOptions): LixelReach {
  const count = lixels.centreMetres.length;
  const spread = createSplitSpread(graph, lixels, options);
  const search = createSearch(graph);
  const seenBy = new Int32Array(graph.edgeCount).fill(-1);
  const result: NetworkDensity = {
    density: new Float64Array(count),
    totalWeight: 0,
    lostWeight: 0,
    absorbedWeight: 0,
  };
  const first = new Uint32Array(count + 1);
  let lixel = new Int32Array(1024);
  let density = new Float64Array(1024);
  let size = 0;

  /** Edges with lixels that an event on `edge` can reach, itself included, by rising index. */
  function edgesWithin(edge: number): Int32Array {
    const found: number[] = [];
    const take = (other: number): void => {
      if (seenBy[other] === edge) return;
      seenBy[other] = edge;
      if (lixels.first[other + 1]! > lixels.first[other]!) found.push(other);
    };
    take(edge);
    const ends = [
      { edge, offsetMetres: 0 },
      { edge, offsetMetres: graph.lengthMetres[edge]! },
    ];
    for (const node of search.run(ends, options.bandwidthMetres)) {
      for (let h = graph.firstHalf[node]!; h < graph.firstHalf[node + 1]!; h++) take(graph.halfEdge[h]!);
    }
    return Int32Array.from(found).sort();
  }

  for (let edge = 0; edge < graph.edgeCount; edge++) {
    if (lixels.first[edge] === lixels.first[edge + 1]) continue;
    const within = edgesWithin(edge);
    for (let k = lixels.first[edge]!; k < lixels.first[edge + 1]!; k++) {
      spread(edge, lixels.centreMetres[k]!, 1, result);
      for (const other of within) {
        for (let j = lixels.first[other]!; j < lixels.first[other + 1]!; j++) {
          const value = result.density[j]!;
          if (value === 0) continue;
          result.density[j] = 0;
          if (size === lixel.length) {
            lixel = grown(lixel, new Int32Array(size * 2));
            density = grown(density, new Float64Array(size * 2));
          }
          lixel[size] = j;
          density[size++] = value;
        }
      }
      first[k + 1] = size;
    }
  }
  return { first, lixel: lixel.slice(0, size), density: density.slice(0, size) };
}

function grown<T extends Int32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
