// The accidents whose answers are known before any computation: each group below is placed so that
// one rule must find it, or must not. Positions are metres along a road from a reference point.
import type { AgeBand, VictimMode } from '../../contract/codes.ts';
import { border, quietCircles } from './layout.ts';
import { type Network, nearestRoad } from './network.ts';
import { crossing, distance, headingOf, type Line, step, type XY } from './plane.ts';

/** One casualty letter each: F fatal, S serious, L slight; "P" alone: property damage only. */
export type Outcome = string;

export interface Plant {
  readonly group: string;
  readonly on: string;
  readonly time: string;
  readonly at: XY;
  readonly outcome: Outcome;
  readonly pupil: 'yes' | 'no' | 'unknown';
  readonly mode: VictimMode;
  readonly age: AgeBand;
  readonly quality: 'exact' | 'street';
}

type Row = readonly [
  on: string,
  time: string,
  metres: number,
  outcome: Outcome,
  pupil: Plant['pupil'],
  mode: VictimMode,
  age: AgeBand,
];

const SIDEWAYS_METRES = [1.6, -1.9, 2.3, -1.2];

/** Point on a road of `group`, `metres` further along than the place nearest to `from`. */
function onRoad(network: Network, group: string, from: XY, metres: number, sideways: number): XY {
  const near = nearestRoad(network.roads, from, group);
  const heading = headingOf(near.road.points[near.segment]!, near.road.points[near.segment + 1]!);
  const there = nearestRoad(network.roads, step(near.point, heading, metres), group).point;
  return step(there, heading + Math.PI / 2, sideways);
}

/** Where the commune border crosses ĐT.699. */
export function borderOnProvincialRoad(network: Network): XY {
  for (const road of network.roads.filter((each) => each.group === 'dt699')) {
    const meet = firstCrossing(road.points, border);
    if (meet) return meet;
  }
  throw new Error('ĐT.699 does not cross the commune border');
}

function firstCrossing(a: Line, b: Line): XY | undefined {
  for (let i = 1; i < a.length; i++) {
    for (let j = 1; j < b.length; j++) {
      const meet = crossing(a[i - 1]!, a[i]!, b[j - 1]!, b[j]!);
      if (meet) return meet;
    }
  }
  return undefined;
}

/** The legal rule's junction: 4 injury accidents in 12 months; DBSCAN also sees the 4 older ones. */
const CROSSING: readonly Row[] = [
  ['2022-08-16', '17:35', -9, 'L', 'no', 'motorcycle', '18_over'],
  ['2023-05-23', '20:15', 14, 'S', 'no', 'motorcycle', '18_over'],
  ['2024-01-23', '06:58', 11, 'L', 'unknown', 'motorcycle', '18_over'],
  ['2024-07-16', '18:20', -21, 'L', 'no', 'motorcycle', '18_over'],
  ['2024-12-03', '16:50', 24, 'SL', 'yes', 'electric_bicycle', '15_17'],
  ['2025-06-10', '11:05', -6, 'L', 'no', 'bicycle', '18_over'],
  ['2025-12-09', '18:10', 18, 'L', 'no', 'motorcycle', '18_over'],
  ['2026-02-03', '07:05', -14, 'S', 'unknown', 'motorcycle', '15_17'],
  ['2026-06-23', '17:40', 7, 'LL', 'no', 'motorcycle', '18_over'],
  ['2026-08-18', '07:20', -26, 'S', 'no', 'moped', '18_over'],
];
const CROSSING_PROPERTY: Row = ['2026-04-21', '15:30', 3, 'P', 'no', 'car', '18_over'];
const CROSSING_STREET: Row = ['2025-02-25', '19:00', 12, 'L', 'unknown', 'motorcycle', '18_over'];

/** The worst gate: 1 fatal and 2 injury accidents in 12 months, all pupils on the way to or from school. */
const GATE: readonly Row[] = [
  ['2022-09-20', '06:45', 26, 'S', 'yes', 'bicycle', '6_10'],
  ['2023-03-14', '17:00', -12, 'SL', 'yes', 'motorcycle', '6_10'],
  ['2023-12-12', '16:58', -6, 'S', 'yes', 'walking', '6_10'],
  ['2024-04-09', '06:37', 22, 'F', 'yes', 'bicycle', '6_10'],
  ['2024-10-15', '17:02', 4, 'L', 'yes', 'walking', '6_10'],
  ['2025-03-11', '06:55', -30, 'S', 'yes', 'motorcycle', '6_10'],
  ['2026-03-17', '06:48', -18, 'F', 'yes', 'walking', '6_10'],
  ['2026-05-12', '06:41', 31, 'SL', 'yes', 'motorcycle', '6_10'],
  ['2026-09-22', '16:52', 14, 'S', 'yes', 'bicycle', '6_10'],
];
const GATE_PROPERTY: Row = ['2026-02-05', '16:40', 8, 'P', 'unknown', 'motorcycle', '18_over'];

