// Five years of invented accidents: the planted groups, and a believable scatter around them that
// is kept from forming any further group.
import type { AgeBand, VictimMode } from '../../contract/codes.ts';
import { mulberry32 } from '../../server/network/random.ts';
import { kmAddress } from './km-posts.ts';
import { AS_OF, communeRings, SEED } from './layout.ts';
import { type Network, nearestRoad, type Road } from './network.ts';
import { distance, insideRing, lengthOf, pointAlong, step, toLonLat, toMetres, type XY } from './plane.ts';
import { plantedAccidents } from './planted.ts';
import { villages } from './sites.ts';

export type Injury = 'F' | 'S' | 'L' | 'P';

export interface Accident {
  readonly key: string;
  readonly group: string;
  readonly on: string;
  readonly time?: string;
  readonly precision: 'minute' | 'hour' | 'day';
  readonly at?: XY;
  readonly quality: 'exact' | 'street' | 'area';
  readonly casualties: readonly Injury[];
  readonly damageVnd: number;
  readonly class: 'very_serious' | 'serious' | 'less_serious' | 'collision';
  readonly provisional: boolean;
  readonly pupil: 'yes' | 'no' | 'unknown';
  readonly mode: VictimMode;
  readonly age: AgeBand;
  readonly road?: Road;
  readonly address: string;
  /** Only where no point says it. */
  readonly unitId?: string;
}

const FIRST_DAY = '2021-11-01';
const DAYS = 1826;
const TOTAL = 420;
const IN_AREA_ONLY = 6;
const WITHOUT_PLACE = 8;
/** Wider than any hotspot window of the product, so that scatter never joins into a group. */
const CLEAR_OF_LEGAL_METRES = 430;
const CLEAR_OF_DBSCAN_METRES = 165;

type Unnumbered = Omit<Accident, 'key'>;

