-- Field data that come from elsewhere, and those that are taken back: walks of a file, and records withdrawn by who made
-- them or at the desk.

-- A walk of a file: nobody's positions are kept, and no account need have walked it.
alter table survey_walk
  alter column account_id drop not null,
  add column source text,
  add column source_key text,
  add column batch_id uuid,
  add constraint survey_walk_source_unique unique (source, source_key),
  add constraint survey_walk_batch_fkey foreign key (batch_id) references import_batch (id);
create index survey_walk_batch_idx on survey_walk (batch_id);

-- A record of the field that was withdrawn. It has left its table, so that nothing lists or counts it; here is who did it,
-- when and why, and what it was.
create table withdrawal (
  -- chosen by the client, so that a withdrawal sent twice is one
  id uuid primary key,
  kind text not null,
  record_id uuid not null,
  unit_id text not null,
  reason text not null,
  withdrawn_at timestamptz not null,
  account_id uuid not null,
  body_sha256 text not null,
  -- the record as it was read last, without who recorded it
  was jsonb not null,
  -- one more than the record's: what a change must name that wants it back
  revision integer not null,
  -- findings that named the withdrawn survey
  finding_ids uuid[] not null default '{}',
  returned_at timestamptz,
  returned_by uuid,
  constraint withdrawal_kind check (kind in ('survey', 'walk', 'finding', 'sighting', 'photo')),
  constraint withdrawal_returned check ((returned_at is null) = (returned_by is null)),
  constraint withdrawal_unit_fkey foreign key (unit_id) references unit (id),
  constraint withdrawal_account_fkey foreign key (account_id) references account (id),
  constraint withdrawal_returned_by_fkey foreign key (returned_by) references account (id)
);
create unique index withdrawal_standing_idx on withdrawal (record_id) where returned_at is null;
create index withdrawal_unit_idx on withdrawal (unit_id, withdrawn_at desc);
create index withdrawal_account_idx on withdrawal (account_id);
create index withdrawal_returned_by_idx on withdrawal (returned_by);
select protect_by_unit('withdrawal', 'unit_id');

-- Rows that left with it, each whole as text, those that others refer to first.
create table withdrawn_row (
  withdrawal_id uuid not null,
  number integer not null,
  unit_id text not null,
  table_name text not null,
  -- null for rows without an id of their own
  record_id uuid,
  record text not null,
  -- evidence that is withdrawn is not kept longer than evidence
  expires_on date,
  constraint withdrawn_row_pkey primary key (withdrawal_id, number),
  constraint withdrawn_row_withdrawal_fkey foreign key (withdrawal_id) references withdrawal (id) on delete cascade,
  constraint withdrawn_row_unit_fkey foreign key (unit_id) references unit (id)
);
create index withdrawn_row_unit_idx on withdrawn_row (unit_id);
create index withdrawn_row_record_idx on withdrawn_row (record_id);
create index withdrawn_row_expires_idx on withdrawn_row (expires_on);
select protect_by_unit('withdrawn_row', 'unit_id');
