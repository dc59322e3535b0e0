// What people would have seen in the town: survey answers, sightings of illegal spots and findings,
// by how well each school is surveyed.
import type {
  FindingOwner,
  FindingState,
  ObservationCode,
  SpotKind,
  SpotState,
} from '../../contract/codes.ts';
import { mulberry32 } from '../../server/network/random.ts';
import { quietCircles, SEED } from './layout.ts';
import { type Network, nearestRoad } from './network.ts';
import { headingOf, lengthOf, pointAlong, step, type XY } from './plane.ts';
import { MARKET_CORNER } from './planted.ts';
import type { Route } from './routes.ts';
import type { SchoolSite } from './sites.ts';

export interface Observation {
  readonly key: string;
  readonly schoolKey: string;
  readonly gateKey?: string;
  readonly routeKey?: string;
  readonly fromMetres?: number;
  readonly toMetres?: number;
  readonly code: ObservationCode;
  readonly value?: number;
  readonly on: string;
}

type Answer = readonly [ObservationCode, number?];

const CALM_GATE: readonly Answer[] = [
  ['speed', 24],
  ['crossing_raised'],
  ['footpath_ok'],
  ['sight_ok'],
  ['lighting_ok'],
  ['dropoff_types', 0],
  ['keeping_spots', 0],
];
const WORST_GATE: readonly Answer[] = [
  ['speed', 60],
  ['crossing_none'],
  ['footpath_none'],
  ['sight_poor'],
  ['lighting_none'],
  ['dropoff_types', 3],
  ['keeping_spots', 3],
];
const PLAIN_GATE: readonly Answer[] = [
  ['speed', 37],
  ['crossing_marked'],
  ['footpath_blocked'],
  ['sight_ok'],
  ['lighting_ok'],
  ['dropoff_types', 1],
];
const OLD_GATE: readonly Answer[] = [['speed', 41], ['crossing_none'], ['footpath_none'], ['sight_ok']];

const SURVEY_DAYS: Record<SchoolSite['survey'], readonly string[]> = {
  well: ['2026-09-14', '2026-10-06'],
  partly: ['2026-03-10', '2026-05-19'],
  old: ['2022-10-11', '2023-04-18'],
  never: [],
};

/** Operating speed believed for a class, km/h. */
const SPEEDS: Record<string, number> = {
  national: 58,
  provincial: 48,
  urban_main: 38,
  commune: 36,
  hamlet: 28,
  lane: 20,
  path: 12,
};
const STRETCH_METRES = 260;

function stretchAnswers(site: SchoolSite, roadClass: string, random: () => number): Answer[] {
  const calm = site.key === 'MN-HOASIM';
  const speed = Math.round((SPEEDS[roadClass] ?? 25) * (calm ? 0.85 : 0.92 + 0.16 * random()));
  const big = roadClass === 'national' || roadClass === 'provincial';
  const footpath: ObservationCode = calm
    ? 'footpath_ok'
    : big
      ? 'footpath_none'
      : random() < 0.5
        ? 'footpath_ok'
        : 'footpath_blocked';
  const surface: ObservationCode =
    calm || random() < 0.6 ? 'surface_good' : random() < 0.7 ? 'surface_medium' : 'surface_poor';
  return [
    ['speed', speed],
    [footpath],
    [surface],
    [calm || random() < 0.65 ? 'lighting_ok' : 'lighting_none'],
  ];
}

