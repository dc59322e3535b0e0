-- Facts: imports, schools with sites, gates and zones, roads, routes to school, accidents, illegal spots, surveys,
-- findings, recommendations; and the audit row that every write leaves.

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  account_id uuid,
  action text not null,
  table_name text not null,
  record_id text not null,
  unit_id text,
  detail jsonb not null default '{}',
  constraint audit_account_fkey foreign key (account_id) references account (id)
);
create index audit_account_idx on audit (account_id);
create index audit_record_idx on audit (table_name, record_id);
create index audit_unit_idx on audit (unit_id);
alter table audit enable row level security;
alter table audit force row level security;
create policy audit_read on audit for select using (
  (select app_has_role('administrator')) and ((select app_reads_all()) or unit_id = any ((select app_read_units())::text[])));
create policy audit_insert on audit for insert with check (true);
grant select, insert on audit to cong_an_toan_app;

-- ---- imports ----------------------------------------------------------------------------------------------
create table import_batch (
  id uuid primary key,
  kind text not null,
  source text not null,
  file_name text not null,
  file_sha256 text not null,
  mapping jsonb not null,
  status text not null,
  rows_read integer not null default 0,
  records_read integer not null default 0,
  inserted integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  left_out integer not null default 0,
  rejected integer not null default 0,
  warnings jsonb not null default '[]',
  invented boolean not null default false,
  error text,
  created_at timestamptz not null,
  created_by uuid,
  undone_at timestamptz,
  constraint import_batch_status check (status in ('running', 'done', 'failed', 'undone', 'dry-run')),
  constraint import_batch_created_by_fkey foreign key (created_by) references account (id)
);
create index import_batch_created_by_idx on import_batch (created_by);
create index import_batch_created_at_idx on import_batch (created_at desc, id);

-- Refused rows keep the offending cell only: a whole row may hold a person's name.
create table rejected_row (
  batch_id uuid not null,
  number integer not null,
  line integer not null,
  field text not null,
  value text,
  code text not null,
  reason text not null,
  reason_en text not null,
  constraint rejected_row_pkey primary key (batch_id, number),
  constraint rejected_row_batch_fkey foreign key (batch_id) references import_batch (id) on delete cascade
);

-- What a batch changed, so that it can be undone whole. `before` is the old row in the database's own text form, null
-- for a row the batch added. No foreign key to the batch: it would cost an import a look-up per row, and batches are
-- never deleted.
create table batch_change (
  batch_id uuid not null,
  table_name text not null,
  record_id text not null,
  before text,
  constraint batch_change_pkey primary key (table_name, record_id, batch_id)
);
create index batch_change_batch_idx on batch_change (batch_id);
alter table unit add constraint unit_batch_fkey foreign key (batch_id) references import_batch (id);

