// A name for data: equal input gives the equal fingerprint, on either database.
import { createHash, type Hash } from 'node:crypto';

/** SHA-256 over plain data with typed arrays; keys of objects are taken in sorted order. */
export function fingerprint(input: unknown): string {
  const hash = createHash('sha256');
  feed(hash, input);
  return hash.digest('hex');
}

function feed(hash: Hash, value: unknown): void {
  if (ArrayBuffer.isView(value)) {
    hash.update(`#${value.constructor.name}:${value.byteLength};`);
    hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  } else if (Array.isArray(value)) {
    hash.update(`[${value.length};`);
    for (const item of value) feed(hash, item);
  } else if (typeof value === 'object' && value !== null) {
    hash.update('{');
    for (const [key, item] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
      hash.update(`${key}:`);
      feed(hash, item);
    }
    hash.update('}');
  } else {
    hash.update(`${typeof value}:${String(value)};`);
  }
}
