// The roads of the invented town: main roads from the ground plan, a warped old-town grid, grown
// lanes; then noded, so that two roads meet if and only if they share a vertex.
import { mulberry32 } from '../../server/network/random.ts';
import {
  type Draft,
  type Ground,
  growLane,
  isQuiet,
  type LaneStyle,
  laneStart,
  RoadIndex,
} from './growth.ts';
import { communeRings, mainRoads, quietCircles, river, SEED } from './layout.ts';
import {
  crossing,
  distance,
  headingOf,
  insideRing,
  lengthOf,
  nearestOnLine,
  simplify,
  smooth,
  step,
  type XY,
} from './plane.ts';
import { villages } from './sites.ts';

/** Ends of main roads this near an older main road are tied to it. */
const TIE_METRES = 70;

/** The main roads as smooth curves whose ends lie on the roads they meet. */
export function drawMainRoads(): Draft[] {
  const drawn: Draft[] = [];
  for (const road of mainRoads) {
    const controls = [...road.controls];
    for (const end of [0, controls.length - 1]) {
      let best: { metres: number; point: XY } | undefined;
      for (const older of drawn) {
        const near = nearestOnLine(older.points, controls[end]!);
        if (near.metres < TIE_METRES && (!best || near.metres < best.metres)) best = near;
      }
      if (best) controls[end] = best.point;
    }
    const { controls: _, ...facts } = road;
    drawn.push({ ...facts, points: simplify(smooth(controls, 22), 0.35) });
  }
  return drawn;
}

const GRID_CENTRE: XY = [1690, 150];
const GRID_TURN = (31 * Math.PI) / 180;
const LONG_STREETS = [-478, -352, -240, -92, 48, 148, 288, 402];
const CROSS_STREETS = [-830, -705, -540, -436, -290, -188, -20, 104, 262, 410, 520, 690];
/** The old town lies between QL.99, ĐT.699, the dike and the eastern ring; its streets stay inside. */
const OLD_TOWN: readonly XY[] = [
  [650, 330],
  [1150, 640],
  [1650, 1050],
  [2050, 920],
  [2520, 830],
  [2690, 250],
  [2520, -380],
  [2250, -900],
  [1800, -740],
  [1290, -610],
  [1230, -330],
  [1000, 20],
];
const TOWN_NAMES = [
  'Bàng Lăng',
  'Phượng Vĩ',
  'Hoa Sữa',
  'Chợ Cũ',
  'Bến Sỏi',
  'Lò Gốm',
  'Hàng Dừa',
  'Cây Me',
  'Giếng Nước',
  'Hoàng Lan',
  'Thanh Trà',
  'Bình Minh',
  'Hướng Dương',
  'Mai Vàng',
  'Sao Biển',
  'Đồng Tiền',
  'Hàng Muối',
  'Cửa Đông',
  'Hòa Lạc',
  'Ngọc Lan',
  'Rặng Trâm',
  'Bờ Kè',
  'Nhà Đèn',
  'Hàng Cau',
];

/** Old-town coordinates (along, across) to the town plane; the warp keeps the streets from being a chess board. */
function warp(u: number, v: number): XY {
  const along = u + 24 * Math.sin(v / 150 + 0.6) + 9 * Math.sin(v / 61 + u / 300);
  const across = v + 30 * Math.sin(u / 290 - 0.4) + 0.00012 * u * u + 7 * Math.sin(u / 83 + v / 120);
  return [
    GRID_CENTRE[0] + along * Math.cos(GRID_TURN) - across * Math.sin(GRID_TURN),
    GRID_CENTRE[1] + along * Math.sin(GRID_TURN) + across * Math.cos(GRID_TURN),
  ];
}

/** Walks from the middle of an old-town street outwards until a main road, and ends exactly on it. */
function walkUntilRoad(at: (t: number) => XY, until: number, mains: readonly Draft[]): XY[] {
  const points: XY[] = [];
  const direction = Math.sign(until);
  for (let t = direction * 12; Math.abs(t) <= Math.abs(until); t += direction * 12) {
    const a = at(t - direction * 12);
    const b = at(t);
    for (const main of mains) {
      for (let i = 1; i < main.points.length; i++) {
        const meet = crossing(a, b, main.points[i - 1]!, main.points[i]!);
        if (meet) return [...points, meet];
      }
    }
    points.push(b);
  }
  return points;
}

