// Photos over HTTP.
import { createHash } from 'node:crypto';
import { getPhoto, putPhoto, putPhotoPart } from '../../contract/photo.ts';
import { fieldCodes } from '../field/code-lists.ts';
import { fieldWrite } from '../field/field-write.ts';
import { actorOf, type Endpoint, endpoint, RawReply } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import { judgeJpeg } from './jpeg.ts';
import * as queries from './queries.ts';

export const photoEndpoints: Endpoint[] = [
  endpoint(putPhoto, async ({ params, body }, call) => {
    const write = fieldWrite(call, params.id, body);
    return queries.putPhoto(call.tx, body, fieldCodes(write.today).spotRules.evidenceKeptDays, write);
  }),
  endpoint(putPhotoPart, async ({ params, body }, call) => {
    const content = Buffer.from(body.base64, 'base64');
    const { state, sha256 } = await queries.putPart(call.tx, params.id, params.number, content);
    if (state.isComplete || state.missing.length > 0) return state;
    const file = await queries.joinParts(call.tx, params.id);
    requireCleanPhoto(file, sha256);
    return queries.completePhoto(call.tx, params.id, file);
  }),
  endpoint(getPhoto, async ({ params }, call) => {
    const { accountId, today } = actorOf(call);
    const file = await queries.getPhoto(call.tx, params.id, { accountId, today, now: call.context.clock() });
    return new RawReply(file, { 'Content-Type': 'image/jpeg', 'Cache-Control': 'private, no-store' });
  }),
];

function requireCleanPhoto(file: Buffer, sha256: string): void {
  if (createHash('sha256').update(file).digest('hex') !== sha256) {
    throw new Problem('bad-file', {
      detail: 'Ảnh nhận được không giống ảnh đã báo; xin gửi lại các phần',
      detailEn: 'The photo received is not the one announced; please send its parts again',
    });
  }
  const judged = judgeJpeg(file);
  if (judged === 'not-jpeg')
    throw new Problem('bad-file', { detail: 'Tệp không phải ảnh JPEG', detailEn: 'The file is no JPEG' });
  if (judged === 'has-metadata') {
    throw new Problem('bad-file', {
      detail: 'Ảnh còn thông tin ẩn (EXIF); xin xoá trước khi gửi',
      detailEn: 'The photo still carries hidden data (EXIF); please remove them before sending',
    });
  }
}
