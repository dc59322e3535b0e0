// A connection to the embedded database that looks to the `pg` package like a network socket.
// Apart because it is the only place that knows which of a socket's methods `pg` calls.
import { Duplex } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';

/**
 * A Duplex over a message port whose other end is the database thread. `openPort` is called by connect(); it rejects
 * when there is no database to connect to, which surfaces as the stream's 'error'.
 */
export class PortStream extends Duplex {
  #openPort: () => Promise<MessagePort>;
  #port: MessagePort | null = null;

  constructor(openPort: () => Promise<MessagePort>) {
    super({ allowHalfOpen: false });
    this.#openPort = openPort;
  }

  connect(): this {
    this.#openPort().then(
      (port) => {
        if (this.destroyed) {
          port.close();
          return;
        }
        this.#port = port;
        port.on('message', (bytes: Uint8Array | null) => {
          if (this.destroyed) return;
          this.push(bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
        });
        port.on('close', () => {
          // The other end says null before it closes; without that, its thread is gone.
          if (!this.readableEnded && !this.destroyed)
            this.destroy(new Error('the embedded database stopped'));
        });
        this.emit('connect');
      },
      (error: Error) => this.destroy(error),
    );
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    this.#port?.ref();
    return this;
  }

  unref(): this {
    this.#port?.unref();
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#post(chunk);
    done();
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#post(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    done();
  }

  override _final(done: () => void): void {
    this.#port?.close();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#port?.close();
    done(error);
  }

  /** A copy is sent, and given away: buffers of `pg` are slices of a pool that it goes on using. */
  #post(chunk: Buffer): void {
    const bytes = new Uint8Array(chunk);
    this.#port?.postMessage(bytes, [bytes.buffer]);
  }
}