/** QL.99 between junctions: two fatal accidents 145 m apart in 12 months; too far apart for DBSCAN. */
const STRETCH: readonly Row[] = [
  ['2026-01-08', '22:40', -70, 'F', 'no', 'motorcycle', '18_over'],
  ['2026-07-19', '04:50', 75, 'FS', 'no', 'motorcycle', '18_over'],
];

/** One cluster on both sides of the commune border, too old for the legal rule: 4 west, 3 east. */
const BORDER: readonly Row[] = [
  ['2023-11-14', '17:25', -9, 'S', 'no', 'motorcycle', '18_over'],
  ['2024-03-05', '06:40', -21, 'L', 'yes', 'electric_bicycle', '11_14'],
  ['2024-06-11', '19:10', 8, 'L', 'no', 'motorcycle', '18_over'],
  ['2024-09-10', '16:55', -34, 'S', 'unknown', 'motorcycle', '15_17'],
  ['2025-01-14', '18:05', 22, 'L', 'no', 'motorcycle', '18_over'],
  ['2025-05-20', '06:50', 35, 'L', 'no', 'motorcycle', '18_over'],
  ['2025-08-12', '21:15', -46, 'S', 'no', 'motorcycle', '18_over'],
];

/** One accident short of the legal rule; the accident of 31 October 2025 is exactly 12 months old: out. */
const SHORT: readonly Row[] = [
  ['2025-10-31', '17:10', -16, 'L', 'unknown', 'motorcycle', '18_over'],
  ['2025-11-18', '06:55', 12, 'L', 'no', 'motorcycle', '18_over'],
  ['2026-04-14', '17:30', 24, 'S', 'no', 'motorcycle', '18_over'],
  ['2026-09-01', '18:45', -5, 'L', 'no', 'bicycle', '18_over'],
];

/** East of the border, on the way to a school west of it; too far apart for a cluster. */
const NEIGHBOUR: readonly Row[] = [
  ['2022-03-15', '06:50', 135, 'S', 'yes', 'bicycle', '11_14'],
  ['2024-05-07', '16:55', 205, 'L', 'yes', 'electric_bicycle', '11_14'],
  ['2025-02-18', '06:52', 290, 'S', 'yes', 'bicycle', '11_14'],
  ['2026-03-24', '06:58', 375, 'SL', 'yes', 'electric_bicycle', '11_14'],
];

/** A market corner of the old town, for DBSCAN only. */
const MARKET: readonly Row[] = [
  ['2023-11-21', '06:35', -12, 'L', 'no', 'motorcycle', '18_over'],
  ['2024-02-27', '17:15', 9, 'L', 'no', 'walking', '18_over'],
  ['2024-08-20', '10:50', 20, 'S', 'no', 'bicycle', '18_over'],
  ['2025-04-15', '16:45', -22, 'L', 'unknown', 'motorcycle', '11_14'],
  ['2025-09-16', '18:30', 4, 'L', 'no', 'motorcycle', '18_over'],
];
export const MARKET_CORNER: XY = [1500, -60];

/** All planted accidents, with their groups' names. */
export function plantedAccidents(network: Network): Plant[] {
  const place = (
    group: string,
    road: string,
    from: XY,
    rows: readonly Row[],
    quality: Plant['quality'] = 'exact',
  ) =>
    rows.map(([on, time, metres, outcome, pupil, mode, age], i): Plant => {
      const at = onRoad(network, road, from, metres, SIDEWAYS_METRES[i % SIDEWAYS_METRES.length]!);
      return { group, on, time, at, outcome, pupil, mode, age, quality };
    });
  const crossingAt = quietCircles[0]!.at;
  const gateAt = network.grounds.find((each) => each.site.key === 'TH-CAUVAN')!.gates[0]!.at;
  const neighbourGate = network.grounds.find((each) => each.site.key === 'THCS-DONGQUAO')!.gates[0]!.at;
  const market = network.junctions
    .filter((p) => nearestRoad(network.roads, p).road.class === 'urban_main')
    .reduce((best, p) => (distance(p, MARKET_CORNER) < distance(best, MARKET_CORNER) ? p : best));
  const marketRoad = nearestRoad(network.roads, market).road.group;
  return [
    ...CROSSING.flatMap((row, i) => place('crossing', i % 2 === 0 ? 'ql99' : 'dt699', crossingAt, [row])),
    ...place('crossing_property', 'ql99', crossingAt, [CROSSING_PROPERTY]),
    ...place('crossing_street', 'ql99', crossingAt, [CROSSING_STREET], 'street'),
    ...place('gate', 'ql99', gateAt, GATE),
    ...place('gate_property', 'ql99', gateAt, [GATE_PROPERTY]),
    ...place('stretch', 'ql99', quietCircles[2]!.at, STRETCH),
    ...place('border', 'dt699', borderOnProvincialRoad(network), BORDER),
    ...place('short', 'dt699', quietCircles[3]!.at, SHORT),
    ...place('neighbour', 'dx14', neighbourGate, NEIGHBOUR),
    ...place('market', marketRoad, market, MARKET),
  ];
}
