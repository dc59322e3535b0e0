// What an element of a gate plan looks like at its true size: stripes, hatching, ticks and signs as plain features.
// The map draws them and so does the paper; nothing here knows a map library.
import type { Position } from '../../contract/geometry.ts';
import type { PlanElement } from '../../contract/plan.ts';
import { signIcon } from './plan-icons.ts';
import {
  along,
  extentAcross,
  hatch,
  lengthOf,
  longAngle,
  middleOf,
  moved,
  type Plane,
  planeAt,
  rectangle,
  strip,
  type Xy,
} from './plan-plane.ts';
import { type Tone, toneOf } from './plan-tones.ts';

/** How a feature is drawn; the style has one layer for each. */
export type SketchPart =
  | 'zone'
  | 'area'
  | 'ground'
  | 'stripe'
  | 'hatch'
  | 'bars'
  | 'line'
  | 'broken'
  | 'arrows'
  | 'tick'
  | 'mark'
  | 'label';

type SketchProperties = {
  id: string;
  part: SketchPart;
  tone: Tone;
  icon?: string;
  text?: string;
  turn?: number;
};
export type Sketch = GeoJSON.Feature<GeoJSON.Geometry, SketchProperties>;

type Pen = {
  area(part: SketchPart, ring: readonly Xy[]): void;
  lines(part: SketchPart, lines: readonly (readonly Xy[])[]): void;
  point(at: Xy, look: { icon: string; turn?: number } | { text: string }): void;
};

/** Stripes of a crossing: 0.4 m wide with gaps of 0.6 m (marking 7.3 of QCVN 41:2024/BGTVT). */
const stripeMetres = { wide: 0.4, every: 1 } as const;
/** Our choice: what reads well at 1:500. */
const hatchMetres = { bay: 1.2, queue: 0.9, motorbike: 0.8, keeping: 1.6, hump: 0.6 } as const;
const railTickMetres = 1.5;
/** Drawn width of a stretch of road with a speed of its own: as wide as two lanes. */
const zoneMetres = 7;
/** Share of its length at which a zone is marked: its middle is where crossings and posts are. */
const zoneMarkAt = 0.2;

/** The features of one element; `short` is the word written beside it, '' for none. */
export function sketchOf(element: PlanElement, short: string): Sketch[] {
  const points = placesOf(element);
  const origin = points[0];
  if (origin === undefined) return [];
  const plane = planeAt(origin);
  const features: Sketch[] = [];
  draw(element, points.map(plane.toPlane), short, penOf(element, plane, features));
  return features;
}

/** All places of an element's geometry, of an area its outer ring. */
export function placesOf({ geometry }: Pick<PlanElement, 'geometry'>): Position[] {
  if (geometry.type === 'Point') return [geometry.coordinates];
  return geometry.type === 'LineString' ? geometry.coordinates : (geometry.coordinates[0] ?? []);
}

function penOf({ id, type }: PlanElement, plane: Plane, features: Sketch[]): Pen {
  const tone = toneOf(type);
  const add = (geometry: GeoJSON.Geometry, rest: Omit<SketchProperties, 'id' | 'tone'>) =>
    features.push({ type: 'Feature', geometry, properties: { id, tone, ...rest } });
  return {
    area: (part, ring) => {
      if (ring.length > 3) add({ type: 'Polygon', coordinates: [ring.map(plane.toPlace)] }, { part });
    },
    lines: (part, lines) => {
      if (lines.length === 0) return;
      add({ type: 'MultiLineString', coordinates: lines.map((line) => line.map(plane.toPlace)) }, { part });
    },
    point: (at, look) => {
      if ('text' in look && look.text === '') return;
      const part = 'text' in look ? 'label' : 'mark';
      add({ type: 'Point', coordinates: plane.toPlace(at) }, { part, ...look });
    },
  };
}

