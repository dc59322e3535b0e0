-- Pilot schools: what is known of a school besides its risk, candidates of a run, and decisions that stand; the register
-- of gate models; after-studies.

alter table run drop constraint run_kind;
alter table run add constraint run_kind check (kind in ('hotspots', 'risk', 'prediction', 'sensitivity', 'pilots'));

create table pilot_assessment (
  school_id uuid primary key,
  unit_id text not null,
  has_waiting_space boolean,
  commitment text,
  needs_land_clearance boolean,
  note text not null default '',
  revision integer not null default 1,
  constraint pilot_assessment_commitment check (commitment in ('none', 'one', 'both')),
  constraint pilot_assessment_school_fkey foreign key (school_id) references school (id) on delete cascade,
  constraint pilot_assessment_unit_fkey foreign key (unit_id) references unit (id)
);
create index pilot_assessment_unit_idx on pilot_assessment (unit_id);
select protect_by_unit('pilot_assessment', 'unit_id');

create table pilot_candidate (
  run_id uuid not null,
  level text not null,
  school_id uuid not null,
  unit_id text not null,
  -- null: it fails a check
  place integer,
  detail jsonb not null,
  constraint pilot_candidate_pkey primary key (run_id, level, school_id),
  constraint pilot_candidate_level check (level in ('preschool', 'primary', 'lower_secondary', 'upper_secondary')),
  constraint pilot_candidate_run_fkey foreign key (run_id) references run (id) on delete cascade,
  constraint pilot_candidate_unit_fkey foreign key (unit_id) references unit (id)
);
create index pilot_candidate_unit_idx on pilot_candidate (unit_id);
alter table pilot_candidate enable row level security;
alter table pilot_candidate force row level security;
create policy pilot_candidate_read on pilot_candidate for select using ((select app_reads_all())
  or unit_id = any ((select app_read_units())::text[]));
create policy pilot_candidate_system on pilot_candidate for all using ((select app_is_system()));
grant select on pilot_candidate to cong_an_toan_app;

-- Decisions are added and never changed: one that is taken back is superseded by the next in sequence.
create table pilot_decision (
  id uuid primary key,
  unit_id text not null,
  level text not null,
  year integer not null,
  sequence integer not null,
  pilot_run_id uuid not null,
  school_id uuid not null,
  school_unit_id text not null,
  place integer not null,
  reason text not null,
  -- the bytes that the hash is taken of: table of the level, choice, reason, who and when
  content text not null,
  sha256 text not null,
  decided_by uuid,
  decided_at timestamptz not null,
  constraint pilot_decision_sequence_unique unique (unit_id, level, year, sequence),
  constraint pilot_decision_level check (level in ('preschool', 'primary', 'lower_secondary', 'upper_secondary')),
  constraint pilot_decision_reason check (reason <> '' or (place = 1 and sequence = 1)),
  constraint pilot_decision_unit_fkey foreign key (unit_id) references unit (id),
  constraint pilot_decision_school_unit_fkey foreign key (school_unit_id) references unit (id),
  constraint pilot_decision_school_fkey foreign key (school_id) references school (id),
  constraint pilot_decision_run_fkey foreign key (pilot_run_id) references run (id),
  constraint pilot_decision_decided_by_fkey foreign key (decided_by) references account (id)
);
create index pilot_decision_run_idx on pilot_decision (pilot_run_id);
create index pilot_decision_school_idx on pilot_decision (school_id);
create index pilot_decision_school_unit_idx on pilot_decision (school_unit_id);
create index pilot_decision_decided_by_idx on pilot_decision (decided_by);
alter table pilot_decision enable row level security;
alter table pilot_decision force row level security;
create policy pilot_decision_read on pilot_decision for select using ((select app_reads_all())
  or school_unit_id = any ((select app_read_units())::text[]) or unit_id = any ((select app_read_units())::text[]));
create policy pilot_decision_insert on pilot_decision for insert with check ((select app_has_role('leader'))
  and ((select app_reads_all()) or unit_id = any ((select app_read_units())::text[])));
grant select, insert on pilot_decision to cong_an_toan_app;

