// What the editor knows of each type of element: how it is drawn, what it is for, and how a new one begins.
import type { Measure } from '../../../contract/measure.ts';
import { ElementType, PlanElement } from '../../../contract/plan.ts';
import type { DrawShape } from '../../map/plan-map-types.ts';
import { sidesOf } from './element-shapes.ts';

export const purposes = ['pick_up', 'walk', 'traffic', 'signs', 'people'] as const;
type Purpose = (typeof purposes)[number];

type Kind = {
  purpose: Purpose;
  shape: Exclude<DrawShape, 'polygon'>;
  /** Metres of one that is placed by key: along the road and across it. */
  size: readonly [number, number];
  /** The measure of the catalogue that a new one claims; null: nothing is claimed about accidents. */
  measure: string | null;
  owner: PlanElement['owner'];
  term: PlanElement['term'];
  cost: PlanElement['cost'];
  properties: Record<string, unknown>;
};

const schoolHours = { from: '06:30', to: '07:30' } as const;

/** In the order of the palette. Numbers are our choice: common sizes at gates of small towns. */
export const elementKinds: Readonly<Record<ElementType, Kind>> = {
  pick_up_bay: {
    purpose: 'pick_up',
    shape: 'rectangle',
    size: [12, 2.5],
    measure: null,
    owner: 'school',
    term: 'always',
    cost: 'low',
    properties: { placement: 'roadside', vehicles: 'motorbikes', places: 12 },
  },
  motorbike_rows: {
    purpose: 'pick_up',
    shape: 'rectangle',
    size: [10, 4],
    measure: null,
    owner: 'school',
    term: 'always',
    cost: 'low',
    properties: { placement: 'roadside', rows: 2, rowMetres: 10 },
  },
  class_queue: {
    purpose: 'pick_up',
    shape: 'rectangle',
    size: [8, 2],
    measure: 'guard',
    owner: 'school',
    term: 'always',
    cost: 'low',
    properties: { classes: '1A, 1B', pupils: 60 },
  },
  bus_bay: {
    purpose: 'pick_up',
    shape: 'rectangle',
    size: [12, 3],
    measure: null,
    owner: 'road_authority',
    term: 'short',
    cost: 'medium',
    properties: { placement: 'roadside', buses: 1 },
  },
  keeping_area: {
    purpose: 'pick_up',
    shape: 'rectangle',
    size: [15, 6],
    measure: null,
    owner: 'commune',
    term: 'short',
    cost: 'low',
    properties: { placement: 'off_road', places: 60 },
  },
  crossing: {
    purpose: 'walk',
    shape: 'across',
    size: [0, 7],
    measure: 'crossing_two_lanes',
    owner: 'road_authority',
    term: 'short',
    cost: 'low',
    properties: { widthMetres: 4, lanes: null, hasSignal: false },
  },
  raised_crossing: {
    purpose: 'walk',
    shape: 'across',
    size: [0, 7],
    measure: 'raised_crossing',
    owner: 'road_authority',
    term: 'short',
    cost: 'medium',
    properties: { widthMetres: 4 },
  },
  footpath: {
    purpose: 'walk',
    shape: 'line',
    size: [25, 0],
    measure: 'footpath',
    owner: 'commune',
    term: 'medium',
    cost: 'high',
    properties: { widthMetres: 2, isCleared: true },
  },
  refuge: {
    purpose: 'walk',
    shape: 'rectangle',
    size: [4, 1.5],
    measure: 'refuge',
    owner: 'road_authority',
    term: 'medium',
    cost: 'medium',
    properties: { widthMetres: 1.5 },
  },
  guard_rail: {
    purpose: 'walk',
    shape: 'line',
    size: [12, 0],
    measure: null,
    owner: 'commune',
    term: 'short',
    cost: 'medium',
    properties: {},
  },
  no_stopping_line: {
    purpose: 'traffic',
    shape: 'line',
    size: [30, 0],
    measure: 'no_stopping',
    owner: 'police',
    term: 'always',
    cost: 'low',
    properties: { hours: 'always' },
  },
  hump: {
    purpose: 'traffic',
    shape: 'across',
    size: [0, 7],
    measure: 'hump',
    owner: 'road_authority',
    term: 'short',
    cost: 'medium',
    properties: { heightCentimetres: 8, lengthMetres: 4 },
  },
  speed_zone: {
    purpose: 'traffic',
    shape: 'line',
    size: [80, 0],
    measure: 'school_hours_sign',
    owner: 'road_authority',
    term: 'short',
    cost: 'low',
    properties: { speedKmh: 30, isCalmed: false, hours: 'school_hours' },
  },
  one_way_hours: {
    purpose: 'traffic',
    shape: 'line',
    size: [60, 0],
    measure: 'one_way',
    owner: 'police',
    term: 'short',
    cost: 'low',
    properties: { hours: schoolHours },
  },
  barrier_hours: {
    purpose: 'traffic',
    shape: 'across',
    size: [0, 7],
    measure: null,
    owner: 'commune',
    term: 'always',
    cost: 'low',
    properties: { hours: schoolHours },
  },
  lighting: {
    purpose: 'traffic',
    shape: 'point',
    size: [0, 0],
    measure: 'lighting',
    owner: 'commune',
    term: 'medium',
    cost: 'medium',
    properties: {},
  },
  sign: {
    purpose: 'signs',
    shape: 'point',
    size: [0, 0],
    measure: null,
    owner: 'road_authority',
    term: 'short',
    cost: 'low',
    properties: { code: 'W.225', facingDegrees: 0 },
  },
  camera: {
    purpose: 'signs',
    shape: 'point',
    size: [0, 0],
    measure: null,
    owner: 'police',
    term: 'short',
    cost: 'medium',
    properties: {},
  },
  team_post: {
    purpose: 'people',
    shape: 'point',
    size: [0, 0],
    measure: 'guard',
    owner: 'school',
    term: 'always',
    cost: 'low',
    properties: { team: 'red_flag', hours: schoolHours, people: 2 },
  },
};

