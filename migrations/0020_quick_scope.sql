-- The scope at less cost: one question opens a request, and the unit of a row is looked up instead of compared with each.

-- As before, and the units below are found once: reading and writing mostly reach the same.
create or replace function begin_scope(account uuid, on_date date) returns void
language plpgsql as $$
declare
  roles text;
  -- units of the grants, null for '*'
  readable text[];
  writable text[];
  readable_below text;
  writable_below text;
begin
  select string_agg(distinct g.role, ',' order by g.role),
         -- A role for the nation reaches everything, also what lies outside every unit.
         case when bool_or(u.kind = 'nation') then null else coalesce(array_agg(distinct g.unit_id order by g.unit_id), '{}') end,
         case when bool_or(u.kind = 'nation') filter (where g.role in ('officer', 'planner', 'administrator')) then null else
           coalesce(array_agg(distinct g.unit_id order by g.unit_id)
             filter (where g.role in ('officer', 'planner', 'administrator')), '{}') end
    into roles, readable, writable
    from role_grant g join unit u on u.id = g.unit_id
    where g.account_id = account and g.valid_from <= on_date and (g.valid_to is null or g.valid_to >= on_date);
  readable_below := case when readable is null then '*' else (
    select coalesce(string_agg(distinct below, ','), '') from unnest(readable) root, units_below(root, on_date) below) end;
  writable_below := case when writable is not distinct from readable then readable_below when writable is null then '*' else (
    select coalesce(string_agg(distinct below, ','), '') from unnest(writable) root, units_below(root, on_date) below) end;
  perform set_config('app.account_id', account::text, true), set_config('app.roles', coalesce(roles, ''), true),
          set_config('app.read_units', readable_below, true), set_config('app.write_units', writable_below, true),
          set_config('role', 'cong_an_toan_app', true);
end $$;

-- Whose session a token is at a moment, with that person's roles on the territory's day, and the transaction in that
-- person's scope. No row, and no scope, for a token that is unknown, revoked or expired, or an account that is disabled.
-- Use is noted once an hour and gives the session `lifetime` more.
create function open_request(token bytea, moment timestamptz, lifetime interval)
returns table (account_id uuid, roles text[], today date)
language plpgsql as $$
begin
  perform begin_system_scope();
  select s.account_id, coalesce((select (moment at time zone t.time_zone)::date from territory t), moment::date)
    into open_request.account_id, open_request.today
    from session s join account a on a.id = s.account_id
    where s.token_hash = token and s.revoked_at is null and s.expires_at > moment and a.disabled_at is null;
  if not found then
    perform set_config('app.roles', '', true), set_config('app.read_units', '', true), set_config('app.write_units', '', true);
    return;
  end if;
  update session s set last_seen_at = moment, expires_at = moment + lifetime
    where s.token_hash = token and s.last_seen_at < moment - interval '1 hour';
  perform begin_scope(open_request.account_id, open_request.today);
  open_request.roles := string_to_array(current_setting('app.roles'), ',');
  return next;
end $$;

-- A row's unit is looked up in a table of the person's units: comparing it with every one of them took most of the time of
-- a statement that reads a province. What the policies say is the same.
do $$
declare
  found record;
  compared constant text := '(\w+) = ANY \(\( SELECT (app_(?:read|write)_units)\(\) AS \w+\)::text\[\]\)';
  looked_up constant text := '\1 in (select unnest(\2()))';
begin
  for found in select * from pg_policies where concat(qual, with_check) ~ compared loop
    execute format('alter policy %I on %I.%I', found.policyname, found.schemaname, found.tablename)
      || coalesce(' using (' || regexp_replace(found.qual, compared, looked_up, 'g') || ')', '')
      || coalesce(' with check (' || regexp_replace(found.with_check, compared, looked_up, 'g') || ')', '');
  end loop;
end $$;

create or replace function protect_by_unit(target regclass, unit_column text) returns void
language plpgsql as $$
declare
  may_read constant text := format('(select app_reads_all()) or %I in (select unnest(app_read_units()))', unit_column);
  may_write constant text := format('(select app_writes_all()) or %I in (select unnest(app_write_units()))', unit_column);
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy %I on %s for select using (%s)', target::text || '_read', target, may_read);
  execute format('create policy %I on %s for insert with check (%s)', target::text || '_insert', target, may_write);
  execute format('create policy %I on %s for update using (%s) with check (%s)', target::text || '_update', target, may_write, may_write);
  execute format('create policy %I on %s for delete using (%s)', target::text || '_delete', target, may_write);
  execute format('grant select, insert, update, delete on %s to cong_an_toan_app', target);
end $$;