/** Survey answers for gates and for stretches of routes. */
export function drawObservations(network: Network, routes: readonly Route[]): Observation[] {
  const out: Observation[] = [];
  const random = mulberry32(SEED + 9);
  for (const { site, gates } of network.grounds) {
    const days = SURVEY_DAYS[site.survey];
    if (days.length === 0) continue;
    const push = (facts: Omit<Observation, 'key' | 'schoolKey'>): void => {
      out.push({ key: `QS-${String(out.length + 1).padStart(4, '0')}`, schoolKey: site.key, ...facts });
    };
    const ask = (
      facts: Pick<Observation, 'gateKey' | 'routeKey' | 'fromMetres' | 'toMetres'>,
      on: string,
      answers: readonly Answer[],
    ): void => {
      for (const [code, value] of answers)
        push({ ...facts, code, ...(value === undefined ? {} : { value }), on });
    };
    const main =
      site.key === 'MN-HOASIM'
        ? CALM_GATE
        : site.key === 'TH-CAUVAN'
          ? WORST_GATE
          : site.survey === 'old'
            ? OLD_GATE
            : PLAIN_GATE;
    for (const [i, gate] of gates.entries()) {
      if (i > 0 && site.survey !== 'well') break;
      ask({ gateKey: gate.key }, days[i % days.length]!, main);
    }
    const own = routes.filter((route) => route.schoolKey === site.key);
    const surveyed = site.survey === 'partly' ? own.slice(0, Math.ceil(own.length / 2)) : own;
    for (const [i, route] of surveyed.entries()) {
      const length = Math.floor(lengthOf(route.points));
      const pieces = Math.max(1, Math.round(length / STRETCH_METRES));
      for (let k = 0; k < pieces; k++) {
        const fromMetres = Math.round((length * k) / pieces);
        const toMetres = Math.round((length * (k + 1)) / pieces);
        const middle = pointAlong(route.points, (fromMetres + toMetres) / 2).point;
        const { road } = nearestRoad(network.roads, middle);
        ask(
          { routeKey: route.key, fromMetres, toMetres },
          days[i % days.length]!,
          stretchAnswers(site, road.class, random),
        );
      }
    }
  }
  return out;
}

export interface Spot {
  readonly key: string;
  readonly place: number;
  readonly kind: SpotKind;
  readonly at: XY;
  readonly schoolKey?: string;
  readonly on: string;
  readonly time: string;
  readonly minutesWatched: number;
  readonly minutesSeen: number;
  readonly vehicles: number;
  readonly state: SpotState;
  readonly note: string;
}

/** School (or none), metres along the road from its main gate, kind, number of sightings, last state. */
const SPOT_PLACES: readonly (readonly [string | undefined, number, SpotKind, number, SpotState])[] = [
  ['TH-CAUVAN', 22, 'stopping_parking', 6, 'open'],
  ['TH-CAUVAN', -85, 'vehicle_keeping', 4, 'open'],
  ['TH-CAUVAN', 120, 'vehicle_keeping', 3, 'open'],
  ['TH-CAUVAN', -190, 'vehicle_keeping', 3, 'open'],
  ['TH-BENSOI', 18, 'stopping_parking', 4, 'open'],
  ['TH-BENSOI', -40, 'encroachment', 3, 'returned'],
  ['THPT-BANGLANG', 60, 'vehicle_keeping', 3, 'open'],
  ['THPT-BANGLANG', -70, 'vehicle_keeping', 2, 'handled'],
  ['THCS-DONGQUAO', 25, 'stopping_parking', 2, 'open'],
  ['THCS-ANBINH', -30, 'encroachment', 2, 'handled'],
  ['MN-NANGMAI', 12, 'stopping_parking', 2, 'open'],
  ['LC-GOTRAM', 35, 'encroachment', 2, 'handled'],
  [undefined, 0, 'encroachment', 2, 'open'],
  [undefined, 1, 'stopping_parking', 2, 'returned'],
];
const SPOT_NOTES: Record<SpotKind, string> = {
  stopping_parking: 'Xe dừng hai hàng khi đón trẻ',
  vehicle_keeping: 'Nhà dân nhận giữ xe của học sinh',
  encroachment: 'Hàng quán chiếm lề đường',
};

