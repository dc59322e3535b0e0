-- How many metres of a school's routes were surveyed since which day, kept so that a country is read without looking at
-- every survey. What a surveyed metre is, is said once, in server/coverage; here it is only kept.

-- No foreign key: an import that is taken back would find its schools in use. The trigger below removes rows with them.
create table school_coverage (
  school_id uuid primary key,
  -- metres of all routes
  route_m numeric not null,
  -- the days of observations, oldest first, and the metres surveyed since each of them
  days date[] not null,
  metres numeric[] not null
);

-- Schools whose routes or surveys changed since. Only added to by writers, so that none waits for another; who computes a
-- school takes away the marks it saw before it looked, and a change that commits later leaves its own.
create table school_coverage_due (
  id bigint generated always as identity primary key,
  school_id uuid not null
);
create index school_coverage_due_school_idx on school_coverage_due (school_id);

alter table school_coverage enable row level security;
alter table school_coverage force row level security;
create policy school_coverage_read on school_coverage for select using ((select app_reads_all())
  or exists (select from school s where s.id = school_id));
create policy school_coverage_system on school_coverage for all using ((select app_is_system()));
grant select, insert, update, delete on school_coverage to cong_an_toan_app;
alter table school_coverage_due enable row level security;
alter table school_coverage_due force row level security;
create policy school_coverage_due_system on school_coverage_due for all using ((select app_is_system()));
grant select, insert, delete on school_coverage_due to cong_an_toan_app;

-- Marks the schools of one statement's rows. Argument: schools of a relation %I of changed rows.
create function mark_coverage_due() returns trigger
language plpgsql security definer
set search_path = public, pg_temp set app.roles = 'system' set app.read_units = '*' set app.write_units = '*' as $$
declare
  schools text := case tg_op
    when 'INSERT' then format(tg_argv[0], 'added')
    when 'DELETE' then format(tg_argv[0], 'removed')
    else format(tg_argv[0], 'added') || ' union ' || format(tg_argv[0], 'removed') end;
begin
  execute 'insert into school_coverage_due (school_id) select distinct school_id from (' || schools || ') changed';
  return null;
end $$;

create function forget_coverage() returns trigger
language plpgsql security definer set search_path = public, pg_temp set app.roles = 'system' as $$
begin
  delete from school_coverage where school_id in (select id from removed);
  return null;
end $$;
create trigger school_coverage_delete after delete on school referencing old table as removed
  for each statement execute function forget_coverage();

do $$
declare
  target text[];
begin
  foreach target slice 1 in array array[
    ['route', 'select school_id from %I'],
    ['survey_observation', 'select school_id from %I where route_id is not null'],
    ['survey_stretch', 'select r.school_id from %I c join route r on r.id = c.route_id'],
    ['survey_walk', 'select r.school_id from %I c join survey_stretch t on t.walk_id = c.id join route r on r.id = t.route_id']
  ] loop
    execute format('create trigger %I after insert on %I referencing new table as added '
      'for each statement execute function mark_coverage_due(%L)', target[1] || '_coverage_insert', target[1], target[2]);
    execute format('create trigger %I after update on %I referencing old table as removed new table as added '
      'for each statement execute function mark_coverage_due(%L)', target[1] || '_coverage_update', target[1], target[2]);
    execute format('create trigger %I after delete on %I referencing old table as removed '
      'for each statement execute function mark_coverage_due(%L)', target[1] || '_coverage_delete', target[1], target[2]);
  end loop;
end $$;
