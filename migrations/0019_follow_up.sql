-- What follows in the field: steps of a finding, handling of illegal spots, households' commitments, photos.

create table finding_step (
  id uuid primary key,
  finding_id uuid not null,
  unit_id text not null,
  number integer not null,
  action text not null,
  taken_on date not null,
  note text,
  account_id uuid not null,
  -- who recorded the finding and who last said it was done; null when an import brought it
  author_id uuid,
  finisher_id uuid,
  body_sha256 text not null,
  constraint finding_step_number unique (finding_id, number),
  constraint finding_step_action check (action in ('recommend', 'accept', 'refuse', 'finish', 'verify', 'reopen', 'remind')),
  -- Two pairs of eyes: nobody closes what they found or declared done themselves.
  constraint finding_step_second_person check (
    action <> 'verify' or (account_id is distinct from author_id and account_id is distinct from finisher_id)),
  constraint finding_step_finding_fkey foreign key (finding_id) references finding (id) on delete cascade,
  constraint finding_step_unit_fkey foreign key (unit_id) references unit (id),
  constraint finding_step_account_fkey foreign key (account_id) references account (id),
  constraint finding_step_author_fkey foreign key (author_id) references account (id),
  constraint finding_step_finisher_fkey foreign key (finisher_id) references account (id)
);
create index finding_step_unit_idx on finding_step (unit_id);
create index finding_step_account_idx on finding_step (account_id);
create index finding_step_author_idx on finding_step (author_id);
create index finding_step_finisher_idx on finding_step (finisher_id);
select protect_by_unit('finding_step', 'unit_id');

create table spot_handling (
  id uuid primary key,
  spot_id uuid not null,
  unit_id text not null,
  handled_on date not null,
  note text,
  account_id uuid not null,
  body_sha256 text not null,
  constraint spot_handling_spot_fkey foreign key (spot_id) references illegal_spot (id) on delete cascade,
  constraint spot_handling_unit_fkey foreign key (unit_id) references unit (id),
  constraint spot_handling_account_fkey foreign key (account_id) references account (id)
);
create index spot_handling_spot_idx on spot_handling (spot_id);
create index spot_handling_unit_idx on spot_handling (unit_id);
create index spot_handling_account_idx on spot_handling (account_id);
select protect_by_unit('spot_handling', 'unit_id');

-- A household that keeps vehicles signs not to take pupils' vehicles above an engine size. Of whom is kept on paper only.
create table spot_commitment (
  id uuid primary key,
  spot_id uuid not null,
  unit_id text not null,
  signed_on date not null,
  valid_to date,
  above_cc integer not null,
  account_id uuid not null,
  body_sha256 text not null,
  constraint spot_commitment_dates check (valid_to >= signed_on),
  constraint spot_commitment_engine check (above_cc between 0 and 1000),
  constraint spot_commitment_spot_fkey foreign key (spot_id) references illegal_spot (id) on delete cascade,
  constraint spot_commitment_unit_fkey foreign key (unit_id) references unit (id),
  constraint spot_commitment_account_fkey foreign key (account_id) references account (id)
);
create index spot_commitment_spot_idx on spot_commitment (spot_id);
create index spot_commitment_unit_idx on spot_commitment (unit_id);
create index spot_commitment_account_idx on spot_commitment (account_id);
select protect_by_unit('spot_commitment', 'unit_id');

create table photo (
  id uuid primary key,
  unit_id text not null,
  survey_id uuid,
  finding_id uuid,
  sighting_id uuid,
  kind text not null,
  taken_at timestamptz not null,
  -- of the whole file, known before its first part arrives
  sha256 text not null,
  byte_count integer not null,
  -- null until every part is there
  content bytea,
  -- evidence is kept for a time only, and every look at it is noted
  expires_on date,
  account_id uuid not null,
  constraint photo_target check (num_nonnulls(survey_id, finding_id, sighting_id) = 1),
  constraint photo_kind check (kind in ('before', 'after', 'scene', 'evidence')),
  constraint photo_size check (byte_count between 1 and 2000000),
  constraint photo_expiry check ((kind = 'evidence') = (expires_on is not null)),
  constraint photo_unit_fkey foreign key (unit_id) references unit (id),
  constraint photo_survey_fkey foreign key (survey_id) references survey (id) on delete cascade,
  constraint photo_finding_fkey foreign key (finding_id) references finding (id) on delete cascade,
  constraint photo_sighting_fkey foreign key (sighting_id) references spot_sighting (id) on delete cascade,
  constraint photo_account_fkey foreign key (account_id) references account (id)
);
create index photo_unit_idx on photo (unit_id);
create index photo_survey_idx on photo (survey_id);
create index photo_finding_idx on photo (finding_id);
create index photo_sighting_idx on photo (sighting_id);
create index photo_account_idx on photo (account_id);
select protect_by_unit('photo', 'unit_id');

create table photo_part (
  photo_id uuid not null,
  number integer not null,
  unit_id text not null,
  content bytea not null,
  constraint photo_part_pkey primary key (photo_id, number),
  constraint photo_part_photo_fkey foreign key (photo_id) references photo (id) on delete cascade,
  constraint photo_part_unit_fkey foreign key (unit_id) references unit (id)
);
create index photo_part_unit_idx on photo_part (unit_id);
select protect_by_unit('photo_part', 'unit_id');
