// The bytes of one vector tile layer (Mapbox Vector Tile 2.1), written feature by feature into typed arrays: a tile may
// hold 20,000 points, and an object for each would cost more than its bytes.

export type TileValue = string | number | boolean;

/** Units along a tile's side; 4096 is what every client assumes. */
export const tileExtent = 4096;

/** The most features of one tile: what a phone still draws while panning (our choice). */
export const featureLimit = 20_000;

export const geometryType = { point: 1, line: 2, polygon: 3 };

// Field numbers of vector_tile.proto 2.1, each with its wire type: 0 varint, 1 eight bytes, 2 length and bytes.
const layerOfTile = (3 << 3) | 2;
const layerField = {
  name: (1 << 3) | 2,
  feature: (2 << 3) | 2,
  key: (3 << 3) | 2,
  value: (4 << 3) | 2,
  extent: (5 << 3) | 0,
  version: (15 << 3) | 0,
};
const featureField = { tags: (2 << 3) | 2, type: (3 << 3) | 0, geometry: (4 << 3) | 2 };
const valueField = {
  string: (1 << 3) | 2,
  double: (3 << 3) | 1,
  uint: (5 << 3) | 0,
  sint: (6 << 3) | 0,
  bool: (7 << 3) | 0,
};

const hexDigits = Buffer.from('0123456789abcdef', 'latin1');
/** Bytes of a UUID as text, and where its dashes stand. */
const uuidLength = 36;
const dashBeforeByte = new Set([4, 6, 8, 10]);

/** Writes one layer. Keys and values are numbered in the order in which they are first asked for. */
export class LayerWriter {
  readonly #name: string;
  readonly #features = new Bytes();
  readonly #values = new Bytes();
  readonly #keys: string[] = [];
  readonly #keyNumbers = new Map<string, number>();
  // A Map keeps 1, "1" and true apart.
  readonly #valueNumbers = new Map<TileValue, number>();
  #valueCount = 0;

  constructor(name: string) {
    this.#name = name;
  }

  key(name: string): number {
    let number = this.#keyNumbers.get(name);
    if (number === undefined) {
      number = this.#keys.length;
      this.#keyNumbers.set(name, number);
      this.#keys.push(name);
    }
    return number;
  }

  /** The number of a value; the same for the same value. */
  value(value: TileValue): number {
    let number = this.#valueNumbers.get(value);
    if (number === undefined) {
      number = this.#valueCount++;
      this.#valueNumbers.set(value, number);
      writeValue(this.#values, value);
    }
    return number;
  }

  /** A UUID that no other feature of the layer has: 16 bytes of `ids` from `at` on. */
  ownUuid(ids: Uint8Array, at: number): number {
    const values = this.#values;
    values.reserve(4 + uuidLength);
    values.varint(layerField.value);
    values.varint(2 + uuidLength);
    values.varint(valueField.string);
    values.varint(uuidLength);
    for (let i = 0; i < 16; i++) {
      if (dashBeforeByte.has(i)) values.byte(0x2d);
      const byte = ids[at + i]!;
      values.byte(hexDigits[byte >> 4]!);
      values.byte(hexDigits[byte & 15]!);
    }
    return this.#valueCount++;
  }

  /** A feature: its command stream, and pairs of key and value numbers. */
  feature(type: number, geometry: readonly number[], tags: readonly number[]): void {
    const out = this.#features;
    const tagBytes = varintBytes(tags);
    const geometryBytes = varintBytes(geometry);
    const length = 4 + varintLength(tagBytes) + tagBytes + varintLength(geometryBytes) + geometryBytes;
    out.reserve(6 + length);
    out.varint(layerField.feature);
    out.varint(length);
    out.varint(featureField.tags);
    out.varint(tagBytes);
    for (const tag of tags) out.varint(tag);
    out.varint(featureField.type);
    out.varint(type);
    out.varint(featureField.geometry);
    out.varint(geometryBytes);
    for (const part of geometry) out.varint(part);
  }

  /** The tile. A layer without features gives zero bytes, which is a valid empty tile. */
  finish(): Buffer {
    if (this.#features.length === 0) return Buffer.alloc(0);
    const head = new Bytes();
    head.varint(layerField.version);
    head.varint(2);
    head.text(layerField.name, this.#name);
    const keys = new Bytes();
    for (const key of this.#keys) keys.text(layerField.key, key);
    const tail = new Bytes();
    tail.varint(layerField.extent);
    tail.varint(tileExtent);
    const parts = [head, this.#features, keys, this.#values, tail].map((part) => part.written());
    const start = new Bytes();
    start.varint(layerOfTile);
    start.varint(parts.reduce((sum, part) => sum + part.length, 0));
    return Buffer.concat([start.written(), ...parts]);
  }
}

function writeValue(out: Bytes, value: TileValue): void {
  const one = new Bytes();
  if (typeof value === 'string') one.text(valueField.string, value);
  else if (typeof value === 'boolean') {
    one.varint(valueField.bool);
    one.varint(value ? 1 : 0);
  } else if (!Number.isSafeInteger(value)) {
    one.varint(valueField.double);
    one.double(value);
  } else if (value >= 0) {
    one.varint(valueField.uint);
    one.varint(value);
  } else {
    one.varint(valueField.sint);
    one.varint(-value * 2 - 1);
  }
  out.bytes(layerField.value, one.written());
}

function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length++;
  return length;
}

function varintBytes(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value < 128 ? 1 : varintLength(value);
  return sum;
}

/** Bytes that grow. `reserve` makes room before single bytes are put; the larger writers do it themselves. */
class Bytes {
  #buffer = Buffer.allocUnsafe(64);
  length = 0;

  reserve(count: number): void {
    if (this.length + count <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.length + count));
    larger.set(this.written());
    this.#buffer = larger;
  }

  byte(value: number): void {
    this.#buffer[this.length++] = value;
  }

  /** A whole number from 0 to 2^53 - 1: seven bits a byte, the lowest first. */
  varint(value: number): void {
    this.reserve(8);
    let rest = value;
    while (rest >= 128) {
      this.#buffer[this.length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.#buffer[this.length++] = rest;
  }

  double(value: number): void {
    this.reserve(8);
    this.length = this.#buffer.writeDoubleLE(value, this.length);
  }

  text(field: number, text: string): void {
    this.bytes(field, Buffer.from(text, 'utf8'));
  }

  bytes(field: number, bytes: Uint8Array): void {
    this.varint(field);
    this.varint(bytes.length);
    this.reserve(bytes.length);
    this.#buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  written(): Buffer {
    return this.#buffer.subarray(0, this.length);
  }
}
