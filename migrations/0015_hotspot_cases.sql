-- Places proposed to the road authority. A case belongs to a place on the ground, not to the run that found it: places of
-- later runs that overlap it show it.

create table hotspot_case (
  id uuid primary key,
  unit_id text not null,
  state text not null,
  -- of the present state: the document it rests on, whose it is or to whom it went, and words
  document_number text,
  document_on date,
  authority text,
  note text,
  -- the place as the run found it
  found_run_id uuid,
  found_number integer not null,
  method text not null,
  road_name text,
  accidents integer not null,
  window_from date,
  as_of date not null,
  area geometry(Polygon, 4326) not null,
  anchor geometry(Point, 4326) not null,
  invented boolean not null,
  revision integer not null default 1,
  changed_at timestamptz not null,
  constraint hotspot_case_state check (state in ('candidate', 'sent', 'official', 'treated', 'rejected')),
  -- Official is only what a road authority's document says (TT 41/2024/TT-BGTVT art. 15).
  constraint hotspot_case_document check (state not in ('sent', 'official') or (
    length(trim(document_number)) > 0 and document_on is not null and length(trim(authority)) > 0
    and document_number is not null and authority is not null)),
  constraint hotspot_case_reason check (state <> 'rejected' or (note is not null and length(trim(note)) > 0)),
  constraint hotspot_case_treated check (state <> 'treated' or document_on is not null),
  constraint hotspot_case_unit_fkey foreign key (unit_id) references unit (id),
  constraint hotspot_case_found_run_fkey foreign key (found_run_id) references run (id) on delete set null
);
create index hotspot_case_unit_idx on hotspot_case (unit_id);
create index hotspot_case_found_run_idx on hotspot_case (found_run_id);
create index hotspot_case_area_idx on hotspot_case using gist (area);
create index hotspot_case_anchor_idx on hotspot_case using gist (anchor);
select protect_by_unit('hotspot_case', 'unit_id');

-- Every state the case was in, oldest first; never changed.
create table hotspot_case_step (
  -- chosen by the client, so that a step sent twice is one
  id uuid primary key,
  case_id uuid not null,
  unit_id text not null,
  number integer not null,
  state text not null,
  document_number text,
  document_on date,
  authority text,
  note text,
  at timestamptz not null,
  account_id uuid not null,
  constraint hotspot_case_step_number_unique unique (case_id, number),
  constraint hotspot_case_step_case_fkey foreign key (case_id) references hotspot_case (id),
  constraint hotspot_case_step_unit_fkey foreign key (unit_id) references unit (id),
  constraint hotspot_case_step_account_fkey foreign key (account_id) references account (id)
);
create index hotspot_case_step_unit_idx on hotspot_case_step (unit_id);
create index hotspot_case_step_account_idx on hotspot_case_step (account_id);
select protect_by_unit('hotspot_case_step', 'unit_id');
revoke update, delete on hotspot_case_step from cong_an_toan_app;
