// The model that a plan may begin from: what is mostly built at a gate, laid on the gate's own road so that no rule is
// broken where the ground leaves room. A beginning to change, not a proposal. Pure.
import type { Position } from '../../../contract/geometry.ts';
import type { Measure } from '../../../contract/measure.ts';
import { type ElementType, PlanElement } from '../../../contract/plan.ts';
import type { PlanGround } from '../../../contract/plan-ground.ts';
import { metresBetween, planeAt, type Xy } from '../../map/plan-plane.ts';
import { newElement } from './element-kinds.ts';
import { type RoadFrame, roadFrame } from './road-frame.ts';

type Site = {
  ground: PlanGround;
  /** Of the plan, then the other gates of the school. */
  gates: readonly Position[];
  gateWidthMetres: number;
};
type Part = {
  type: ElementType;
  geometry: PlanElement['geometry'];
  properties?: Record<string, unknown>;
  measure?: string;
};

/** Metres; our choice of common sizes. The law keeps 5 m beside gates and junctions free (Luật 36/2024/QH15 Đ. 18.4). */
const clearMetres = 5.5;
const sizes = {
  footpath: { reach: 30, width: 2 },
  rows: { length: 14, depth: 4 },
  bay: { length: 12, depth: 2.5 },
  queue: { length: 10, depth: 3 },
  zone: 60,
  hump: 28,
  sign: 1,
  apart: 8,
} as const;

/** Metres of a step along the road when looking how far it runs. */
const reachStep = 4;
/** Our choice: corners of a line that follows a road, few enough to be dragged by hand. */
const bendMetres = 20;

/** The elements of the model at a gate, each under an id of `newId`; none where no road is known. */
export function typicalElements(
  site: Site,
  measures: readonly Measure[],
  newId: () => string,
): PlanElement[] {
  const [gate] = site.gates;
  const frame = gate === undefined ? null : roadFrame(site.ground, gate);
  if (frame === null) return [];
  return partsOf(site, frame).map(({ type, geometry, properties = {}, measure }) => {
    const made = newElement(type, geometry, newId(), measures);
    return PlanElement.parse({
      ...made,
      measure: measure ?? made.measure,
      properties: { ...made.properties, ...properties },
    });
  });
}

function partsOf(site: Site, frame: RoadFrame): Part[] {
  const desk = deskOf(site, frame);
  return [
    ...beforeGate(desk),
    ...crossing(desk),
    ...footpath(desk),
    ...waiting(desk),
    ...slowing(desk),
    ...signs(desk),
  ];
}

/** What the parts are drawn with: shapes in metres of the frame, the lines that matter, and what is clear. */
function deskOf(site: Site, frame: RoadFrame) {
  const { road, place } = frame;
  const kerb = road.widthMetres / 2;
  return {
    frame,
    road,
    kerb,
    /** Where things stand: behind the footpath. */
    behind: kerb + sizes.footpath.width,
    /** Metres along that gate and law keep free on either side. */
    beside: site.gateWidthMetres / 2 + clearMetres,
    /** Metres along at which the zone of speed begins and ends: as far as the road runs. */
    zone: [-roadReach(site, place, -1), roadReach(site, place, 1)] as const,
    isFree: freeIn(site, place),
    point: (a: number, b: number): PlanElement['geometry'] => ({ type: 'Point', coordinates: place(a, b) }),
    line: (...points: [number, number][]): PlanElement['geometry'] => ({
      type: 'LineString',
      coordinates: points.map(([a, b]) => place(a, b)),
    }),
    area: (a: number, b: number, length: number, depth: number): PlanElement['geometry'] => ({
      type: 'Polygon',
      coordinates: [
        [place(a, b), place(a + length, b), place(a + length, b + depth), place(a, b + depth), place(a, b)],
      ],
    }),
  };
}

type Desk = ReturnType<typeof deskOf>;

/** Nobody stops before the gate; inside it the classes wait. */
function beforeGate({ frame, kerb, behind, beside, line, area }: Desk): Part[] {
  const { length, depth } = sizes.queue;
  const inside = Math.max(frame.gateMetres + 2, behind + 1);
  return [
    { type: 'no_stopping_line', geometry: line([-beside - 10, kerb], [beside + 10, kerb]) },
    { type: 'class_queue', geometry: area(-length / 2, inside, length, depth) },
  ];
}

/** As near to the gate as junctions allow, with a post on either side; a wide road gets a refuge. */
function crossing({ road, kerb, isFree, point, line, area }: Desk): Part[] {
  const at = [0, 6, -6, 12, -12, 18, -18].find((a) => isFree(a, 0, 2, 'junctions'));
  if (at === undefined) return [];
  const isWide = road.lanes > 2;
  const refuge: Part = { type: 'refuge', geometry: area(at - 3, -1, 6, 2), properties: { widthMetres: 2 } };
  return [
    {
      type: 'crossing',
      geometry: line([at, -kerb], [at, kerb]),
      properties: { lanes: isWide ? road.lanes : null },
      measure: isWide ? 'crossing_multilane' : 'crossing_two_lanes',
    },
    ...(isWide ? [refuge] : []),
    { type: 'team_post', geometry: point(at + 3, kerb + 0.7), properties: { team: 'red_flag' } },
    { type: 'team_post', geometry: point(at - 3, -kerb - 0.7), properties: { team: 'militia' } },
  ];
}

