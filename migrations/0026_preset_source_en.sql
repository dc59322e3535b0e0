-- Sources are read by planners in their own language; null where it reads the same in both.
alter table preset add column source_en text;
