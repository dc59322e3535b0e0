// What an import takes: the record each kind must become, and the mapping that says how a file becomes records.
import { z } from 'zod';
import {
  AccidentClass,
  AgeBand,
  ClockTime,
  Day,
  FindingOwner,
  FindingState,
  GateKind,
  ImportKind,
  LocationQuality,
  ObservationCode,
  RoadClass,
  SchoolLevel,
  SpotKind,
  SpotState,
  TimePrecision,
  UnitId,
  UnitKind,
  VictimMode,
  YesNoUnknown,
} from './codes.ts';
import { LineString, MultiPolygon, Point, Polygon } from './geometry.ts';

const Name = z.string().trim().min(1).max(200);
const ShortText = z.string().trim().max(500);
/** The name the source itself gives a record; the same source and key is the same record for ever. */
const SourceKey = z.string().trim().min(1).max(200);
const Count = z.coerce.number().int().min(0).max(1_000);

/** One administrative or police unit. `id` is the official code (text, leading zeros kept). */
export const UnitRecord = z.object({
  key: SourceKey,
  id: UnitId,
  kind: UnitKind,
  parentId: UnitId.optional(),
  name: Name,
  fullName: Name.optional(),
  nameEn: Name.optional(),
  validFrom: Day.optional(),
  validTo: Day.optional(),
  successorId: UnitId.optional(),
  legacyCodes: z.array(z.string().max(40)).max(200).optional(),
  urban: z.coerce.boolean().optional(),
  disadvantaged: z.coerce.boolean().optional(),
  boundary: z.union([Polygon, MultiPolygon]).optional(),
});

export const SchoolRecord = z.object({
  key: SourceKey,
  code: z.string().trim().max(40).optional(),
  name: Name,
  levels: z.array(SchoolLevel).min(1),
  pupils: z.coerce.number().int().min(0).max(20_000).optional(),
  shifts: z.coerce.number().int().min(1).max(4).optional(),
  walkCycleShare: z.coerce.number().min(0).max(1).optional(),
  urban: z.coerce.boolean().optional(),
  managingAgency: ShortText.optional(),
  unitId: UnitId.optional(),
  location: Point,
  outline: z.union([Polygon, MultiPolygon]).optional(),
});

export const GateRecord = z.object({
  key: SourceKey,
  schoolKey: SourceKey,
  name: Name.optional(),
  kind: GateKind.default('main'),
  opens: z.string().max(200).optional(),
  location: Point,
  zone: Polygon.optional(),
});

export const RoadRecord = z.object({
  key: SourceKey,
  name: ShortText.optional(),
  ref: z.string().trim().max(40).optional(),
  class: RoadClass,
  lanes: z.coerce.number().int().min(1).max(20).optional(),
  speedLimitKmh: z.coerce.number().min(1).max(200).optional(),
  operatingSpeedKmh: z.coerce.number().min(1).max(200).optional(),
  oneway: z.coerce.boolean().optional(),
  walkable: z.coerce.boolean().default(true),
  path: LineString,
});

/** A kilometre post. Where the count of a road breaks, the sides of the break are parts of their own. */
export const KmPostRecord = z.object({
  key: SourceKey,
  /** Number of the road as signs write it, "QL.1A". */
  ref: z.string().trim().min(1).max(40),
  part: z.string().trim().max(40).default(''),
  km: z.coerce.number().int().min(0).max(2_999),
  /** Metres past the kilometre, for a post that stands between two. */
  metres: z.coerce.number().min(0).max(999).default(0),
  location: Point,
});

/** A child's way to school. `pupils` and `share` say how many of the school's pupils take it. */
export const RouteRecord = z.object({
  key: SourceKey,
  schoolKey: SourceKey,
  name: Name.optional(),
  pupils: z.coerce.number().int().min(0).max(20_000).optional(),
  share: z.coerce.number().min(0).max(1).optional(),
  drawnBy: ShortText.optional(),
  path: LineString,
});

