-- Per-school risk: frozen calibrations, schools that cannot be ranked, risk per pupil, what a survey would tell,
-- and how far the order hangs on choices.

-- When a calibration was frozen; null for presets that ship with the product.
alter table preset add column frozen_at timestamptz;
create policy preset_calibration_insert on preset for insert
  with check (kind = 'calibration' and (select app_has_role('planner')));
-- A frozen version never changes, whoever asks.
create policy preset_calibration_frozen on preset as restrictive for update using (kind <> 'calibration');
create policy preset_calibration_kept on preset as restrictive for delete using (kind <> 'calibration');

-- The rates, stand-in values and ends of the score that a risk run applied. Sums of whole groups of schools.
create table risk_calibration (
  run_id uuid not null,
  value jsonb not null,
  -- the frozen calibration it is; null: fitted by the run
  preset_id text,
  constraint risk_calibration_pkey primary key (run_id),
  constraint risk_calibration_run_fkey foreign key (run_id) references run (id) on delete cascade,
  constraint risk_calibration_preset_fkey foreign key (preset_id) references preset (id)
);
create index risk_calibration_preset_idx on risk_calibration (preset_id);
alter table risk_calibration enable row level security;
alter table risk_calibration force row level security;
create policy risk_calibration_read on risk_calibration for select using (true);
create policy risk_calibration_system on risk_calibration for all using ((select app_is_system()));
grant select on risk_calibration to cong_an_toan_app;

-- A school whose accidents mostly have no usable place has a risk but no rank.
alter table risk_result
  alter column rank drop not null,
  alter column rank_low drop not null,
  alter column rank_high drop not null,
  alter column probability_first drop not null,
  add column rank_per_pupil integer,
  -- mean location quality of the accidents in the window, 0 to 1; null without any
  add column location_quality_share double precision,
  -- why a new survey would tell; null for results older than this column
  add column survey jsonb;
create index risk_result_rank_per_pupil_idx on risk_result (run_id, rank_per_pupil);
create index risk_result_survey_next_idx on risk_result (run_id, survey_next);

-- One set of choices of a sensitivity run, compared with the base.
create table risk_variant (
  run_id uuid not null,
  number integer not null,
  parameters jsonb not null,
  tau double precision,
  overlap double precision,
  constraint risk_variant_pkey primary key (run_id, number),
  constraint risk_variant_run_fkey foreign key (run_id) references run (id) on delete cascade
);
alter table risk_variant enable row level security;
alter table risk_variant force row level security;
create policy risk_variant_read on risk_variant for select using (true);
create policy risk_variant_system on risk_variant for all using ((select app_is_system()));
grant select on risk_variant to cong_an_toan_app;

create table risk_robust (
  run_id uuid not null,
  school_id uuid not null,
  unit_id text not null,
  rank integer not null,
  -- share of the variants in which the school is among the first
  top_share double precision not null,
  -- probability to be among the first, severity weights drawn as well
  p_robust double precision not null,
  constraint risk_robust_pkey primary key (run_id, school_id),
  constraint risk_robust_run_fkey foreign key (run_id) references run (id) on delete cascade,
  constraint risk_robust_unit_fkey foreign key (unit_id) references unit (id)
);
create index risk_robust_unit_idx on risk_robust (unit_id);
create index risk_robust_rank_idx on risk_robust (run_id, rank);
alter table risk_robust enable row level security;
alter table risk_robust force row level security;
create policy risk_robust_read on risk_robust for select using ((select app_reads_all())
  or unit_id = any ((select app_read_units())::text[]));
create policy risk_robust_system on risk_robust for all using ((select app_is_system()));
grant select on risk_robust to cong_an_toan_app;
