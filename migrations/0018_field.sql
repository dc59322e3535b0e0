-- The field: what a phone sends of a survey, the walks behind it, and which metres of a route they cover.

-- Who recorded a fact on a phone, and the content that was sent last: how a repeat is told from a conflict. Beside the
-- facts and not in them, because an import that is taken back restores whole rows of the facts.
create table field_record (
  record_id uuid primary key,
  table_name text not null,
  unit_id text not null,
  account_id uuid not null,
  body_sha256 text not null,
  recorded_at timestamptz not null,
  constraint field_record_table check (table_name in ('survey', 'finding')),
  constraint field_record_unit_fkey foreign key (unit_id) references unit (id),
  constraint field_record_account_fkey foreign key (account_id) references account (id)
);
create index field_record_unit_idx on field_record (unit_id);
create index field_record_account_idx on field_record (account_id);
select protect_by_unit('field_record', 'unit_id');

-- The answers about one gate or one stretch of a route, "not observed" among them. The rows of survey_observation that
-- the risk model reads are made from these.
create table survey_sheet (
  survey_id uuid not null,
  number integer not null,
  unit_id text not null,
  gate_id uuid,
  route_id uuid,
  from_m double precision,
  to_m double precision,
  -- [{"question", "answer", "value"?}]
  answers jsonb not null,
  constraint survey_sheet_pkey primary key (survey_id, number),
  constraint survey_sheet_target check ((gate_id is null) <> (route_id is null)),
  constraint survey_sheet_stretch check (to_m > from_m and from_m >= 0),
  constraint survey_sheet_survey_fkey foreign key (survey_id) references survey (id) on delete cascade,
  constraint survey_sheet_unit_fkey foreign key (unit_id) references unit (id),
  constraint survey_sheet_gate_fkey foreign key (gate_id) references gate (id) on delete cascade,
  constraint survey_sheet_route_fkey foreign key (route_id) references route (id) on delete cascade
);
create index survey_sheet_unit_idx on survey_sheet (unit_id);
create index survey_sheet_gate_idx on survey_sheet (gate_id);
create index survey_sheet_route_idx on survey_sheet (route_id);
select protect_by_unit('survey_sheet', 'unit_id');

-- A walk as the roads it followed. Where the officer was, moment by moment, is in survey_track only.
create table survey_walk (
  id uuid primary key,
  survey_id uuid not null,
  unit_id text not null,
  account_id uuid not null,
  body_sha256 text not null,
  walked_on date not null,
  matched_m double precision not null,
  -- of the matched metres: drawn by hand afterwards
  drawn_m double precision not null,
  unmatched_m double precision not null,
  dropped_fixes integer not null,
  path geometry(MultiLineString, 4326),
  constraint survey_walk_metres check (matched_m >= 0 and drawn_m between 0 and matched_m and unmatched_m >= 0),
  constraint survey_walk_survey_fkey foreign key (survey_id) references survey (id) on delete cascade,
  constraint survey_walk_unit_fkey foreign key (unit_id) references unit (id),
  constraint survey_walk_account_fkey foreign key (account_id) references account (id)
);
create index survey_walk_survey_idx on survey_walk (survey_id);
create index survey_walk_unit_idx on survey_walk (unit_id);
create index survey_walk_account_idx on survey_walk (account_id);
create index survey_walk_path_idx on survey_walk using gist (path);
select protect_by_unit('survey_walk', 'unit_id');

-- The positions of an officer are personal data: seen only by who walked, and deleted whenever that person wishes.
create table survey_track (
  walk_id uuid primary key,
  account_id uuid not null,
  -- [[longitude, latitude, seconds from the start, accuracy in metres], …]
  fixes jsonb not null,
  started_at timestamptz not null,
  constraint survey_track_walk_fkey foreign key (walk_id) references survey_walk (id) on delete cascade,
  constraint survey_track_account_fkey foreign key (account_id) references account (id)
);
create index survey_track_account_idx on survey_track (account_id);
alter table survey_track enable row level security;
alter table survey_track force row level security;
create policy survey_track_own on survey_track for all
  using ((select app_is_system()) or account_id = (select app_account()));
grant select, insert, delete on survey_track to cong_an_toan_app;

-- Which metres of a route a walk passed.
create table survey_stretch (
  walk_id uuid not null,
  number integer not null,
  unit_id text not null,
  route_id uuid not null,
  from_m double precision not null,
  to_m double precision not null,
  constraint survey_stretch_pkey primary key (walk_id, number),
  constraint survey_stretch_length check (to_m > from_m and from_m >= 0),
  constraint survey_stretch_walk_fkey foreign key (walk_id) references survey_walk (id) on delete cascade,
  constraint survey_stretch_unit_fkey foreign key (unit_id) references unit (id),
  constraint survey_stretch_route_fkey foreign key (route_id) references route (id) on delete cascade
);
create index survey_stretch_unit_idx on survey_stretch (unit_id);
create index survey_stretch_route_idx on survey_stretch (route_id);
select protect_by_unit('survey_stretch', 'unit_id');
