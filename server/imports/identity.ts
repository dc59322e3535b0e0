// The id of an imported record: the same source and key give the same id, in every installation, for ever.
import { createHash } from 'node:crypto';

/**
 * A UUID made from kind, source and key: the first 128 bits of SHA-256 of `kind|source|key`, with the version (8, free
 * form) and variant bits of RFC 9562 set. `kind` is the table's name.
 */
export function importedId(kind: string, source: string, key: string): string {
  const bytes = createHash('sha256').update(`${kind}|${source}|${key}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
