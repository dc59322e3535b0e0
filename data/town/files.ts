// Text of the town's files: CSV as offices send it, GeoJSON with one feature per line, JSON in the
// house format. Kept apart so that every file is written the same way.
import { stringify } from 'csv-stringify/sync';
import { type Line, toLonLat, type XY } from './plane.ts';

export type Cell = string | number | undefined;

/** CSV text with CRLF line ends as spreadsheets write them; a column list gives header and order. */
export function csvText(
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  options: { readonly separator?: ',' | ';'; readonly bom?: boolean } = {},
): string {
  for (const row of rows) {
    if (row.length !== columns.length)
      throw new Error(`row of ${row.length} cells under ${columns.length} columns`);
  }
  return stringify([[...columns], ...rows.map((row) => [...row])], {
    delimiter: options.separator ?? ',',
    bom: options.bom ?? false,
    record_delimiter: '\r\n',
  });
}

export interface Feature {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}

/** GeoJSON (RFC 7946) with one feature per line, so that a change is one line of difference. */
export function geojsonText(features: readonly Feature[]): string {
  const lines = features.map(({ properties, geometry }) =>
    JSON.stringify({ type: 'Feature', properties, geometry }),
  );
  return `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`;
}

export const pointGeometry = (p: XY): Feature['geometry'] => ({ type: 'Point', coordinates: toLonLat(p) });
export const lineGeometry = (line: Line): Feature['geometry'] => ({
  type: 'LineString',
  coordinates: line.map(toLonLat),
});

/** Polygon of an outer ring, closed and anticlockwise (RFC 7946, section 3.1.6). */
export function polygonGeometry(ring: Line): Feature['geometry'] {
  const positions = ring.map(toLonLat);
  const [first, last] = [positions[0]!, positions[positions.length - 1]!];
  if (first[0] !== last[0] || first[1] !== last[1]) positions.push(first);
  let doubleArea = 0;
  for (let i = 1; i < ring.length; i++)
    doubleArea += ring[i - 1]![0] * ring[i]![1] - ring[i]![0] * ring[i - 1]![1];
  return { type: 'Polygon', coordinates: [doubleArea < 0 ? positions.reverse() : positions] };
}

/** The same ring as well-known text, for a CSV cell. */
export function wktPolygon(ring: Line): string {
  return `POLYGON ((${ring.map((p) => toLonLat(p).join(' ')).join(', ')}))`;
}

const LINE_WIDTH = 110;

/** JSON in the house format: objects over several lines, a list on one line when it fits. */
export function jsonText(value: unknown): string {
  return `${printJson(value, '', 0)}\n`;
}

function printJson(value: unknown, indent: string, used: number): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const flat = `[${value.map((each) => JSON.stringify(each)).join(', ')}]`;
    const isFlat = value.every((each) => typeof each !== 'object' || each === null);
    if (isFlat && indent.length + used + flat.length + 1 <= LINE_WIDTH) return flat;
    return `[\n${value.map((each) => inner + printJson(each, inner, 0)).join(',\n')}\n${indent}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    if (entries.length === 0) return '{}';
    const lines = entries.map(([key, each]) => {
      const name = `${JSON.stringify(key)}: `;
      return `${inner}${name}${printJson(each, inner, name.length)}`;
    });
    return `{\n${lines.join(',\n')}\n${indent}}`;
  }
  return JSON.stringify(value);
}

/** "2026-03-17" as "17/03/2026". */
export const dayText = (day: string): string => day.split('-').reverse().join('/');

/** A number with a decimal comma. */
export const commaText = (value: number): string => String(value).replace('.', ',');
