-- Extensions, the application role, the territory, units, and who may see and write which units.
-- Every constraint is named: its name becomes the message a user reads (server/db/errors.ts).

create extension if not exists postgis;
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gist;

-- VN-2000 / TM-3 zones that PostGIS tables of the day lack: EPSG:9205-9218, central meridians of the provinces.
-- Shift to WGS 84: EPSG:6960 in position-vector signs, about 1 m.
insert into spatial_ref_sys (srid, auth_name, auth_srid, proj4text, srtext)
select srid, 'EPSG', srid,
  format('+proj=tmerc +lat_0=0 +lon_0=%s +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 '
    '+towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278 '
    '+units=m +no_defs', lon),
  format('PROJCS["VN-2000 / TM-3 %s",GEOGCS["VN-2000",DATUM["Vietnam_2000",SPHEROID["WGS 84",6378137,298.257223563],'
    'TOWGS84[-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4756"]],'
    'PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",%s],'
    'PARAMETER["scale_factor",0.9999],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],'
    'UNIT["metre",1],AUTHORITY["EPSG","%s"]]', lon, lon, srid)
from (values
  (9205, '103'), (9206, '104'), (9207, '104.5'), (9208, '104.75'), (9209, '105.5'), (9210, '105.75'),
  (9211, '106'), (9212, '106.25'), (9213, '106.5'), (9214, '107'), (9215, '107.25'), (9216, '107.5'),
  (9217, '108.25'), (9218, '108.5')) as zone (srid, lon)
on conflict (srid) do nothing;

-- Requests run as this role, which no policy exempts. Roles belong to the server, not to one database.
do $$
begin
  if not exists (select from pg_roles where rolname = 'cong_an_toan_app') then
    begin
      create role cong_an_toan_app nologin nosuperuser nobypassrls;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
  execute format('grant cong_an_toan_app to %I', current_user);
exception when unique_violation then null;
end $$;

-- ---- territory --------------------------------------------------------------------------------------------
create table territory (
  id smallint primary key default 1,
  code text not null,
  name text not null,
  metric_srid integer not null,
  time_zone text not null,
  bounds geometry(Polygon, 4326) not null,
  -- {"terms": [["09-05","05-31"]], "daysOff": ["2026-02-14", …]}
  calendar jsonb not null,
  -- {"primary": [{"start": "07:00", "end": "11:00", "weekdays": [1,2,3,4,5]}, …], …}
  sessions jsonb not null,
  invented boolean not null default false,
  -- whose data is shown, for the line on the map, e.g. "© OpenStreetMap contributors"
  credits text[] not null default '{}',
  created_at timestamptz not null default now(),
  constraint territory_one_row check (id = 1),
  constraint territory_metric_srid_fkey foreign key (metric_srid) references spatial_ref_sys (srid)
);
create index territory_bounds_idx on territory using gist (bounds);
create index territory_metric_srid_idx on territory (metric_srid);

-- ---- units ------------------------------------------------------------------------------------------------
create table unit (
  id text primary key,
  kind text not null,
  parent_id text,
  name text not null,
  full_name text not null,
  name_en text,
  valid_from date not null default '1900-01-01',
  valid_to date,
  -- The unit that took this one over, for records kept under the old name.
  successor_id text,
  legacy_codes text[] not null default '{}',
  urban boolean,
  disadvantaged boolean,
  boundary geometry(MultiPolygon, 4326),
  source text,
  source_key text,
  batch_id uuid,
  invented boolean not null default false,
  constraint unit_id_pattern check (id ~ '^[A-Za-z0-9._:-]{1,40}$'),
  constraint unit_kind check (kind in ('nation', 'province', 'legacy_district', 'commune')),
  constraint unit_not_own_parent check (parent_id <> id),
  constraint unit_dates check (valid_to is null or valid_to >= valid_from),
  constraint unit_boundary_valid check (boundary is null or ST_IsValid(boundary)),
  constraint unit_parent_fkey foreign key (parent_id) references unit (id) deferrable initially deferred,
  constraint unit_successor_fkey foreign key (successor_id) references unit (id) deferrable initially deferred
);
create index unit_parent_idx on unit (parent_id);
create index unit_successor_idx on unit (successor_id);
create index unit_boundary_idx on unit using gist (boundary);
create index unit_batch_idx on unit (batch_id);
create index unit_name_idx on unit using gin (name gin_trgm_ops);

