// Accidents with a place as typed arrays: what a tile shows and what the accident filter asks. About 42 bytes each.
import { LocationQuality, Severity, TripWindow, YesNoUnknown } from '../../contract/codes.ts';
import { earthMetres } from './frame.ts';

export type AccidentRows = {
  count: number;
  /** 16 bytes each, in the order in which a UUID is written. */
  ids: Uint8Array;
  /** Degrees east. */
  lon: Float64Array;
  /** Northing in Web Mercator, metres. */
  north: Float64Array;
  /** Days since 1970-01-01. */
  day: Int32Array;
  /** Index into the units of the index; 0 for an accident outside every unit. */
  unit: Int32Array;
  /** The codes, packed by `packCodes`. */
  codes: Uint16Array;
};

/** One accident as it is read; `codes` as by `packedCodesSql`. */
export type AccidentRecord = {
  id: string;
  lon: number;
  lat: number;
  day: number;
  unit: string | null;
  codes: number;
};

/** The codes of an accident and the bits each takes in `codes`, the first in the lowest. */
const codeLists = [
  { column: 'severity', options: Severity.options, shift: 0 },
  { column: 'pupil_involved', options: YesNoUnknown.options, shift: 2 },
  { column: 'trip_window', options: TripWindow.options, shift: 4 },
  { column: 'location_quality', options: LocationQuality.options, shift: 6 },
] as const;
const inventedShift = 8;
/** How many values `codes` can have. */
export const codesRange = 1 << (inventedShift + 1);

/** The expression that packs the codes of a row of `accident`: two bits for each list, then whether it is invented. */
export const packedCodesSql = [
  ...codeLists.map(({ column, options, shift }) => {
    const list = options.map((option) => `'${option}'`).join(', ');
    return `((array_position(array[${list}], accident.${column}) - 1) << ${shift})`;
  }),
  `(accident.invented::int << ${inventedShift})`,
].join(' | ');

/** 0 for the gravest. */
export function severityRank(codes: number): number {
  return codes & 3;
}

export function isInvented(codes: number): boolean {
  return codes >> inventedShift === 1;
}

export type Codes = {
  severity: Severity;
  pupil: YesNoUnknown;
  window: TripWindow;
  quality: LocationQuality;
  invented: boolean;
};

export function unpackCodes(codes: number): Codes {
  return {
    severity: Severity.options[codes & 3] ?? 'property',
    pupil: YesNoUnknown.options[(codes >> 2) & 3] ?? 'unknown',
    window: TripWindow.options[(codes >> 4) & 3] ?? 'other',
    quality: LocationQuality.options[(codes >> 6) & 3] ?? 'area',
    invented: isInvented(codes),
  };
}

/** Northing in Web Mercator of a latitude, metres; the sphere formula of EPSG:3857. */
export function mercatorNorth(lat: number): number {
  return Math.asinh(Math.tan((lat * Math.PI) / 180)) * earthMetres;
}

export function emptyRows(capacity: number): AccidentRows {
  return {
    count: 0,
    ids: new Uint8Array(capacity * 16),
    lon: new Float64Array(capacity),
    north: new Float64Array(capacity),
    day: new Int32Array(capacity),
    unit: new Int32Array(capacity),
    codes: new Uint16Array(capacity),
  };
}

/** The rows with room for as many again; the rows themselves while there is room. */
function withRoom(rows: AccidentRows): AccidentRows {
  if (rows.count < rows.lon.length) return rows;
  const larger = emptyRows(Math.max(1_024, rows.count * 2));
  larger.ids.set(rows.ids);
  larger.lon.set(rows.lon);
  larger.north.set(rows.north);
  larger.day.set(rows.day);
  larger.unit.set(rows.unit);
  larger.codes.set(rows.codes);
  larger.count = rows.count;
  return larger;
}

/** `rows` with one more; `unit` is its number. Gives the rows to go on with. */
export function appendRow(rows: AccidentRows, record: AccidentRecord, unit: number): AccidentRows {
  const roomy = withRoom(rows);
  const i = roomy.count++;
  writeUuid(record.id, roomy.ids, i * 16);
  roomy.lon[i] = record.lon;
  roomy.north[i] = mercatorNorth(record.lat);
  roomy.day[i] = record.day;
  roomy.unit[i] = unit;
  roomy.codes[i] = record.codes;
  return roomy;
}

/** Puts row `from` of `source` at `to` of `target`. */
export function copyRow(source: AccidentRows, from: number, target: AccidentRows, to: number): void {
  // A loop: a view per row would cost more than its bytes.
  for (let i = 0; i < 16; i++) target.ids[to * 16 + i] = source.ids[from * 16 + i]!;
  target.lon[to] = source.lon[from]!;
  target.north[to] = source.north[from]!;
  target.day[to] = source.day[from]!;
  target.unit[to] = source.unit[from]!;
  target.codes[to] = source.codes[from]!;
}

/** Writes a UUID's 16 bytes. */
export function writeUuid(text: string, into: Uint8Array, at: number): void {
  let next = at;
  let high = -1;
  for (let i = 0; i < text.length; i++) {
    const digit = hexValue(text.charCodeAt(i));
    if (digit < 0) continue;
    if (high < 0) high = digit;
    else {
      into[next++] = (high << 4) | digit;
      high = -1;
    }
  }
}

/** Of '0'-'9', 'a'-'f' and 'A'-'F'; -1 for anything else. */
function hexValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** Order of two ids as bytes: negative, 0 or positive. */
export function compareIds(a: Uint8Array, atA: number, b: Uint8Array, atB: number): number {
  for (let i = 0; i < 16; i++) {
    const difference = a[atA + i]! - b[atB + i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
