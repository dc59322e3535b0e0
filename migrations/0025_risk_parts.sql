-- The parts of a risk run are millions, written at once in the transaction of the result they belong to, and read only by
-- run and school. Three references to check for each took most of the time of writing them; row security by both units
-- stays, and whoever discards a result discards its parts.
alter table risk_part
  drop constraint risk_part_result_fkey, drop constraint risk_part_unit_fkey, drop constraint risk_part_school_unit_fkey;
drop index risk_part_unit_idx, risk_part_school_unit_idx, risk_part_accident_idx;
