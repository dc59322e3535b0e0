// The density that is drawn: pieces of road in five classes. Apart from the tests because it says
// where accidents lie, not whether chance put them there.

import type { Graph } from '../network/graph.ts';
import { createSearch } from '../network/shortest-path.ts';
import { stretchPath } from './edge-path.ts';
import type { NetworkKdeOptions } from './kde-deposit.ts';
import { kernelValue } from './kernels.ts';
import { buildLixels } from './lixels.ts';
import { networkDensity } from './network-kde.ts';
import type { DensityPiece } from './place.ts';

/** Less than this share of the density at a single accident is not drawn (our choice: its faint ends say nothing). */
const FLOOR_SHARE = 0.1;

/**
 * Shares of the drawn lixels below each class but the lowest (our choice: half of the roads that
 * had an accident nearby stay in the lowest class, and the darkest three per cent stand out).
 */
const CLASS_SHARES = [0.5, 0.75, 0.9, 0.97] as const;

/** More pieces are not stored; the least dense stay out (our choice: what a map can show at once). */
const MOST_PIECES = 20_000;

export type DensityMap = {
  /** Densest first (ties: smaller edge, then offset). */
  pieces: DensityPiece[];
  /** Pieces left out because there were too many. */
  notDrawn: number;
  /** Share of the accidents' weight on paths given up because their share became too small. */
  lostShare: number;
  /** Accidents per km and year at which classes 1 to 4 begin (above it). */
  breaks: number[];
};

/** Density of the events along the roads within one bandwidth of them, accidents per km and year. */
export function densityMap(
  graph: Graph,
  events: { edge: ArrayLike<number>; offsetMetres: ArrayLike<number> },
  options: NetworkKdeOptions & { kernel: NonNullable<NetworkKdeOptions['kernel']> },
  years: number,
  mostPieces: number = MOST_PIECES,
): DensityMap {
  const lixels = buildLixels(graph, undefined, edgesWithin(graph, events, options.bandwidthMetres));
  const { density, totalWeight, lostWeight } = networkDensity(graph, lixels, events, options);
  const perKmYear = 1000 / years;
  const { bandwidthMetres, kernel } = options;
  const floor = (FLOOR_SHARE * kernelValue(kernel, 0)) / bandwidthMetres;
  const drawn = density.filter((value) => value > floor).sort();
  const breaks = CLASS_SHARES.map((share) => drawn[Math.floor(share * (drawn.length - 1))] ?? 0);
  const classOf = (value: number): number => breaks.filter((limit) => value > limit).length;
  const stretches: { edge: number; fromMetres: number; toMetres: number; value: number; class: number }[] =
    [];
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    let open: (typeof stretches)[number] | undefined;
    for (let k = lixels.first[edge]!; k < lixels.first[edge + 1]!; k++) {
      const value = density[k]!;
      const half = lixels.lengthMetres[k]! / 2;
      const toMetres = lixels.centreMetres[k]! + half;
      const densityClass = classOf(value);
      if (value <= floor) open = undefined;
      else if (open !== undefined && open.class === densityClass) {
        open.toMetres = toMetres;
        open.value = Math.max(open.value, value);
      } else {
        open = { edge, fromMetres: lixels.centreMetres[k]! - half, toMetres, value, class: densityClass };
        stretches.push(open);
      }
    }
  }
  stretches.sort((a, b) => b.value - a.value || a.edge - b.edge || a.fromMetres - b.fromMetres);
  return {
    pieces: stretches.slice(0, mostPieces).map((stretch) => ({
      path: stretchPath(graph, stretch),
      density: stretch.value * perKmYear,
      densityClass: stretch.class,
    })),
    notDrawn: Math.max(0, stretches.length - mostPieces),
    lostShare: totalWeight > 0 ? lostWeight / totalWeight : 0,
    breaks: breaks.map((limit) => limit * perKmYear),
  };
}

/** 1 for every edge that the kernel of an event can reach. */
function edgesWithin(
  graph: Graph,
  events: { edge: ArrayLike<number>; offsetMetres: ArrayLike<number> },
  metres: number,
): Uint8Array {
  const { firstHalf, halfEdge } = graph;
  const within = new Uint8Array(graph.edgeCount);
  const sources = Array.from({ length: events.edge.length }, (_, i) => ({
    edge: events.edge[i]!,
    offsetMetres: events.offsetMetres[i]!,
  }));
  for (const { edge } of sources) within[edge] = 1;
  for (const node of createSearch(graph).run(sources, metres)) {
    for (let h = firstHalf[node]!; h < firstHalf[node + 1]!; h++) within[halfEdge[h]!] = 1;
  }
  return within;
}