-- Imports concern whole files, often of many units: planners and administrators see and make them.
do $$
declare t text;
begin
  foreach t in array array['import_batch', 'rejected_row', 'batch_change'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for all using ((select app_has_role(''planner'') or app_has_role(''administrator'')))', t || '_all', t);
    execute format('grant select, insert, update, delete on %I to cong_an_toan_app', t);
  end loop;
end $$;

-- ---- schools ----------------------------------------------------------------------------------------------
create table school (
  id uuid primary key,
  unit_id text not null,
  code text,
  name text not null,
  levels text[] not null,
  pupils integer,
  shifts smallint,
  walk_cycle_share double precision,
  urban boolean,
  managing_agency text,
  -- own bells; null: the territory's
  sessions jsonb,
  location geometry(Point, 4326) not null,
  source text not null,
  source_key text not null,
  batch_id uuid,
  invented boolean not null default false,
  revision integer not null default 1,
  constraint school_source_unique unique (source, source_key),
  constraint school_levels check (
    cardinality(levels) > 0 and levels <@ array['preschool', 'primary', 'lower_secondary', 'upper_secondary']),
  constraint school_pupils check (pupils between 0 and 20000),
  constraint school_shifts check (shifts between 1 and 4),
  constraint school_walk_cycle_share check (walk_cycle_share between 0 and 1),
  constraint school_unit_fkey foreign key (unit_id) references unit (id),
  constraint school_batch_fkey foreign key (batch_id) references import_batch (id)
);
create index school_unit_idx on school (unit_id);
create index school_batch_idx on school (batch_id);
create index school_location_idx on school using gist (location);
create index school_location_geography_idx on school using gist ((location::geography));
create index school_name_idx on school using gin (name gin_trgm_ops);
select keep_in_territory('school', 'location');
select protect_by_unit('school', 'unit_id');

-- A school may teach at several places (điểm trường).
create table school_site (
  id uuid primary key,
  school_id uuid not null,
  unit_id text not null,
  name text not null,
  location geometry(Point, 4326) not null,
  outline geometry(MultiPolygon, 4326),
  constraint school_site_outline_valid check (outline is null or ST_IsValid(outline)),
  constraint school_site_school_fkey foreign key (school_id) references school (id) on delete cascade,
  constraint school_site_unit_fkey foreign key (unit_id) references unit (id)
);
create index school_site_school_idx on school_site (school_id);
create index school_site_unit_idx on school_site (unit_id);
create index school_site_location_idx on school_site using gist (location);
create index school_site_outline_idx on school_site using gist (outline);
select protect_by_unit('school_site', 'unit_id');

create table gate (
  id uuid primary key,
  school_id uuid not null,
  site_id uuid,
  unit_id text not null,
  name text,
  kind text not null,
  opens text,
  location geometry(Point, 4326) not null,
  source text not null,
  source_key text not null,
  batch_id uuid,
  invented boolean not null default false,
  revision integer not null default 1,
  constraint gate_source_unique unique (source, source_key),
  constraint gate_kind check (kind in ('main', 'side', 'vehicle')),
  constraint gate_school_fkey foreign key (school_id) references school (id) on delete cascade,
  constraint gate_site_fkey foreign key (site_id) references school_site (id) on delete set null,
  constraint gate_unit_fkey foreign key (unit_id) references unit (id),
  constraint gate_batch_fkey foreign key (batch_id) references import_batch (id)
);
create index gate_school_idx on gate (school_id);
create index gate_site_idx on gate (site_id);
create index gate_unit_idx on gate (unit_id);
create index gate_batch_idx on gate (batch_id);
create index gate_location_idx on gate using gist (location);
create index gate_location_geography_idx on gate using gist ((location::geography));
select keep_in_territory('gate', 'location');
select protect_by_unit('gate', 'unit_id');

create table gate_zone (
  id uuid primary key,
  gate_id uuid not null,
  unit_id text not null,
  zone geometry(Polygon, 4326) not null,
  constraint gate_zone_valid check (ST_IsValid(zone)),
  constraint gate_zone_gate_unique unique (gate_id),
  constraint gate_zone_gate_fkey foreign key (gate_id) references gate (id) on delete cascade,
  constraint gate_zone_unit_fkey foreign key (unit_id) references unit (id)
);
create index gate_zone_unit_idx on gate_zone (unit_id);
create index gate_zone_zone_idx on gate_zone using gist (zone);
select keep_in_territory('gate_zone', 'zone');
select protect_by_unit('gate_zone', 'unit_id');

-- ---- roads ------------------------------------------------------------------------------------------------
-- Edges between junctions: a line of the source is cut where lines share a vertex, never at a mere crossing.
create table road_edge (
  id uuid primary key,
  source text not null,
  -- of the line it was cut from; `part` numbers the pieces
  source_key text not null,
  part integer not null,
  class text not null,
  name text,
  ref text,
  lanes smallint,
  speed_limit_kmh double precision,
  operating_speed_kmh double precision,
  oneway boolean,
  walkable boolean not null default true,
  path geometry(LineString, 4326) not null,
  -- geodesic, rounded to a millimetre so that both databases hold the same number
  length_m double precision not null,
  batch_id uuid,
  invented boolean not null default false,
  constraint road_edge_source_unique unique (source, source_key, part),
  constraint road_edge_class check (class in ('expressway', 'national', 'provincial', 'district', 'urban_main', 'commune',
    'hamlet', 'lane', 'path', 'special')),
  constraint road_edge_lanes check (lanes between 1 and 20),
  constraint road_edge_speed check (speed_limit_kmh between 1 and 200 and operating_speed_kmh between 1 and 200),
  constraint road_edge_path_valid check (ST_IsValid(path) and ST_NPoints(path) >= 2),
  constraint road_edge_length check (length_m >= 0),
  constraint road_edge_batch_fkey foreign key (batch_id) references import_batch (id)
);
create index road_edge_batch_idx on road_edge (batch_id);
create index road_edge_path_idx on road_edge using gist (path);
create index road_edge_path_geography_idx on road_edge using gist ((path::geography));
create index road_edge_name_idx on road_edge using gin (name gin_trgm_ops);
select keep_in_territory('road_edge', 'path');
-- Roads are the base map of everybody.
select protect_common('road_edge', '{planner,administrator}');

create table km_post (
  id uuid primary key,
  road_ref text not null,
  -- a road whose chainage breaks has several parts
  road_part text not null default '',
  km integer not null,
  nominal_m double precision not null,
  location geometry(Point, 4326) not null,
  batch_id uuid,
  invented boolean not null default false,
  constraint km_post_unique unique (road_ref, road_part, nominal_m),
  constraint km_post_batch_fkey foreign key (batch_id) references import_batch (id)
);
create index km_post_batch_idx on km_post (batch_id);
create index km_post_location_idx on km_post using gist (location);
select keep_in_territory('km_post', 'location');
select protect_common('km_post', '{planner,administrator}');

-- ---- routes to school -------------------------------------------------------------------------------------
create table route (
  id uuid primary key,
  school_id uuid not null,
  unit_id text not null,
  name text,
  pupils integer,
  share double precision,
  drawn_by text,
  path geometry(LineString, 4326) not null,
  length_m double precision not null,
  source text not null,
  source_key text not null,
  batch_id uuid,
  invented boolean not null default false,
  revision integer not null default 1,
  constraint route_source_unique unique (source, source_key),
  constraint route_pupils check (pupils between 0 and 20000),
  constraint route_share check (share between 0 and 1),
  constraint route_path_valid check (ST_IsValid(path)),
  constraint route_school_fkey foreign key (school_id) references school (id) on delete cascade,
  constraint route_unit_fkey foreign key (unit_id) references unit (id),
  constraint route_batch_fkey foreign key (batch_id) references import_batch (id)
);
create index route_school_idx on route (school_id);
create index route_unit_idx on route (unit_id);
create index route_batch_idx on route (batch_id);
create index route_path_idx on route using gist (path);
select keep_in_territory('route', 'path');
select protect_by_unit('route', 'unit_id');

-- ---- accidents --------------------------------------------------------------------------------------------
create table accident (
  id uuid primary key,
  -- null: outside every unit we know; only whole-territory scopes see it
  unit_id text,
  -- local wall clock of the territory
  occurred_on date not null,
  occurred_time time,
  time_precision text not null,
  trip_window text not null,
  location geometry(Point, 4326),
  location_quality text not null,
  deaths integer not null default 0,
  serious integer not null default 0,
  slight integer not null default 0,
  property_damage_vnd double precision,
  severity text not null generated always as (
    case when deaths > 0 then 'fatal' when serious > 0 then 'serious' when slight > 0 then 'slight' else 'property' end) stored,
  class text,
  class_is_provisional boolean not null default true,
  pupil_involved text not null default 'unknown',
  victim_mode text,
  victim_age_band text,
  road_name text,
  road_class text,
  written_address text,
  source text not null,
  source_key text not null,
  batch_id uuid,
  invented boolean not null default false,
  revision integer not null default 1,
  constraint accident_source_unique unique (source, source_key),
  constraint accident_time_precision check (time_precision in ('minute', 'hour', 'day')
    and (occurred_time is not null or time_precision = 'day')),
  constraint accident_trip_window check (trip_window in ('trip', 'day', 'other')),
  constraint accident_location_quality check (location_quality in ('exact', 'street', 'area')),
  constraint accident_counts check (deaths between 0 and 1000 and serious between 0 and 1000 and slight between 0 and 1000),
  constraint accident_class check (class in ('extremely_serious', 'very_serious', 'serious', 'less_serious', 'collision')),
  constraint accident_pupil check (pupil_involved in ('yes', 'no', 'unknown')),
  constraint accident_victim_mode check (victim_mode in ('walking', 'bicycle', 'electric_bicycle', 'moped', 'motorcycle',
    'car', 'school_bus', 'bus', 'truck', 'other')),
  constraint accident_victim_age_band check (victim_age_band in ('under_6', '6_10', '11_14', '15_17', '18_over')),
  constraint accident_unit_fkey foreign key (unit_id) references unit (id),
  constraint accident_batch_fkey foreign key (batch_id) references import_batch (id)
);
create index accident_unit_idx on accident (unit_id);
create index accident_batch_idx on accident (batch_id);
create index accident_location_idx on accident using gist (location);
create index accident_location_geography_idx on accident using gist ((location::geography));
create index accident_occurred_idx on accident (occurred_on desc, id);
select keep_in_territory('accident', 'location');
select protect_by_unit('accident', 'unit_id');

-- ---- illegal spots ----------------------------------------------------------------------------------------
create table illegal_spot (
  id uuid primary key,
  unit_id text not null,
  school_id uuid,
  kind text not null,
  state text not null default 'open',
  location geometry(Point, 4326) not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  note text,
  source text,
  source_key text,
  batch_id uuid,
  invented boolean not null default false,
  revision integer not null default 1,
  -- what the client sent last, to tell a repeat from a conflict
  body_sha256 text,
  constraint illegal_spot_source_unique unique (source, source_key),
  constraint illegal_spot_kind check (kind in ('stopping_parking', 'vehicle_keeping', 'encroachment')),
  constraint illegal_spot_state check (state in ('open', 'handled', 'returned')),
  constraint illegal_spot_dates check (last_seen_at >= first_seen_at),
  constraint illegal_spot_unit_fkey foreign key (unit_id) references unit (id),
  constraint illegal_spot_school_fkey foreign key (school_id) references school (id) on delete set null,
  constraint illegal_spot_batch_fkey foreign key (batch_id) references import_batch (id)
);
create index illegal_spot_unit_idx on illegal_spot (unit_id);
create index illegal_spot_school_idx on illegal_spot (school_id);
create index illegal_spot_batch_idx on illegal_spot (batch_id);
create index illegal_spot_location_idx on illegal_spot using gist (location);
create index illegal_spot_location_geography_idx on illegal_spot using gist ((location::geography));
select keep_in_territory('illegal_spot', 'location');
select protect_by_unit('illegal_spot', 'unit_id');

create table spot_sighting (
  id uuid primary key,
  spot_id uuid not null,
  unit_id text not null,
  seen_at timestamptz not null,
  minutes_watched integer,
  minutes_seen integer,
  vehicles integer,
  note text,
  account_id uuid,
  source text,
  source_key text,
  batch_id uuid,
  constraint spot_sighting_source_unique unique (source, source_key),
  constraint spot_sighting_minutes check (minutes_seen <= minutes_watched),
  constraint spot_sighting_vehicles check (vehicles between 0 and 1000),
  constraint spot_sighting_spot_fkey foreign key (spot_id) references illegal_spot (id) on delete cascade,
  constraint spot_sighting_unit_fkey foreign key (unit_id) references unit (id),
  constraint spot_sighting_account_fkey foreign key (account_id) references account (id),
  constraint spot_sighting_batch_fkey foreign key (batch_id) references import_batch (id)
);
create index spot_sighting_spot_idx on spot_sighting (spot_id);
create index spot_sighting_unit_idx on spot_sighting (unit_id);
create index spot_sighting_account_idx on spot_sighting (account_id);
create index spot_sighting_batch_idx on spot_sighting (batch_id);
select protect_by_unit('spot_sighting', 'unit_id');

-- ---- surveys ----------------------------------------------------------------------------------------------
create table survey (
  id uuid primary key,
  unit_id text not null,
  school_id uuid not null,
  surveyed_on date not null,
  account_id uuid,
  source text,
  source_key text,
  batch_id uuid,
  invented boolean not null default false,
  revision integer not null default 1,
  constraint survey_source_unique unique (source, source_key),
  constraint survey_unit_fkey foreign key (unit_id) references unit (id),
  constraint survey_school_fkey foreign key (school_id) references school (id) on delete cascade,
  constraint survey_account_fkey foreign key (account_id) references account (id),
  constraint survey_batch_fkey foreign key (batch_id) references import_batch (id)
);
create index survey_unit_idx on survey (unit_id);
create index survey_school_idx on survey (school_id);
create index survey_account_idx on survey (account_id);
create index survey_batch_idx on survey (batch_id);
select protect_by_unit('survey', 'unit_id');

create table survey_observation (
  id uuid primary key,
  survey_id uuid not null,
  unit_id text not null,
  school_id uuid not null,
  gate_id uuid,
  route_id uuid,
  from_m double precision,
  to_m double precision,
  code text not null,
  value double precision,
  observed_on date not null,
  source text,
  source_key text,
  batch_id uuid,
  constraint survey_observation_source_unique unique (source, source_key),
  constraint survey_observation_target check ((gate_id is null) <> (route_id is null)),
  constraint survey_observation_stretch check (to_m > from_m and from_m >= 0),
  constraint survey_observation_speed check (code <> 'speed' or value between 1 and 150),
  constraint survey_observation_survey_fkey foreign key (survey_id) references survey (id) on delete cascade,
  constraint survey_observation_unit_fkey foreign key (unit_id) references unit (id),
  constraint survey_observation_school_fkey foreign key (school_id) references school (id) on delete cascade,
  constraint survey_observation_gate_fkey foreign key (gate_id) references gate (id) on delete cascade,
  constraint survey_observation_route_fkey foreign key (route_id) references route (id) on delete cascade,
  constraint survey_observation_batch_fkey foreign key (batch_id) references import_batch (id)
);
create index survey_observation_survey_idx on survey_observation (survey_id);
create index survey_observation_unit_idx on survey_observation (unit_id);
create index survey_observation_school_idx on survey_observation (school_id);
create index survey_observation_gate_idx on survey_observation (gate_id);
create index survey_observation_route_idx on survey_observation (route_id);
create index survey_observation_batch_idx on survey_observation (batch_id);
select protect_by_unit('survey_observation', 'unit_id');

-- ---- findings ---------------------------------------------------------------------------------------------
create table finding (
  id uuid primary key,
  unit_id text not null,
  school_id uuid not null,
  survey_id uuid,
  gate_id uuid,
  route_id uuid,
  reason_code text not null,
  description text,
  location geometry(Point, 4326) not null,
  owner text not null,
  measure_code text,
  state text not null default 'open',
  found_on date not null,
  due_on date,
  closed_on date,
  source text,
  source_key text,
  batch_id uuid,
  invented boolean not null default false,
  revision integer not null default 1,
  constraint finding_source_unique unique (source, source_key),
  constraint finding_owner check (owner in ('school', 'commune', 'police', 'road_authority', 'parents')),
  constraint finding_state check (state in ('open', 'recommended', 'accepted', 'done', 'verified', 'refused')),
  constraint finding_dates check (due_on >= found_on and closed_on >= found_on),
  constraint finding_unit_fkey foreign key (unit_id) references unit (id),
  constraint finding_school_fkey foreign key (school_id) references school (id) on delete cascade,
  constraint finding_survey_fkey foreign key (survey_id) references survey (id) on delete set null,
  constraint finding_gate_fkey foreign key (gate_id) references gate (id) on delete set null,
  constraint finding_route_fkey foreign key (route_id) references route (id) on delete set null,
  constraint finding_batch_fkey foreign key (batch_id) references import_batch (id)
);
create index finding_unit_idx on finding (unit_id);
create index finding_school_idx on finding (school_id);
create index finding_survey_idx on finding (survey_id);
create index finding_gate_idx on finding (gate_id);
create index finding_route_idx on finding (route_id);
create index finding_batch_idx on finding (batch_id);
create index finding_location_idx on finding using gist (location);
select keep_in_territory('finding', 'location');
select protect_by_unit('finding', 'unit_id');

create table recommendation (
  id uuid primary key,
  finding_id uuid not null,
  unit_id text not null,
  document_number text,
  sent_on date not null,
  due_on date,
  replied_on date,
  reply text,
  state text not null default 'sent',
  constraint recommendation_state check (state in ('sent', 'accepted', 'refused', 'done')),
  constraint recommendation_finding_fkey foreign key (finding_id) references finding (id) on delete cascade,
  constraint recommendation_unit_fkey foreign key (unit_id) references unit (id)
);
create index recommendation_finding_idx on recommendation (finding_id);
create index recommendation_unit_idx on recommendation (unit_id);
select protect_by_unit('recommendation', 'unit_id');
