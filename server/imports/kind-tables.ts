// Where the records of each kind go: tables, columns, and the select that makes table rows of staged records. The
// records were checked before, so casts here cannot fail.
import type { ImportKind } from '../../contract/codes.ts';
import type { MergeStep } from './merge.ts';

export type KindTables = {
  /** Table that gives records their identity. */
  table: string;
  /** Table of what hangs on each record: outline, zone, recommendation. */
  child: string;
  /** In order of dependency. `counted` is the step whose rows are the records. */
  steps: readonly (MergeStep & { isCounted?: boolean })[];
};

const text = (field: string): string => `r.record->>'${field}'`;
const as = (field: string, type: string): string => `(r.record->>'${field}')::${type}`;
const list = (field: string): string =>
  `array(select jsonb_array_elements_text(coalesce(r.record->'${field}', '[]')))`;
const OWN = ':source::text as source, r.key as source_key, :invented::boolean as invented';
const FACT = { hasBatch: true, hasRevision: true } as const;
const PART = { hasBatch: false, hasRevision: false } as const;
/** When a sighting has no time: noon, so that it stays the same day in every time zone near. */
const SEEN_AT = `((${as('seenOn', 'date')} + coalesce(${as('seenTime', 'time')}, '12:00'::time)) at time zone :timeZone)`;

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
  accidents: {
    table: 'accident',
    child: 'accident',
    steps: [
      {
        table: 'accident',
        isCounted: true,
        ...FACT,
        columns: [
          'unit_id',
          'occurred_on',
          'occurred_time',
          'time_precision',
          'trip_window',
          'location',
          'location_quality',
          'deaths',
          'serious',
          'slight',
          'property_damage_vnd',
          'class',
          'class_is_provisional',
          'pupil_involved',
          'victim_mode',
          'victim_age_band',
          'road_name',
          'road_class',
          'written_address',
          'source',
          'source_key',
          'invented',
        ],
        rows: `select r.ord, r.id, r.unit_id, ${as('occurredOn', 'date')} as occurred_on,
            ${as('occurredTime', 'time')} as occurred_time,
            coalesce(${text('timePrecision')}, case when ${text('occurredTime')} is null then 'day' else 'minute' end)
              as time_precision,
            ${text('tripWindow')} as trip_window, r.geom::geometry(Point, 4326) as location,
            ${text('locationQuality')} as location_quality, ${as('deaths', 'integer')} as deaths,
            ${as('serious', 'integer')} as serious, ${as('slight', 'integer')} as slight,
            ${as('propertyDamageVnd', 'float8')} as property_damage_vnd, ${text('class')} as class,
            ${as('classIsProvisional', 'boolean')} as class_is_provisional, ${text('pupilInvolved')} as pupil_involved,
            ${text('victimMode')} as victim_mode, ${text('victimAgeBand')} as victim_age_band,
            ${text('roadName')} as road_name, ${text('roadClass')} as road_class,
            ${text('writtenAddress')} as written_address, ${OWN}
          from import_row r`,
      },
    ],
  },
  spots: {
    table: 'spot_sighting',
    child: 'illegal_spot',
    steps: [
      {
        table: 'illegal_spot',
        ...FACT,
        columns: [
          'unit_id',
          'school_id',
          'kind',
          'state',
          'location',
          'first_seen_at',
          'last_seen_at',
          'note',
          'source',
          'source_key',
          'invented',
        ],
        // The anchor row gives place, unit and school; the row seen last gives state and note; times span all sightings.
        rows: `select a.ord, j.spot_id as id, coalesce(s.unit_id, a.unit_id) as unit_id,
            coalesce(s.school_id, a.school_id) as school_id, a.record->>'kind' as kind,
            case when s.last_seen_at > j.last_at then s.state else l.record->>'state' end as state,
            coalesce(s.location, a.geom)::geometry(Point, 4326) as location,
            least(j.first_at, s.first_seen_at) as first_seen_at, greatest(j.last_at, s.last_seen_at) as last_seen_at,
            case when s.last_seen_at > j.last_at then s.note else l.record->>'note' end as note,
            :source::text as source, coalesce(s.source_key, a.key) as source_key, :invented::boolean as invented
          from (
            select spot_id, min(anchor_ord) as anchor_ord, min(seen_at) as first_at, max(seen_at) as last_at,
              (array_agg(ord order by seen_at desc, key desc))[1] as last_ord
            from (select i.spot_id, i.anchor_ord, r.ord, r.key, ${SEEN_AT} as seen_at
                  from spot_join i join import_row r on r.ord = i.ord) seen
            group by spot_id) j
          join import_row a on a.ord = j.anchor_ord
          join import_row l on l.ord = j.last_ord
          left join illegal_spot s on s.id = j.spot_id`,
      },
      {
        table: 'spot_sighting',
        isCounted: true,
        hasBatch: true,
        hasRevision: false,
        columns: [
          'spot_id',
          'unit_id',
          'seen_at',
          'minutes_watched',
          'minutes_seen',
          'vehicles',
          'note',
          'source',
          'source_key',
        ],
        rows: `select r.ord, r.id, i.spot_id, s.unit_id, ${SEEN_AT} as seen_at, ${as('minutesWatched', 'integer')} as minutes_watched,
            ${as('minutesSeen', 'integer')} as minutes_seen, ${as('vehicles', 'integer')} as vehicles, ${text('note')} as note,
            :source::text as source, r.key as source_key
          from import_row r join spot_join i on i.ord = r.ord join illegal_spot s on s.id = i.spot_id`,
      },
    ],
  },
  observations: {
    table: 'survey_observation',
    child: 'survey',
    steps: [
      {
        table: 'survey',
        ...FACT,
        columns: ['unit_id', 'school_id', 'surveyed_on', 'source', 'source_key', 'invented'],
        rows: `select min(r.ord) as ord, r.child_id as id, r.unit_id, r.school_id, ${as('observedOn', 'date')} as surveyed_on,
            :source::text as source, min((${text('schoolKey')}) || '|' || (${text('observedOn')})) as source_key,
            :invented::boolean as invented
          from import_row r group by r.child_id, r.unit_id, r.school_id, ${text('observedOn')}`,
      },
      {
        table: 'survey_observation',
        isCounted: true,
        hasBatch: true,
        hasRevision: false,
        columns: [
          'survey_id',
          'unit_id',
          'school_id',
          'gate_id',
          'route_id',
          'from_m',
          'to_m',
          'code',
          'value',
          'observed_on',
          'source',
          'source_key',
        ],
        rows: `select r.ord, r.id, r.child_id as survey_id, r.unit_id, r.school_id, r.gate_id, r.route_id,
            ${as('fromMetres', 'float8')} as from_m, ${as('toMetres', 'float8')} as to_m, ${text('code')} as code,
            ${as('value', 'float8')} as value, ${as('observedOn', 'date')} as observed_on,
            :source::text as source, r.key as source_key from import_row r`,
      },
    ],
  },
  findings: {
    table: 'finding',
    child: 'recommendation',
    steps: [
      {
        table: 'finding',
        isCounted: true,
        ...FACT,
        columns: [
          'unit_id',
          'school_id',
          'gate_id',
          'route_id',
          'reason_code',
          'description',
          'location',
          'owner',
          'measure_code',
          'state',
          'found_on',
          'due_on',
          'source',
          'source_key',
          'invented',
        ],
        rows: `select r.ord, r.id, r.unit_id, r.school_id, r.gate_id, r.route_id, ${text('reasonCode')} as reason_code,
            ${text('description')} as description, r.geom::geometry(Point, 4326) as location, ${text('owner')} as owner,
            ${text('measureCode')} as measure_code, ${text('state')} as state, ${as('foundOn', 'date')} as found_on,
            ${as('dueOn', 'date')} as due_on, ${OWN} from import_row r`,
      },
      {
        table: 'recommendation',
        ...PART,
        parent: 'finding',
        columns: ['finding_id', 'unit_id', 'document_number', 'sent_on', 'due_on', 'state'],
        rows: `select r.ord, r.child_id as id, r.id as finding_id, r.unit_id, ${text('recommendationNumber')} as document_number,
            coalesce(${as('recommendedOn', 'date')}, ${as('foundOn', 'date')}) as sent_on, ${as('dueOn', 'date')} as due_on,
            case ${text('state')} when 'accepted' then 'accepted' when 'refused' then 'refused'
              when 'done' then 'done' when 'verified' then 'done' else 'sent' end as state
          from import_row r where ${text('recommendationNumber')} is not null`,
      },
    ],
  },
};