/** One accident without any person: counts, class, place and time. */
export const AccidentRecord = z.object({
  key: SourceKey,
  occurredOn: Day,
  occurredTime: ClockTime.optional(),
  timePrecision: TimePrecision.optional(),
  location: Point.optional(),
  locationQuality: LocationQuality.default('exact'),
  deaths: Count.default(0),
  serious: Count.default(0),
  slight: Count.default(0),
  propertyDamageVnd: z.coerce.number().min(0).optional(),
  class: AccidentClass.optional(),
  classIsProvisional: z.coerce.boolean().default(true),
  pupilInvolved: YesNoUnknown.default('unknown'),
  victimMode: VictimMode.optional(),
  victimAgeBand: AgeBand.optional(),
  roadName: ShortText.optional(),
  roadClass: RoadClass.optional(),
  writtenAddress: ShortText.optional(),
  unitId: UnitId.optional(),
});

export const SpotRecord = z.object({
  key: SourceKey,
  kind: SpotKind,
  location: Point,
  schoolKey: SourceKey.optional(),
  seenOn: Day,
  seenTime: ClockTime.optional(),
  minutesWatched: z.coerce.number().int().min(0).max(1_440).optional(),
  minutesSeen: z.coerce.number().int().min(0).max(1_440).optional(),
  vehicles: z.coerce.number().int().min(0).max(1_000).optional(),
  state: SpotState.default('open'),
  note: ShortText.optional(),
});

/** One answer of a survey: about a gate, or about a stretch of a route measured in metres from its start. */
export const ObservationRecord = z.object({
  key: SourceKey,
  schoolKey: SourceKey,
  gateKey: SourceKey.optional(),
  routeKey: SourceKey.optional(),
  fromMetres: z.coerce.number().min(0).optional(),
  toMetres: z.coerce.number().min(0).optional(),
  code: ObservationCode,
  value: z.coerce.number().optional(),
  observedOn: Day,
});

export const FindingRecord = z.object({
  key: SourceKey,
  schoolKey: SourceKey,
  gateKey: SourceKey.optional(),
  routeKey: SourceKey.optional(),
  reasonCode: z.string().trim().min(1).max(40),
  description: ShortText.optional(),
  location: Point,
  owner: FindingOwner,
  measureCode: z.string().trim().max(40).optional(),
  state: FindingState.default('open'),
  foundOn: Day,
  dueOn: Day.optional(),
  recommendationNumber: z.string().trim().max(60).optional(),
  recommendedOn: Day.optional(),
});

/**
 * A walk of a survey: a track of positions. Needs the school, or the route it was meant for, which gives the school. The
 * day comes from the times of the track when it is not given; a track without times counts as drawn by hand.
 */
export const WalkRecord = z.object({
  key: SourceKey,
  schoolKey: SourceKey.optional(),
  routeKey: SourceKey.optional(),
  walkedOn: Day.optional(),
  /** Of positions that do not say how exact they are. Our choice: a phone between houses. */
  accuracyMetres: z.coerce.number().min(1).max(100).default(10),
  track: LineString,
});

/** The record of every kind, by kind. */
export const importRecords = {
  units: UnitRecord,
  schools: SchoolRecord,
  gates: GateRecord,
  roads: RoadRecord,
  km_posts: KmPostRecord,
  routes: RouteRecord,
  accidents: AccidentRecord,
  spots: SpotRecord,
  observations: ObservationRecord,
  findings: FindingRecord,
  walks: WalkRecord,
} as const satisfies Record<ImportKind, z.ZodType>;

// ---- the mapping -------------------------------------------------------------------------------------------

/** A column by name; with several names the first that the file has is read (headers change from year to year). */
const Column = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/**
 * A test on one file row. `in` and `notIn` compare as text without case or outer spaces, a blank cell being ""; `between`
 * as numbers, both ends included.
 */
export const RowTest = z
  .object({
    column: Column,
    in: z.array(z.string()).min(1).optional(),
    notIn: z.array(z.string()).min(1).optional(),
    between: z.tuple([z.number(), z.number()]).optional(),
  })
  .refine(
    (test) => [test.in, test.notIn, test.between].filter((given) => given !== undefined).length === 1,
    'give one of `in`, `notIn` and `between`',
  );

