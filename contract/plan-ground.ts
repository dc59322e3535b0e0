// The ground that a gate plan is drawn on: the roads around the gate as wide as the rules take them, and the junctions.
import { z } from 'zod';
import { RoadClass } from './codes.ts';
import { LineString, Point } from './geometry.ts';
import { operation } from './operation.ts';

export const PlanGround = z
  .object({
    /** The gate, or the school where no gate is given. */
    anchor: Point,
    /** Within 200 m of it. */
    roads: z.array(
      z.object({
        class: RoadClass,
        /** As surveyed, else what such roads mostly have. */
        lanes: z.number().int(),
        /** Of the carriageway, by its lanes: 3.5 m each on main roads, 3 m elsewhere. */
        widthMetres: z.number(),
        isMain: z.boolean(),
        /** The middle line. */
        path: LineString,
      }),
    ),
    /** Where three ends of roads or more meet, with half the width of the widest. */
    junctions: z.array(z.object({ place: Point, halfWidthMetres: z.number() })),
  })
  .meta({ id: 'PlanGround' });
export type PlanGround = z.infer<typeof PlanGround>;

export const getPlanGround = operation({
  name: 'getPlanGround',
  method: 'get',
  path: '/api/schools/:id/plan-ground',
  may: 'facts.read',
  summary: 'The roads and junctions around a gate of a school as the rules of gate plans see them',
  params: z.object({ id: z.uuid() }),
  query: z.object({
    /** Absent: around the school itself. */
    gate: z.uuid().optional(),
  }),
  reply: PlanGround,
});
