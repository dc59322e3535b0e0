// What every method gives: places with their members, and what a method draws besides.
import type { EmergingClass } from '../../contract/codes.ts';
import type { HotspotPass } from '../../contract/hotspot.ts';
import type { Position } from './cluster-shape.ts';

export type HotspotMember = { accident: number; role: 'core' | 'border' | 'member' | 'nearby' };

/** What speaks for a place beyond its count; null where the method does not say. */
export type Evidence = {
  strength: number | null;
  p: number | null;
  q: number | null;
  z: number | null;
  emerging: EmergingClass | null;
  /** Accidents per year and km, and the same per unit of traffic. */
  collective: number | null;
  individual: number | null;
  firstQualifiedOn: string | null;
};

export const noEvidence: Evidence = {
  strength: null,
  p: null,
  q: null,
  z: null,
  emerging: null,
  collective: null,
  individual: null,
  firstQualifiedOn: null,
};

export type Place = {
  pass: HotspotPass;
  status: 'proposed' | 'near_miss';
  members: HotspotMember[];
  clause: string | null;
  margin: number | null;
  /** Length along the road, or null for the greatest distance between two members. */
  extentMetres: number | null;
  /** Closed outline in the metric frame where the method knows it; null for the hull of the members. */
  outline: Position[] | null;
  evidence: Evidence;
};

/** Members that make the place; those nearby are told and not counted. */
export function countedMembers({ members }: Pick<Place, 'members'>): number[] {
  return members.filter(({ role }) => role !== 'nearby').map(({ accident }) => accident);
}

/** A piece of one edge whose density lies in one class; the path in the metric frame. */
export type DensityPiece = {
  path: Position[];
  /** Accidents per km and year, the greatest on the piece. */
  density: number;
  /** 0 (lowest drawn) to 4. */
  densityClass: number;
};

/** A hexagon with roads in it. */
export type HexagonCell = {
  column: number;
  row: number;
  /** Closed outline in the metric frame. */
  outline: Position[];
  accidents: number;
  z: number | null;
  p: number | null;
  q: number | null;
  giClass: number;
  emerging: EmergingClass | null;
};

export type Found = {
  places: Place[];
  density: DensityPiece[];
  cells: HexagonCell[];
  /** What the method says about its own work: sections tested, why there is no map, … */
  notes: Record<string, unknown>;
};

export function onlyPlaces(places: Place[], notes: Record<string, unknown> = {}): Found {
  return { places, density: [], cells: [], notes };
}
