-- Roads are found by name and number: the distinct pairs come out of this index alone, and the edges of one road too.
-- The trigram index it replaces was never used: a search compares all names with a pattern of accents.
drop index road_edge_name_idx;
create index road_edge_name_idx on road_edge (name, ref) where name is not null or ref is not null;
create index road_edge_ref_idx on road_edge (ref) where ref is not null;
-- The edges of a number written loosely ("ql 99"), for kilometre addresses.
create index road_edge_plain_ref_idx on road_edge (upper(regexp_replace(ref, '[^[:alnum:]]', '', 'g'))) where ref is not null;
