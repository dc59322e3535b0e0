-- How well each method foretold accidents, per test year and share of road marked. Sums over the whole territory, so
-- everyone signed in may read them; written only by the system.

create table prediction_result (
  run_id uuid not null,
  method text not null,
  -- marked with the years through this one, tested on the other
  train_through integer not null,
  test_year integer not null,
  budget_share double precision not null,
  marked_pieces integer not null,
  marked_m double precision not null,
  total_m double precision not null,
  length_share double precision not null,
  hits integer not null,
  test_total integer not null,
  -- null where the divisor is 0; intervals are {"low": , "high": }
  hit_rate double precision,
  hit_rate_interval jsonb,
  pai double precision,
  pai_interval jsonb,
  pei double precision,
  is_pei_exact boolean not null,
  rri double precision,
  rri_interval jsonb,
  hits_per_km double precision,
  hits_per_km_interval jsonb,
  marked_again integer not null,
  total_rank_difference double precision not null,
  constraint prediction_result_pkey primary key (run_id, method, test_year, budget_share),
  constraint prediction_result_method check (method in ('legal_rule', 'network_kde', 'dbscan', 'gi_star', 'recent_count', 'random_by_length')),
  constraint prediction_result_years check (train_through < test_year),
  constraint prediction_result_counts check (hits between 0 and test_total and marked_again between 0 and marked_pieces),
  constraint prediction_result_run_fkey foreign key (run_id) references run (id) on delete cascade
);
alter table prediction_result enable row level security;
alter table prediction_result force row level security;
create policy prediction_result_read on prediction_result for select using (true);
create policy prediction_result_system on prediction_result for all using ((select app_is_system()));
grant select on prediction_result to cong_an_toan_app;
