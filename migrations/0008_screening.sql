-- Straight-line screening: accidents near each school and along each route, without a road graph. A full computation
-- fills it; after that the triggers below keep it equal to one, row by row, in the transaction that changes a fact.

create table screening_state (
  id smallint primary key default 1,
  -- the day of the last full computation, and the last day its window leaves out; null before the first one
  as_of date,
  window_from date,
  -- more facts changed at once than is worth following one by one: the next full computation brings them in
  is_stale boolean not null default true,
  constraint screening_state_one_row check (id = 1)
);
insert into screening_state default values;

-- No foreign keys: a full computation would pay a look-up per row, and the triggers remove rows with their facts.
create table school_screening (
  school_id uuid primary key,
  accidents integer not null,
  -- fatal equivalents, each falling in a straight line to 0 at 1,000 m
  weight double precision not null
);
create table route_screening (
  route_id uuid primary key,
  accidents integer not null,
  -- fatal equivalents
  weight double precision not null
);

-- Read with the school or route it belongs to; written by the system and the triggers only.
alter table screening_state enable row level security;
alter table screening_state force row level security;
create policy screening_state_read on screening_state for select using (true);
create policy screening_state_system on screening_state for all using ((select app_is_system()));
grant select on screening_state to cong_an_toan_app;
alter table school_screening enable row level security;
alter table school_screening force row level security;
create policy school_screening_read on school_screening for select using ((select app_reads_all())
  or exists (select from school s where s.id = school_id));
create policy school_screening_system on school_screening for all using ((select app_is_system()));
grant select on school_screening to cong_an_toan_app;
alter table route_screening enable row level security;
alter table route_screening force row level security;
create policy route_screening_read on route_screening for select using ((select app_reads_all())
  or exists (select from route r where r.id = route_id));
create policy route_screening_system on route_screening for all using ((select app_is_system()));
grant select on route_screening to cong_an_toan_app;

-- ---- what counts, and how far it is (server/screening holds the same, for whole countries at once) --------------
-- A place known to the exact spot or the street; a place known to an area only would burden the school in its middle.
create function is_screened(place geometry, quality text, occurred_on date, window_from date) returns boolean
language sql immutable parallel safe
  as $$ select place is not null and quality <> 'area' and occurred_on > window_from $$;

-- Fatal equivalents, as the shipped severity weights.
create function screening_weight(deaths integer, serious integer, slight integer) returns double precision
language sql immutable parallel safe
  as $$ select (case when deaths > 0 then 1.0 when serious > 0 then 0.25 when slight > 0 then 0.02 else 0.0 end)::double precision $$;

-- Metres per degree on WGS 84 (a = 6378137 m, e² = 0.00669437999) along a meridian and along a parallel.
create function curvature(lat double precision) returns double precision
language sql immutable parallel safe
  as $$ select 1 - 0.0066943799901413165 * sin(radians(lat)) * sin(radians(lat)) $$;
create function metres_north(lat double precision) returns double precision
language sql immutable parallel safe
  as $$ select 110574.27582159436 / (curvature(lat) * sqrt(curvature(lat))) $$;
create function metres_east(lat double precision) returns double precision
language sql immutable parallel safe
  as $$ select 111319.49079327358 * cos(radians(lat)) / sqrt(curvature(lat)) $$;

-- Metres between two points at most some kilometres apart: the scale at the middle latitude, taken from the first
-- point by its slope. Agrees with the geodesic to some micrometres at 1 km.
create function metres_between(a geometry, b geometry) returns double precision
language sql immutable parallel safe
  as $$ select sqrt(
    power((ST_X(b) - ST_X(a)) * (metres_east(ST_Y(a))
      - metres_north(ST_Y(a)) * sin(radians(ST_Y(a))) * radians(ST_Y(b) - ST_Y(a)) / 2), 2)
    + power((ST_Y(b) - ST_Y(a)) * metres_north(ST_Y(a)) * (1
      + 1.5 * 0.0066943799901413165 * sin(radians(ST_Y(a))) * cos(radians(ST_Y(a))) / curvature(ST_Y(a))
        * radians(ST_Y(b) - ST_Y(a))), 2)) $$;

-- Metres from a line to a point, straight in the plane of the point's own scale.
create function metres_from_line(line geometry, place geometry) returns double precision
language sql immutable parallel safe
  as $$ select ST_Distance(
    ST_Affine(line, metres_east(ST_Y(place)), 0, 0, metres_north(ST_Y(place)),
      -metres_east(ST_Y(place)) * ST_X(place), -metres_north(ST_Y(place)) * ST_Y(place)),
    ST_Point(0, 0, 4326)) $$;

-- Degrees that some kilometres are at most, in any direction: what an index search needs before the exact distance.
create function degrees_within(place geometry, metres double precision) returns double precision
language sql immutable parallel safe
  as $$ select metres / (110000 * cos(radians(greatest(abs(ST_YMin(place)), abs(ST_YMax(place)))))) $$;

-- ---- keeping it current ------------------------------------------------------------------------------------------
-- Writers hold the screening open, so that a full computation waits for them and they for it. False: nothing to keep.
create function follow_screening() returns boolean
language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('screening'));
  return (select not is_stale from screening_state);
end $$;

