// All SQL that writes what a hotspot run draws besides its places: densities along the roads, and hexagons.
import type { Knex } from 'knex';
import type { Position } from './cluster-shape.ts';
import type { Found } from './place.ts';

/** Rows of one statement: what both databases take in one parameter without a pause (our choice). */
const rowsPerStatement = 2_000;

/**
 * Writes the densities and the cells of a run, each under the commune its middle lies in; a cell whose middle lies in none
 * (at sea, beyond the border) under the first commune by code that holds one of its corners, so that it is not lost to the
 * people there. A piece of road so short that its ends are one place on the map is left out. System scope.
 */
export async function writeLayers(
  tx: Knex.Transaction,
  runId: string,
  { density, cells }: Pick<Found, 'density' | 'cells'>,
  metricSrid: number,
): Promise<void> {
  const pieces = density.map((piece, i) => ({
    number: i + 1,
    shape: `LINESTRING(${coordinates(piece.path)})`,
    density: piece.density,
    density_class: piece.densityClass,
  }));
  for (const rows of chunks(pieces)) {
    await tx.raw(
      `with placed as materialized (
         select r.*, ST_SnapToGrid(ST_Transform(ST_SetSRID(ST_GeomFromText(r.shape), :metricSrid::int), 4326), 0.0000001) as path
           from jsonb_to_recordset(:rows::jsonb) as r (number int, shape text, density float8, density_class int))
       insert into road_density (run_id, number, unit_id, path, density, density_class)
       select :runId, number, commune_at(ST_LineInterpolatePoint(path, 0.5), run.as_of), path, density, density_class
         from placed join run on run.id = :runId
        where ST_NPoints(path) >= 2`,
      { runId, metricSrid, rows: JSON.stringify(rows) },
    );
  }
  const hexagons = cells.map((cell) => ({
    hex_column: cell.column,
    hex_row: cell.row,
    shape: `POLYGON((${coordinates(cell.outline)}))`,
    accidents: cell.accidents,
    z: cell.z,
    p: cell.p,
    q: cell.q,
    gi_class: cell.giClass,
    emerging: cell.emerging,
  }));
  for (const rows of chunks(hexagons)) {
    await tx.raw(
      `with placed as materialized (
         select r.*, ST_SnapToGrid(ST_Transform(ST_SetSRID(ST_GeomFromText(r.shape), :metricSrid::int), 4326), 0.0000001) as area
           from jsonb_to_recordset(:rows::jsonb) as r (hex_column int, hex_row int, shape text, accidents int, z float8,
                p float8, q float8, gi_class int, emerging text))
       insert into hexagon_cell (run_id, hex_column, hex_row, unit_id, area, accidents, z, p, q, gi_class, emerging)
       select :runId, hex_column, hex_row,
              coalesce(commune_at(ST_Centroid(area), run.as_of),
                       (select min(commune_at(corner.geom, run.as_of) collate "C") from ST_DumpPoints(area) corner)),
              area, accidents, z, p, q, gi_class, emerging
         from placed join run on run.id = :runId`,
      { runId, metricSrid, rows: JSON.stringify(rows) },
    );
  }
}

function coordinates(positions: readonly Position[]): string {
  return positions.map(([x, y]) => `${x} ${y}`).join(',');
}

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    yield rows.slice(from, from + rowsPerStatement);
  }
}
