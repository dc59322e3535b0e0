// Grounds, outlines and gates of the schools: each stands on one side of its road, before lanes
// are grown around it.
import type { GateKind } from '../../contract/codes.ts';
import type { Draft } from './growth.ts';
import { lengthOf, nearestOnLine, pointAlong, step, type XY } from './plane.ts';
import type { SchoolSite } from './sites.ts';

export interface Gate {
  readonly key: string;
  readonly name: string;
  readonly kind: GateKind;
  readonly opens: string;
  readonly at: XY;
  readonly zone?: readonly XY[];
}

export interface SchoolGround {
  readonly site: SchoolSite;
  readonly at: XY;
  readonly outline: readonly XY[];
  /** Outline with a margin: no road runs here. */
  readonly keepOut: readonly XY[];
  readonly gates: readonly Gate[];
}

/** From the middle of the road to the gate line, metres; a national road is wider. */
const setBack = (road: Draft): number => (road.class === 'national' ? 12 : 8);

const GATE_WORDS: Record<GateKind, string> = { main: 'Cổng chính', side: 'Cổng phụ', vehicle: 'Cổng xe' };

const OPENING: Record<string, string> = {
  preschool: '6:45-8:00; 16:00-17:15',
  primary: '6:30-7:15; 10:30-11:15; 13:00-13:45; 16:15-17:15',
  lower_secondary: '6:30-7:10; 10:45-11:30; 13:00-13:40; 16:30-17:20',
  upper_secondary: '6:20-7:10; 11:00-11:45; 12:50-13:30; 16:45-17:40',
};

/** Ground of a school at its road. Throws when no road of the plan bears the site's road id. */
export function placeGround(site: SchoolSite, roads: readonly Draft[]): SchoolGround {
  const candidates = site.road === 'old-town' ? roads : roads.filter((road) => road.id === site.road);
  let road = candidates[0];
  for (const each of candidates) {
    if (
      !road ||
      nearestOnLine(each.points, site.near).metres < nearestOnLine(road.points, site.near).metres
    ) {
      road = each;
    }
  }
  if (!road) throw new Error(`no road ${site.road} for ${site.key}`);
  const { along } = nearestOnLine(road.points, site.near);
  const { point, heading } = pointAlong(road.points, along);
  const inward = heading + (Math.PI / 2) * site.side;
  const local = (right: number, deep: number): XY => step(step(point, heading, right), inward, deep);
  const front = setBack(road);
  const half = site.width / 2;
  const ring = (margin: number): XY[] => {
    const [w, near, far] = [half + margin, margin === 0 ? front : 4, front + site.depth + margin];
    const corners: XY[] = [
      local(-w, near),
      local(w, near),
      local(w, far - 14),
      local(w * 0.7, far),
      local(-w, far),
    ];
    return [...corners, corners[0]!];
  };
  const spread: Record<GateKind, number> = { main: 0, side: half * 0.72, vehicle: -half * 0.72 };
  const opens = OPENING[site.levels[site.levels.length - 1]!]!;
  const gates = site.gates.map((kind): Gate => {
    const right = spread[kind];
    const reach = Math.min(45, lengthOf(road.points) / 3);
    const zone: XY[] = [];
    if (site.zone && kind === 'main') {
      // The gate zone: the carriageway and both verges along the gate, on the curve of the road.
      const edge = (side: number): XY[] =>
        [-1, -0.5, 0, 0.5, 1].map((t) => {
          const on = pointAlong(road.points, along + right + t * reach);
          return step(on.point, on.heading + Math.PI / 2, side * (front + 1));
        });
      zone.push(...edge(-1), ...edge(1).reverse());
      zone.push(zone[0]!);
    }
    return {
      key: `${site.key}-${kind === 'main' ? 'C1' : kind === 'side' ? 'C2' : 'C3'}`,
      name: GATE_WORDS[kind],
      kind,
      opens: kind === 'vehicle' ? '6:00-17:30' : opens,
      at: local(right, front),
      ...(zone.length > 0 ? { zone } : {}),
    };
  });
  return { site, at: local(0, front + site.depth / 2), outline: ring(0), keepOut: ring(14), gates };
}
