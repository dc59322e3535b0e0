// The hand-made ground plan of the invented town: outline, commune border, river, main roads,
// villages and school sites, in metres. Everything else is grown from it, so the look and the
// planted answers are decided here and nowhere else.
import { mulberry32 } from '../../server/network/random.ts';
import { distance, headingOf, type Line, path, smooth, step, type XY } from './plane.ts';

/** Last day of the data; every known answer is as of this day. */
export const AS_OF = '2026-10-31';
export const SEED = 99_699;

/**
 * A line with believable small bends: the middle of every piece moves sideways, again and again
 * (midpoint displacement, Fournier et al. 1982), until pieces are shorter than 70 m. Controls stay.
 */
function roughen(controls: Line, roughness: number, seed: number): XY[] {
  const random = mulberry32(seed);
  let line: XY[] = [...controls];
  while (line.some((p, i) => i > 0 && distance(line[i - 1]!, p) > 70)) {
    const next: XY[] = [line[0]!];
    for (let i = 1; i < line.length; i++) {
      const a = line[i - 1]!;
      const b = line[i]!;
      const metres = distance(a, b);
      const shift = (random() * 2 - 1) * roughness * metres;
      const middle: XY = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
      if (metres > 70) next.push(step(middle, headingOf(a, b) + Math.PI / 2, shift));
      next.push(b);
    }
    line = next;
  }
  return line;
}

const NORTH_CORNER: XY = [100, 2300];
const SOUTH_CORNER: XY = [500, -2600];
const EAST_OUTLINE: Line = [
  NORTH_CORNER,
  ...path(
    '900,2620 1700,2450 2500,2600 3000,2050 2800,1300 3080,500 2850,-300 3100,-1100 2700,-1900 2000,-2350 1300,-2150',
  ),
  SOUTH_CORNER,
];
const WEST_OUTLINE: Line = [
  SOUTH_CORNER,
  ...path(
    '-300,-2350 -1100,-2600 -1900,-2300 -2600,-2450 -3050,-1700 -2800,-900 -3100,-100 -2850,800 -2950,1750 -2300,2350 -1500,2250 -700,2550',
  ),
  NORTH_CORNER,
];
const BORDER: Line = [
  NORTH_CORNER,
  ...path(
    '250,1900 -60,1500 -130,1100 60,640 330,330 400,60 260,-350 330,-840 620,-1250 430,-1750 760,-2150',
  ),
  SOUTH_CORNER,
];

/** West and east parts of the outline and the commune border; each starts where the one before ends. */
export const eastOutline = roughen(EAST_OUTLINE, 0.17, 11);
export const westOutline = roughen(WEST_OUTLINE, 0.17, 12);
/** From the northern to the southern corner of the outline. */
export const border = roughen(BORDER, 0.13, 13);

export const communeRings = {
  /** Xã An Bình, west of the border. */
  west: [...border, ...westOutline.slice(1, -1), border[0]!],
  /** Phường Hòa Lạc, east of the border. */
  east: [...eastOutline, ...[...border].reverse().slice(1)],
  province: [...eastOutline, ...westOutline.slice(1)],
} as const;

export const RIVER_HALF_WIDTH_METRES = 36;
export const river = smooth(
  path(
    '-3400,-150 -2700,100 -2000,-100 -1350,-250 -750,-80 -300,-300 50,-700 600,-880 1200,-700 1800,-820 2400,-1150 3400,-1050',
  ),
  30,
);

export interface MainRoad {
  readonly id: string;
  readonly name?: string;
  readonly ref?: string;
  readonly class: 'national' | 'provincial' | 'urban_main' | 'commune' | 'hamlet' | 'path';
  readonly controls: Line;
}

