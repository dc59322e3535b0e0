-- Gate plans: what is drawn at a school gate, in versions; and the catalogue of measures as a preset.

alter table preset drop constraint preset_kind;
alter table preset add constraint preset_kind check (
  kind in ('legal_rule', 'risk_parameters', 'severity_weights', 'calibration', 'measures', 'gate_checklist'));

create table plan (
  id uuid primary key,
  school_id uuid not null,
  unit_id text not null,
  gate_id uuid,
  name text not null,
  state text not null default 'draft',
  is_chosen boolean not null default false,
  -- elements and settings as they were sent
  content jsonb not null,
  -- the area that the elements span; null without any
  zone geometry(Geometry, 4326),
  revision integer not null default 1,
  -- revision of the content: a change of state is none
  content_revision integer not null default 1,
  body_sha256 text not null,
  updated_at timestamptz not null,
  updated_by uuid,
  invented boolean not null default false,
  constraint plan_state check (state in ('draft', 'proposed', 'approved', 'done')),
  constraint plan_school_fkey foreign key (school_id) references school (id) on delete cascade,
  constraint plan_unit_fkey foreign key (unit_id) references unit (id),
  constraint plan_gate_fkey foreign key (gate_id) references gate (id) on delete set null,
  constraint plan_updated_by_fkey foreign key (updated_by) references account (id)
);
create index plan_school_idx on plan (school_id);
create index plan_unit_idx on plan (unit_id);
create index plan_gate_idx on plan (gate_id);
create index plan_updated_by_idx on plan (updated_by);
create index plan_zone_idx on plan using gist (zone);
create unique index plan_chosen_unique on plan (school_id) where is_chosen;
select keep_in_territory('plan', 'zone');
select protect_by_unit('plan', 'unit_id');
-- Leaders approve, and change nothing else: the columns they may not write are held by the trigger below.
create policy plan_leader_update on plan for update
  using ((select app_has_role('leader')) and ((select app_reads_all()) or unit_id = any ((select app_read_units())::text[])))
  with check ((select app_has_role('leader')) and ((select app_reads_all()) or unit_id = any ((select app_read_units())::text[])));

-- Only a leader approves, and what is approved or done is not redrawn.
create function guard_plan() returns trigger
language plpgsql as $$
begin
  if new.state = 'approved' and old.state <> 'approved' and not (select app_has_role('leader')) then
    raise exception 'only a leader approves a plan' using errcode = '42501';
  end if;
  if new.content is distinct from old.content
    and not ((select app_writes_all()) or old.unit_id = any ((select app_write_units())::text[])) then
    raise exception 'a leader does not redraw a plan' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger plan_guard before update on plan for each row execute function guard_plan();

create table plan_version (
  plan_id uuid not null,
  revision integer not null,
  unit_id text not null,
  content jsonb not null,
  made_at timestamptz not null,
  made_by uuid,
  constraint plan_version_pkey primary key (plan_id, revision),
  constraint plan_version_plan_fkey foreign key (plan_id) references plan (id) on delete cascade,
  constraint plan_version_unit_fkey foreign key (unit_id) references unit (id),
  constraint plan_version_made_by_fkey foreign key (made_by) references account (id)
);
create index plan_version_unit_idx on plan_version (unit_id);
create index plan_version_made_by_idx on plan_version (made_by);
select protect_by_unit('plan_version', 'unit_id');
-- Versions are added, never changed.
revoke update, delete on plan_version from cong_an_toan_app;
