-- Of two changes of an entry that hold from one day, the one that was made later holds: told by the order in which they
-- came in, for clocks may stand still or go back.
alter table catalogue_override add column number bigint generated always as identity;