/** Forty sightings at fourteen places. */
export function drawSpots(network: Network): Spot[] {
  const random = mulberry32(SEED + 11);
  const out: Spot[] = [];
  for (const [place, [schoolKey, metres, kind, sightings, lastState]] of SPOT_PLACES.entries()) {
    const ground = network.grounds.find((each) => each.site.key === schoolKey);
    const from = ground
      ? ground.gates[0]!.at
      : metres === 0
        ? MARKET_CORNER
        : step(quietCircles[0]!.at, 0.6, 70);
    const near = nearestRoad(
      network.roads,
      from,
      ground ? nearestRoad(network.roads, from).road.group : undefined,
    );
    const heading = headingOf(near.road.points[near.segment]!, near.road.points[near.segment + 1]!);
    for (let k = 0; k < sightings; k++) {
      const at = step(
        step(near.point, heading, metres + (random() - 0.5) * 6),
        heading + Math.PI / 2,
        4 + random() * 2,
      );
      const daysBack = 6 + (sightings - 1 - k) * 23 + Math.floor(random() * 9);
      const on = new Date(Date.UTC(2026, 9, 31 - daysBack)).toISOString().slice(0, 10);
      const watched = kind === 'encroachment' ? 20 : 30 + 10 * Math.floor(random() * 3);
      out.push({
        key: `DD-${String(place + 1).padStart(2, '0')}-${k + 1}`,
        place,
        kind,
        at,
        ...(schoolKey ? { schoolKey } : {}),
        on,
        time:
          random() < 0.5 ? `06:${35 + Math.floor(random() * 20)}` : `16:${30 + Math.floor(random() * 25)}`,
        minutesWatched: watched,
        minutesSeen: Math.round(watched * (0.3 + 0.5 * random())),
        vehicles:
          kind === 'encroachment' ? 0 : 3 + Math.floor(random() * (kind === 'vehicle_keeping' ? 30 : 12)),
        state: k === sightings - 1 ? lastState : lastState === 'open' ? 'open' : 'handled',
        note: SPOT_NOTES[kind],
      });
    }
  }
  return out;
}

export interface Finding {
  readonly key: string;
  readonly schoolKey: string;
  readonly gateKey?: string;
  readonly routeKey?: string;
  readonly reasonCode: string;
  readonly description: string;
  readonly at: XY;
  readonly owner: FindingOwner;
  readonly measureCode?: string;
  readonly state: FindingState;
  readonly foundOn: string;
  readonly dueOn?: string;
  readonly recommendationNumber?: string;
  readonly recommendedOn?: string;
}

const REASONS: Record<string, readonly [text: string, owner: FindingOwner, measure: string]> = {
  crossing_none: ['Không có vạch sang đường trước cổng', 'road_authority', 'crossing_raised'],
  speed: ['Xe chạy nhanh qua khu vực trường', 'road_authority', 'zone_30'],
  sight_poor: ['Cây và biển quảng cáo che khuất tầm nhìn', 'commune', 'clear_sight'],
  footpath_blocked: ['Hàng quán chiếm hết lề đi bộ', 'commune', 'footpath_cleared'],
  footpath_none: ['Không có lề đi bộ, học sinh đi dưới lòng đường', 'road_authority', 'footpath'],
  lighting_none: ['Đoạn đường không có đèn', 'commune', 'lighting'],
  dropoff_types: ['Phụ huynh dừng xe hai hàng khi đón trẻ', 'school', 'no_stopping_zone'],
  keeping_spots: ['Điểm giữ xe trái phép gần trường', 'police', 'keeping_closed'],
  surface_poor: ['Mặt đường hỏng, đọng nước khi mưa', 'road_authority', 'surface_repair'],
  parents_order: ['Phụ huynh đứng chờ lấn đường', 'parents', 'guard'],
};

