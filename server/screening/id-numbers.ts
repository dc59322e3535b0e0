// Which school a route belongs to, by the 16 bytes of its id. Apart because a lookup must not make a text of each of a
// country's half million ids.

/** 32-bit words of an id. */
export const ID_WORDS = 4;

/** Places of the table for each id, at least: the fuller it is, the longer a search (our choice). */
const ROOM = 2;

/** Numbers 0 … of ids that differ: id i is words i * 4 .. i * 4 + 3 of `ids`, as `DataView.getInt32` reads them. */
export class IdNumbers {
  readonly size: number;
  #ids: Int32Array;
  #mask: number;
  /** A number plus 1, in the place that its id gives or the next free one after it. */
  #places: Int32Array;

  constructor(ids: Int32Array) {
    this.size = ids.length / ID_WORDS;
    this.#ids = ids;
    this.#mask = 2 ** Math.ceil(Math.log2(ROOM * this.size + 1)) - 1;
    this.#places = new Int32Array(this.#mask + 1);
    for (let number = 0; number < this.size; number++) {
      const at = number * ID_WORDS;
      let place = this.#placeOf(ids[at]!, ids[at + 1]!, ids[at + 2]!, ids[at + 3]!);
      while (this.#places[place] !== 0) place = (place + 1) & this.#mask;
      this.#places[place] = number + 1;
    }
  }

  /** The number of the id at `at` of `bytes`; -1 of one that is not among them. */
  get(bytes: DataView, at: number): number {
    const ids = this.#ids;
    const a = bytes.getInt32(at);
    const b = bytes.getInt32(at + 4);
    const c = bytes.getInt32(at + 8);
    const d = bytes.getInt32(at + 12);
    let place = this.#placeOf(a, b, c, d);
    for (;;) {
      const number = this.#places[place]! - 1;
      const id = number * ID_WORDS;
      if (number < 0) return -1;
      if (ids[id] === a && ids[id + 1] === b && ids[id + 2] === c && ids[id + 3] === d) return number;
      place = (place + 1) & this.#mask;
    }
  }

  /**
   * Ids that were given one after the other differ in one word only: each word moves the others. The factors are those of
   * xxHash32 and MurmurHash3, chosen there to spread bits.
   */
  #placeOf(a: number, b: number, c: number, d: number): number {
    let mixed = Math.imul(a ^ (a >>> 15), 0x9e3779b1);
    mixed = Math.imul(mixed ^ b, 0x85ebca6b) ^ (mixed >>> 13);
    mixed = Math.imul(mixed ^ c, 0xc2b2ae35) ^ (mixed >>> 16);
    mixed = Math.imul(mixed ^ d, 0x27d4eb2f);
    return (mixed ^ (mixed >>> 15)) & this.#mask;
  }
}