function draw(element: PlanElement, points: readonly Xy[], short: string, pen: Pen): void {
  const middle =
    element.geometry.type === 'LineString'
      ? along(points, lengthOf(points) * (element.type === 'speed_zone' ? zoneMarkAt : 0.5)).at
      : middleOf(points);
  const angle = longAngle(points);
  switch (element.type) {
    case 'pick_up_bay':
      pen.area('area', points);
      pen.lines('hatch', hatch(points, angle + Math.PI / 4, hatchMetres.bay));
      break;
    case 'bus_bay':
      pen.area('area', points);
      pen.lines('hatch', hatch(points, angle - Math.PI / 4, hatchMetres.bay));
      break;
    case 'class_queue':
      pen.area('area', points);
      pen.lines('hatch', hatch(points, angle, hatchMetres.queue));
      break;
    case 'motorbike_rows': {
      pen.area('area', points);
      const rowMetres = extentAcross(points, angle) / element.properties.rows;
      pen.lines('hatch', hatch(points, angle, rowMetres));
      pen.lines('hatch', hatch(points, angle + Math.PI / 2, hatchMetres.motorbike));
      break;
    }
    case 'keeping_area':
      pen.area('area', points);
      pen.lines('hatch', hatch(points, angle + Math.PI / 4, hatchMetres.keeping));
      pen.lines('hatch', hatch(points, angle - Math.PI / 4, hatchMetres.keeping));
      break;
    case 'refuge':
      pen.area('ground', points);
      pen.lines('bars', hatch(points, angle + Math.PI / 4, hatchMetres.hump));
      break;
    case 'no_stopping_line':
      pen.lines('line', [points]);
      break;
    case 'crossing':
      pen.area('ground', strip(points, element.properties.widthMetres));
      zebra(points, element.properties.widthMetres, pen);
      break;
    case 'raised_crossing': {
      const { widthMetres } = element.properties;
      pen.area('area', strip(points, widthMetres + 2));
      pen.area('ground', strip(points, widthMetres));
      zebra(points, widthMetres, pen);
      break;
    }
    case 'hump': {
      const band = strip(points, element.properties.lengthMetres);
      pen.area('ground', band);
      pen.lines('bars', hatch(band, angle + Math.PI / 4, hatchMetres.hump));
      break;
    }
    case 'footpath':
      pen.area('area', strip(points, element.properties.widthMetres));
      break;
    case 'guard_rail':
      pen.lines('line', [points]);
      pen.lines('tick', ticks(points, railTickMetres));
      break;
    case 'barrier_hours':
      pen.lines('broken', [points]);
      pen.point(middle, { icon: 'barrier' });
      break;
    case 'one_way_hours':
      pen.lines('line', [points]);
      pen.lines('arrows', [points]);
      break;
    case 'speed_zone':
      pen.area('zone', strip(points, zoneMetres));
      pen.point(middle, { icon: `speed-${element.properties.speedKmh}` });
      break;
    case 'lighting':
    case 'camera':
      pen.point(middle, { icon: element.type });
      break;
    case 'sign':
      pen.point(middle, { icon: signIcon(element.properties.code) });
      break;
    case 'team_post':
      pen.point(middle, { icon: `team-${element.properties.team}` });
      break;
  }
  pen.point(middle, { text: short });
}

/** Stripes lie along the traffic, one after the other across the road. */
function zebra(points: readonly Xy[], widthMetres: number, pen: Pen): void {
  const length = lengthOf(points);
  const count = Math.round(length / stripeMetres.every);
  const start = (length - (count - 1) * stripeMetres.every) / 2;
  for (let i = 0; i < count; i++) {
    const { at, angle } = along(points, start + i * stripeMetres.every);
    pen.area('stripe', rectangle(at, angle, stripeMetres.wide, widthMetres));
  }
}

function ticks(points: readonly Xy[], everyMetres: number): [Xy, Xy][] {
  const count = Math.floor(lengthOf(points) / everyMetres);
  return Array.from({ length: count + 1 }, (_, i) => {
    const { at, angle } = along(points, i * everyMetres);
    return [moved(at, angle + Math.PI / 2, 0.4), moved(at, angle - Math.PI / 2, 0.4)];
  });
}
