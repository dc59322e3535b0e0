// What every reader gives, whatever the format: numbered rows with named cells and perhaps a geometry. Apart so that
// mapping and readers know only this of each other.

/** A geometry as the file has it: GeoJSON shape, coordinates of the file's own system, nothing checked yet. */
export type FileGeometry = { type: string; coordinates: unknown };

/** When a position of a track was taken (milliseconds since 1970) and its radius of error, as far as the file says. */
export type TrackMoment = { at: number | null; accuracyMetres: number | null };

/** One CSV row, GeoJSON feature, OpenStreetMap element or GPX track. */
export type FileRow = {
  /** Line of the file (the first is 1), or number of the feature. */
  line: number;
  /** Cell by column name; undefined when the row has no such column or the cell is blank. Text is trimmed and NFC. */
  get(column: string): string | undefined;
  columns: readonly string[];
  geometry?: FileGeometry;
  /** Of a track: the moment of each place of `geometry`, nested as the places are. */
  moments?: readonly (readonly TrackMoment[])[];
  /** Name the file itself gives the row (feature id, "way/123"). */
  ownKey?: string;
  /** Set when the row does not fit the header: number of its cells. */
  brokenCells?: number;
};

/** A file to import: where it lies, and what the user calls it. */
export type ImportFile = { path: string; name: string };

/** Text of a cell: composed (NFC), without NUL, which the database cannot hold, and without outer spaces. */
export function cleanText(text: string): string {
  const plain = text.includes('\0') ? text.replaceAll('\0', '') : text;
  return plain.normalize('NFC').trim();
}

/** A row over a record of named values; lists and objects in it are given as JSON text. */
export function rowOfValues(line: number, values: Readonly<Record<string, unknown>>): FileRow {
  const cell = (column: string): string | undefined => {
    if (!Object.hasOwn(values, column)) return undefined;
    const value = values[column];
    if (value === null || value === undefined) return undefined;
    const text = cleanText(typeof value === 'object' ? JSON.stringify(value) : String(value));
    return text === '' ? undefined : text;
  };
  return { line, get: cell, columns: Object.keys(values) };
}
