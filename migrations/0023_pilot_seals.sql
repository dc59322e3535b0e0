-- Leaders recognise gate models; a study says when its comparison schools stand at another class of road; candidates are
-- placed for each unit that chooses.

-- A leader recognises a model and ends a recognition; everything else of it is the work of those who record.
create policy gate_model_leader_update on gate_model for update
  using ((select app_has_role('leader')) and ((select app_reads_all()) or unit_id in (select unnest(app_read_units()))))
  with check ((select app_has_role('leader')) and ((select app_reads_all()) or unit_id in (select unnest(app_read_units()))));
create policy gate_model_step_leader_insert on gate_model_step for insert
  with check ((select app_has_role('leader')) and ((select app_reads_all()) or unit_id in (select unnest(app_read_units()))));

create function guard_gate_model() returns trigger
language plpgsql as $$
begin
  if ((old.state <> 'recognised' and new.state = 'recognised') or (old.state = 'recognised' and new.state = 'withdrawn'))
    and not (select app_has_role('leader')) then
    raise exception 'only a leader recognises a gate model and ends its recognition' using errcode = '42501';
  end if;
  if new.answers is distinct from old.answers
    and not ((select app_writes_all()) or old.unit_id in (select unnest(app_write_units()))) then
    raise exception 'a leader does not answer a checklist' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger gate_model_guard before update on gate_model for each row execute function guard_gate_model();

-- Chosen where no school at the same class of road was alike and far enough: a weaker comparison, said with the study.
alter table pilot_study add column other_road boolean not null default false;

-- One school per level for each province and for each commune: candidates are placed among those of the unit that chooses.
alter table pilot_candidate add column for_unit text;
update pilot_candidate c set for_unit = coalesce(u.parent_id, u.id) from unit u where u.id = c.unit_id;
alter table pilot_candidate alter column for_unit set not null;
alter table pilot_candidate drop constraint pilot_candidate_pkey;
alter table pilot_candidate add constraint pilot_candidate_pkey primary key (run_id, for_unit, level, school_id);
alter table pilot_candidate add constraint pilot_candidate_for_unit_fkey foreign key (for_unit) references unit (id);
create index pilot_candidate_for_unit_idx on pilot_candidate (for_unit);