/** Order matters: ends of later roads are tied to the earlier ones. */
export const mainRoads: readonly MainRoad[] = [
  {
    id: 'ql99',
    ref: 'QL.99',
    name: 'Quốc lộ 99',
    class: 'national',
    controls: path(
      '-3060,-1960 -2600,-1780 -1900,-1480 -1250,-1180 -650,-780 -150,-330 250,20 650,330 1150,640 1650,1050 2150,1500 2600,1850 3150,2150',
    ),
  },
  {
    id: 'dt699',
    ref: 'ĐT.699',
    name: 'Đường tỉnh 699',
    class: 'provincial',
    controls: path(
      '-3150,1550 -2600,1420 -1900,1150 -1200,980 -500,860 50,640 650,330 1000,20 1230,-330 1380,-720 1500,-1150 1800,-1650 2050,-2150 2130,-2480',
    ),
  },
  {
    id: 'dx1',
    name: 'Đường xã Bãi Sim',
    class: 'commune',
    controls: path('-1900,1150 -2080,760 -2250,370 -1850,230 -1400,90 -1000,190 -480,380 -120,735'),
  },
  {
    id: 'dx2',
    name: 'Đường xã Gò Trám',
    class: 'commune',
    controls: path(
      '-1350,1010 -1130,1500 -900,1950 -400,2180 100,2030 700,2080 1400,1960 1850,1660 2150,1500',
    ),
  },
  {
    id: 'dx3',
    name: 'Đường xã Đồng Quao',
    class: 'commune',
    controls: path('-500,860 -270,1180 -330,1640 -640,1830 -900,1950'),
  },
  {
    id: 'dx4',
    name: 'Đường xã Cầu Ván',
    class: 'commune',
    controls: path(
      '-2150,-1585 -2080,-1920 -1350,-2130 -620,-1900 -60,-1650 560,-1530 1150,-1580 1640,-1400',
    ),
  },
  {
    id: 'dx5',
    name: 'Đường thôn Rừng Dừa',
    class: 'hamlet',
    controls: path('-1000,-1020 -1350,-720 -2000,-620 -2560,-1000 -2700,-1820'),
  },
  {
    id: 'dx6',
    name: 'Đường thôn Lò Gạch',
    class: 'hamlet',
    controls: path('-650,-780 -420,-1250 -620,-1900'),
  },
  {
    id: 'dx7',
    name: 'Đường Bờ Sông',
    class: 'commune',
    controls: path('1650,1050 2050,920 2520,830 2690,250 2520,-380 2250,-900'),
  },
  {
    id: 'dx8',
    name: 'Đường Xóm Lưới',
    class: 'commune',
    controls: path('1150,640 960,1080 1130,1560 1400,1960'),
  },
  {
    id: 'dx9',
    name: 'Đường thôn Cồn Tre',
    class: 'hamlet',
    controls: path('1800,-1650 2250,-1530 2720,-1430'),
  },
  {
    id: 'dx10',
    name: 'Đường thôn Gò Me',
    class: 'hamlet',
    controls: path('-1350,-2130 -1600,-1820 -1380,-1560 -1290,-1200'),
  },
  {
    id: 'de',
    name: 'Đường Đê Bắc',
    class: 'hamlet',
    controls: path('-1000,190 -720,5 -240,-210 110,-610 600,-795 1200,-615 1800,-735 2250,-900'),
  },
  {
    id: 'dx11',
    name: 'Đường Bến Sỏi',
    class: 'commune',
    controls: path('330,510 330,300 170,130 60,-150'),
  },
  {
    id: 'dx12',
    name: 'Đường Hàng Dương',
    class: 'commune',
    controls: path('930,500 760,760 470,850 330,700 270,545'),
  },
  {
    id: 'dx13',
    name: 'Đường thôn Bãi Sim',
    class: 'hamlet',
    controls: path('-2250,370 -2420,430 -2500,600 -2380,760 -2130,690'),
  },
  {
    id: 'dx14',
    name: 'Đường Hòa Bình',
    class: 'commune',
    controls: path('-270,1180 -90,1150 170,1040 480,1060 720,1020 960,1080'),
  },
  {
    id: 'p1',
    class: 'path',
    controls: path('-2560,-1000 -2360,-700 -2300,-420 -1900,-330 -1350,-720'),
  },
  {
    id: 'p2',
    class: 'path',
    controls: path('-2080,760 -2480,900 -2650,1410'),
  },
  {
    id: 'p3',
    class: 'path',
    controls: path('-1400,90 -1330,480 -1500,760 -1450,1045'),
  },
  {
    id: 'p4',
    class: 'path',
    controls: path('-420,-1250 -40,-1180 210,-1380 560,-1530'),
  },
  {
    id: 'p5',
    class: 'path',
    controls: path('2520,830 2500,1200 2290,1600'),
  },
  {
    id: 'p6',
    class: 'path',
    controls: path('100,2030 280,1560 560,1300 960,1080'),
  },
  {
    id: 'p7',
    class: 'path',
    controls: path('1150,-1580 1020,-1900 1380,-2010 1960,-1980'),
  },
];

/** Pairs of main roads that cross on different levels: the bridges pass over the dike road. */
export const overpasses: readonly (readonly [string, string])[] = [
  ['ql99', 'de'],
  ['dt699', 'de'],
];

/** Circles where no lane may start or end, so that the planted accidents have an undisputed place. */
export const quietCircles: readonly { readonly at: XY; readonly radius: number }[] = [
  { at: [650, 330], radius: 140 }, // main crossing
  { at: [-1640, -1358], radius: 160 }, // gate of the worst school
  { at: [2690, 1900], radius: 340 }, // QL.99 between junctions
  { at: [-500, 860], radius: 125 }, // junction that is one accident short
  { at: [50, 640], radius: 130 }, // commune border on ĐT.699
];
