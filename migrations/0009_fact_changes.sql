-- Which facts changed and where: how a run knows whether another read the same facts, and which schools a change concerns.

create table fact_change (
  seq bigint generated always as identity,
  table_name text not null,
  -- null: more rows than are worth naming, or rows whose effect is not local
  record_id uuid,
  school_id uuid,
  place geometry(Geometry, 4326),
  changed_at timestamptz not null default now(),
  constraint fact_change_pkey primary key (seq)
);
create index fact_change_place_idx on fact_change using gist (place);

-- Written by the triggers below, which run with the owner's rights; read only by the system.
alter table fact_change enable row level security;
alter table fact_change force row level security;
create policy fact_change_read on fact_change for select using ((select app_is_system()));
create policy fact_change_insert on fact_change for insert with check (true);
grant select on fact_change to cong_an_toan_app;

-- Notes the rows of one statement: each row by its id, school and place, a changed row by both of its states when they
-- differ in these. A statement of more than 500 row states (an import) leaves one row without an id: naming them all
-- would cost as much as the import's own index, and a change of that size is recomputed whole anyway (our choice).
-- Arguments: the expressions for id, school and place of a row r.
create function note_changes() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  states text := case tg_op
    when 'INSERT' then 'select * from added'
    when 'DELETE' then 'select * from removed'
    else 'select * from removed union all select * from added' end;
  changed integer;
begin
  execute format('select count(*) from (select from (%s) s limit 501) few', states) into changed;
  if changed > 500 then
    insert into fact_change (table_name) values (tg_table_name);
  elsif changed > 0 then
    execute format(
      'insert into fact_change (table_name, record_id, school_id, place) '
      'select distinct %L, %s, %s, %s from (%s) r order by 2',
      tg_table_name, tg_argv[0], tg_argv[1], tg_argv[2], states);
  end if;
  return null;
end $$;

create function note_changes_of(target regclass, record text, school text, place text) returns void
language plpgsql as $$
begin
  execute format('create trigger %I after insert on %s referencing new table as added '
    'for each statement execute function note_changes(%L, %L, %L)', target || '_changes_insert', target, record, school, place);
  execute format('create trigger %I after update on %s referencing old table as removed new table as added '
    'for each statement execute function note_changes(%L, %L, %L)', target || '_changes_update', target, record, school, place);
  execute format('create trigger %I after delete on %s referencing old table as removed '
    'for each statement execute function note_changes(%L, %L, %L)', target || '_changes_delete', target, record, school, place);
end $$;

select note_changes_of('accident', 'r.id', 'null::uuid', 'r.location');
select note_changes_of('school', 'r.id', 'r.id', 'r.location');
select note_changes_of('gate', 'r.id', 'r.school_id', 'r.location');
select note_changes_of('route', 'r.id', 'r.school_id', 'r.path');
select note_changes_of('survey_observation', 'r.id', 'r.school_id', 'null::geometry');
select note_changes_of('illegal_spot', 'r.id', 'r.school_id', 'r.location');
select note_changes_of('spot_sighting', 'r.id',
  '(select s.school_id from illegal_spot s where s.id = r.spot_id)', '(select s.location from illegal_spot s where s.id = r.spot_id)');
select note_changes_of('road_edge', 'r.id', 'null::uuid', 'r.path');
-- A unit's border, province and kind reach everything in it.
select note_changes_of('unit', 'null::uuid', 'null::uuid', 'null::geometry');

-- Variance of the rate: what the order of schools needs of a school that is not computed again.
alter table risk_result add column variance double precision;

-- The facts a run read: the last change it knew and how many there were up to it. Changes commit out of order: when the
-- count has grown since, one with a smaller number came later, and nothing is known.
alter table run
  add column facts_seq bigint,
  add column facts_count bigint;
