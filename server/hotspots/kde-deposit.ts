// How an event leaves its kernel on the lixels it reaches, and what a density run is told and
// gives. Apart because the equal-split and the shortest-path densities deposit alike.
import type { Graph } from '../network/graph.ts';
import type { KernelName } from './kernels.ts';
import type { Lixels } from './lixels.ts';

/**
 * `esd`: equal split, discontinuous at junctions; `esc`: equal split, continuous (Okabe, Satoh
 * & Sugihara 2009); `simple`: kernel of the shortest path (Xie & Yan 2008), whose mass grows
 * at junctions, for display only.
 */
export type SplitRule = 'esd' | 'esc' | 'simple';

export type NetworkKdeOptions = {
  bandwidthMetres: number;
  kernel?: KernelName;
  split?: SplitRule;
  /** What a path does at the end of a road: turn back, or vanish with its mass. */
  deadEnd?: 'reflect' | 'absorb';
  /** 1 for nodes where the data were cut, not the road: paths end there and never turn back. */
  cutNode?: Uint8Array;
};

export type NetworkDensity = {
  /** Density at every lixel centre, weight per metre. */
  density: Float64Array;
  /** Sum of the weights. */
  totalWeight: number;
  /** Mass of paths given up because their share became too small. */
  lostWeight: number;
  /** Mass that left at dead ends (with `absorb`) and at cut nodes. */
  absorbedWeight: number;
};

/** Spreads one place with its summed weight over the result. */
export type Spread = (edge: number, offsetMetres: number, weight: number, result: NetworkDensity) => void;

/** Adds one kernel factor per lixel; `scale` already holds weight, share and kernel constant. */
export function createDeposit(graph: Graph, { first, centreMetres }: Lixels, options: NetworkKdeOptions) {
  const bandwidth = options.bandwidthMetres;
  const perSquare = 1 / (bandwidth * bandwidth);
  const isQuartic = options.kernel !== 'epanechnikov';
  const constant = (isQuartic ? 15 / 16 : 0.75) / bandwidth;

  function at(density: Float64Array, lixel: number, metres: number, scale: number): void {
    const rest = 1 - metres * metres * perSquare;
    if (rest > 0) density[lixel]! += isQuartic ? scale * rest * rest : scale * rest;
  }

  /** A whole edge, entered at `metres` from its `from` end (`forward`) or its `to` end. */
  function along(density: Float64Array, edge: number, forward: boolean, metres: number, scale: number): void {
    const start = first[edge]!;
    const end = first[edge + 1]!;
    if (forward) {
      for (let k = start; k < end; k++) {
        const far = metres + centreMetres[k]!;
        if (far >= bandwidth) return;
        at(density, k, far, scale);
      }
      return;
    }
    const base = metres + graph.lengthMetres[edge]!;
    for (let k = end - 1; k >= start; k--) {
      const far = base - centreMetres[k]!;
      if (far >= bandwidth) return;
      at(density, k, far, scale);
    }
  }

  /** The event's own edge, both ways from the event. */
  function around(density: Float64Array, edge: number, offset: number, scale: number): void {
    for (let k = first[edge]!; k < first[edge + 1]!; k++) at(density, k, centreMetres[k]! - offset, scale);
  }

  return { at, along, around, constant };
}
