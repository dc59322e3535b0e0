// The few pieces of PostgreSQL's message protocol (version 3) that the multiplexer and its tests need.
// Apart so that the multiplexer reads as rules about turns, not about bytes.
// Source: PostgreSQL documentation, chapter "Frontend/Backend Protocol", "Message Formats".

/** Message types a client sends, by their first byte. */
export const fromClient = {
  query: 0x51,
  parse: 0x50,
  sync: 0x53,
  flush: 0x48,
  terminate: 0x58,
  copyData: 0x64,
  copyDone: 0x63,
  copyFail: 0x66,
} as const;

/** Message types the server sends, by their first byte. */
export const fromServer = {
  error: 0x45,
  readyForQuery: 0x5a,
  copyInResponse: 0x47,
  notification: 0x41,
} as const;

const sslRequest = 80877103;
const gssRequest = 80877104;
const cancelRequest = 80877102;

/** What a client has sent, cut into whole messages. `bytes` is the complete message with its header. */
export type Frame =
  | { kind: 'encryption' }
  | { kind: 'cancel' }
  | { kind: 'startup'; bytes: Buffer }
  | { kind: 'message'; type: number; bytes: Buffer };

/**
 * Gives a function that takes the bytes of one connection as they arrive and returns the messages completed by
 * them. It keeps the unfinished rest, and never joins more than once per message however many pieces it came in.
 */
export function frameReader(): (chunk: Uint8Array) => Frame[] {
  let pieces: Buffer[] = [];
  let held = 0;
  let needed = 0;
  let started = false;
  return (chunk) => {
    pieces.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    held += chunk.byteLength;
    if (held < needed) return [];
    let rest = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
    const frames: Frame[] = [];
    for (;;) {
      const header = started ? 5 : 8;
      needed = header;
      if (rest.length < header) break;
      needed = started ? 1 + rest.readInt32BE(1) : rest.readInt32BE(0);
      if (rest.length < needed) break;
      const bytes = rest.subarray(0, needed);
      rest = rest.subarray(needed);
      if (started) {
        frames.push({ kind: 'message', type: bytes[0]!, bytes });
        continue;
      }
      const code = bytes.readInt32BE(4);
      if (code === sslRequest || code === gssRequest) frames.push({ kind: 'encryption' });
      else if (code === cancelRequest) frames.push({ kind: 'cancel' });
      else {
        started = true;
        frames.push({ kind: 'startup', bytes });
      }
    }
    pieces = rest.length > 0 ? [rest] : [];
    held = rest.length;
    return frames;
  };
}

/** Cuts bytes sent by the server into whole messages; the backend never leaves one unfinished. */
export function* serverMessages(bytes: Buffer): Generator<{ type: number; bytes: Buffer }> {
  let at = 0;
  while (at + 5 <= bytes.length) {
    const length = 1 + bytes.readInt32BE(at + 1);
    yield { type: bytes[at]!, bytes: bytes.subarray(at, at + length) };
    at += length;
  }
}

/** One message: type byte, length, body. */
export function message(type: number, body: Uint8Array | string = ''): Buffer {
  const content = typeof body === 'string' ? Buffer.from(body) : body;
  const header = Buffer.alloc(5);
  header[0] = type;
  header.writeInt32BE(4 + content.length, 1);
  return Buffer.concat([header, content]);
}

/** The start-up message of a client that is `user` on `database`. */
export function startupMessage(user: string, database: string): Buffer {
  const body = Buffer.from(`user\0${user}\0database\0${database}\0\0`);
  const header = Buffer.alloc(8);
  header.writeInt32BE(8 + body.length, 0);
  header.writeInt32BE(196608, 4);
  return Buffer.concat([header, body]);
}

/** A simple query. */
export function simpleQuery(sql: string): Buffer {
  return message(fromClient.query, `${sql}\0`);
}

/** An error answer. `code` is an SQLSTATE; FATAL tells the client that the connection is over. */
export function errorMessage(severity: 'ERROR' | 'FATAL', code: string, text: string): Buffer {
  return message(fromServer.error, `S${severity}\0V${severity}\0C${code}\0M${text}\0\0`);
}

/** The end of an answer to a connection that is not in a transaction. */
export const readyIdle = message(fromServer.readyForQuery, 'I');

/** The server's invitation to send COPY rows, in text format with the columns left unsaid. */
export const copyInvitation = message(fromServer.copyInResponse, Buffer.from([0, 0, 0]));

/** The SQL text of a simple query or of a Parse message; for Parse also the statement's name. */
export function statementOf(type: number, bytes: Buffer): { name: string; sql: string } {
  if (type === fromClient.query) return { name: '', sql: bytes.toString('utf8', 5, bytes.length - 1) };
  const nameEnd = bytes.indexOf(0, 5);
  return {
    name: bytes.toString('utf8', 5, nameEnd),
    sql: bytes.toString('utf8', nameEnd + 1, bytes.indexOf(0, nameEnd + 1)),
  };
}

/**
 * The transaction state with which an answer ends ('idle', 'open', 'failed'), or null where the answer does not end
 * with ReadyForQuery.
 */
export function finalState(answer: Buffer): 'idle' | 'open' | 'failed' | null {
  const at = answer.length - 6;
  if (at < 0 || answer[at] !== fromServer.readyForQuery || answer.readInt32BE(at + 1) !== 5) return null;
  const status = answer.toString('latin1', at + 5);
  return status === 'I' ? 'idle' : status === 'T' ? 'open' : status === 'E' ? 'failed' : null;
}
