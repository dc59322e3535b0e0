-- Analysis: presets (rules and weights as dated data), runs, and their immutable results.

create table preset (
  id text primary key,
  kind text not null,
  name text not null,
  name_en text not null,
  value jsonb not null,
  source text not null,
  evidence text not null,
  valid_from date not null,
  valid_to date,
  constraint preset_kind check (kind in ('legal_rule', 'risk_parameters', 'severity_weights')),
  constraint preset_dates check (valid_to is null or valid_to >= valid_from)
);
select protect_common('preset', '{administrator}');

-- A run is the job queue, the cache key and the audit of the number on the screen.
create table run (
  id uuid primary key,
  kind text not null,
  method text,
  parameters jsonb not null,
  as_of date not null,
  window_from date,
  status text not null default 'queued',
  data_fingerprint text,
  code_version text not null,
  stage text,
  done integer not null default 0,
  total integer not null default 0,
  notes jsonb not null default '{}',
  error text,
  requested_by uuid,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  lease_until timestamptz,
  attempts integer not null default 0,
  cancel_requested boolean not null default false,
  -- made with the shipped parameters: what screens show when no run is named
  standard boolean not null default false,
  constraint run_kind check (kind in ('hotspots', 'risk')),
  constraint run_status check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
  constraint run_requested_by_fkey foreign key (requested_by) references account (id)
);
create index run_requested_by_idx on run (requested_by);
create index run_queue_idx on run (created_at, id) where status in ('queued', 'running');
create index run_newest_idx on run (kind, method, finished_at desc, id) where status = 'done' and standard;
select protect_common('run', '{planner,administrator}');

create table hotspot (
  run_id uuid not null,
  number integer not null,
  unit_id text,
  pass text not null,
  status text not null,
  road_name text,
  area geometry(Polygon, 4326) not null,
  anchor geometry(Point, 4326) not null,
  accidents integer not null,
  fatal integer not null,
  serious integer not null,
  slight integer not null,
  property integer not null,
  severity_index double precision not null,
  extent_m double precision not null,
  is_corridor boolean not null,
  first_on date not null,
  last_on date not null,
  clause text,
  margin integer,
  invented boolean not null,
  constraint hotspot_pkey primary key (run_id, number),
  constraint hotspot_pass check (pass in ('cluster', 'junction', 'road', 'planar')),
  constraint hotspot_status check (status in ('proposed', 'near_miss')),
  constraint hotspot_run_fkey foreign key (run_id) references run (id) on delete cascade,
  constraint hotspot_unit_fkey foreign key (unit_id) references unit (id)
);
create index hotspot_unit_idx on hotspot (unit_id);
create index hotspot_area_idx on hotspot using gist (area);
create index hotspot_anchor_idx on hotspot using gist (anchor);

-- Members carry the unit of the accident: a reader sees the records of the own scope and only counts of the rest.
create table hotspot_member (
  run_id uuid not null,
  number integer not null,
  accident_id uuid not null,
  unit_id text,
  role text not null,
  constraint hotspot_member_pkey primary key (run_id, number, accident_id),
  constraint hotspot_member_role check (role in ('core', 'border', 'member', 'nearby')),
  constraint hotspot_member_hotspot_fkey foreign key (run_id, number) references hotspot (run_id, number) on delete cascade,
  constraint hotspot_member_unit_fkey foreign key (unit_id) references unit (id)
);
create index hotspot_member_accident_idx on hotspot_member (accident_id);
create index hotspot_member_unit_idx on hotspot_member (unit_id);

create table hotspot_unit_count (
  run_id uuid not null,
  number integer not null,
  unit_id text not null,
  accidents integer not null,
  constraint hotspot_unit_count_pkey primary key (run_id, number, unit_id),
  constraint hotspot_unit_count_hotspot_fkey foreign key (run_id, number) references hotspot (run_id, number) on delete cascade,
  constraint hotspot_unit_count_unit_fkey foreign key (unit_id) references unit (id)
);
create index hotspot_unit_count_unit_idx on hotspot_unit_count (unit_id);

