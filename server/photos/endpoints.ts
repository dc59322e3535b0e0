// Photos over HTTP.
import { getPhoto, putPhoto, putPhotoPart } from '../../contract/photo.ts';
import { fieldWrite } from '../field/field-write.ts';
import { actorOf, type Endpoint, endpoint, RawReply } from '../http/endpoint.ts';
import * as queries from './queries.ts';
import { announcePhoto, recordPart } from './record-photo.ts';

export const photoEndpoints: Endpoint[] = [
  endpoint(putPhoto, async ({ params, body }, call) =>
    announcePhoto(call.tx, body, fieldWrite(call, params.id, body)),
  ),
  endpoint(putPhotoPart, async ({ params, body }, call) =>
    recordPart(call.tx, params.id, params.number, Buffer.from(body.base64, 'base64')),
  ),
  endpoint(getPhoto, async ({ params }, call) => {
    const { accountId, today } = actorOf(call);
    const file = await queries.getPhoto(call.tx, params.id, { accountId, today, now: call.context.clock() });
    return new RawReply(file, { 'Content-Type': 'image/jpeg', 'Cache-Control': 'private, no-store' });
  }),
];
