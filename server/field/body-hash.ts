// The fingerprint of what a client sent: the same id with the same content again is a repeat, else a conflict.
import { createHash } from 'node:crypto';

/** SHA-256 in hex of a checked body; checking puts its keys into the order of the contract. */
export function bodySha256(body: object): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}
