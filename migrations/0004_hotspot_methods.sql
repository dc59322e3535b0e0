-- Hotspots by every method: significance, excess over chance, school time, agreement; densities and cells for the map.

alter table run drop constraint run_kind;
alter table run add constraint run_kind check (kind in ('hotspots', 'risk', 'prediction', 'sensitivity'));
alter table preset drop constraint preset_kind;
alter table preset add constraint preset_kind
  check (kind in ('legal_rule', 'risk_parameters', 'severity_weights', 'calibration'));

alter table hotspot drop constraint hotspot_pass;
alter table hotspot add constraint hotspot_pass
  check (pass in ('cluster', 'junction', 'road', 'planar', 'section', 'stratum', 'cells'));
alter table hotspot
  add column first_qualified_on date,
  add column strength double precision,
  add column p double precision,
  add column q double precision,
  add column z double precision,
  add column emerging text,
  add column collective double precision,
  add column individual double precision,
  add column predicted double precision,
  add column expected double precision,
  add column excess double precision,
  add column probability_above double precision,
  add column is_likely_random boolean,
  add column trip_accidents integer not null default 0,
  add column school_time_quotient double precision,
  add column school_time_probability double precision,
  add column is_school_time boolean;

-- Places of other methods that lie where a hotspot lies. Written when a run ends, for both sides.
create table hotspot_agreement (
  run_id uuid not null,
  number integer not null,
  method text not null,
  other_run_id uuid not null,
  other_number integer not null,
  constraint hotspot_agreement_pkey primary key (run_id, number, other_run_id, other_number),
  constraint hotspot_agreement_hotspot_fkey foreign key (run_id, number) references hotspot (run_id, number) on delete cascade,
  constraint hotspot_agreement_other_fkey foreign key (other_run_id, other_number) references hotspot (run_id, number) on delete cascade
);
create index hotspot_agreement_other_idx on hotspot_agreement (other_run_id, other_number);

-- Which runs a run was compared with, also where they have no place in common.
create table hotspot_compared (
  run_id uuid not null,
  other_run_id uuid not null,
  method text not null,
  constraint hotspot_compared_pkey primary key (run_id, other_run_id),
  constraint hotspot_compared_run_fkey foreign key (run_id) references run (id) on delete cascade,
  constraint hotspot_compared_other_fkey foreign key (other_run_id) references run (id) on delete cascade
);
create index hotspot_compared_other_idx on hotspot_compared (other_run_id);

-- Density along the roads: pieces of one edge that share a class of density, densest first. For the map.
create table road_density (
  run_id uuid not null,
  number integer not null,
  unit_id text,
  path geometry(LineString, 4326) not null,
  -- accidents per kilometre and year, the greatest on the piece
  density double precision not null,
  -- 0 (lowest drawn) to 4: a class of the run's own quantiles
  density_class smallint not null,
  constraint road_density_pkey primary key (run_id, number),
  constraint road_density_run_fkey foreign key (run_id) references run (id) on delete cascade,
  constraint road_density_unit_fkey foreign key (unit_id) references unit (id)
);
create index road_density_path_idx on road_density using gist (path);
create index road_density_unit_idx on road_density (unit_id);

-- Cells of Gi* with roads in them.
create table hexagon_cell (
  run_id uuid not null,
  hex_column integer not null,
  hex_row integer not null,
  unit_id text,
  area geometry(Polygon, 4326) not null,
  accidents integer not null,
  z double precision,
  p double precision,
  q double precision,
  -- -3 (cold) to 3 (hot) at 1, 5, 10 % of false discoveries
  gi_class smallint not null,
  emerging text,
  constraint hexagon_cell_pkey primary key (run_id, hex_column, hex_row),
  constraint hexagon_cell_run_fkey foreign key (run_id) references run (id) on delete cascade,
  constraint hexagon_cell_unit_fkey foreign key (unit_id) references unit (id)
);
create index hexagon_cell_area_idx on hexagon_cell using gist (area);
create index hexagon_cell_unit_idx on hexagon_cell (unit_id);

do $$
declare t text;
begin
  foreach t in array array['road_density', 'hexagon_cell'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I for select using ((select app_reads_all()) or unit_id = any ((select app_read_units())::text[]))', t || '_read', t);
    execute format('create policy %I on %I for all using ((select app_is_system()))', t || '_system', t);
    execute format('grant select on %I to cong_an_toan_app', t);
  end loop;
end $$;

-- Agreements are told with the hotspot they belong to; the place of the other method opens only in one's own scope.
alter table hotspot_agreement enable row level security;
alter table hotspot_agreement force row level security;
create policy hotspot_agreement_read on hotspot_agreement for select using ((select app_reads_all())
  or exists (select from hotspot h where h.run_id = hotspot_agreement.run_id and h.number = hotspot_agreement.number));
create policy hotspot_agreement_system on hotspot_agreement for all using ((select app_is_system()));
grant select on hotspot_agreement to cong_an_toan_app;
alter table hotspot_compared enable row level security;
alter table hotspot_compared force row level security;
create policy hotspot_compared_read on hotspot_compared for select using (true);
create policy hotspot_compared_system on hotspot_compared for all using ((select app_is_system()));
grant select on hotspot_compared to cong_an_toan_app;