-- The part a unit plays in a branch, and which police unit answers for which school level there. Both are dated
-- data: levels moved between district and province more than once.
create table unit_branch (
  unit_id text not null,
  branch text not null,
  name text not null,
  valid_from date not null default '1900-01-01',
  valid_to date,
  constraint unit_branch_pkey primary key (unit_id, branch, valid_from),
  constraint unit_branch_kind check (branch in ('police', 'education', 'government')),
  constraint unit_branch_unit_fkey foreign key (unit_id) references unit (id) on delete cascade
);

create table unit_responsibility (
  unit_id text not null,
  level text not null,
  police_unit_id text not null,
  valid_from date not null default '1900-01-01',
  valid_to date,
  constraint unit_responsibility_pkey primary key (unit_id, level, valid_from),
  constraint unit_responsibility_level
    check (level in ('preschool', 'primary', 'lower_secondary', 'upper_secondary')),
  constraint unit_responsibility_unit_fkey foreign key (unit_id) references unit (id) on delete cascade,
  constraint unit_responsibility_police_fkey foreign key (police_unit_id) references unit (id)
);
create index unit_responsibility_police_idx on unit_responsibility (police_unit_id);

-- ---- people -----------------------------------------------------------------------------------------------
create table account (
  id uuid primary key,
  login text not null,
  display_name text not null,
  -- argon2id; null until the invitation is accepted
  password_hash text,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  constraint account_login_unique unique (login),
  constraint account_login_lower check (login = lower(login) and length(login) between 3 and 100)
);

create table role_grant (
  id uuid primary key,
  account_id uuid not null,
  role text not null,
  unit_id text not null,
  valid_from date not null,
  valid_to date,
  granted_by uuid,
  constraint role_grant_role check (role in ('officer', 'planner', 'leader', 'administrator')),
  constraint role_grant_dates check (valid_to is null or valid_to >= valid_from),
  constraint role_grant_account_fkey foreign key (account_id) references account (id) on delete cascade,
  constraint role_grant_unit_fkey foreign key (unit_id) references unit (id),
  constraint role_grant_granted_by_fkey foreign key (granted_by) references account (id)
);
create index role_grant_account_idx on role_grant (account_id);
create index role_grant_unit_idx on role_grant (unit_id);
create index role_grant_granted_by_idx on role_grant (granted_by);

create table invitation (
  token_hash bytea primary key,
  account_id uuid not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint invitation_account_fkey foreign key (account_id) references account (id) on delete cascade,
  constraint invitation_created_by_fkey foreign key (created_by) references account (id)
);
create index invitation_account_idx on invitation (account_id);
create index invitation_created_by_idx on invitation (created_by);

-- A session is an opaque token on the device; only its SHA-256 is here.
create table session (
  token_hash bytea primary key,
  account_id uuid not null,
  device_label text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint session_account_fkey foreign key (account_id) references account (id) on delete cascade
);
create index session_account_idx on session (account_id);

-- ---- scope ------------------------------------------------------------------------------------------------
-- Units below a unit on a day, itself included, and the old units that those units took over.
create function units_below(root text, on_date date) returns setof text
language sql stable as $$
  with recursive below (id) as (
    select root
    union
    select u.id from unit u join below b on u.parent_id = b.id or u.successor_id = b.id
  )
  select id from below
$$;

-- Opens the scope of one transaction for one account on one day and gives up all other rights. From here on row
-- security sees: app.account_id, app.roles, app.read_units and app.write_units ('*' is everything, else a comma list).
create function begin_scope(account uuid, on_date date) returns void
language plpgsql as $$
declare
  roles text;
  readable text;
  writable text;
