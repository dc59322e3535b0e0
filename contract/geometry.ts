// GeoJSON shapes on the wire. Axis order is longitude, latitude (WGS 84, EPSG:4326), everywhere and always.
import { z } from 'zod';

export const Position = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
  .meta({ id: 'Position', description: '[longitude, latitude] in degrees, WGS 84' });
export type Position = z.infer<typeof Position>;

export const Point = z.object({ type: z.literal('Point'), coordinates: Position }).meta({ id: 'Point' });
export type Point = z.infer<typeof Point>;

/** At most 10,000 vertices: a longer line is a mistake or an attack. */
export const LineString = z
  .object({ type: z.literal('LineString'), coordinates: z.array(Position).min(2).max(10_000) })
  .meta({ id: 'LineString' });
export type LineString = z.infer<typeof LineString>;

const Ring = z.array(Position).min(4).max(100_000);
export const Polygon = z
  .object({ type: z.literal('Polygon'), coordinates: z.array(Ring).min(1).max(1_000) })
  .meta({ id: 'Polygon' });
export type Polygon = z.infer<typeof Polygon>;

export const MultiPolygon = z
  .object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring).min(1)).min(1).max(5_000) })
  .meta({ id: 'MultiPolygon' });
export type MultiPolygon = z.infer<typeof MultiPolygon>;

export const BoundingBox = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .meta({ id: 'BoundingBox', description: '[west, south, east, north] in degrees, WGS 84' });
export type BoundingBox = z.infer<typeof BoundingBox>;
