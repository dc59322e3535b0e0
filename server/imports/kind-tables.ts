// Where the records of places go (units, schools, gates, roads, routes): tables, columns, and the select that makes
// table rows of staged records. The records were checked before, so casts here cannot fail.
import type { ImportKind } from '../../contract/codes.ts';
import { observedTables } from './observed-tables.ts';
import { as, FACT, type KindTables, list, OWN, PART, text } from './select-parts.ts';

export const kindTables: Record<ImportKind, KindTables> = {
  units: {
    table: 'unit',
    child: 'unit',
    steps: [
      {
        table: 'unit',
        isCounted: true,
        hasBatch: true,
        hasRevision: false,
        columns: [
          'kind',
          'parent_id',
          'name',
          'full_name',
          'name_en',
          'valid_from',
          'valid_to',
          'successor_id',
          'legacy_codes',
          'urban',
          'disadvantaged',
          'boundary',
          'source',
          'source_key',
          'invented',
        ],
        // A unit is its official code, whichever list names it: what a list does not say stays as it was.
        rows: `select r.ord, ${text('id')} as id, ${text('kind')} as kind,
            coalesce(${text('parentId')}, u.parent_id) as parent_id, ${text('name')} as name,
            coalesce(${text('fullName')}, u.full_name, ${text('name')}) as full_name,
            coalesce(${text('nameEn')}, u.name_en) as name_en,
            coalesce(${as('validFrom', 'date')}, u.valid_from, '1900-01-01') as valid_from,
            coalesce(${as('validTo', 'date')}, u.valid_to) as valid_to,
            coalesce(${text('successorId')}, u.successor_id) as successor_id,
            case when r.record->'legacyCodes' is null then coalesce(u.legacy_codes, '{}') else ${list('legacyCodes')} end
              as legacy_codes,
            coalesce(${as('urban', 'boolean')}, u.urban) as urban,
            coalesce(${as('disadvantaged', 'boolean')}, u.disadvantaged) as disadvantaged,
            coalesce(r.geom, u.boundary)::geometry(MultiPolygon, 4326) as boundary, ${OWN}
          from import_row r left join unit u on u.id = ${text('id')}`,
      },
    ],
  },
  schools: {
    table: 'school',
    child: 'school_site',
    steps: [
      {
        table: 'school',
        isCounted: true,
        ...FACT,
        columns: [
          'unit_id',
          'code',
          'name',
          'levels',
          'pupils',
          'shifts',
          'walk_cycle_share',
          'urban',
          'managing_agency',
          'location',
          'source',
          'source_key',
          'invented',
        ],
        rows: `select r.ord, r.id, r.unit_id, ${text('code')} as code, ${text('name')} as name, ${list('levels')} as levels,
            ${as('pupils', 'integer')} as pupils, ${as('shifts', 'smallint')} as shifts,
            ${as('walkCycleShare', 'float8')} as walk_cycle_share, ${as('urban', 'boolean')} as urban,
            ${text('managingAgency')} as managing_agency, r.geom::geometry(Point, 4326) as location, ${OWN}
          from import_row r`,
      },
      {
        table: 'school_site',
        ...PART,
        parent: 'school',
        columns: ['school_id', 'unit_id', 'name', 'location', 'outline'],
        rows: `select r.ord, r.child_id as id, r.id as school_id, r.unit_id, ${text('name')} as name,
            r.geom::geometry(Point, 4326) as location, r.geom2::geometry(MultiPolygon, 4326) as outline
          from import_row r where r.geom2 is not null`,
      },
    ],
  },
  gates: {
    table: 'gate',
    child: 'gate_zone',
    steps: [
      {
        table: 'gate',
        isCounted: true,
        ...FACT,
        columns: [
          'school_id',
          'unit_id',
          'name',
          'kind',
          'opens',
          'location',
          'source',
          'source_key',
          'invented',
        ],
        rows: `select r.ord, r.id, r.school_id, r.unit_id, ${text('name')} as name, ${text('kind')} as kind,
            ${text('opens')} as opens, r.geom::geometry(Point, 4326) as location, ${OWN} from import_row r`,
      },
      {
        table: 'gate_zone',
        ...PART,
        parent: 'gate',
        columns: ['gate_id', 'unit_id', 'zone'],
        rows: `select r.ord, coalesce(z.id, r.child_id) as id, r.id as gate_id, r.unit_id,
            r.geom2::geometry(Polygon, 4326) as zone
          from import_row r left join gate_zone z on z.gate_id = r.id where r.geom2 is not null`,
      },
    ],
  },
  roads: {
    table: 'road_edge',
    child: 'road_edge',
    steps: [
      {
        table: 'road_edge',
        isCounted: true,
        hasBatch: true,
        hasRevision: false,
        columns: [
          'source',
          'source_key',
          'part',
          'class',
          'name',
          'ref',
          'lanes',
          'speed_limit_kmh',
          'operating_speed_kmh',
          'oneway',
          'walkable',
          'path',
          'length_m',
          'invented',
        ],
        rows: `select p.ord, p.id, p.part, ${OWN}, ${text('class')} as class, ${text('name')} as name, ${text('ref')} as ref,
            ${as('lanes', 'smallint')} as lanes, ${as('speedLimitKmh', 'float8')} as speed_limit_kmh,
            ${as('operatingSpeedKmh', 'float8')} as operating_speed_kmh, ${as('oneway', 'boolean')} as oneway,
            ${as('walkable', 'boolean')} as walkable, p.path,
            round(ST_Length(p.path::geography)::numeric, 3)::float8 as length_m
          from road_piece p join import_row r on r.ord = p.row_ord`,
      },
    ],
  },
  km_posts: {
    table: 'km_post',
    child: 'km_post',
    steps: [
      {
        table: 'km_post',
        isCounted: true,
        hasBatch: true,
        hasRevision: false,
        columns: ['road_ref', 'road_part', 'nominal_m', 'location', 'source', 'source_key', 'invented'],
        rows: `select r.ord, r.id, ${text('ref')} as road_ref, ${text('part')} as road_part,
            ${as('km', 'integer')} * 1000 + ${as('metres', 'float8')} as nominal_m,
            r.geom::geometry(Point, 4326) as location, ${OWN} from import_row r`,
      },
    ],
  },
  routes: {
    table: 'route',
    child: 'route',
    steps: [
      {
        table: 'route',
        isCounted: true,
        ...FACT,
        columns: [
          'school_id',
          'unit_id',
          'name',
          'pupils',
          'share',
          'drawn_by',
          'path',
          'length_m',
          'source',
          'source_key',
          'invented',
        ],
        rows: `select r.ord, r.id, r.school_id, r.unit_id, ${text('name')} as name, ${as('pupils', 'integer')} as pupils,
            ${as('share', 'float8')} as share, ${text('drawnBy')} as drawn_by, r.geom::geometry(LineString, 4326) as path,
            round(ST_Length(r.geom::geography)::numeric, 3)::float8 as length_m, ${OWN} from import_row r`,
      },
    ],
  },
  ...observedTables,
};
