// Lets many PostgreSQL connections take turns on one embedded backend.
// A turn is everything up to Sync, a simple Query or Flush. A connection inside a transaction, or with an open
// pipeline (Flush not yet followed by Sync), owns the backend until it is done; the others wait.
import {
  copyInvitation,
  errorMessage,
  type Frame,
  finalState,
  frameReader,
  fromClient,
  fromServer,
  message,
  readyIdle,
  serverMessages,
  simpleQuery,
  statementOf,
} from './wire.ts';

/** The one database process. `run` answers the given messages; it rejects only when the backend is lost. */
export type Backend = { run(messages: Uint8Array): Promise<Buffer> };

/** The client's side of a connection: where answers go, and how it is hung up. */
export type Client = { send(bytes: Buffer): void; end(): void };

/** What the client's bytes and its departure are told to. */
export type Connection = { write(chunk: Uint8Array): void; close(): void };

export type MuxOptions = {
  /** How long others wait for an owner that does nothing before they are told so. Default 30 000. */
  idleOwnerMs?: number;
  /** The most bytes one COPY FROM STDIN may hold in memory. Default 256 MiB. */
  maxCopyBytes?: number;
  /** Called once when the backend is lost; every connection has been ended by then. */
  onLost?: (error: Error) => void;
};

type Copy = { query: Buffer; rows: Buffer[]; length: number };

type Peer = {
  client: Client;
  read: (chunk: Uint8Array) => Frame[];
  /** Messages of the turn being gathered. */
  unit: Buffer[];
  copy: Copy | null;
  /** Set when messages are to be dropped up to the next Sync; what runs in place of the turn. */
  skipping: Buffer | null;
  listening: boolean;
  closed: boolean;
};

type Turn = { peer: Peer; bytes: Buffer; kind: 'complete' | 'pipeline' | 'copy' };

const copyFromClient = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*copy\s[^;]*\sfrom\s+stdin\b/i;
const mentionsStdin = /\bstdin\b/i;
const listens = /^\s*listen\b/i;

/** A statement that fails with 0A000, so that the failure comes in turn and spoils the transaction it is in. */
const raise = (text: string) =>
  simpleQuery(`do $$ begin raise exception using errcode = '0A000', message = '${text}'; end $$`);

const waitedTooLong = (ms: number) =>
  `the embedded database has one backend, and another connection kept it for ${ms} ms in a transaction that did ` +
  'nothing: the pool was probably used inside a transaction, where the transaction itself must be used';

/** See the head of this file. One instance per backend; nobody else may use the backend. */
export class Mux {
  #backend: Backend;
  #startupReply: Buffer;
  #idleOwnerMs: number;
  #maxCopyBytes: number;
  #onLost: (error: Error) => void;
  #peers = new Set<Peer>();
  #queue: Turn[] = [];
  #owner: Peer | null = null;
  #busy = false;
  #lost = false;
  #everListened = false;
  #idleTimer: NodeJS.Timeout | null = null;
  #warned = false;

  /** `startupReply` is what the backend once answered to a start-up message; every connection is greeted with it. */
  constructor(backend: Backend, startupReply: Buffer, options: MuxOptions = {}) {
    this.#backend = backend;
    this.#startupReply = startupReply;
    this.#idleOwnerMs = options.idleOwnerMs ?? 30_000;
    this.#maxCopyBytes = options.maxCopyBytes ?? 256 * 1024 * 1024;
    this.#onLost = options.onLost ?? (() => {});
  }

  /** Adds a connection. */
  open(client: Client): Connection {
    const peer: Peer = {
      client,
      read: frameReader(),
      unit: [],
      copy: null,
      skipping: null,
      listening: false,
      closed: false,
    };
    this.#peers.add(peer);
    return {
      write: (chunk) => {
        if (peer.closed) return;
        for (const frame of peer.read(chunk)) if (!peer.closed) this.#receive(peer, frame);
      },
      close: () => this.#close(peer),
    };
  }

