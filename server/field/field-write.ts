// What every write from the field carries besides its content: its id, its fingerprint, who and when.
import { actorOf, type Call } from '../http/endpoint.ts';
import { bodySha256 } from './body-hash.ts';
import type { FieldWrite } from './record-queries.ts';

/** A write of the account that calls. */
export function fieldWrite(call: Call, id: string, body: object): FieldWrite {
  const { accountId, today } = actorOf(call);
  return { id, bodySha256: contentSha256(body), accountId, now: call.context.clock(), today };
}

/** Fingerprint of what is sent: `baseRevision` says what a change was made from and is no part of the content. */
export function contentSha256(body: object & { baseRevision?: unknown }): string {
  const { baseRevision: _, ...content } = body;
  return bodySha256(content);
}
