// Where the records of what happened go: accidents, sightings of illegal spots, survey answers, findings.
import type { ImportKind } from '../../contract/codes.ts';
import { as, FACT, type KindTables, OWN, PART, text } from './select-parts.ts';

/** When a sighting has no time: noon, so that it stays the same day in every time zone near. */
const SEEN_AT = `((${as('seenOn', 'date')} + coalesce(${as('seenTime', 'time')}, '12:00'::time)) at time zone :timeZone)`;

export const observedTables: Record<
  Extract<ImportKind, 'accidents' | 'spots' | 'observations' | 'findings' | 'walks'>,
  KindTables
> = {
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
  walks: {
    table: 'survey_walk',
    child: 'survey',
    steps: [
      {
        table: 'survey',
        ...FACT,
        columns: ['unit_id', 'school_id', 'surveyed_on', 'source', 'source_key', 'invented'],
        rows: `select min(r.ord) as ord, r.child_id as id, r.unit_id, r.school_id, ${as('walkedOn', 'date')} as surveyed_on,
            :source::text as source,
            min(coalesce(${text('schoolKey')}, 'route ' || (${text('routeKey')})) || '|' || (${text('walkedOn')})) as source_key,
            :invented::boolean as invented
          from import_row r group by r.child_id, r.unit_id, r.school_id, ${text('walkedOn')}`,
      },
      {
        table: 'survey_walk',
        isCounted: true,
        hasBatch: true,
        hasRevision: false,
        columns: [
          'survey_id',
          'unit_id',
          'body_sha256',
          'walked_on',
          'matched_m',
          'drawn_m',
          'unmatched_m',
          'dropped_fixes',
          'path',
          'source',
          'source_key',
        ],
        // A walk that is there already stays as it was matched then.
        rows: `select r.ord, r.id, coalesce(w.survey_id, r.child_id) as survey_id, r.unit_id, ${text('sha256')} as body_sha256,
            ${as('walkedOn', 'date')} as walked_on, coalesce(w.matched_m, m.matched_m) as matched_m,
            coalesce(w.drawn_m, m.drawn_m) as drawn_m, coalesce(w.unmatched_m, m.unmatched_m) as unmatched_m,
            coalesce(w.dropped_fixes, m.dropped_fixes) as dropped_fixes,
            case when w.id is null then m.path else w.path end::geometry(MultiLineString, 4326) as path,
            :source::text as source, r.key as source_key
          from import_row r left join survey_walk w on w.id = r.id left join walk_match m on m.ord = r.ord`,
      },
    ],
  },
};