  /** Ends every connection with `error`; to be called when the backend can no longer answer. */
  fail(error: Error): void {
    if (this.#lost) return;
    this.#lost = true;
    this.#clearIdleTimer();
    for (const peer of [...this.#peers])
      this.#hangUp(peer, '57P01', `the embedded database stopped: ${error.message}`);
    this.#queue = [];
    this.#onLost(error);
  }

  #receive(peer: Peer, frame: Frame): void {
    if (frame.kind === 'encryption') peer.client.send(Buffer.from('N'));
    else if (frame.kind === 'startup') peer.client.send(this.#startupReply);
    else if (frame.kind === 'cancel' || frame.type === fromClient.terminate) {
      peer.client.end();
      this.#close(peer);
    } else if (peer.copy) this.#receiveCopy(peer, peer.copy, frame.type, frame.bytes);
    else if (frame.type === fromClient.query) this.#receiveQuery(peer, frame.bytes);
    else this.#receiveExtended(peer, frame.type, frame.bytes);
  }

  #receiveQuery(peer: Peer, bytes: Buffer): void {
    const { sql } = statementOf(fromClient.query, bytes);
    if (listens.test(sql)) this.#startListening(peer);
    if (copyFromClient.test(sql)) {
      peer.copy = { query: bytes, rows: [], length: 0 };
      peer.client.send(copyInvitation);
      return;
    }
    // A COPY hidden behind another statement would read past the end of its input, which kills the backend.
    // CopyFail is ignored by a backend that is not in a COPY, and ends the COPY of one that is.
    const guard = mentionsStdin.test(sql)
      ? [message(fromClient.copyFail, 'COPY FROM STDIN must be sent as a statement of its own\0')]
      : [];
    this.#enqueue(peer, [...peer.unit, bytes, ...guard], 'complete');
    peer.unit = [];
  }

  #receiveExtended(peer: Peer, type: number, bytes: Buffer): void {
    if (type === fromClient.parse && !peer.skipping) {
      const { name, sql } = statementOf(type, bytes);
      if (listens.test(sql)) this.#startListening(peer);
      if (name !== '')
        peer.skipping = raise('named prepared statements are not supported by the embedded database');
      else if (copyFromClient.test(sql)) {
        peer.skipping = raise(
          'COPY FROM STDIN through the extended protocol is not supported by the embedded database',
        );
      }
    }
    if (!peer.skipping) peer.unit.push(bytes);
    if (type !== fromClient.sync && (peer.skipping || type !== fromClient.flush)) return;
    this.#enqueue(
      peer,
      peer.skipping ? [peer.skipping] : peer.unit,
      type === fromClient.flush ? 'pipeline' : 'complete',
    );
    peer.unit = [];
    peer.skipping = null;
  }

