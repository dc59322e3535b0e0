// PostgreSQL's COPY inside a knex transaction: the fastest way to move a million rows between the
// database and typed arrays. Works alike on a server and on the embedded engine, one statement at a time.
import type { Knex } from 'knex';
import type { ClientBase, Connection } from 'pg';

/** Signature, flags and length of the header extension (PostgreSQL documentation, "COPY", Binary Format). */
const HEADER_BYTES = 19;
const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const TRAILER = Buffer.from([0xff, 0xff]);
/** Rows are sent in pieces of about this size. */
const PIECE_BYTES = 1_000_000;

/**
 * Runs `copy (query) to stdout (format binary)` and gives each row's bytes to `take`, for `rowFields`. They are only
 * valid during the call.
 */
export async function copyOut(
  tx: Knex.Transaction,
  query: string,
  take: (row: Buffer) => void,
): Promise<void> {
  let isFirst = true;
  await submit(tx, `copy (${query}) to stdout (format binary)`, {
    onData: (chunk) => {
      const row = isFirst ? chunk.subarray(HEADER_BYTES) : chunk;
      isFirst = false;
      // The last message is the end mark, a count of -1 fields.
      if (row.length > TRAILER.length) take(row);
    },
  });
}

/** The fields of a row as the types' own binary form, numbers big-endian; undefined for null. */
export function rowFields(row: Buffer): (Buffer | undefined)[] {
  const fields: (Buffer | undefined)[] = [];
  const count = row.readInt16BE();
  for (let i = 0, at = 2; i < count; i++) {
    const length = row.readInt32BE(at);
    at += 4;
    fields.push(length < 0 ? undefined : row.subarray(at, at + length));
    at += Math.max(length, 0);
  }
  return fields;
}

/** The numbers of a one-dimensional array of double precision without nulls; none of null. */
export function arrayFloats(field: Buffer | undefined): Float64Array {
  if (field === undefined) return new Float64Array(0);
  // Dimensions, whether there are nulls, the element's type, the length, the first subscript; then each with its length.
  const floats = new Float64Array(field.readInt32BE(12));
  for (let i = 0; i < floats.length; i++) floats[i] = field.readDoubleBE(24 + i * 12);
  return floats;
}

/**
 * Runs `copy target from stdin (format binary)` with `count` rows of `rowBytes` bytes each, written by `put` into the
 * buffer at the offset. Throws what the database refuses.
 */
export function copyIn(
  tx: Knex.Transaction,
  target: string,
  {
    count,
    rowBytes,
    put,
  }: { count: number; rowBytes: number; put: (into: Buffer, at: number, row: number) => void },
): Promise<void> {
  function* pieces(): Generator<Buffer> {
    const perPiece = Math.ceil(PIECE_BYTES / rowBytes);
    yield HEADER;
    for (let done = 0; done < count; done += perPiece) {
      const rows = Math.min(perPiece, count - done);
      const piece = Buffer.allocUnsafe(rows * rowBytes);
      for (let i = 0; i < rows; i++) put(piece, i * rowBytes, done + i);
      yield piece;
    }
    yield TRAILER;
  }
  return copyPieces(tx, `copy ${target} from stdin (format binary)`, pieces());
}

/** What each of these would end or hide is written as a letter (PostgreSQL documentation, "COPY", Text Format). */
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Runs `copy target from stdin` with rows of any types, in their text form. Throws what the database refuses. */
export function copyRows(
  tx: Knex.Transaction,
  target: string,
  rows: Iterable<readonly (string | number | null)[]>,
): Promise<void> {
  const written = (value: string | number | null): string =>
    value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (found) => ESCAPES[found] ?? found);
  function* pieces(): Generator<Buffer> {
    let piece = '';
    for (const row of rows) {
      piece += `${row.map(written).join('\t')}\n`;
      if (piece.length < PIECE_BYTES) continue;
      yield Buffer.from(piece);
      piece = '';
    }
    yield Buffer.from(piece);
  }
  return copyPieces(tx, `copy ${target} from stdin`, pieces());
}

/** Runs a `copy … from stdin` whose input comes in pieces, cut anywhere. Throws what the database refuses. */
export function copyPieces(tx: Knex.Transaction, statement: string, pieces: Iterable<Buffer>): Promise<void> {
  return submit(tx, statement, {
    onReady: (connection) => {
      for (const piece of pieces) connection.sendCopyFromChunk(piece);
      connection.endCopyFrom();
    },
  });
}

/** What `pg` has for COPY and its types leave out. */
type CopyConnection = Connection & {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
};
type Handlers = { onData?: (chunk: Buffer) => void; onReady?: (connection: CopyConnection) => void };

/** Sends one COPY on the transaction's own connection, in the form in which `pg` takes foreign kinds of query. */
async function submit(tx: Knex.Transaction, text: string, { onData, onReady }: Handlers): Promise<void> {
  const client: ClientBase = await tx.client.acquireConnection();
  await new Promise<void>((resolve, reject) => {
    let failure: unknown;
    client.query({
      submit: (connection: Connection) => connection.query(text),
      handleCopyInResponse: (connection: CopyConnection) => {
        try {
          onReady?.(connection);
        } catch (error) {
          failure = error;
          connection.sendCopyFail('the rows could not be written');
        }
      },
      handleCopyData: ({ chunk }: { chunk: Buffer }) => {
        try {
          if (failure === undefined) onData?.(chunk);
        } catch (error) {
          failure = error;
        }
      },
      handleCommandComplete: () => {},
      handleReadyForQuery: () => (failure === undefined ? resolve() : reject(failure)),
      handleError: (error: unknown) => reject(failure ?? error),
    });
  });
}