const dayAfter = (first: string, days: number): string =>
  new Date(Date.parse(`${first}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** One of the options by weight. */
function pick<T>(random: () => number, options: readonly (readonly [T, number])[]): T {
  let left = random() * options.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of options) {
    left -= weight;
    if (left <= 0) return value;
  }
  return options[options.length - 1]![0];
}

const isCasualty = (accident: Unnumbered): boolean => !accident.casualties.includes('P');
const isFatal = (accident: Unnumbered): boolean => accident.casualties.includes('F');
/** The 12 and 36 months to the as-of day; a day exactly that long ago is out. */
export const isLastYear = (on: string): boolean => on > `${Number(AS_OF.slice(0, 4)) - 1}${AS_OF.slice(4)}`;
export const isLastThreeYears = (on: string): boolean =>
  on > `${Number(AS_OF.slice(0, 4)) - 3}${AS_OF.slice(4)}`;

/** Share of traffic by class: thousand motor vehicles a day, our choice for a small town. */
const TRAFFIC: Record<string, number> = {
  national: 8,
  provincial: 4,
  urban_main: 5,
  commune: 1.2,
  hamlet: 0.6,
  lane: 0.3,
  path: 0.03,
};

const MODES: readonly (readonly [VictimMode, number])[] = [
  ['motorcycle', 62],
  ['moped', 8],
  ['electric_bicycle', 8],
  ['bicycle', 6],
  ['walking', 9],
  ['car', 3],
  ['truck', 2],
  ['other', 2],
];
const PUPIL_MODES: readonly (readonly [VictimMode, number])[] = [
  ['motorcycle', 30],
  ['electric_bicycle', 30],
  ['bicycle', 22],
  ['walking', 14],
  ['moped', 4],
];
const OUTCOMES: readonly (readonly [readonly Injury[], number])[] = [
  [['F'], 4],
  [['F', 'S'], 1],
  [['S'], 18],
  [['S', 'L'], 6],
  [['L'], 38],
  [['L', 'L'], 8],
  [['P'], 25],
];
const PUPIL_AGES: readonly (readonly [AgeBand, number])[] = [
  ['6_10', 25],
  ['11_14', 35],
  ['15_17', 40],
];

/** Hour of the day, most in the two peaks. */
function clock(random: () => number): { time: string; peak: boolean } {
  const [from, to] = pick(random, [
    [[6.4, 7.7], 26],
    [[16, 17.9], 30],
    [[10.6, 11.7], 11],
    [[13, 13.7], 5],
    [[18, 22], 20],
    [[7.7, 16], 12],
    [[22, 24], 3],
    [[0, 6.4], 4],
  ] satisfies [readonly [number, number], number][]);
  const minutes = Math.floor((from + (to - from) * random()) * 60);
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return { time, peak: to <= 18 && from !== 7.7 && from !== 0 };
}

/** TT 26/2024/TT-BCA, art. 5, from what is known at once; the injury share comes weeks later. */
function classOf(casualties: readonly Injury[], damageVnd: number, grave: boolean): Accident['class'] {
  const deaths = casualties.filter((each) => each === 'F').length;
  if (deaths >= 2) return 'very_serious';
  if (deaths === 1 || grave) return 'serious';
  return casualties.includes('S') || damageVnd >= 10_000_000 ? 'less_serious' : 'collision';
}

function addressOf(at: XY, road: Road, random: () => number): string {
  const unit = insideRing(communeRings.west, at) ? 'xã An Bình' : 'phường Hòa Lạc';
  if (road.ref === 'QL.99') return `${kmAddress(at)} QL.99, ${unit}`;
  const place = villages.reduce((best, each) =>
    distance(each.at, at) < distance(best.at, at) ? each : best,
  ).name;
  const where = road.ref ?? road.name ?? 'Đường thôn';
  return random() < 0.4
    ? `Trước số nhà ${1 + Math.floor(random() * 180)}, ${where}, ${place}, ${unit}`
    : `${where}, ${place}, ${unit}`;
}

/** Facts that follow from what happened, drawn the same way for planted and scattered accidents. */
function facts(
  casualties: readonly Injury[],
  on: string,
  random: () => number,
): Pick<Accident, 'damageVnd' | 'class' | 'provisional'> {
  const base = casualties.includes('P') ? 2 + random() ** 3 * 60 : 1 + random() ** 2 * 25;
  const damageVnd = Math.round(base * 10) * 100_000;
  const grave = casualties.includes('S') && random() < 0.2;
  return {
    damageVnd,
    class: classOf(casualties, damageVnd, grave),
    provisional: on > '2026-08-15' && !casualties.includes('F'),
  };
}

/** Whether a scattered accident may lie here: it must not make, join or nearly make a planted or a new group. */
function fits(candidate: Unnumbered, others: readonly Unnumbered[]): boolean {
  const at = candidate.at;
  if (!at || !isCasualty(candidate) || !isLastThreeYears(candidate.on)) return true;
  const casualties = others.filter(
    (other) => other.at !== undefined && isCasualty(other) && isLastThreeYears(other.on),
  );
  const within = (metres: number, from: XY): Unnumbered[] =>
    casualties.filter((other) => other.at !== undefined && distance(other.at, from) < metres);
  const close = within(CLEAR_OF_DBSCAN_METRES, at);
  if (close.some((other) => other.group !== 'scatter') || close.length > 1) return false;
  if (!isLastYear(candidate.on)) return true;
  const near = within(CLEAR_OF_LEGAL_METRES, at).filter((other) => isLastYear(other.on));
  if (near.some((other) => other.group !== 'scatter' || isFatal(other)) || near.length > 1) return false;
  if (isFatal(candidate)) return near.length === 0;
  return near.every(
    (other) => within(CLEAR_OF_LEGAL_METRES, other.at!).filter((third) => isLastYear(third.on)).length === 1,
  );
}

function scatterOne(
  network: Network,
  lengths: readonly (readonly [Road, number])[],
  random: () => number,
): Unnumbered | undefined {
  const road = pick(random, lengths);
  const { point, heading } = pointAlong(road.points, random() * lengthOf(road.points));
  const street = random() < 0.09;
  const spot = street
    ? pointAlong(road.points, lengthOf(road.points) / 2).point
    : step(point, heading + Math.PI / 2, (random() - 0.5) * 5);
  if (!insideRing(communeRings.province, spot)) return undefined;
  const at = toMetres(toLonLat(spot));
  const on = dayAfter(FIRST_DAY, Math.floor(random() * DAYS));
  const { time, peak } = clock(random);
  const month = Number(on.slice(5, 7));
  const pupilChance = peak && month !== 6 && month !== 7 && month !== 8 ? 0.15 : 0.03;
  const pupil = random() < pupilChance ? 'yes' : random() < 0.13 ? 'unknown' : 'no';
  const casualties = pick(random, pupil === 'yes' ? OUTCOMES.slice(2) : OUTCOMES);
  const precision = random() < 0.86 ? 'minute' : random() < 0.7 ? 'hour' : 'day';
  return {
    group: 'scatter',
    on,
    precision,
    ...(precision === 'day' ? {} : { time: precision === 'hour' ? `${time.slice(0, 2)}:00` : time }),
    at,
    quality: street ? 'street' : 'exact',
    casualties,
    ...facts(casualties, on, random),
    pupil,
    // Damage only means a vehicle: nobody is damaged on foot.
    mode: pick(
      random,
      casualties.includes('P')
        ? MODES.filter(([mode]) => mode !== 'walking')
        : pupil === 'yes'
          ? PUPIL_MODES
          : MODES,
    ),
    age: pupil === 'yes' ? pick(random, PUPIL_AGES) : random() < 0.94 ? '18_over' : '15_17',
    road,
    address: addressOf(at, nearestRoad(network.roads, at).road, random),
  };
}

/** The point a clerk gives when only the commune is known: one and the same for all of them. */
const CLERKS_POINT: XY = [-1240, 330];
const VAGUE = [
  'Đường liên thôn, chưa rõ vị trí',
  'Gần chợ, không ghi số nhà',
  'Đoạn qua cánh đồng, không có cột Km',
  'Đường bờ mương',
];

/** Accidents whose place is only a commune, or only written. */
function vagueAccidents(random: () => number): Unnumbered[] {
  const out: Unnumbered[] = [];
  for (let i = 0; i < IN_AREA_ONLY + WITHOUT_PLACE; i++) {
    const inArea = i < IN_AREA_ONLY;
    const on = inArea
      ? `2026-0${2 + i}-0${3 + i}`
      : dayAfter(FIRST_DAY, Math.floor(((i - IN_AREA_ONLY + 0.5) / WITHOUT_PLACE) * DAYS));
    const casualties: readonly Injury[] = i % 5 === 4 ? ['S'] : ['L'];
    const west = inArea || i % 2 === 0;
    const legacy = !inArea && west && on < '2025-07-01';
    out.push({
      group: inArea ? 'area_point' : 'no_place',
      on,
      precision: inArea ? 'hour' : 'day',
      ...(inArea
        ? { time: `${String(7 + i * 2).padStart(2, '0')}:00`, at: toMetres(toLonLat(CLERKS_POINT)) }
        : {}),
      quality: 'area',
      casualties,
      ...facts(casualties, on, random),
      pupil: i % 3 === 0 ? 'unknown' : 'no',
      mode: 'motorcycle',
      age: '18_over',
      address: `${VAGUE[i % VAGUE.length]!}, ${west ? 'xã An Bình' : 'phường Hòa Lạc'}`,
      unitId: legacy ? 'ZZ-01-B' : west ? 'ZZ-01' : 'ZZ-02',
    });
  }
  return out;
}

/** All accidents in the order of their day and time, numbered per year ("HS-2026-0007"). */
export function drawAccidents(network: Network): Accident[] {
  const random = mulberry32(SEED + 7);
  const all: Unnumbered[] = plantedAccidents(network).map((plant): Unnumbered => {
    const at = toMetres(toLonLat(plant.at));
    const { road } = nearestRoad(network.roads, at);
    const casualties = [...plant.outcome].map(
      (letter): Injury => (letter === 'F' || letter === 'S' || letter === 'P' ? letter : 'L'),
    );
    return {
      ...plant,
      at,
      precision: 'minute',
      casualties,
      ...facts(casualties, plant.on, random),
      road,
      address: addressOf(at, road, random),
    };
  });
  all.push(...vagueAccidents(random));
  const lengths = network.roads.map((road) => [road, lengthOf(road.points) * TRAFFIC[road.class]!] as const);
  for (let attempt = 0; all.length < TOTAL; attempt++) {
    if (attempt > TOTAL * 60) throw new Error('the town has no room for so many scattered accidents');
    const candidate = scatterOne(network, lengths, random);
    if (candidate && fits(candidate, all)) all.push(candidate);
  }
  const order = (accident: Unnumbered): string =>
    `${accident.on} ${accident.time ?? '99'} ${accident.address}`;
  all.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const perYear = new Map<string, number>();
  return all.map((accident) => {
    const year = accident.on.slice(0, 4);
    const number = (perYear.get(year) ?? 0) + 1;
    perYear.set(year, number);
    return { ...accident, key: `HS-${year}-${String(number).padStart(4, '0')}` };
  });
}