  #receiveCopy(peer: Peer, copy: Copy, type: number, bytes: Buffer): void {
    copy.length += bytes.length;
    const tooLong = copy.length > this.#maxCopyBytes;
    if (tooLong) copy.rows = [];
    else if (type === fromClient.copyData) copy.rows.push(bytes);
    if (type !== fromClient.copyDone && type !== fromClient.copyFail) return;
    const end = tooLong
      ? message(fromClient.copyFail, `more than the ${this.#maxCopyBytes} bytes allowed for one COPY\0`)
      : bytes;
    // The last message guards against a second COPY in the same statement (see #receiveQuery).
    const guard = message(fromClient.copyFail, 'one COPY FROM STDIN per statement\0');
    peer.copy = null;
    this.#enqueue(peer, [copy.query, ...copy.rows, end, guard], 'copy');
  }

  #startListening(peer: Peer): void {
    peer.listening = true;
    this.#everListened = true;
  }

  #enqueue(peer: Peer, messages: Buffer[], kind: Turn['kind']): void {
    const bytes = messages.length === 1 ? messages[0]! : Buffer.concat(messages);
    this.#queue.push({ peer, bytes, kind });
    this.#start();
  }

  #start(): void {
    if (this.#busy || this.#lost) return;
    this.#busy = true;
    this.#takeTurns()
      .catch((error: unknown) => this.fail(error instanceof Error ? error : new Error(String(error))))
      .finally(() => {
        this.#busy = false;
        if (this.#owner?.closed || this.#nextTurn() >= 0) this.#start();
        else this.#watchIdleOwner();
      });
  }

  /** Where in the queue the next turn is: the owner's, or the first when nobody owns the backend; -1 for none. */
  #nextTurn(): number {
    return this.#queue.findIndex((turn) => !this.#owner || turn.peer === this.#owner);
  }

  async #takeTurns(): Promise<void> {
    while (!this.#lost) {
      if (this.#owner?.closed) {
        this.#clearIdleTimer();
        await this.#rollBack();
        this.#owner = null;
      }
      const next = this.#nextTurn();
      const turn = next < 0 ? undefined : this.#queue.splice(next, 1)[0];
      if (!turn) return;
      this.#clearIdleTimer();
      const answer = await this.#backend.run(turn.bytes);
      const state = finalState(answer);
      if (turn.kind !== 'pipeline' && state === null) {
        throw new Error('the backend broke off in the middle of an answer');
      }
      this.#deliver(turn, answer);
      this.#owner = turn.kind === 'pipeline' || state !== 'idle' ? turn.peer : null;
    }
  }

  /** Ends whatever a vanished owner left open: first its pipeline, then its transaction. */
  async #rollBack(): Promise<void> {
    const state = finalState(await this.#backend.run(message(fromClient.sync)));
    if (state !== 'idle') await this.#backend.run(simpleQuery('rollback'));
  }

  #deliver(turn: Turn, answer: Buffer): void {
    if (turn.kind !== 'copy' && !this.#everListened) {
      if (answer.length > 0) turn.peer.client.send(answer);
      return;
    }
    const own: Buffer[] = [];
    for (const { type, bytes } of serverMessages(answer)) {
      if (type === fromServer.notification) {
        for (const peer of this.#peers) if (peer.listening) peer.client.send(Buffer.from(bytes));
      } else if (turn.kind !== 'copy' || type !== fromServer.copyInResponse) own.push(bytes);
    }
    turn.peer.client.send(Buffer.concat(own));
  }

  #watchIdleOwner(): void {
    if (!this.#idleTimer && !this.#lost && this.#owner && this.#queue.length > 0) this.#armIdleTimer();
  }

  #armIdleTimer(): void {
    this.#idleTimer = setTimeout(() => {
      this.#idleTimer = null;
      this.#ownerIsIdle();
    }, this.#idleOwnerMs);
  }

  /**
   * First those who wait get an error, which frees an owner that is itself waiting for one of them. An owner that is
   * still idle after as long again is hung up, and its transaction rolled back.
   */
  #ownerIsIdle(): void {
    if (!this.#owner || this.#busy) return;
    if (this.#warned) {
      this.#warned = false;
      const idle = `closed after ${2 * this.#idleOwnerMs} ms idle in a transaction while others waited`;
      this.#hangUp(this.#owner, '25P03', idle);
      return;
    }
    this.#warned = true;
    const refused = this.#queue;
    this.#queue = [];
    for (const { peer, kind } of refused) {
      if (!peer.skipping) peer.client.send(errorMessage('ERROR', '55P03', waitedTooLong(this.#idleOwnerMs)));
      if (kind !== 'pipeline') peer.client.send(readyIdle);
      // What follows in a pipeline is dropped as a server would, and its Sync alone is run.
      peer.skipping = kind === 'pipeline' ? message(fromClient.sync) : null;
    }
    this.#armIdleTimer();
  }

  #clearIdleTimer(): void {
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    this.#idleTimer = null;
    this.#warned = false;
  }

  #hangUp(peer: Peer, code: string, text: string): void {
    peer.client.send(errorMessage('FATAL', code, text));
    peer.client.end();
    this.#close(peer);
  }

  #close(peer: Peer): void {
    if (peer.closed) return;
    peer.closed = true;
    this.#peers.delete(peer);
    this.#queue = this.#queue.filter((turn) => turn.peer !== peer);
    if (this.#owner === peer) this.#start();
  }
}
