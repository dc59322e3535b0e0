-- Quality of accident records: two reports of one accident merged into one record, pairs that were looked at and are two.

-- An accident that another record stands for. It has left the table of accidents, so that nothing counts it; here it
-- stays whole, with the kept record as that was before, so that the merge can be taken back.
create table accident_merged (
  -- of the accident that left
  id uuid primary key,
  -- chosen by the client, so that a merge sent twice is one
  merge_id uuid not null,
  kept_id uuid not null,
  unit_id text,
  kept_unit_id text,
  record jsonb not null,
  kept_before jsonb not null,
  -- of the kept record after the merge: undone only while nobody changed it since
  kept_revision integer not null,
  -- the fields whose value came from the record that left
  taken text[] not null,
  merged_at timestamptz not null,
  merged_by uuid not null,
  constraint accident_merged_merge_unique unique (merge_id),
  constraint accident_merged_kept_fkey foreign key (kept_id) references accident (id),
  constraint accident_merged_unit_fkey foreign key (unit_id) references unit (id),
  constraint accident_merged_kept_unit_fkey foreign key (kept_unit_id) references unit (id),
  constraint accident_merged_by_fkey foreign key (merged_by) references account (id)
);
create index accident_merged_kept_idx on accident_merged (kept_id);
create index accident_merged_unit_idx on accident_merged (unit_id);
create index accident_merged_kept_unit_idx on accident_merged (kept_unit_id);
create index accident_merged_by_idx on accident_merged (merged_by);
create index accident_merged_at_idx on accident_merged (merged_at desc, id);

-- It tells of two records: only who may see, or write, both of them does so here.
alter table accident_merged enable row level security;
alter table accident_merged force row level security;
create policy accident_merged_read on accident_merged for select using ((select app_reads_all()) or (
  unit_id = any ((select app_read_units())::text[]) and kept_unit_id = any ((select app_read_units())::text[])));
create policy accident_merged_insert on accident_merged for insert with check ((select app_writes_all()) or (
  unit_id = any ((select app_write_units())::text[]) and kept_unit_id = any ((select app_write_units())::text[])));
create policy accident_merged_delete on accident_merged for delete using ((select app_writes_all()) or (
  unit_id = any ((select app_write_units())::text[]) and kept_unit_id = any ((select app_write_units())::text[])));
grant select, insert, delete on accident_merged to cong_an_toan_app;

-- Two records that look alike and are two accidents: never asked about again.
create table accident_distinct (
  first_id uuid not null,
  second_id uuid not null,
  decided_at timestamptz not null,
  decided_by uuid not null,
  constraint accident_distinct_pkey primary key (first_id, second_id),
  constraint accident_distinct_order check (first_id < second_id),
  constraint accident_distinct_first_fkey foreign key (first_id) references accident (id) on delete cascade,
  constraint accident_distinct_second_fkey foreign key (second_id) references accident (id) on delete cascade,
  constraint accident_distinct_by_fkey foreign key (decided_by) references account (id)
);
create index accident_distinct_second_idx on accident_distinct (second_id);
create index accident_distinct_by_idx on accident_distinct (decided_by);
alter table accident_distinct enable row level security;
alter table accident_distinct force row level security;
-- The policies of the accidents themselves decide: who sees both sees the pair.
create policy accident_distinct_both on accident_distinct for all using (
  exists (select from accident a where a.id = first_id) and exists (select from accident a where a.id = second_id));
grant select, insert, delete on accident_distinct to cong_an_toan_app;

-- Records that wait for a place.
create index accident_without_place_idx on accident (occurred_on desc, id desc)
  where location is null or location_quality = 'area';
