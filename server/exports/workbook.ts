// Where a workbook is written: here when it is small, in a thread of its own when that would keep others waiting.
import { once } from 'node:events';
import { spawnWorker } from '../worker-thread.ts';
import type { About } from './about.ts';
import { writeWorkbook } from './xlsx.ts';

/** Rows written within a tenth of a second or two (our choice); a thread takes longer than that to start. */
const mostRowsHere = 1_000;

/** The bytes of the workbook. */
export async function toXlsx(workbook: About): Promise<Buffer> {
  if (workbook.table.rows.length <= mostRowsHere) return Buffer.from(await writeWorkbook(workbook));
  const thread = spawnWorker(new URL('./xlsx-thread.ts', import.meta.url), { workerData: workbook });
  // Rejects when the thread reports an error.
  const [bytes]: Uint8Array[] = await once(thread, 'message');
  if (bytes === undefined) throw new Error('the workbook was not written');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
