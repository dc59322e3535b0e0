// An exported layer as a table, and its two written forms. Pure: the same table gives the same bytes, so two exports can
// be compared; nothing here says when it was made.
import { stringify } from 'csv-stringify/sync';
import type { ExportLayer } from '../../contract/delivery.ts';
import type { LineString, Point, Polygon } from '../../contract/geometry.ts';

export type Cell = string | number | boolean | null;
export type ExportShape = Point | LineString | Polygon;
export type ExportRow = { geometry: ExportShape | null; properties: Record<string, Cell> };
export type ExportTable = {
  layer: ExportLayer;
  /** The run whose results these are and the day it looks back from; null for facts and while nothing was computed. */
  run: { id: string; asOf: string } | null;
  /** Names of the properties, in order; every row has all of them. */
  columns: readonly string[];
  rows: ExportRow[];
};

/**
 * GeoJSON (RFC 7946), one feature a line, numbers in their shortest exact form. A collection with invented records says
 * `"invented": true` itself; each feature says it in its properties. `scope` says in words what the features are.
 */
export function toGeoJson({ layer, run, columns, rows }: ExportTable, scope?: string): string {
  const head = {
    type: 'FeatureCollection',
    name: layer,
    ...(scope !== undefined && { scope }),
    ...(rows.some((row) => row.properties.invented === true) && { invented: true }),
    ...(run !== null && { run: run.id, asOf: run.asOf }),
  };
  const features = rows.map(({ geometry, properties }) =>
    JSON.stringify({
      type: 'Feature',
      geometry,
      properties: Object.fromEntries(columns.map((column) => [column, properties[column] ?? null])),
    }),
  );
  const opened = JSON.stringify(head).slice(0, -1);
  return `${opened},"features":[${features.length === 0 ? '' : `\n${features.join(',\n')}\n`}]}\n`;
}

/**
 * CSV (RFC 4180) in UTF-8 with a byte order mark, by which Excel knows the accents. Points become the last two columns,
 * longitude and latitude in degrees; lines and areas are left out. Text that a spreadsheet would run as a formula gets a leading
 * apostrophe.
 */
export function toCsv({ columns, rows }: ExportTable): string {
  const lines = rows.map(({ geometry, properties }) => [
    ...columns.map((column) => csvCell(properties[column] ?? null)),
    ...(geometry?.type === 'Point' ? geometry.coordinates.map(String) : ['', '']),
  ]);
  return stringify([[...columns, 'longitude', 'latitude'], ...lines], {
    bom: true,
    record_delimiter: '\r\n',
  });
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const isFormula = /^[=+\-@\t\r\n＝＋－＠]/.test(cell);
  const isNumber = /^[+-]?\d+(\.\d+)?$/.test(cell);
  return isFormula && !isNumber ? `'${cell}` : cell;
}
