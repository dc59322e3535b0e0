// Opening a file to import: unpacked bytes, its fingerprint, and what its encoding needs to be known by.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline, type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Problem } from '../problem.ts';

/** Unpacked bytes may not exceed this: a small .gz can hold terabytes. Our choice: about a country's roads. */
const MOST_BYTES = 4_000_000_000;
const SAMPLE_BYTES = 65_536;

export type FileScan = {
  /** SHA-256 of the file as it lies on disk, in hexadecimal. */
  sha256: string;
  /** Whether all unpacked bytes are UTF-8. */
  isUtf8: boolean;
  /** First unpacked bytes. */
  head: Buffer;
  /** Unpacked bytes around the first that is not ASCII; equals `head` when all are. */
  sample: Buffer;
  bytes: number;
};

/** A stream of the file's bytes, unpacked when it is gzip by its first two bytes, whatever it is called. */
export async function openBytes(path: string): Promise<Readable> {
  const source = createReadStream(path);
  if (!(await isGzip(path))) return source;
  return pipeline(source, createGunzip(), limitBytes(), () => {});
}

function limitBytes(): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > MOST_BYTES ? new Problem('too-large') : null, chunk);
    },
  });
}

async function isGzip(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path, { end: 1 })) {
    if (chunk instanceof Buffer) return chunk[0] === 0x1f && chunk[1] === 0x8b;
  }
  return false;
}

/** Reads the whole file once without keeping it. Throws Problem `bad-file` when it is broken gzip. */
export async function scanFile(path: string): Promise<FileScan> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let bytes = 0;
  const head: Buffer[] = [];
  let odd: Buffer | undefined;
  for await (const chunk of readable(await openBytes(path))) {
    if (bytes < SAMPLE_BYTES) head.push(chunk);
    bytes += chunk.length;
    isUtf8 &&= isValid(() => decoder.decode(chunk, { stream: true }));
    odd ??= chunk.some((byte) => byte > 0x7f) ? chunk : undefined;
  }
  isUtf8 &&= isValid(() => decoder.decode());
  const start = Buffer.concat(head).subarray(0, SAMPLE_BYTES);
  return {
    sha256: hash.digest('hex'),
    isUtf8,
    head: start,
    // The byte order mark and the zeros of UTF-16 are at the start, odd letters perhaps far behind.
    sample: odd === undefined || odd === head[0] ? start : Buffer.concat([start, odd]),
    bytes,
  };
}

async function* readable(stream: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) if (chunk instanceof Buffer) yield chunk;
  } catch (error) {
    throw error instanceof Problem ? error : badFile(error);
  }
}

function isValid(decode: () => string): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}

/** Problem of a file that is not what its name or mapping says. */
export function badFile(error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  return new Problem('bad-file', {
    detail: `Không đọc được tệp: ${message}`,
    detailEn: `Unreadable file: ${message}`,
  });
}
