// The beginning of a chosen file, read on this device before anything is sent: its format, columns and first rows.
import type { ImportMapping } from '../../../contract/import.ts';
import { csvRows, separatorOf } from './csv-rows.ts';
import { featureProperties } from './geojson-rows.ts';
import { gpxColumns, trackCells } from './gpx-rows.ts';

export type FileFormat = NonNullable<ImportMapping['format']>;
export type Encoding = (typeof encodings)[number];
/** Encodings that Vietnamese files come in, the usual one first. */
export const encodings = ['utf-8', 'windows-1258', 'utf-16le', 'windows-1252'] as const;

export type Sample = {
  format: FileFormat;
  /** Of a CSV file; null for others. */
  text: { encoding: Encoding; separator: string } | null;
  /** Columns of a CSV file, names of properties or texts of a track; empty for OpenStreetMap files, which are read by fixed rules. */
  columns: readonly string[];
  /** First rows, one cell per column. */
  rows: readonly (readonly string[])[];
};

/** Enough for some ten thousand rows, and little enough for a phone. Our choice. */
const mostBytes = 4_000_000;
/** Rows looked at for the values of a column. Our choice: a closed list has shown all its values by then. */
const mostRows = 5_000;

/** Reads the first megabytes of a file, unpacking gzip. `encoding` overrides the one found out. */
export async function readSample(file: File, encoding?: Encoding): Promise<Sample> {
  const bytes = await firstBytes(file);
  return sampleOf(file.name, bytes, encoding);
}

/** The sample of a file with this name and these first bytes. */
export function sampleOf(name: string, bytes: Uint8Array, encoding?: Encoding): Sample {
  const found = encoding ?? encodingOf(bytes);
  const text = new TextDecoder(found)
    .decode(bytes)
    .normalize('NFC')
    .replace(/^\uFEFF/, '');
  const format = formatOf(name, text.slice(0, 4_000));
  if (format === 'csv') return csvSample(text, found);
  if (format === 'gpx') return { format, text: null, columns: gpxColumns, rows: trackCells(text, mostRows) };
  if (format !== 'geojson') return { format, text: null, columns: [], rows: [] };
  const features = featureProperties(text, mostRows);
  const columns = [...new Set(features.flatMap((feature) => [...feature.keys()]))];
  const rows = features.map((feature) => columns.map((column) => feature.get(column) ?? ''));
  return { format, text: null, columns, rows };
}

/** Distinct values of a column in the sample that are not empty, in the order they appear. */
export function valuesOf(sample: Sample, column: string): string[] {
  const place = sample.columns.indexOf(column);
  if (place < 0) return [];
  const cells = sample.rows.map((row) => row[place]?.trim() ?? '');
  return [...new Set(cells)].filter((cell) => cell !== '');
}

function csvSample(text: string, encoding: Encoding): Sample {
  const separator = separatorOf(text);
  const [header = [], ...rows] = csvRows(text, separator, mostRows + 1);
  return { format: 'csv', text: { encoding, separator }, columns: columnNames(header), rows };
}

/** Trimmed; a second column of the same name is "name 2", as the server calls it. */
function columnNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell) => {
    const name = cell.trim();
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} ${count}`.trim();
  });
}

async function firstBytes(file: File): Promise<Uint8Array> {
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    return new Uint8Array(await file.slice(0, mostBytes).arrayBuffer());
  }
  const unpacked = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const bytes = new Uint8Array(mostBytes);
  let length = 0;
  while (length < mostBytes) {
    const { value, done } = await unpacked.read();
    if (done) break;
    const part = value.subarray(0, mostBytes - length);
    bytes.set(part, length);
    length += part.length;
  }
  await unpacked.cancel();
  return bytes.subarray(0, length);
}

/** UTF-16 by its mark, else UTF-8 when it is, else the older Vietnamese encoding. */
function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  try {
    // A letter cut off at the end is no fault: the sample may stop anywhere.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1258';
  }
}

function formatOf(name: string, head: string): FileFormat {
  const plain = name.toLowerCase().replace(/\.gz$/, '');
  if (/\.(csv|tsv|txt)$/.test(plain)) return 'csv';
  if (/\.(osm|xml)$/.test(plain)) return 'osm-xml';
  if (plain.endsWith('.gpx')) return 'gpx';
  if (head.includes('"elements"') && /overpass|osm3s/i.test(head)) return 'overpass';
  return /\.(geojson|json|ndjson|geojsonl)$/.test(plain) ? 'geojson' : 'csv';
}
