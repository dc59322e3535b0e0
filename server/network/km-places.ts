// Kilometre addresses on real roads: posts are laid on the road's chains, and the address is found between them.
import { chainage, pointOnChain, type RoadChains, roadChains } from './chains.ts';
import { buildGraph, type Graph } from './graph.ts';
import { type KmAddress, locateKm, type RoutePart } from './linear-reference.ts';
import type { RoadNetwork } from './road-network.ts';
import { buildSegmentGrid } from './segment-grid.ts';
import { snapPoints } from './snap.ts';

/** A post of the road; x, y in the metric frame. */
export type PostPlace = { part: string; nominalMetres: number; x: number; y: number };

export type KmPlaces =
  | { status: 'located' | 'ambiguous'; places: PlaceOnRoad[] }
  | { status: 'rejected'; reason: 'no_posts' | 'too_far_from_posts' | 'posts_out_of_order' };

export type PlaceOnRoad = {
  part: string;
  x: number;
  y: number;
  quality: 'exact' | 'street';
  isExtrapolated: boolean;
};

/** Posts stand beside the road (our choice: a wide dual carriageway and a GPS error). */
const postReachMetres = 100;

/**
 * Finds an address on the roads of `network`, which are all of one number. Each part of the count on each unbroken chain
 * of road is measured on its own.
 */
export function placesOfAddress(
  network: RoadNetwork,
  posts: readonly PostPlace[],
  address: KmAddress,
): KmPlaces {
  const graph = buildGraph(network.edges);
  const chains = roadChains(graph, network.roadKey);
  const parts = measuredParts(graph, chains, posts);
  try {
    const found = locateKm([...parts.values()], address);
    if (found.status === 'rejected') return found;
    const locations = found.status === 'located' ? [found.location] : found.locations;
    const places = locations.map(({ partId, offsetMetres, quality, isExtrapolated }) => {
      const { chain, part } = parts.get(partId)!;
      return { part, ...pointOnChain(chains, graph, chain, offsetMetres), quality, isExtrapolated };
    });
    return { status: found.status, places };
  } catch (error) {
    // Posts that repeat or go back and forth: no address on such a road can be trusted.
    if (error instanceof RangeError) return { status: 'rejected', reason: 'posts_out_of_order' };
    throw error;
  }
}

type MeasuredPart = RoutePart & { part: string; chain: number };

function measuredParts(
  graph: Graph,
  chains: RoadChains,
  posts: readonly PostPlace[],
): Map<string, MeasuredPart> {
  const snapped = snapPoints(
    buildSegmentGrid(graph),
    posts.map(({ x }) => x),
    posts.map(({ y }) => y),
    { limitMetres: postReachMetres },
  );
  const parts = new Map<string, MeasuredPart>();
  for (const [i, { part, nominalMetres }] of posts.entries()) {
    const edge = snapped.edge[i]!;
    if (edge < 0) continue;
    const along = chainage(chains, graph, edge, snapped.offsetMetres[i]!);
    const id = JSON.stringify([part, along.chain]);
    const known = parts.get(id) ?? { id, part, chain: along.chain, posts: [] };
    const post = { km: nominalMetres / 1000, offsetMetres: along.chainageMetres };
    parts.set(id, { ...known, posts: [...known.posts, post] });
  }
  return parts;
}