/** Along the kerb as far as no other road cuts it. */
function footpath({ kerb, isFree, line }: Desk): Part[] {
  const { reach, width } = sizes.footpath;
  const [west = 0, east = 0] = [-1, 1].map((side) => {
    let metres = 0;
    while (metres < reach && isFree(side * (metres + 2), kerb + 1, 0.5, 'roads')) metres += 2;
    return side * metres;
  });
  if (east - west < 8) return [];
  const properties = { widthMetres: width, isCleared: true };
  return [{ type: 'footpath', geometry: line([west, kerb + 1], [east, kerb + 1]), properties }];
}

/** Motorbikes wait on one side of the gate, cars on the other. */
function waiting(desk: Desk): Part[] {
  const places = [
    { type: 'motorbike_rows', side: 1, size: sizes.rows },
    { type: 'pick_up_bay', side: -1, size: sizes.bay },
  ] as const;
  return places.flatMap(({ type, side, size }) => {
    const from = standingPlace(desk, side, size);
    return from === null ? [] : [{ type, geometry: desk.area(from, desk.behind, size.length, size.depth) }];
  });
}

/** Where along the road something may stand that is clear of gates, junctions and other roads; null within 45 m of none. */
function standingPlace(
  { behind, beside, isFree }: Desk,
  side: 1 | -1,
  { length, depth }: { length: number; depth: number },
): number | null {
  for (let a = beside; a <= 45; a += 3) {
    const from = side === 1 ? a : -a - length;
    const isClear = [0, 0.5, 1].every((t) =>
      [0, 0.5, 1].every((u) => isFree(from + t * length, behind + u * depth, clearMetres, 'all')),
    );
    if (isClear) return from;
  }
  return null;
}

/** Humps on both sides where the road is none of the main ones, and the zone they make. */
function slowing({ road, kerb, zone: [from, to], isFree, line }: Desk): Part[] {
  const at = [-sizes.hump, sizes.hump].filter(
    (a) => !road.isMain && a >= from && a <= to && isFree(a, 0, 3, 'junctions'),
  );
  const isCalmed = at.length > 1;
  return [
    ...at.map((a): Part => ({ type: 'hump', geometry: line([a, -kerb], [a, kerb]) })),
    {
      type: 'speed_zone',
      geometry: line(...alongRoad(from, to)),
      properties: { speedKmh: road.isMain ? 40 : 30, isCalmed },
      measure: isCalmed ? 'zone30_physical' : 'school_hours_sign',
    },
  ];
}

/** Places on the middle line, near enough to each other to follow its bends. */
function alongRoad(from: number, to: number): [number, number][] {
  const count = Math.max(2, Math.round((to - from) / bendMetres));
  return Array.from({ length: count + 1 }, (_, i) => [from + ((to - from) * i) / count, 0]);
}

/** At both ends of the zone, to the right of who drives in. */
function signs({ frame, kerb, zone: [from, to], point }: Desk): Part[] {
  const beyond = kerb + sizes.sign;
  return ['P.127', 'W.225'].flatMap((code, i) => {
    const ends = [
      { geometry: point(from - i * sizes.apart, -beyond), facing: frame.bearing + 180 },
      { geometry: point(to + i * sizes.apart, beyond), facing: frame.bearing },
    ];
    return ends.map(({ geometry, facing }): Part => {
      return { type: 'sign', geometry, properties: { code, facingDegrees: Math.round(facing) % 360 } };
    });
  });
}

/** What a place must be clear of: junctions; carriageways; or both and the gates. */
type Clear = 'junctions' | 'roads' | 'all';

/** Whether a place of the frame is clear by `metres` of junctions and gates, and beside every carriageway. */
function freeIn({ ground, gates, gateWidthMetres }: Site, place: RoadFrame['place']) {
  const plane = planeAt(ground.anchor.coordinates);
  const roads = ground.roads.map(({ path, widthMetres }) => ({
    points: path.coordinates.map(plane.toPlane),
    half: widthMetres / 2,
  }));
  const junctions = ground.junctions.map(({ place: at, halfWidthMetres }) => ({
    at: plane.toPlane(at.coordinates),
    half: halfWidthMetres,
  }));
  const doors = gates.map(plane.toPlane);
  return (a: number, b: number, metres: number, clear: Clear): boolean => {
    const at = plane.toPlane(place(a, b));
    const isBeside = roads.every(({ points, half }) => metresToLine(points, at) >= half - 0.3);
    if (clear === 'roads') return isBeside;
    const isOff = junctions.every(({ at: junction, half }) => metresBetween(junction, at) >= half + metres);
    if (clear === 'junctions') return isOff;
    return (
      isBeside && isOff && doors.every((door) => metresBetween(door, at) >= gateWidthMetres / 2 + metres)
    );
  };
}

/** Metres along to one side that lie on a road; at most the half of a zone. */
function roadReach({ ground }: Site, place: RoadFrame['place'], side: number): number {
  const plane = planeAt(ground.anchor.coordinates);
  const roads = ground.roads.map(({ path, widthMetres }) => ({
    points: path.coordinates.map(plane.toPlane),
    half: widthMetres / 2,
  }));
  const isOn = (a: number): boolean => {
    const at = plane.toPlane(place(a, 0));
    return roads.some(({ points, half }) => metresToLine(points, at) <= half);
  };
  let metres = 0;
  while (metres < sizes.zone && isOn(side * (metres + reachStep))) metres += reachStep;
  return metres;
}

function metresToLine(points: readonly Xy[], [x, y]: Xy): number {
  return points.reduce((least, to, i) => {
    const from = points[i - 1];
    if (from === undefined) return least;
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const square = dx * dx + dy * dy;
    const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - from[0]) * dx + (y - from[1]) * dy) / square));
    return Math.min(least, Math.hypot(from[0] + t * dx - x, from[1] + t * dy - y));
  }, Number.POSITIVE_INFINITY);
}
