-- The screening of a school with its routes in one row: a country is 41,000 rows instead of 441,000, which is what most of
-- storing a full computation was, and one function screens whatever came or moved.

alter table school_screening
  -- the school's routes, and of each the accidents within 30 m and their fatal equivalents, in the same order
  add column route_ids uuid[] not null default '{}',
  add column route_accidents integer[] not null default '{}',
  add column route_weights double precision[] not null default '{}',
  -- room in each page for what follows single accidents, which then leaves the index as it is
  set (fillfactor = 85);

select begin_system_scope();
update school_screening s
   set route_ids = r.ids, route_accidents = r.accidents, route_weights = r.weights
  from (select r.school_id, array_agg(r.id order by r.id) as ids, array_agg(x.accidents order by r.id) as accidents,
               array_agg(x.weight order by r.id) as weights
          from route r join route_screening x on x.route_id = r.id group by r.school_id) r
 where r.school_id = s.school_id;

-- As before, in numbers of the type it gives: each of a million was turned into it by way of text.
create or replace function screening_weight(deaths integer, serious integer, slight integer) returns double precision
language sql immutable parallel safe
  as $$ select case when deaths > 0 then 1.0::double precision when serious > 0 then 0.25::double precision
                    when slight > 0 then 0.02::double precision else 0.0::double precision end $$;

-- Those of the accidents that came and went that count, with 1 and -1.
create function screened_changes(came accident[], went accident[])
returns table (location geometry, weight double precision, sign integer)
language sql stable
  as $$ select c.location, screening_weight(c.deaths, c.serious, c.slight), c.sign
          from (select *, 1 as sign from unnest(came) union all select *, -1 from unnest(went)) c, screening_state t
         where is_screened(c.location, c.location_quality, c.occurred_on, t.window_from) $$;

-- Accidents that came and went. One writer at a time: two could wait for each other's schools. Changes are gathered before
-- they are written, for a join of both would read the whole table where the planner expects many of them.
create or replace function screen_changes(came accident[], went accident[]) returns void
language plpgsql as $$
declare
  schools uuid[];
  changed integer[];
  changed_weights double precision[];
  along record;
  stored school_screening;
  place integer;
begin
  perform pg_advisory_xact_lock(hashtext('screening changes'));
  select array_agg(c.id), array_agg(c.accidents), array_agg(c.weight) into schools, changed, changed_weights
    from (select s.id, sum(c.sign)::integer as accidents,
                 sum(c.sign * c.weight * (1 - metres_between(s.location, c.location) / 1000)) as weight
            from screened_changes(came, went) c join school s
              on ST_DWithin(s.location, c.location, degrees_within(c.location, 1000))
             and metres_between(s.location, c.location) <= 1000
           group by s.id) c;
  update school_screening s set accidents = s.accidents + c.accidents, weight = greatest(s.weight + c.weight, 0)
    from unnest(schools, changed, changed_weights) c (id, accidents, weight) where s.school_id = c.id;

  for along in
    select c.school_id, array_agg(c.id) as ids, array_agg(c.accidents) as accidents, array_agg(c.weight) as weights
      from (select r.school_id, r.id, sum(c.sign)::integer as accidents, sum(c.sign * c.weight) as weight
              from screened_changes(came, went) c join route r
                on ST_DWithin(r.path, c.location, degrees_within(c.location, 30)) and metres_from_line(r.path, c.location) <= 30
             group by r.school_id, r.id) c
     group by c.school_id
  loop
    select * into stored from school_screening where school_id = along.school_id;
    for i in 1 .. cardinality(along.ids) loop
      place := array_position(stored.route_ids, along.ids[i]);
      continue when place is null;
      stored.route_accidents[place] := stored.route_accidents[place] + along.accidents[i];
      stored.route_weights[place] := greatest(stored.route_weights[place] + along.weights[i], 0);
    end loop;
    update school_screening set route_accidents = stored.route_accidents, route_weights = stored.route_weights
     where school_id = along.school_id;
  end loop;
end $$;

-- Schools screened anew, with their routes. Compiling the statement would take a second, running it takes some milliseconds.
create or replace function screen_schools(ids uuid[]) returns void
language sql set jit = off as $$
  insert into school_screening (school_id, accidents, weight, route_ids, route_accidents, route_weights)
  select s.id, near.accidents, near.weight, along.route_ids, along.accidents, along.weights
    from screening_state t cross join school s
    cross join lateral (
      select count(*) as accidents,
             coalesce(sum(screening_weight(a.deaths, a.serious, a.slight) * (1 - metres_between(s.location, a.location) / 1000)), 0)
               as weight
        from accident a
       where ST_DWithin(s.location, a.location, degrees_within(s.location, 1000))
         and is_screened(a.location, a.location_quality, a.occurred_on, t.window_from)
         and metres_between(s.location, a.location) <= 1000) near
    cross join lateral (
      select coalesce(array_agg(r.id order by r.id), '{}') as route_ids,
             coalesce(array_agg(r.accidents order by r.id), '{}') as accidents,
             coalesce(array_agg(r.weight order by r.id), '{}') as weights
        from (select r.id, count(a.id)::integer as accidents,
                     coalesce(sum(screening_weight(a.deaths, a.serious, a.slight)), 0) as weight
                from route r left join accident a on ST_DWithin(r.path, a.location, degrees_within(r.path, 30))
                 and is_screened(a.location, a.location_quality, a.occurred_on, t.window_from)
                 and metres_from_line(r.path, a.location) <= 30
               where r.school_id = s.id group by r.id) r) along
   where s.id = any (ids)
  on conflict (school_id) do update
    set accidents = excluded.accidents, weight = excluded.weight, route_ids = excluded.route_ids,
        route_accidents = excluded.route_accidents, route_weights = excluded.route_weights
$$;

-- Schools that came or moved, or whose routes came, moved or went, are screened anew, up to 200 at once.
create or replace function screen_places() returns trigger
language plpgsql security definer
set search_path = public, pg_temp set app.roles = 'system' set app.read_units = '*' set app.write_units = '*' as $$
declare
  school_column constant text := case tg_table_name when 'school' then 'id' else 'school_id' end;
  -- the column that says where a row is
  place_column constant text := tg_argv[0];
  ids uuid[];
begin
  if tg_op = 'DELETE' and tg_table_name = 'school' then
    delete from school_screening where school_id in (select id from removed);
    return null;
  end if;
  if not follow_screening() then
    return null;
  end if;
  if tg_op = 'INSERT' then
    execute format('select array_agg(id) from (select distinct %I as id from added limit 201) c', school_column) into ids;
  elsif tg_op = 'DELETE' then
    execute format('select array_agg(id) from (select distinct %I as id from removed limit 201) c', school_column) into ids;
  else
    execute format('select array_agg(id) from (select distinct c.id from added n join removed o on o.id = n.id '
      'cross join lateral (values (n.%1$I), (o.%1$I)) c (id) '
      'where (n.%1$I, n.%2$I) is distinct from (o.%1$I, o.%2$I) limit 201) c', school_column, place_column) into ids;
  end if;
  if cardinality(ids) > 200 then
    update screening_state set is_stale = true;
  elsif cardinality(ids) > 0 then
    perform pg_advisory_xact_lock(hashtext('screening changes'));
    perform screen_schools(ids);
  end if;
  return null;
end $$;

drop function screen_routes(uuid[]);
drop table route_screening;
