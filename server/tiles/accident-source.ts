// The accidents of one database in memory, and the tiles made of them: a cache beside the truth. Whoever reads first
// looks whether anything changed, in the same transaction that says what the reader may see; what changed is read again
// before a tile is made.
import type { Knex } from 'knex';
import { withSystemScope } from '../db/scope.ts';
import { type AccidentIndex, changedIndex, emptyIndex } from './accident-index.ts';
import {
  type AccidentsVersion,
  accidentsAfter,
  accidentsByIds,
  changedSince,
  type Reading,
  readVersion,
} from './accident-queries.ts';
import { type AccidentRecord, type AccidentRows, appendRow, emptyRows } from './accident-rows.ts';
import { SharedWork } from './shared-work.ts';
import { TileCache } from './tile-cache.ts';

/** One state of the accidents with the tiles made of it; a change makes another. */
export type AccidentsInMemory = { version: AccidentsVersion; index: AccidentIndex; tiles: TileCache };

/** What was in memory, if anything, and what a reader may see of it. */
export type Look = Reading & { known: AccidentsInMemory | null };

export class AccidentSource {
  readonly #db: Knex;
  #current: AccidentsInMemory | null = null;
  readonly #readings = new SharedWork<AccidentsInMemory>();
  /** Looks of sessions at what they may see and whether it changed; shared by their tiles. */
  readonly looks = new SharedWork<Look>();

  constructor(db: Knex) {
    this.#db = db;
  }

  /** What is in memory, however old; null before the first reading. */
  get current(): AccidentsInMemory | null {
    return this.#current;
  }

  /** The accidents as they are after now: of a reading that begins after this call, shared by all who wait for one. */
  fresh(): Promise<AccidentsInMemory> {
    return this.#readings.ask('', () => this.#read());
  }

  async #read(): Promise<AccidentsInMemory> {
    const old = this.#current;
    const version = await withSystemScope(this.#db, readVersion);
    const changed =
      old === null ? null : await withSystemScope(this.#db, (tx) => changedSince(tx, old.version));
    if (old !== null && changed?.length === 0) {
      this.#current = { ...old, version };
    } else {
      const index =
        old === null || changed === null ? await this.#all() : await this.#patched(old.index, changed);
      this.#current = { version, index, tiles: new TileCache() };
    }
    return this.#current;
  }

  async #all(): Promise<AccidentIndex> {
    const units = new Units(['']);
    let added = emptyRows(0);
    // A transaction a page: on the embedded database nobody else gets in during one.
    const pageAfter = (id: string | null) => withSystemScope(this.#db, (tx) => accidentsAfter(tx, id));
    let page = await pageAfter(null);
    for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
      added = appended(added, page, units);
      page = await pageAfter(last.id);
    }
    return changedIndex(emptyIndex(), { added, removed: [], units: units.codes });
  }

  async #patched(old: AccidentIndex, ids: readonly string[]): Promise<AccidentIndex> {
    const units = new Units(old.units);
    const records = await withSystemScope(this.#db, (tx) => accidentsByIds(tx, ids));
    const added = appended(emptyRows(records.length), records, units);
    return changedIndex(old, { added, removed: ids, units: units.codes });
  }
}

function appended(rows: AccidentRows, records: readonly AccidentRecord[], units: Units): AccidentRows {
  let grown = rows;
  for (const record of records) {
    grown = appendRow(grown, record, record.unit === null ? 0 : units.numberOf(record.unit));
  }
  return grown;
}

/** Numbers units in the order in which they appear, after those already numbered. */
class Units {
  readonly codes: string[];
  readonly #numbers: Map<string, number>;

  constructor(codes: readonly string[]) {
    this.codes = [...codes];
    this.#numbers = new Map(codes.map((code, number) => [code, number]));
  }

  numberOf(code: string): number {
    let number = this.#numbers.get(code);
    if (number === undefined) {
      number = this.codes.length;
      this.#numbers.set(code, number);
      this.codes.push(code);
    }
    return number;
  }
}

const sources = new WeakMap<Knex, AccidentSource>();

/** The source of a database; made when first asked for, gone with the database. */
export function accidentSource(db: Knex): AccidentSource {
  let source = sources.get(db);
  if (source === undefined) {
    source = new AccidentSource(db);
    sources.set(db, source);
  }
  return source;
}
