-- What a province changed in the national catalogue of measures and in the checklist of gate models, from a day on.

create table catalogue_override (
  -- chosen by the client, so that a change sent twice is one
  id uuid primary key,
  unit_id text not null,
  preset_id text not null,
  -- of the entry in the preset
  code text not null,
  -- title, least width, source, whether it is a suggestion; null: the national entry again
  entry jsonb,
  valid_from date not null,
  made_at timestamptz not null,
  made_by uuid not null,
  constraint catalogue_override_unit_fkey foreign key (unit_id) references unit (id),
  constraint catalogue_override_preset_fkey foreign key (preset_id) references preset (id),
  constraint catalogue_override_by_fkey foreign key (made_by) references account (id)
);
create index catalogue_override_unit_idx on catalogue_override (unit_id, preset_id, valid_from);
create index catalogue_override_preset_idx on catalogue_override (preset_id);
create index catalogue_override_by_idx on catalogue_override (made_by);
select protect_by_unit('catalogue_override', 'unit_id');
-- The rules of a province hold for everybody below it, so everybody may read them.
create policy catalogue_override_known on catalogue_override for select using (true);
-- What was in force on a day stays to be read: a mistake is put right by a later row.
revoke update, delete on catalogue_override from cong_an_toan_app;