begin
  select string_agg(distinct role, ',' order by role) into roles
    from role_grant where account_id = account and valid_from <= on_date and (valid_to is null or valid_to >= on_date);
  -- A role for the nation reaches everything, also what lies outside every unit.
  select case when bool_or(u.kind = 'nation') then '*' else (
      select string_agg(distinct below, ',') from role_grant h, units_below(h.unit_id, on_date) below
      where h.account_id = account and h.valid_from <= on_date and (h.valid_to is null or h.valid_to >= on_date)) end
    into readable
    from role_grant g join unit u on u.id = g.unit_id
    where g.account_id = account and g.valid_from <= on_date and (g.valid_to is null or g.valid_to >= on_date);
  select case when bool_or(u.kind = 'nation') then '*' else (
      select string_agg(distinct below, ',') from role_grant h, units_below(h.unit_id, on_date) below
      where h.account_id = account and h.role in ('officer', 'planner', 'administrator')
        and h.valid_from <= on_date and (h.valid_to is null or h.valid_to >= on_date)) end
    into writable
    from role_grant g join unit u on u.id = g.unit_id
    where g.account_id = account and g.role in ('officer', 'planner', 'administrator')
      and g.valid_from <= on_date and (g.valid_to is null or g.valid_to >= on_date);
  perform set_config('app.account_id', account::text, true);
  perform set_config('app.roles', coalesce(roles, ''), true);
  perform set_config('app.read_units', coalesce(readable, ''), true);
  perform set_config('app.write_units', coalesce(writable, ''), true);
  perform set_config('role', 'cong_an_toan_app', true);
end $$;

-- The system's own scope (imports of the installation, analysis across borders). The role is kept, so on a server
-- whose login does not bypass row security the policies still see '*'.
create function begin_system_scope() returns void
language plpgsql as $$
begin
  perform set_config('app.account_id', '', true);
  perform set_config('app.roles', 'system', true);
  perform set_config('app.read_units', '*', true);
  perform set_config('app.write_units', '*', true);
end $$;

create function app_reads_all() returns boolean language sql stable parallel safe
  as $$ select coalesce(current_setting('app.read_units', true), '') = '*' $$;
create function app_writes_all() returns boolean language sql stable parallel safe
  as $$ select coalesce(current_setting('app.write_units', true), '') = '*' $$;
create function app_read_units() returns text[] language sql stable parallel safe
  as $$ select string_to_array(coalesce(current_setting('app.read_units', true), ''), ',') $$;
create function app_write_units() returns text[] language sql stable parallel safe
  as $$ select string_to_array(coalesce(current_setting('app.write_units', true), ''), ',') $$;
create function app_account() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.account_id', true), '')::uuid $$;
create function app_has_role(wanted text) returns boolean language sql stable parallel safe
  as $$ select string_to_array(coalesce(current_setting('app.roles', true), ''), ',') && array[wanted, 'system'] $$;
create function app_is_system() returns boolean language sql stable parallel safe
  as $$ select app_has_role('system') $$;

-- Policies of a table whose column says the unit of each row: read and write by unit, everything for the system.
create function protect_by_unit(target regclass, unit_column text) returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy %I on %s for select using ((select app_reads_all()) or %I = any ((select app_read_units())::text[]))',
    target::text || '_read', target, unit_column);
  execute format('create policy %I on %s for insert with check ((select app_writes_all()) or %I = any ((select app_write_units())::text[]))',
    target::text || '_insert', target, unit_column);
  execute format('create policy %I on %s for update using ((select app_writes_all()) or %I = any ((select app_write_units())::text[])) '
    'with check ((select app_writes_all()) or %I = any ((select app_write_units())::text[]))',
    target::text || '_update', target, unit_column, unit_column);
  execute format('create policy %I on %s for delete using ((select app_writes_all()) or %I = any ((select app_write_units())::text[]))',
    target::text || '_delete', target, unit_column);
  execute format('grant select, insert, update, delete on %s to cong_an_toan_app', target);
end $$;

-- Policies of a table that everyone signed in reads and only the named roles write.
create function protect_common(target regclass, writer_roles text[]) returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy %I on %s for select using (true)', target::text || '_read', target);
  execute format('create policy %I on %s for all using ((select bool_or(app_has_role(r)) from unnest(%L::text[]) r)) '
    'with check ((select bool_or(app_has_role(r)) from unnest(%L::text[]) r))',
    target::text || '_write', target, writer_roles, writer_roles);
  execute format('grant select, insert, update, delete on %s to cong_an_toan_app', target);
end $$;

select protect_common('territory', '{planner,administrator}');
-- An import of somebody's data adds the credit; all else of the territory is the installation's.
revoke insert, update, delete on territory from cong_an_toan_app;
grant update (credits) on territory to cong_an_toan_app;
select protect_common('unit_branch', '{administrator}');
select protect_common('unit_responsibility', '{administrator}');

