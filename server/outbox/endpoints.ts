// Taking in the file of a phone over HTTP.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { OutboxFile, takeInOutbox } from '../../contract/outbox.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { badFile } from '../imports/open-file.ts';
import { Problem } from '../problem.ts';
import { takeIn } from './take-in.ts';

/** Our choice: some sixty photos, more than a phone holds back; the whole file is held in memory. */
const MOST_BYTES = 120_000_000;

export const outboxEndpoints: Endpoint[] = [
  endpoint(takeInOutbox, async (_args, call) => {
    const { file } = call.request;
    if (!file) throw new Problem('bad-file', { detail: 'Chưa có tệp nào', detailEn: 'No file was sent' });
    if (file.size > MOST_BYTES) throw new Problem('too-large');
    const bytes = await readFile(file.path);
    const { savedAt, items } = readOutbox(bytes.toString('utf8'));
    const results = await takeIn(call.tx, items, {
      accountId: actorOf(call).accountId,
      today: actorOf(call).today,
      now: call.context.clock(),
      fileSha256: createHash('sha256').update(bytes).digest('hex'),
    });
    return { savedAt, results };
  }),
];

function readOutbox(text: string): OutboxFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw badFile(error);
  }
  const read = OutboxFile.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Problem('bad-file', {
    detail: `Không phải tệp lưu từ điện thoại (${issue?.path.join('/') || 'gốc'})`,
    detailEn: `Not a file saved by a phone (${issue?.path.join('/') || 'root'}: ${issue?.message ?? ''})`,
  });
}
