// All SQL of units.
import type { Knex } from 'knex';
import type { Unit } from '../../contract/account.ts';

/** Units in the reader's scope that are valid on a day, parents before children, by name order of the caller. */
export async function listUnits(tx: Knex.Transaction, today: string): Promise<Unit[]> {
  const { rows } = await tx.raw<{ rows: Unit[] }>(
    `select id, kind, parent_id as "parentId", name, full_name as "fullName",
            valid_from as "validFrom", valid_to as "validTo",
            case when boundary is null then null
                 else json_build_array(ST_XMin(boundary), ST_YMin(boundary), ST_XMax(boundary), ST_YMax(boundary)) end as bounds
       from unit
      where (app_reads_all() or id = any ((select app_read_units())::text[]))
        and valid_from <= :today and (valid_to is null or valid_to >= :today)
      order by array_position(array['nation', 'province', 'legacy_district', 'commune'], kind), id
      limit 5000`,
    { today },
  );
  return rows;
}
