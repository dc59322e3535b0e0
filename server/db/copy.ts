// PostgreSQL's COPY inside a knex transaction: the fastest way to move a million rows between the
// database and typed arrays. Works alike on a server and on the embedded engine, one statement at a time.
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Knex } from 'knex';
import type { ClientBase, Connection } from 'pg';
import { RowReader, RowWriter } from './binary-rows.ts';

/** Signature, flags and length of the header extension (PostgreSQL documentation, "COPY", Binary Format). */
const HEADER_BYTES = 19;
const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const TRAILER = Buffer.from([0xff, 0xff]);
/** Rows are sent in pieces of about this size. */
const PIECE_BYTES = 1_000_000;

/**
 * Runs `copy (query) to stdout (format binary)` and gives each row to `take`, to be read field by field. Its bytes are
 * only valid during the call.
 */
export async function copyOut(
  tx: Knex.Transaction,
  query: string,
  take: (row: RowReader) => void,
): Promise<void> {
  const row = new RowReader();
  let isFirst = true;
  await submit(tx, `copy (${query}) to stdout (format binary)`, {
    onData: (chunk) => {
      const start = isFirst ? HEADER_BYTES : 0;
      isFirst = false;
      // The last message is the end mark, a count of -1 fields.
      if (chunk.length - start <= TRAILER.length) return;
      row.open(chunk, start);
      take(row);
    },
  });
}

/**
 * Runs `copy target from stdin (format binary)` with `count` rows, each written by `put`. Throws what the database
 * refuses.
 */
export function copyIn(
  tx: Knex.Transaction,
  target: string,
  { count, put }: { count: number; put: (into: RowWriter, row: number) => void },
): Promise<void> {
  function* pieces(): Generator<Buffer> {
    yield HEADER;
    const writer = new RowWriter();
    for (let row = 0; row < count; row++) {
      put(writer, row);
      if (writer.length >= PIECE_BYTES) yield writer.take();
    }
    yield writer.take();
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

/**
 * Runs a `copy … from stdin` whose input comes in pieces, cut anywhere, each made when the last is on its way. Throws
 * what the database refuses.
 */
export function copyPieces(tx: Knex.Transaction, statement: string, pieces: Iterable<Buffer>): Promise<void> {
  return submit(tx, statement, { pieces });
}

/** What `pg` has for COPY and its types leave out. */
type CopyConnection = Connection & {
  stream: Writable;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
};

/** Sends one COPY on the transaction's own connection, in the form in which `pg` takes foreign kinds of query. */
async function submit(
  tx: Knex.Transaction,
  text: string,
  { onData, pieces = [] }: { onData?: (chunk: Buffer) => void; pieces?: Iterable<Buffer> },
): Promise<void> {
  const client: ClientBase = await tx.client.acquireConnection();
  await new Promise<void>((resolve, reject) => {
    let failure: unknown;
    let isOver = false;
    const send = async (connection: CopyConnection): Promise<void> => {
      try {
        for (const piece of pieces) {
          connection.sendCopyFromChunk(piece);
          if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
          // Refused meanwhile.
          if (isOver) return;
        }
        connection.endCopyFrom();
      } catch (error) {
        failure = error;
        connection.sendCopyFail('the rows could not be written');
      }
    };
    client.query({
      submit: (connection: Connection) => connection.query(text),
      handleCopyInResponse: (connection: CopyConnection) => void send(connection),
      handleCopyData: ({ chunk }: { chunk: Buffer }) => {
        try {
          if (failure === undefined) onData?.(chunk);
        } catch (error) {
          failure = error;
        }
      },
      handleCommandComplete: () => {},
      handleReadyForQuery: () => (failure === undefined ? resolve() : reject(failure)),
      handleError: (error: unknown) => {
        isOver = true;
        reject(failure ?? error);
      },
    });
  });
}
