// The finished road network of the invented town: roads as they stand in the file, and shortest
// walks on them for drawing routes. The generator's own small search, so that the product's
// network code is tested against a town it did not draw.
import type { RoadClass } from '../../contract/codes.ts';
import type { Draft } from './growth.ts';
import { armsByVertex, cutAtJunctions, nodeRoads } from './noding.ts';
import { distance, insideRing, type Line, nearestOnLine, toLonLat, type XY } from './plane.ts';
import { closeSmallGaps, drawMainRoads, drawOldTown, groundWith, growLanes, RoadIndex } from './roads.ts';
import { placeGround, type SchoolGround } from './school-grounds.ts';
import { schoolSites } from './sites.ts';

export interface Road {
  readonly key: string;
  /** Name of the road this is a piece of, as in the ground plan. */
  readonly group: string;
  readonly class: RoadClass;
  readonly name?: string;
  readonly ref?: string;
  readonly lanes?: number;
  readonly speedLimitKmh?: number;
  readonly oneway: boolean;
  readonly points: Line;
}

interface Arm {
  readonly to: number;
  readonly metres: number;
}

export interface Network {
  readonly roads: readonly Road[];
  readonly nodes: readonly XY[];
  readonly arms: readonly (readonly Arm[])[];
  /** Vertices where three or more road arms meet. */
  readonly junctions: readonly XY[];
  readonly grounds: readonly SchoolGround[];
}

/** Draws the whole network: main roads, school grounds, old town, lanes, shared vertices, connected part only. */
export function buildNetwork(): Network {
  const mains = drawMainRoads();
  const onMains = schoolSites.filter((site) => site.road !== 'old-town');
  const grounds = onMains.map((site) => placeGround(site, mains));
  const openTown = drawOldTown(mains, groundWith(grounds.map((each) => each.keepOut)));
  for (const site of schoolSites) {
    if (site.road === 'old-town') grounds.push(placeGround(site, openTown));
  }
  const ground = groundWith(grounds.map((each) => each.keepOut));
  const town = closeSmallGaps(drawOldTown(mains, ground), mains).filter(
    (street) => !street.points.some((p) => grounds.some((each) => insideRing(each.outline, p))),
  );
  const index = new RoadIndex();
  for (const draft of [...mains, ...town]) index.add(draft);
  growLanes(index, ground);
  const drafts = cutAtJunctions(connectedPart(nodeRoads(index.drafts)), 900);
  return { ...graphOf(drafts), roads: drafts.map(finishRoad), grounds };
}

function graphOf(roads: readonly { readonly points: Line }[]): Pick<Network, 'nodes' | 'arms' | 'junctions'> {
  const ids = new Map<string, number>();
  const nodes: XY[] = [];
  const arms: Arm[][] = [];
  const idOf = (p: XY): number => {
    const name = toLonLat(p).join(',');
    const known = ids.get(name);
    if (known !== undefined) return known;
    ids.set(name, nodes.length);
    nodes.push(p);
    arms.push([]);
    return nodes.length - 1;
  };
  for (const { points } of roads) {
    for (let i = 1; i < points.length; i++) {
      const a = idOf(points[i - 1]!);
      const b = idOf(points[i]!);
      const metres = distance(nodes[a]!, nodes[b]!);
      arms[a]!.push({ to: b, metres });
      arms[b]!.push({ to: a, metres });
    }
  }
  const count = armsByVertex(roads);
  const junctions = nodes.filter((p) => (count.get(toLonLat(p).join(',')) ?? 0) >= 3);
  return { nodes, arms, junctions };
}

/** Roads that can be reached from the first main road; a street cut off by the old town's gaps is left out. */
function connectedPart(drafts: readonly Draft[]): Draft[] {
  const reached = new Set(drafts[0]!.points.map((p) => toLonLat(p).join(',')));
  const kept = new Set<Draft>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const draft of drafts) {
      if (kept.has(draft) || !draft.points.some((p) => reached.has(toLonLat(p).join(',')))) continue;
      kept.add(draft);
      for (const p of draft.points) reached.add(toLonLat(p).join(','));
      grew = true;
    }
  }
  return drafts.filter((draft) => kept.has(draft));
}