/** The old town: two families of curved streets, with gaps so that blocks differ. */
export function drawOldTown(mains: readonly Draft[], ground: Ground): Draft[] {
  const random = mulberry32(SEED + 1);
  const streets: Draft[] = [];
  const family = (count: number, at: (i: number, t: number) => XY, reach: number, prefix: string): void => {
    for (let i = 0; i < count; i++) {
      const name = `Đường ${TOWN_NAMES[streets.length % TOWN_NAMES.length]!}`;
      const centre = (random() - 0.5) * 200;
      const back = walkUntilRoad((t) => at(i, centre + t), -reach + random() * 240, mains);
      const forth = walkUntilRoad((t) => at(i, centre + t), reach - random() * 240, mains);
      const whole = [...back.reverse(), at(i, centre), ...forth];
      const kept: XY[][] = [[]];
      const gapAt = random() < 0.55 ? Math.floor(whole.length * (0.1 + random() * 0.65)) : -1;
      const gapSize = 8 + Math.floor(random() * 9);
      for (const [k, p] of whole.entries()) {
        const blocked =
          (k >= gapAt && k < gapAt + gapSize && gapAt >= 0) ||
          !insideRing(OLD_TOWN, p) ||
          isQuiet(ground, p) ||
          ground.plots.some((plot) => insideRing(plot, p)) ||
          nearestOnLine(river, p).metres < ground.riverClearanceMetres;
        if (blocked) kept.push([]);
        else kept[kept.length - 1]!.push(p);
      }
      for (const [part, points] of kept.entries()) {
        if (points.length < 4) continue;
        streets.push({
          id: `${prefix}${i}-${part}`,
          name,
          class: i % 4 === 1 ? 'urban_main' : 'commune',
          points: simplify(points, 0.35),
        });
      }
    }
  };
  family(LONG_STREETS.length, (i, t) => warp(t, LONG_STREETS[i]!), 1000, 'u');
  family(CROSS_STREETS.length, (i, t) => warp(CROSS_STREETS[i]!, t), 770, 'v');
  return streets;
}

const VILLAGE_LANE: LaneStyle = { minMetres: 60, maxMetres: 330, gapMetres: 26, join: 0.6, bend: 0.1 };
const TOWN_LANE: LaneStyle = { minMetres: 40, maxMetres: 130, gapMetres: 17, join: 0.55, bend: 0.16 };

/** Lanes of every settlement, in rounds so that later lanes branch from earlier ones. */
export function growLanes(index: RoadIndex, ground: Ground): void {
  const random = mulberry32(SEED + 2);
  for (const village of villages) {
    const inTown = village.name === 'Phố Cũ' || village.name === 'Bến Sỏi';
    const style = inTown ? TOWN_LANE : VILLAGE_LANE;
    const local = (draft: Draft): boolean => nearestOnLine(draft.points, village.at).metres < village.radius;
    const candidates = index.drafts.filter(local);
    let grown = 0;
    for (let attempt = 0; attempt < village.lanes * 60 && grown < village.lanes; attempt++) {
      const parent = candidates[Math.floor(random() ** 1.25 * candidates.length)]!;
      const along = random() * lengthOf(parent.points);
      if (parent.class === 'national' && random() < 0.6) continue;
      const start = laneStart(index, ground, parent, along, random);
      if (!start || distance(start.from, village.at) > village.radius * (0.55 + 0.45 * random())) continue;
      const points = growLane(index, ground, parent, start.from, start.heading, style, random);
      if (!points) continue;
      grown++;
      index.junctions.push(start.from);
      const isLane = parent.class === 'lane' || parent.class === 'path';
      const long = lengthOf(points) > 150;
      const group = inTown ? (parent.name ?? '').replace('Đường ', '') : village.name;
      const lane: Draft = {
        id: `l${index.drafts.length}`,
        class: isLane && !long && random() < 0.35 ? 'path' : long && !inTown ? 'hamlet' : 'lane',
        ...(random() < 0.8 && group !== '' && !group.startsWith('Kiệt')
          ? { name: `${inTown ? 'Kiệt' : 'Ngõ'} ${1 + Math.floor(random() * 120)} ${group}` }
          : {}),
        points: simplify(points, 0.5),
      };
      index.add(lane);
      candidates.push(lane);
    }
  }
}

/** Old-town dead ends a few metres before a street are led on to it, as a builder would. */
export function closeSmallGaps(streets: readonly Draft[], mains: readonly Draft[]): Draft[] {
  return streets.map((street) => {
    const points = [...street.points];
    for (const end of ['first', 'last'] as const) {
      const tip = end === 'first' ? points[0]! : points[points.length - 1]!;
      const before = end === 'first' ? points[1]! : points[points.length - 2]!;
      const ahead = step(tip, headingOf(before, tip), 38);
      for (const other of [...mains, ...streets]) {
        if (other === street || nearestOnLine(other.points, tip).metres < 0.5) continue;
        for (let i = 1; i < other.points.length; i++) {
          const meet = crossing(tip, ahead, other.points[i - 1]!, other.points[i]!);
          if (!meet || distance(tip, meet) < 1) continue;
          if (end === 'first') points.unshift(meet);
          else points.push(meet);
          return { ...street, points };
        }
      }
    }
    return { ...street, points };
  });
}

/** What the ground allows, before lanes are grown. */
export function groundWith(plots: readonly (readonly XY[])[]): Ground {
  return { outline: communeRings.province, river, riverClearanceMetres: 58, plots, quiet: quietCircles };
}

export { RoadIndex };
