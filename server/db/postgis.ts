// The PostGIS-aware corner of knex: reading and writing one geometry column. The only importer of knex-postgis.

import type { Knex } from 'knex';
import knexPostgis from 'knex-postgis';
import type { Point } from '../../contract/geometry.ts';

/** Selects a geometry column as GeoJSON with six decimals (about 0.1 m), as a JSON value named `as`. */
export function geoJson(db: Knex, column: string, as: string): Knex.Raw {
  return db.raw('ST_AsGeoJSON(??, 6)::json as ??', [column, as]);
}

/** A point value for insert or update, WGS 84. */
export function pointValue(db: Knex, point: Point): Knex.Raw {
  const [longitude, latitude] = point.coordinates;
  const st = knexPostgis(db);
  return st.setSRID(st.makePoint(longitude, latitude), 4326);
}
