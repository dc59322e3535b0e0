// Checked records of one import, brought into a temporary table, where everything that needs the database is done for
// all rows at once: coordinates into WGS 84, the territory, schools, units, and the right to write.
import type { Knex } from 'knex';
import type { RejectedRow } from '../../contract/batch.ts';
import type { BuiltRecord } from './build-record.ts';
import type { FileGeometry } from './file-row.ts';
import { importedId } from './identity.ts';
import { type ReasonCode, rejectedRow } from './reasons.ts';

/** WGS 84. */
const WGS84 = 4326;

/** `childKey` names what hangs on the record when that is not named by the record's own key. */
export type StagedRecord = BuiltRecord & { ord: number; childKey?: string };

/** Makes the empty temporary table. It goes with the transaction, or with the savepoint around an import. */
export async function createStage(tx: Knex.Transaction): Promise<void> {
  await tx.raw('drop table if exists import_row');
  await tx.raw(
    `create temp table import_row (
       ord integer not null, line integer not null, key text not null, id uuid not null, child_id uuid not null,
       record jsonb not null, geom geometry, geom2 geometry,
       unit_id text, school_id uuid, gate_id uuid, route_id uuid) on commit drop`,
  );
}

/**
 * Adds records. Coordinates of another system than WGS 84 are turned into it and rounded to 1e-8 degree (1 mm), so that
 * every database holds the same numbers. Records whose coordinates cannot be projected are refused.
 */
export async function loadStage(
  tx: Knex.Transaction,
  records: readonly StagedRecord[],
  place: { table: string; child: string; source: string; srid: number },
): Promise<RejectedRow[]> {
  const inWgs84 = (raw: string): string =>
    place.srid === WGS84
      ? `ST_SetSRID(${raw}, 4326)`
      : `ST_SnapToGrid(ST_Transform(ST_SetSRID(${raw}, :srid::integer), 4326), 1e-8)`;
  // A point as two numbers is read several times faster than as GeoJSON.
  const main = `case when x is not null then ${inWgs84('ST_MakePoint(x, y)')} else ${inWgs84('ST_GeomFromGeoJSON(g)')} end`;
  const insert = async (part: readonly StagedRecord[]): Promise<void> => {
    const rows = part.map(({ ord, line, key, childKey, record, geometry: g, second: h }) => {
      const id = importedId(place.table, place.source, key);
      const child = place.child === place.table ? id : importedId(place.child, place.source, childKey ?? key);
      return { ord, line, key, id, child, record, ...point(g), ...(h && { h }) };
    });
    await tx.transaction((savepoint) =>
      savepoint.raw(
        `insert into import_row (ord, line, key, id, child_id, record, geom, geom2)
         select ord, line, key, id, child, record, ${main}, ${inWgs84('ST_GeomFromGeoJSON(h)')}
         from jsonb_to_recordset(:rows::jsonb)
           as r (ord integer, line integer, key text, id uuid, child uuid, record jsonb, x float8, y float8, g jsonb, h jsonb)`,
        { rows: JSON.stringify(rows), srid: place.srid },
      ),
    );
  };
  if (records.length === 0) return [];
  try {
    await insert(records);
    return [];
  } catch (error) {
    if (!isGeometryError(error)) throw error;
  }
  // One of them cannot be projected: find out which, one by one.
  const rejected: RejectedRow[] = [];
  for (const record of records) {
    try {
      await insert([record]);
    } catch (error) {
      if (!isGeometryError(error)) throw error;
      rejected.push(rejectedRow(record.line, { field: 'geometry', code: 'cannot_project' }));
    }
  }
  return rejected;
}

function point(geometry: FileGeometry | undefined): { x?: unknown; y?: unknown; g?: FileGeometry } {
  if (!geometry) return {};
  const { type, coordinates } = geometry;
  if (type !== 'Point' || !Array.isArray(coordinates)) return { g: geometry };
  return { x: coordinates[0], y: coordinates[1] };
}

/** PostGIS raises internal_error (XX000) or invalid_parameter_value (22023) for coordinates it cannot use. */
function isGeometryError(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    (error.code === 'XX000' || error.code === '22023')
  );
}

/** Takes rows out of the stage and gives the reasons. `where` speaks of import_row as r; `value` is shown. */
export async function refuseWhere(
  tx: Knex.Transaction,
  refusal: { where: string; value?: string; field: string; code: ReasonCode; extra?: string },
  bindings: Record<string, string | number | null> = {},
): Promise<RejectedRow[]> {
  const { where, value = "''", field, code, extra = '' } = refusal;
  const { rows } = await tx.raw<{ rows: { line: number; value: string | null }[] }>(
    `delete from import_row r where ${where} returning r.line, ${value} as value`,
    bindings,
  );
  return rows.map((row) =>
    rejectedRow(row.line, { field, code, extra, ...(row.value && { value: row.value }) }),
  );
}
