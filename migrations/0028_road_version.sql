-- Whether roads changed: how tiles of roads kept in memory know that they are still true.

create index fact_change_road_idx on fact_change (seq) where table_name = 'road_edge';

-- Another text whenever a transaction that changed roads has committed since. Counted, because changes commit out of
-- order: a lower number may appear after a higher one. For everybody, as the roads are.
create function road_version() returns text
language plpgsql stable security definer set search_path = public, pg_temp set app.roles = 'system' as $$
begin
  return (select count(*) || '-' || coalesce(max(seq), 0) from fact_change where table_name = 'road_edge');
end $$;
