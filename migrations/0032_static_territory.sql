-- The rule of place is checked by a function of each table and column, whose statement is planned once for a connection:
-- planned anew for each statement it was a third of recording one accident (0.67 of 1.8 ms, now 0.04; explain analyze on
-- PostgreSQL 15).

-- Puts the rule on a table: <table>_<column>_in_territory is its name.
create or replace function keep_in_territory(target regclass, place_column text) returns void
language plpgsql as $$
declare
  rule text := format('%s_%s_in_territory', target, place_column);
begin
  execute format('create function %1$I() returns trigger
    language plpgsql as $body$
    declare place text;
    begin
      select ST_AsText(ST_PointOnSurface(a.%2$I), 6) into place from added a
       where a.%2$I is not null and not exists (select from territory t where ST_Covers(t.bounds, a.%2$I)) limit 1;
      if place is not null then
        raise exception ''outside the territory: %%'', place
          using errcode = ''check_violation'', constraint = %1$L, table = tg_table_name;
      end if;
      return null;
    end $body$', rule, place_column);
  execute format('create or replace trigger %I after insert on %s referencing new table as added '
    'for each statement execute function %I()', rule || '_insert', target, rule);
  execute format('create or replace trigger %I after update on %s referencing new table as added '
    'for each statement execute function %I()', rule || '_update', target, rule);
end $$;

select keep_in_territory('school', 'location');
select keep_in_territory('gate', 'location');
select keep_in_territory('gate_zone', 'zone');
select keep_in_territory('road_edge', 'path');
select keep_in_territory('km_post', 'location');
select keep_in_territory('route', 'path');
select keep_in_territory('accident', 'location');
select keep_in_territory('illegal_spot', 'location');
select keep_in_territory('finding', 'location');
select keep_in_territory('plan', 'zone');

-- Fails while a table still has the old rule.
drop function require_in_territory();
