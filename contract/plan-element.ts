// The typed things of a gate plan, each with its geometry and its properties in stated units.
import { z } from 'zod';
import { ClockTime } from './codes.ts';
import { LineString, Point, Polygon } from './geometry.ts';
import { CostClass, MeasureOwner, MeasureTerm } from './measure.ts';

const metres = z.number().min(0).max(1_000);
const count = z.number().int().min(0).max(5_000);
/** Where vehicles stand: on the carriageway, beside it, or off the road altogether (yard, set-back). */
const Placement = z.enum(['carriageway', 'roadside', 'off_road']);
const Hours = z
  .object({ from: ClockTime, to: ClockTime })
  .refine(({ from, to }) => from < to, 'hours end after they start');

/** Who stands at a post: pupils' red-flag team, youth union, militia, commune police, teachers, parents. */
export const Team = z.enum(['red_flag', 'youth', 'militia', 'police', 'teacher', 'parents']);

const base = {
  id: z.uuid(),
  owner: MeasureOwner,
  term: MeasureTerm,
  cost: CostClass,
  /** Million VND, as somebody estimated it; null: by the unit costs of the catalogue. */
  costMillionVnd: z.number().min(0).max(1_000_000).nullable().default(null),
  /** Key of the catalogue of measures; null: nothing is claimed about accidents. */
  measure: z
    .string()
    .regex(/^[a-z0-9_]{2,40}$/)
    .nullable()
    .default(null),
  note: z.string().trim().max(300).default(''),
};

function element<const T extends string, G extends z.ZodType, P extends z.ZodRawShape>(
  type: T,
  geometry: G,
  properties: P,
) {
  return z.object({ ...base, type: z.literal(type), geometry, properties: z.strictObject(properties) });
}

/** One thing of a plan. A crossing, hump or barrier is a line across the road; a zone is a stretch of road. */
export const PlanElement = z
  .discriminatedUnion('type', [
    element('pick_up_bay', Polygon, {
      placement: Placement,
      vehicles: z.enum(['motorbikes', 'cars', 'both']),
      /** Vehicles that stand in it at once. */
      places: count,
    }),
    element('class_queue', Polygon, { classes: z.string().trim().max(100), pupils: count }),
    element('motorbike_rows', Polygon, {
      placement: Placement,
      rows: z.number().int().min(1).max(20),
      /** Length of one row, metres. */
      rowMetres: metres,
    }),
    element('no_stopping_line', LineString, { hours: z.enum(['always', 'school_hours']) }),
    element('crossing', LineString, {
      widthMetres: metres,
      /** Lanes it spans; null: as the road has. */
      lanes: z.number().int().min(1).max(20).nullable(),
      hasSignal: z.boolean(),
    }),
    element('raised_crossing', LineString, { widthMetres: metres }),
    element('hump', LineString, { heightCentimetres: z.number().min(1).max(30), lengthMetres: metres }),
    element('footpath', LineString, {
      widthMetres: metres,
      /** A footpath that is there and is given back to those who walk. */
      isCleared: z.boolean(),
    }),
    element('refuge', Polygon, { widthMetres: metres }),
    element('guard_rail', LineString, {}),
    element('barrier_hours', LineString, { hours: Hours }),
    /** Traffic goes in the direction of the line. */
    element('one_way_hours', LineString, { hours: Hours }),
    element('speed_zone', LineString, {
      speedKmh: z.union([z.literal(30), z.literal(40)]),
      /** Humps, narrowings, raised surfaces make it: not the sign alone. */
      isCalmed: z.boolean(),
      hours: z.enum(['always', 'school_hours']),
    }),
    element('lighting', Point, {}),
    element('camera', Point, {}),
    element('sign', Point, {
      /** Code of QCVN 41:2024/BGTVT, "P.130". */
      code: z.string().trim().min(2).max(20),
      /** Direction it faces, degrees clockwise from north. */
      facingDegrees: z.number().min(0).lt(360),
    }),
    element('team_post', Point, { team: Team, hours: Hours, people: z.number().int().min(1).max(50) }),
    element('bus_bay', Polygon, { placement: Placement, buses: z.number().int().min(1).max(50) }),
    element('keeping_area', Polygon, { placement: Placement, places: count }),
  ])
  .meta({ id: 'PlanElement' });
export type PlanElement = z.infer<typeof PlanElement>;

/** The types of things a plan may have. */
export const ElementType = z.enum(PlanElement.options.map(({ shape }) => shape.type.value));
export type ElementType = z.infer<typeof ElementType>;