-- Accidents that came and went. One writer at a time: two could wait for each other's schools.
create function screen_changes(came accident[], went accident[]) returns void
language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('screening changes'));
  with changed as materialized (
    select c.location as place, screening_weight(c.deaths, c.serious, c.slight) as weight, c.sign
      from (select *, 1 as sign from unnest(came) union all select *, -1 from unnest(went)) c, screening_state t
     where is_screened(c.location, c.location_quality, c.occurred_on, t.window_from)),
  schools as (
    update school_screening s
       set accidents = s.accidents + d.accidents, weight = greatest(s.weight + d.weight, 0)
      from (select near.id, sum(c.sign)::integer as accidents,
                   sum(c.sign * c.weight * (1 - metres_between(near.location, c.place) / 1000)) as weight
              from changed c join school near
                on ST_DWithin(near.location, c.place, degrees_within(c.place, 1000)) and metres_between(near.location, c.place) <= 1000
             group by near.id) d
     where s.school_id = d.id and (d.accidents <> 0 or d.weight <> 0))
  update route_screening s
     set accidents = s.accidents + d.accidents, weight = greatest(s.weight + d.weight, 0)
    from (select near.id, sum(c.sign)::integer as accidents, sum(c.sign * c.weight) as weight
            from changed c join route near
              on ST_DWithin(near.path, c.place, degrees_within(c.place, 30)) and metres_from_line(near.path, c.place) <= 30
           group by near.id) d
   where s.route_id = d.id and (d.accidents <> 0 or d.weight <> 0);
end $$;

-- Accidents changed by one statement: up to 200 are followed at once (our choice: some tens of milliseconds).
create function screen_accidents() returns trigger
language plpgsql security definer
set search_path = public, pg_temp set app.roles = 'system' set app.read_units = '*' set app.write_units = '*'
-- Planning these statements anew would take ten times as long as running them.
set plan_cache_mode = force_generic_plan as $$
declare
  came accident[] := '{}';
  went accident[] := '{}';
begin
  if not follow_screening() then
    return null;
  end if;
  if tg_op <> 'DELETE' then
    came := array(select a::accident from added a limit 201);
  end if;
  if tg_op <> 'INSERT' then
    went := array(select r::accident from removed r limit 201);
  end if;
  if cardinality(came) > 200 or cardinality(went) > 200 then
    update screening_state set is_stale = true;
  elsif cardinality(came) > 0 or cardinality(went) > 0 then
    perform screen_changes(came, went);
  end if;
  return null;
end $$;

create trigger accident_screening_insert after insert on accident referencing new table as added
  for each statement execute function screen_accidents();
create trigger accident_screening_update after update on accident referencing old table as removed new table as added
  for each statement execute function screen_accidents();
create trigger accident_screening_delete after delete on accident referencing old table as removed
  for each statement execute function screen_accidents();

-- Schools and routes that came or moved are screened anew, up to 200 at once.
create function screen_schools(ids uuid[]) returns void
language sql as $$
  insert into school_screening (school_id, accidents, weight)
  select s.id, count(a.id),
         coalesce(sum(screening_weight(a.deaths, a.serious, a.slight) * (1 - metres_between(s.location, a.location) / 1000)), 0)
    from screening_state t cross join school s
    left join accident a on ST_DWithin(s.location, a.location, degrees_within(s.location, 1000))
     and is_screened(a.location, a.location_quality, a.occurred_on, t.window_from)
     and metres_between(s.location, a.location) <= 1000
   where s.id = any (ids) group by s.id
  on conflict (school_id) do update set accidents = excluded.accidents, weight = excluded.weight
$$;

create function screen_routes(ids uuid[]) returns void
language sql as $$
  insert into route_screening (route_id, accidents, weight)
  select r.id, count(a.id), coalesce(sum(screening_weight(a.deaths, a.serious, a.slight)), 0)
    from screening_state t cross join route r
    left join accident a on ST_DWithin(r.path, a.location, degrees_within(r.path, 30))
     and is_screened(a.location, a.location_quality, a.occurred_on, t.window_from)
     and metres_from_line(r.path, a.location) <= 30
   where r.id = any (ids) group by r.id
  on conflict (route_id) do update set accidents = excluded.accidents, weight = excluded.weight
$$;

-- Argument: the column that says where a row is.
create function screen_places() returns trigger
language plpgsql security definer
set search_path = public, pg_temp set app.roles = 'system' set app.read_units = '*' set app.write_units = '*' as $$
declare
  ids uuid[];
begin
  if tg_op = 'DELETE' then
    execute format('delete from %I_screening where %I_id in (select id from removed)', tg_table_name, tg_table_name);
    return null;
  end if;
  if not follow_screening() then
    return null;
  end if;
  if tg_op = 'INSERT' then
    select array_agg(id) into ids from (select id from added limit 201) c;
  else
    execute format('select array_agg(id) from (select n.id from added n join removed o on o.id = n.id '
      'where n.%I is distinct from o.%I limit 201) c', tg_argv[0], tg_argv[0]) into ids;
  end if;
  if cardinality(ids) > 200 then
    update screening_state set is_stale = true;
  elsif cardinality(ids) > 0 then
    perform pg_advisory_xact_lock(hashtext('screening changes'));
    if tg_table_name = 'school' then
      perform screen_schools(ids);
    else
      perform screen_routes(ids);
    end if;
  end if;
  return null;
end $$;

do $$
declare
  target text[];
begin
  foreach target slice 1 in array array[['school', 'location'], ['route', 'path']] loop
    execute format('create trigger %I after insert on %I referencing new table as added '
      'for each statement execute function screen_places(%L)', target[1] || '_screening_insert', target[1], target[2]);
    execute format('create trigger %I after update on %I referencing old table as removed new table as added '
      'for each statement execute function screen_places(%L)', target[1] || '_screening_update', target[1], target[2]);
    execute format('create trigger %I after delete on %I referencing old table as removed '
      'for each statement execute function screen_places(%L)', target[1] || '_screening_delete', target[1], target[2]);
  end loop;
end $$;