/** How one field of the record is read from the rows that make the record. */
export const FieldMapping = z.union([
  z.strictObject({ constant: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]) }),
  z.strictObject({
    column: Column,
    /** File value → record value; text is compared without case or outer spaces. "*" catches all others. */
    values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
    /**
     * Date patterns tried in order: D DD M MM MMM YY YYYY, any separators. "ISO" is a day or a moment of ISO 8601, as
     * phones write it; of a moment with a time zone the day where the territory is.
     */
    date: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
    /** Time patterns tried in order: H HH mm ss; "HHmm" also takes "835"; "ISO" is the clock time of such a moment. */
    time: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
    /** Decimal sign of numbers in this column. */
    decimal: z.enum([',', '.']).optional(),
    /** Splits one cell into a list. */
    split: z.string().min(1).optional(),
    /** Put before the text: keys of a form become those of the list it was made from, as "so-gd:" does. */
    prefix: z.string().max(80).optional(),
    /** With `split`: how many of the cell's parts are in this list, instead of the parts. */
    countOf: z.array(z.string()).min(1).optional(),
    /** Used when the cell is empty. */
    default: z.union([z.string(), z.number(), z.boolean()]).optional(),
    /** For a record made of several rows: which row counts. `first` when not given. */
    take: z.enum(['first', 'max', 'min', 'sum']).optional(),
  }),
  /** Number of rows of the record that pass every test. */
  z.strictObject({ count: z.array(RowTest).min(1) }),
  /** `yes` when any row passes every test, else `no`. */
  z.strictObject({
    any: z.array(RowTest).min(1),
    yes: z.union([z.string(), z.number(), z.boolean()]),
    no: z.union([z.string(), z.number(), z.boolean()]).optional(),
  }),
]);
export type FieldMapping = z.infer<typeof FieldMapping>;

/** Where the geometry comes from. GeoJSON, OSM, Overpass and GPX files carry their own; CSV names columns. */
export const GeometryMapping = z.union([
  z.strictObject({ x: Column, y: Column, decimal: z.enum([',', '.']).optional() }),
  z.strictObject({ wkt: Column }),
  /** Places as ODK and KoBo write them: "lat lon altitude accuracy", several parted by ";". */
  z.strictObject({ odk: Column }),
  z.strictObject({ feature: z.literal(true) }),
]);

export const ImportMapping = z
  .strictObject({
    kind: ImportKind,
    /** Stable name of the source: source and key together are the identity of a record. */
    source: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,60}$/),
    format: z.enum(['csv', 'geojson', 'osm-xml', 'overpass', 'gpx']).optional(),
    encoding: z.string().optional(),
    separator: z.string().length(1).optional(),
    /** EPSG code of the coordinates; 4326 when not given. Never guessed. */
    srid: z.number().int().min(1).max(999_999).optional(),
    /** Columns that name one record; rows with equal values are one record. */
    key: z.array(Column).min(1).optional(),
    /** Name of the geometry field the geometry fills (`location`, `path`, `boundary`, `zone`, `outline`, `track`). */
    geometry: GeometryMapping.optional(),
    fields: z.record(z.string(), FieldMapping).default({}),
    /** Only rows that pass every test are read; others are counted as left out, not as errors. */
    only: z.array(RowTest).optional(),
    /**
     * One row holds several records: each part makes one of the rows that pass its tests, from its own fields and the
     * mapping's. The record's key is that of the row, "|" and the part's name.
     */
    each: z
      .array(
        z.strictObject({
          name: z.string().regex(/^[a-z0-9_-]{1,40}$/),
          only: z.array(RowTest).optional(),
          fields: z.record(z.string(), FieldMapping),
        }),
      )
      .min(1)
      .max(100)
      .optional(),
    /** The credit that the data's licence asks for, shown on the map. OSM and Overpass files bring theirs. */
    credit: z.string().trim().min(1).max(200).optional(),
    /** True marks every row as invented (demonstration) data. */
    invented: z.boolean().default(false),
  })
  .meta({ id: 'ImportMapping' });
export type ImportMapping = z.infer<typeof ImportMapping>;