/** Width and speed by class: built-up limits of TT 38/2024/TT-BGTVT; the lower ones are our choice for a believable town. */
const FACTS: Record<string, { readonly lanes?: number; readonly speedLimitKmh?: number }> = {
  national: { lanes: 2, speedLimitKmh: 80 },
  provincial: { lanes: 2, speedLimitKmh: 60 },
  urban_main: { lanes: 2, speedLimitKmh: 50 },
  commune: { lanes: 2, speedLimitKmh: 40 },
  hamlet: { lanes: 1, speedLimitKmh: 30 },
  lane: { lanes: 1 },
};

function finishRoad(draft: Draft, index: number): Road {
  const middle = draft.points[Math.floor(draft.points.length / 2)]!;
  // QL.99 is a four-lane town road with a limit of 60 where houses line it, and a two-lane road outside.
  const throughTown = draft.class === 'national' && middle[0] > -2200 && middle[0] < 1900;
  return {
    key: `D${String(index + 1).padStart(4, '0')}`,
    group: draft.id,
    class: draft.class,
    ...(draft.name ? { name: draft.name } : {}),
    ...(draft.ref ? { ref: draft.ref } : {}),
    ...(throughTown ? { lanes: 4, speedLimitKmh: 60 } : FACTS[draft.class]),
    oneway: draft.id === 'v3-0' || draft.id === 'v5-0',
    points: draft.points,
  };
}

/** Nearest road to a point, optionally only roads of one group. */
export function nearestRoad(
  roads: readonly Road[],
  p: XY,
  group?: string,
): { road: Road; metres: number; along: number; point: XY; segment: number } {
  let best: { road: Road; metres: number; along: number; point: XY; segment: number } | undefined;
  for (const road of roads) {
    if (group !== undefined && road.group !== group) continue;
    const near = nearestOnLine(road.points, p);
    if (!best || near.metres < best.metres) best = { road, ...near };
  }
  if (!best) throw new Error(`no road of group ${group}`);
  return best;
}

/** Walking distances from a place on a road to every node, with the way back. */
export interface WalkTree {
  readonly metres: readonly number[];
  /** Line from the node to the start of the tree. */
  wayFrom(node: number): XY[];
}

/** Dijkstra 1959 on the town's few thousand nodes, from the point of a road nearest to `from`. */
export function walkFrom(network: Network, from: XY): WalkTree {
  const { road, point, segment } = nearestRoad(network.roads, from);
  const metres = network.nodes.map(() => Number.POSITIVE_INFINITY);
  const towards = network.nodes.map(() => -1);
  const done = new Set<number>();
  const open = new Set<number>();
  const nodeAt = new Map(network.nodes.map((p, id) => [toLonLat(p).join(','), id]));
  for (const end of [road.points[segment]!, road.points[segment + 1]!]) {
    const id = nodeAt.get(toLonLat(end).join(','))!;
    metres[id] = distance(end, point);
    open.add(id);
  }
  while (open.size > 0) {
    let at = -1;
    for (const id of open) if (at < 0 || metres[id]! < metres[at]!) at = id;
    open.delete(at);
    done.add(at);
    for (const arm of network.arms[at]!) {
      const through = metres[at]! + arm.metres;
      if (done.has(arm.to) || through >= metres[arm.to]!) continue;
      metres[arm.to] = through;
      towards[arm.to] = at;
      open.add(arm.to);
    }
  }
  return {
    metres,
    wayFrom(node) {
      const way: XY[] = [];
      for (let id = node; id >= 0; id = towards[id]!) way.push(network.nodes[id]!);
      return [...way, point];
    },
  };
}
