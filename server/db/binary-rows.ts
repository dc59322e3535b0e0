// Rows of COPY in the types' own binary form (PostgreSQL documentation, "COPY", Binary Format), read and written field by
// field: a million rows must not become a million objects on the way.

/** Room of a writer at first, more than most pieces that are sent at once. */
const FIRST_BYTES = 2_000_000;

/** Where a field lies. */
export type Run = { start: number; end: number };

/** Reads the fields of a row one after the other, in the types' own binary form. Throws where one is null. */
export class RowReader {
  /** Over all of the memory that the row lies in. */
  bytes = new DataView<ArrayBufferLike>(new ArrayBuffer(0));
  /** Where the next field is in `bytes`. */
  at = 0;

  open(row: Buffer, start: number): void {
    // Many rows lie in the same memory, and a view is dear.
    if (this.bytes.buffer !== row.buffer) this.bytes = new DataView(row.buffer);
    // After the number of fields.
    this.at = row.byteOffset + start + 2;
  }

  double(): number {
    const start = this.run().start;
    return this.bytes.getFloat64(start);
  }

  /** The next field as it is: bytes from `start` to `end` of `bytes`. */
  run(): Run {
    const length = this.bytes.getInt32(this.at);
    if (length < 0) throw new Error('a field is null');
    const start = this.at + 4;
    this.at = start + length;
    return { start, end: this.at };
  }
}

/** Types whose arrays can be written, by PostgreSQL's numbers of them (its catalogue, "pg_type.dat"). */
const ELEMENTS = { uuid: 2950, integer: 23, double: 701 } as const;

/** Writes rows in the types' own binary form: how many fields a row has, then each of them in turn. */
export class RowWriter {
  length = 0;
  #bytes = new DataView(new ArrayBuffer(FIRST_BYTES));

  fields(count: number): void {
    this.#makeRoom(2);
    this.#bytes.setInt16(this.length, count);
    this.length += 2;
  }

  /** Four words of `ids` from `at`. */
  uuid(ids: Int32Array, at: number): void {
    this.#makeRoom(20);
    this.#word(16);
    for (let i = 0; i < 4; i++) this.#word(ids[at + i]!);
  }

  integer(value: number): void {
    this.#makeRoom(8);
    this.#word(4);
    this.#word(value);
  }

  double(value: number): void {
    this.#makeRoom(12);
    this.#word(8);
    this.#bytes.setFloat64(this.length, value);
    this.length += 8;
  }

  /** An array of one dimension whose elements `put` writes, one call each. */
  array(element: keyof typeof ELEMENTS, count: number, put: (index: number) => void): void {
    this.#makeRoom(24);
    const start = this.length;
    const dimensions = count === 0 ? [0, 0, ELEMENTS[element]] : [1, 0, ELEMENTS[element], count, 1];
    // Its length, which is known once it is written, then dimensions, whether there are nulls, type, size, first index.
    for (const value of [0, ...dimensions]) this.#word(value);
    for (let i = 0; i < count; i++) put(i);
    this.#bytes.setInt32(start, this.length - start - 4);
  }

  /** What has been written since the last time. */
  take(): Buffer {
    const taken = Buffer.from(this.#bytes.buffer, 0, this.length);
    this.#bytes = new DataView(new ArrayBuffer(FIRST_BYTES));
    this.length = 0;
    return taken;
  }

  #word(value: number): void {
    this.#bytes.setInt32(this.length, value);
    this.length += 4;
  }

  #makeRoom(bytes: number): void {
    if (this.length + bytes <= this.#bytes.byteLength) return;
    const larger = new ArrayBuffer(2 * this.#bytes.byteLength);
    new Uint8Array(larger).set(new Uint8Array(this.#bytes.buffer, 0, this.length));
    this.#bytes = new DataView(larger);
  }
}
