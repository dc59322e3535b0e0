-- Whether accidents changed since a moment: how tiles kept in memory know that they are still true.

-- The transaction of each change. Changes commit out of order, so the highest number seen does not tell what is known;
-- the transaction, held against the snapshot of the reader, does.
alter table fact_change add column xid xid8 not null default pg_current_xact_id();
create index fact_change_accident_idx on fact_change (xid) where table_name = 'accident';

-- Changes of accidents that this statement sees and a reader with the snapshot `known` did not. Transactions of another
-- server's history (a restored dump) say nothing here: changes up to number `foreign_seq` are such.
create function accident_changes_since(known pg_snapshot, foreign_seq bigint) returns setof fact_change
language sql stable as $$
  select * from fact_change
  where table_name = 'accident' and xid >= pg_snapshot_xmin(known) and not pg_visible_in_snapshot(xid, known)
    and seq > foreign_seq
$$;

-- Whether there are any, for everybody: it tells nothing about them. Null for a reader without a snapshot.
create function accidents_changed_since(known pg_snapshot, foreign_seq bigint) returns boolean
language plpgsql stable strict security definer set search_path = public, pg_temp set app.roles = 'system' as $$
begin
  return exists (select from accident_changes_since(known, foreign_seq));
end $$;