-- ---- after-studies ----------------------------------------------------------------------------------------
-- Frozen with the decision. Only the day of completion is added later, once.
create table pilot_study (
  decision_id uuid primary key,
  school_unit_id text not null,
  comparison_ids uuid[] not null,
  completed_on date,
  constraint pilot_study_decision_fkey foreign key (decision_id) references pilot_decision (id),
  constraint pilot_study_school_unit_fkey foreign key (school_unit_id) references unit (id)
);
create index pilot_study_school_unit_idx on pilot_study (school_unit_id);
alter table pilot_study enable row level security;
alter table pilot_study force row level security;
create policy pilot_study_read on pilot_study for select using (
  exists (select from pilot_decision d where d.id = decision_id));
create policy pilot_study_insert on pilot_study for insert with check ((select app_has_role('leader'))
  and exists (select from pilot_decision d where d.id = decision_id));
create policy pilot_study_update on pilot_study for update
  using (completed_on is null and ((select app_writes_all()) or school_unit_id = any ((select app_write_units())::text[])))
  with check ((select app_writes_all()) or school_unit_id = any ((select app_write_units())::text[]));
grant select, insert, update (completed_on) on pilot_study to cong_an_toan_app;

-- What was watched at a pilot or a comparison school in one period.
create table pilot_watch (
  id uuid primary key,
  decision_id uuid not null,
  school_id uuid not null,
  unit_id text not null,
  period text not null,
  measure text not null,
  observed_on date not null,
  value jsonb not null,
  revision integer not null default 1,
  account_id uuid,
  constraint pilot_watch_once unique (decision_id, school_id, period, measure),
  constraint pilot_watch_period check (period in ('before', 'month_1', 'month_6')),
  constraint pilot_watch_measure check (measure in ('speed', 'stops', 'queue', 'crossing_use', 'helmet')),
  constraint pilot_watch_study_fkey foreign key (decision_id) references pilot_study (decision_id),
  constraint pilot_watch_school_fkey foreign key (school_id) references school (id) on delete cascade,
  constraint pilot_watch_unit_fkey foreign key (unit_id) references unit (id),
  constraint pilot_watch_account_fkey foreign key (account_id) references account (id)
);
create index pilot_watch_school_idx on pilot_watch (school_id);
create index pilot_watch_unit_idx on pilot_watch (unit_id);
create index pilot_watch_account_idx on pilot_watch (account_id);
select protect_by_unit('pilot_watch', 'unit_id');

-- ---- register of gate models --------------------------------------------------------------------------------
create table gate_model (
  id uuid primary key,
  school_id uuid not null,
  unit_id text not null,
  -- lapsed is not stored: it is recognised and overdue
  state text not null default 'proposed',
  checklist_id text not null,
  answers jsonb not null,
  document_number text,
  document_on date,
  due_on date,
  revision integer not null default 1,
  constraint gate_model_state check (state in ('proposed', 'assessed', 'recognised', 'withdrawn')),
  constraint gate_model_document check (state <> 'recognised' or (document_number is not null and document_on is not null)),
  constraint gate_model_school_fkey foreign key (school_id) references school (id) on delete cascade,
  constraint gate_model_unit_fkey foreign key (unit_id) references unit (id),
  constraint gate_model_checklist_fkey foreign key (checklist_id) references preset (id)
);
create index gate_model_school_idx on gate_model (school_id);
create index gate_model_unit_idx on gate_model (unit_id);
create index gate_model_checklist_idx on gate_model (checklist_id);
create unique index gate_model_one_of_school on gate_model (school_id) where state <> 'withdrawn';
select protect_by_unit('gate_model', 'unit_id');

create table gate_model_step (
  id bigint generated always as identity primary key,
  model_id uuid not null,
  unit_id text not null,
  from_state text,
  to_state text not null,
  at timestamptz not null,
  account_id uuid,
  note text not null,
  -- the answers as they were
  answers jsonb not null,
  constraint gate_model_step_model_fkey foreign key (model_id) references gate_model (id) on delete cascade,
  constraint gate_model_step_unit_fkey foreign key (unit_id) references unit (id),
  constraint gate_model_step_account_fkey foreign key (account_id) references account (id)
);
create index gate_model_step_model_idx on gate_model_step (model_id);
create index gate_model_step_unit_idx on gate_model_step (unit_id);
create index gate_model_step_account_idx on gate_model_step (account_id);
select protect_by_unit('gate_model_step', 'unit_id');
revoke update, delete on gate_model_step from cong_an_toan_app;