type FindingRow = readonly [
  school: string,
  target: 'gate' | number,
  reason: string,
  state: FindingState,
  found: string,
  due?: string,
];
const FINDINGS: readonly FindingRow[] = [
  ['TH-CAUVAN', 'gate', 'crossing_none', 'recommended', '2026-09-14', '2026-10-15'],
  ['TH-CAUVAN', 'gate', 'speed', 'recommended', '2026-09-14', '2026-12-15'],
  ['TH-CAUVAN', 'gate', 'dropoff_types', 'accepted', '2026-09-14', '2026-10-20'],
  ['TH-CAUVAN', 'gate', 'keeping_spots', 'open', '2026-10-06', '2026-11-15'],
  ['TH-CAUVAN', 'gate', 'sight_poor', 'open', '2026-10-06'],
  ['TH-CAUVAN', 0, 'footpath_none', 'refused', '2026-09-14', '2026-10-14'],
  ['TH-CAUVAN', 2, 'lighting_none', 'accepted', '2026-09-14', '2026-11-30'],
  ['TH-CAUVAN', 4, 'surface_poor', 'recommended', '2026-10-06', '2026-10-30'],
  ['MN-HOASIM', 'gate', 'parents_order', 'verified', '2026-02-10', '2026-03-15'],
  ['MN-HOASIM', 0, 'surface_poor', 'done', '2026-02-10', '2026-06-30'],
  ['TH-BENSOI', 'gate', 'dropoff_types', 'accepted', '2026-03-10', '2026-09-05'],
  ['TH-BENSOI', 'gate', 'footpath_blocked', 'recommended', '2026-03-10', '2026-04-30'],
  ['TH-BENSOI', 0, 'lighting_none', 'done', '2026-03-10', '2026-06-30'],
  ['TH-BENSOI', 1, 'footpath_blocked', 'open', '2026-05-19'],
  ['THCS-DONGQUAO', 'gate', 'crossing_none', 'accepted', '2026-03-10', '2026-11-20'],
  ['THCS-DONGQUAO', 0, 'speed', 'recommended', '2026-05-19', '2026-10-31'],
  ['THCS-DONGQUAO', 2, 'sight_poor', 'verified', '2026-03-10', '2026-05-10'],
  ['THPT-BANGLANG', 'gate', 'keeping_spots', 'recommended', '2026-05-19', '2026-08-31'],
  ['THPT-BANGLANG', 'gate', 'parents_order', 'open', '2026-05-19', '2026-12-01'],
  ['THPT-BANGLANG', 1, 'footpath_none', 'accepted', '2026-03-10', '2026-12-31'],
  ['THPT-BANGLANG', 2, 'surface_poor', 'refused', '2026-03-10', '2026-05-31'],
  ['LC-GOTRAM', 'gate', 'sight_poor', 'done', '2022-10-11', '2022-12-31'],
  ['LC-GOTRAM', 1, 'surface_poor', 'verified', '2023-04-18', '2023-09-30'],
  ['THCS-ANBINH', 'gate', 'speed', 'recommended', '2023-04-18', '2023-08-31'],
  ['THCS-ANBINH', 0, 'footpath_none', 'open', '2023-04-18'],
];

/** Twenty-five findings with owner, state, due day and recommendation number. */
export function drawFindings(network: Network, routes: readonly Route[]): Finding[] {
  let letters = 0;
  return FINDINGS.map(([schoolKey, target, reasonCode, state, foundOn, dueOn], i): Finding => {
    const gate = network.grounds.find((each) => each.site.key === schoolKey)!.gates[0]!;
    const route =
      target === 'gate' ? undefined : routes.filter((each) => each.schoolKey === schoolKey)[target]!;
    const [description, owner, measureCode] = REASONS[reasonCode]!;
    const recommended = state !== 'open';
    if (recommended) letters++;
    return {
      key: `BC-${String(i + 1).padStart(3, '0')}`,
      schoolKey,
      ...(route ? { routeKey: route.key } : { gateKey: gate.key }),
      reasonCode,
      description,
      at: route ? pointAlong(route.points, lengthOf(route.points) * 0.4).point : gate.at,
      owner,
      measureCode,
      state,
      foundOn,
      ...(dueOn ? { dueOn } : {}),
      ...(recommended
        ? {
            recommendationNumber: `${String(letters).padStart(2, '0')}/KN-CAX`,
            recommendedOn: new Date(Date.parse(foundOn) + 5 * 86_400_000).toISOString().slice(0, 10),
          }
        : {}),
    };
  });
}