-- Unit names and borders are public knowledge (a sum may name a neighbour); only administrators change units below
-- their own.
alter table unit enable row level security;
alter table unit force row level security;
create policy unit_read on unit for select using (true);
create policy unit_write on unit for all
  using ((select app_has_role('administrator')) and ((select app_writes_all()) or id = any ((select app_write_units())::text[])))
  with check ((select app_has_role('administrator')) and ((select app_writes_all()) or parent_id = any ((select app_write_units())::text[])));
grant select, insert, update, delete on unit to cong_an_toan_app;

-- An account sees itself; an administrator those with a role in the units they administer.
alter table account enable row level security;
alter table account force row level security;
alter table role_grant enable row level security;
alter table role_grant force row level security;
create policy role_grant_read on role_grant for select using (
  (select app_is_system()) or account_id = (select app_account())
  or ((select app_has_role('administrator')) and ((select app_reads_all()) or unit_id = any ((select app_read_units())::text[]))));
create policy role_grant_write on role_grant for all
  using ((select app_has_role('administrator')) and ((select app_writes_all()) or unit_id = any ((select app_write_units())::text[])))
  with check ((select app_has_role('administrator')) and ((select app_writes_all()) or unit_id = any ((select app_write_units())::text[])));
create policy account_read on account for select using (
  (select app_is_system()) or id = (select app_account())
  or ((select app_has_role('administrator')) and exists (select from role_grant g where g.account_id = account.id)));
create policy account_insert on account for insert with check ((select app_has_role('administrator')));
create policy account_update on account for update using ((select app_is_system()));
create policy account_delete on account for delete using ((select app_is_system()));
grant select (id, login, display_name, disabled_at, created_at), insert on account to cong_an_toan_app;
grant select, insert, update, delete on role_grant to cong_an_toan_app;

-- Secrets: the application role may add an invitation and read none of them.
alter table invitation enable row level security;
alter table invitation force row level security;
create policy invitation_system on invitation for all using ((select app_is_system()));
create policy invitation_insert on invitation for insert with check ((select app_has_role('administrator')));
grant insert on invitation to cong_an_toan_app;
alter table session enable row level security;
alter table session force row level security;
create policy session_system on session for all using ((select app_is_system()));

-- Whether an account has set its password, without showing the hash.
create function account_has_password(account uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
  as $$ select coalesce((select password_hash is not null from account a where a.id = account_has_password.account), false) $$;

-- ---- place rules ------------------------------------------------------------------------------------------
-- Refuses a statement that puts a geometry outside the territory. Looks at all its rows at once: a check per row would
-- cost an import more than all its indexes. Arguments: constraint name to report, geometry column.
create function require_in_territory() returns trigger
language plpgsql as $$
declare
  place text;
begin
  execute format(
    'select ST_AsText(ST_PointOnSurface(a.%1$I), 6) from added a '
    'where a.%1$I is not null and not exists (select from territory t where ST_Covers(t.bounds, a.%1$I)) limit 1', tg_argv[1])
    into place;
  if place is not null then
    raise exception 'outside the territory: %', place
      using errcode = 'check_violation', constraint = tg_argv[0], table = tg_table_name;
  end if;
  return null;
end $$;

-- Puts the rule on a table: <table>_<column>_in_territory is its name.
create function keep_in_territory(target regclass, place_column text) returns void
language plpgsql as $$
declare
  rule text := format('%s_%s_in_territory', target, place_column);
begin
  execute format('create trigger %I after insert on %s referencing new table as added '
    'for each statement execute function require_in_territory(%L, %L)', rule || '_insert', target, rule, place_column);
  execute format('create trigger %I after update on %s referencing new table as added '
    'for each statement execute function require_in_territory(%L, %L)', rule || '_update', target, rule, place_column);
end $$;

-- The commune that holds a point on a day; where none was valid then, the one nearest in time (a file of old accidents
-- with only today's units). The smallest code where borders touch.
create function commune_at(place geometry, on_date date) returns text
language sql stable as $$
  select u.id from unit u
  where u.kind = 'commune' and ST_Covers(u.boundary, place)
  order by greatest(u.valid_from - on_date, on_date - coalesce(u.valid_to, on_date), 0), u.id limit 1
$$;