create table risk_result (
  run_id uuid not null,
  school_id uuid not null,
  unit_id text not null,
  rank integer not null,
  rank_low integer not null,
  rank_high integer not null,
  rate double precision not null,
  rate_low double precision not null,
  rate_high double precision not null,
  score double precision not null,
  score_low double precision not null,
  score_high double precision not null,
  band text not null,
  band_shown text not null,
  band_probability jsonb not null,
  probability_first jsonb not null,
  rate_per_thousand double precision,
  missing_share double precision not null,
  survey_next double precision not null,
  severities jsonb not null,
  -- predicted part, split for display
  parts jsonb not null,
  substitutions jsonb not null,
  exposure jsonb not null,
  constraint risk_result_pkey primary key (run_id, school_id),
  constraint risk_result_band check (band in ('A', 'B', 'C', 'D', 'E')),
  constraint risk_result_run_fkey foreign key (run_id) references run (id) on delete cascade,
  constraint risk_result_unit_fkey foreign key (unit_id) references unit (id)
);
create index risk_result_school_idx on risk_result (school_id);
create index risk_result_unit_idx on risk_result (unit_id);
create index risk_result_rank_idx on risk_result (run_id, rank);

-- One accident in one school's score. Read by those who may see both the school's and the accident's unit.
create table risk_part (
  run_id uuid not null,
  school_id uuid not null,
  accident_id uuid not null,
  school_unit_id text not null,
  unit_id text,
  severity text not null,
  occurred_on date not null,
  distance_m double precision,
  space double precision not null,
  age double precision not null,
  relevance double precision not null,
  quality double precision not null,
  weight double precision not null,
  contribution double precision not null,
  reason text,
  constraint risk_part_pkey primary key (run_id, school_id, accident_id),
  constraint risk_part_result_fkey foreign key (run_id, school_id) references risk_result (run_id, school_id) on delete cascade,
  constraint risk_part_school_unit_fkey foreign key (school_unit_id) references unit (id),
  constraint risk_part_unit_fkey foreign key (unit_id) references unit (id)
);
create index risk_part_accident_idx on risk_part (accident_id);
create index risk_part_unit_idx on risk_part (unit_id);
create index risk_part_school_unit_idx on risk_part (school_unit_id);

-- The same contributions summed by the accident's unit, so that a reader's parts still add up. '' is no unit.
create table risk_unit_sum (
  run_id uuid not null,
  school_id uuid not null,
  accident_unit text not null,
  unit_id text not null,
  accidents integer not null,
  contribution double precision not null,
  constraint risk_unit_sum_pkey primary key (run_id, school_id, accident_unit),
  constraint risk_unit_sum_result_fkey foreign key (run_id, school_id) references risk_result (run_id, school_id) on delete cascade,
  constraint risk_unit_sum_unit_fkey foreign key (unit_id) references unit (id)
);
create index risk_unit_sum_unit_idx on risk_unit_sum (unit_id);

-- Results: read by unit, written only by the system (the application role gets no write at all).
do $$
declare t text;
begin
  foreach t in array array['hotspot', 'hotspot_member', 'risk_result', 'risk_unit_sum'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select using ((select app_reads_all()) or unit_id = any ((select app_read_units())::text[]))', t || '_read', t);
    execute format('create policy %I on %I for all using ((select app_is_system()))', t || '_system', t);
    execute format('grant select on %I to cong_an_toan_app', t);
  end loop;
end $$;
alter table risk_part enable row level security;
alter table risk_part force row level security;
create policy risk_part_read on risk_part for select using ((select app_reads_all()) or (
  unit_id = any ((select app_read_units())::text[]) and school_unit_id = any ((select app_read_units())::text[])));
create policy risk_part_system on risk_part for all using ((select app_is_system()));
grant select on risk_part to cong_an_toan_app;
-- Counts by neighbouring unit are shown with the hotspot they belong to.
alter table hotspot_unit_count enable row level security;
alter table hotspot_unit_count force row level security;
create policy hotspot_unit_count_read on hotspot_unit_count for select using ((select app_reads_all())
  or exists (select from hotspot h where h.run_id = hotspot_unit_count.run_id and h.number = hotspot_unit_count.number));
create policy hotspot_unit_count_system on hotspot_unit_count for all using ((select app_is_system()));
grant select on hotspot_unit_count to cong_an_toan_app;

-- A hotspot on a border belongs to the unit of its anchor; the neighbour whose accidents are in it sees it too.
create policy hotspot_member_unit_read on hotspot for select using (exists (
  select from hotspot_member m where m.run_id = hotspot.run_id and m.number = hotspot.number));
