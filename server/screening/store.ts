// The results of a full computation back into the database: one row per school, with its routes in it.
import type { Knex } from 'knex';
import { copyIn } from '../db/copy.ts';
import type { RouteScreening } from './along-routes.ts';
import { ID_WORDS } from './id-numbers.ts';
import type { SchoolScreening } from './near-schools.ts';
import type { Routes, Schools } from './read.ts';

const COLUMNS = ['school_id', 'accidents', 'weight', 'route_ids', 'route_accidents', 'route_weights'];

/** Writes what differs from what is stored. */
export async function storeScreening(
  tx: Knex.Transaction,
  {
    schools,
    nearSchools,
    routes,
    alongRoutes,
  }: {
    schools: Schools;
    nearSchools: SchoolScreening;
    routes: Routes;
    alongRoutes: RouteScreening;
  },
): Promise<void> {
  await tx.raw(
    `create temp table screened (school_id uuid, accidents integer, weight double precision,
       route_ids uuid[], route_accidents integer[], route_weights double precision[]) on commit drop`,
  );
  const count = schools.lon.length;
  const { first, order } = routes.ofSchools;
  await copyIn(tx, 'screened', {
    count,
    put: (into, school) => {
      const from = first[school]!;
      const own = first[school + 1]! - from;
      into.fields(6);
      into.uuid(schools.ids, school * ID_WORDS);
      into.integer(nearSchools.accidents[school]!);
      into.double(nearSchools.weight[school]!);
      into.array('uuid', own, (i) => into.uuid(routes.ids, order[from + i]! * ID_WORDS));
      into.array('integer', own, (i) => into.integer(alongRoutes.accidents[order[from + i]!]!));
      into.array('double', own, (i) => into.double(alongRoutes.weight[order[from + i]!]!));
    },
  });
  const columns = COLUMNS.join(', ');
  const [stored, found] = ['s', 't'].map((table) => COLUMNS.map((column) => `${table}.${column}`).join(', '));
  await tx.raw(
    `update school_screening s set (${columns}) = (${found}) from screened t
      where t.school_id = s.school_id and (${stored}) is distinct from (${found})`,
  );
  // Not by `on conflict`, which takes twice as long. Where statistics say that the table is empty, a nested loop would
  // read it again for every row, while it grows.
  await tx.raw('set local enable_nestloop = off');
  await tx.raw(
    `insert into school_screening (${columns}) select ${columns} from screened t
      where not exists (select from school_screening s where s.school_id = t.school_id)`,
  );
  await tx.raw('set local enable_nestloop = on');
  await tx.raw('drop table screened');
}
