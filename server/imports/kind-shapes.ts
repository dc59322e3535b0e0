// Per kind of import: the record's schema without geometry, and which geometry it has. Geometry goes its own way,
// because only the database can turn the file's coordinates into WGS 84.
import type { z } from 'zod';
import type { ImportKind } from '../../contract/codes.ts';
import {
  AccidentRecord,
  FindingRecord,
  GateRecord,
  KmPostRecord,
  ObservationRecord,
  RoadRecord,
  RouteRecord,
  SchoolRecord,
  SpotRecord,
  UnitRecord,
  WalkRecord,
} from '../../contract/import.ts';
import type { GeometryShape } from './coordinates.ts';

export type GeometryField = { name: string; shapes: readonly GeometryShape[]; isRequired: boolean };
export type KindShape = {
  schema: z.ZodObject;
  /** The geometry that a file with one geometry per row fills. */
  main?: GeometryField;
  /** A further geometry, given as text in a column. */
  second?: GeometryField;
};

const point: GeometryField = { name: 'location', shapes: ['Point'], isRequired: true };
const areas = ['Polygon', 'MultiPolygon'] as const;

export const kindShapes: Record<ImportKind, KindShape> = {
  units: {
    schema: UnitRecord.omit({ boundary: true }),
    main: { name: 'boundary', shapes: areas, isRequired: false },
  },
  schools: {
    schema: SchoolRecord.omit({ location: true, outline: true }),
    // The area of a school gives its location, a point on its surface, and its outline.
    main: { name: 'location', shapes: ['Point', ...areas], isRequired: true },
    second: { name: 'outline', shapes: areas, isRequired: false },
  },
  gates: {
    schema: GateRecord.omit({ location: true, zone: true }),
    main: point,
    second: { name: 'zone', shapes: ['Polygon'], isRequired: false },
  },
  roads: {
    schema: RoadRecord.omit({ path: true }),
    main: { name: 'path', shapes: ['LineString', 'MultiLineString'], isRequired: true },
  },
  km_posts: { schema: KmPostRecord.omit({ location: true }), main: point },
  routes: {
    schema: RouteRecord.omit({ path: true }),
    main: { name: 'path', shapes: ['LineString'], isRequired: true },
  },
  accidents: { schema: AccidentRecord.omit({ location: true }), main: { ...point, isRequired: false } },
  spots: { schema: SpotRecord.omit({ location: true }), main: point },
  observations: { schema: ObservationRecord },
  findings: { schema: FindingRecord.omit({ location: true }), main: point },
  walks: {
    schema: WalkRecord.omit({ track: true }),
    main: { name: 'track', shapes: ['LineString', 'MultiLineString'], isRequired: true },
  },
};
