// What every write from the field carries besides its content: its id, its fingerprint, who and when.
import { actorOf, type Call } from '../http/endpoint.ts';
import { bodySha256 } from './body-hash.ts';
import type { FieldWrite } from './record-queries.ts';

/** `baseRevision` says what a change was made from and is no part of the content. */
export function fieldWrite(call: Call, id: string, body: object & { baseRevision?: unknown }): FieldWrite {
  const { baseRevision: _, ...content } = body;
  const { accountId, today } = actorOf(call);
  return { id, bodySha256: bodySha256(content), accountId, now: call.context.clock(), today };
}