/** Types of a purpose in the order of the palette. */
export function typesOf(purpose: Purpose): ElementType[] {
  return Object.entries(elementKinds).flatMap(([name, kind]) => {
    const type = ElementType.options.find((each) => each === name);
    return kind.purpose === purpose && type !== undefined ? [type] : [];
  });
}

/** A new element; what the catalogue says of its measure comes before our own defaults. Throws ZodError for a wrong shape. */
export function newElement(
  type: ElementType,
  geometry: PlanElement['geometry'],
  id: string,
  measures: readonly Measure[],
): PlanElement {
  const { measure, owner, term, cost, properties } = elementKinds[type];
  const known = measures.find(({ code }) => code === measure);
  return PlanElement.parse({
    id,
    type,
    geometry,
    owner: known?.owner ?? owner,
    term: known?.term ?? term,
    cost: known?.cost ?? cost,
    measure,
    properties: { ...properties, ...measured(type, geometry) },
  });
}

/** A motorbike takes 0.8 m of a row (our choice, as the checks have it). */
const motorbikesPerMetre = 1.25;

/** Figures that follow from what was drawn: the length of rows, how many vehicles a bay takes. */
function measured(type: ElementType, geometry: PlanElement['geometry']): Record<string, unknown> {
  if (geometry.type !== 'Polygon') return {};
  const { length, width } = sidesOf(geometry);
  switch (type) {
    case 'motorbike_rows':
      return { rowMetres: round1(length), rows: Math.min(20, Math.max(1, Math.round(width / 2))) };
    case 'pick_up_bay':
      return { places: Math.max(1, Math.floor(length * motorbikesPerMetre)) };
    case 'refuge':
      return { widthMetres: round1(width) };
    default:
      return {};
  }
}

/** An element in another shape: figures that came from the old one follow, those that somebody typed stay. */
export function remeasured(element: PlanElement, geometry: PlanElement['geometry']): object {
  const { type, properties } = element;
  const old = measured(type, element.geometry);
  const isMeasured = Object.entries(old).every(([name, value]) => Reflect.get(properties, name) === value);
  const follows = isMeasured ? measured(type, geometry) : {};
  return { ...element, geometry, properties: { ...properties, ...follows } };
}

function round1(metres: number): number {
  return Math.round(metres * 10) / 10;
}
