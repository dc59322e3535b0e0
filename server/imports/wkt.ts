// Well-known text → GeoJSON, for geometry in a CSV cell. Apart so that a broken cell is refused before it reaches the
// database, where it would end the whole transaction.
import type { FileGeometry } from './file-row.ts';

const TYPES: Record<string, string> = {
  POINT: 'Point',
  LINESTRING: 'LineString',
  MULTILINESTRING: 'MultiLineString',
  POLYGON: 'Polygon',
  MULTIPOLYGON: 'MultiPolygon',
};

/** Reads WKT (a third number per place is dropped) or GeoJSON text; undefined when it is neither. */
export function readGeometryText(text: string): FileGeometry | undefined {
  const trimmed = text.trim();
  return trimmed.startsWith('{') ? fromJson(trimmed) : fromWkt(trimmed);
}

function fromJson(text: string): FileGeometry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('type' in value) || !('coordinates' in value))
      return undefined;
    return typeof value.type === 'string' ? { type: value.type, coordinates: value.coordinates } : undefined;
  } catch {
    return undefined;
  }
}

function fromWkt(text: string): FileGeometry | undefined {
  const match = /^(?:SRID=\d+;)?\s*([A-Z]+)\s*(?:Z|M|ZM)?\s*(\(.*\))$/is.exec(text);
  const type = TYPES[match?.[1]?.toUpperCase() ?? ''];
  if (type === undefined || match?.[2] === undefined) return undefined;
  // "(1 2, 3 4)" is JSON once brackets and the blank between two numbers are rewritten.
  const json = match[2]
    .replace(/[^(),]+/g, (numbers) =>
      numbers.trim() === '' ? '' : `[${numbers.trim().split(/\s+/).slice(0, 2).join(',')}]`,
    )
    .replaceAll('(', '[')
    .replaceAll(')', ']');
  const value = fromJson(`{"type":"${type}","coordinates":${json}}`);
  if (type !== 'Point' || !value) return value;
  return { type, coordinates: Array.isArray(value.coordinates) ? value.coordinates[0] : undefined };
}
