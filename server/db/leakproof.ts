// Row security hides rows before a user's own conditions are tried, so PostgreSQL uses an index below a policy only
// for functions marked leakproof. PostGIS marks none of its predicates; without the mark a map query reads the table.
import type { Knex } from 'knex';

/** The index-backed predicates of this product. They compare two geometries and tell nothing else. */
const predicates = [
  'geometry_overlaps',
  'geometry_contains',
  'geometry_within',
  'geography_overlaps',
  'st_intersects',
  'st_dwithin',
  'st_contains',
  'st_within',
  'st_covers',
  'st_coveredby',
];

/**
 * Marks the predicates leakproof; an upgrade of PostGIS takes the mark away, so every start does it again.
 * Throws an Error with the statement to run when the login is no superuser and the mark is missing.
 */
export async function markLeakproof(db: Knex): Promise<void> {
  const { rows } = await db.raw<{ rows: { signature: string }[] }>(
    `select p.oid::regprocedure::text as signature
       from pg_proc p join pg_depend d on d.objid = p.oid and d.deptype = 'e'
       join pg_extension e on e.oid = d.refobjid and e.extname = 'postgis'
      where p.proname = any (:predicates) and not p.proleakproof order by 1`,
    { predicates },
  );
  if (rows.length === 0) return;
  const statements = rows.map((row) => `alter function ${row.signature} leakproof;`);
  try {
    await db.raw(statements.join('\n'));
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === '42501') {
      throw new Error(
        `The database login may not mark PostGIS predicates leakproof, and without that every map query would read whole tables.\nLet a superuser run this once in the database (and after each PostGIS upgrade):\n\n${statements.join('\n')}\n`,
      );
    }
    throw error;
  }
}
