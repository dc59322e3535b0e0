// Imports over HTTP: upload with a mapping, look at what was refused, take back.
import { createImport, getImport, listImports, listRejectedRows, undoImport } from '../../contract/batch.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import * as queries from './queries.ts';
import { runImport } from './run-import.ts';
import { undoBatch } from './undo.ts';

export const importEndpoints: Endpoint[] = [
  endpoint(createImport, async ({ body }, call) => {
    const { file } = call.request;
    if (!file) throw new Problem('bad-file', { detail: 'Chưa có tệp nào', detailEn: 'No file was sent' });
    const { batch, rejected, places } = await runImport(
      { tx: call.tx, clock: call.context.clock, accountId: actorOf(call).accountId },
      {
        id: body.id,
        files: [{ path: file.path, name: uploadedName(file.originalname) }],
        mapping: readMapping(body.mapping),
        dryRun: body.dryRun,
      },
    );
    return body.dryRun ? { ...batch, refusedRows: rejected, places } : batch;
  }),
  endpoint(listImports, async ({ query }, call) => ({
    batches: await queries.listBatches(call.tx, query.limit),
  })),
  endpoint(getImport, ({ params }, call) => queries.getBatch(call.tx, params.id)),
  endpoint(listRejectedRows, ({ params, query }, call) => queries.listRejected(call.tx, params.id, query)),
  endpoint(undoImport, ({ params }, call) =>
    undoBatch(call.tx, params.id, { clock: call.context.clock, accountId: actorOf(call).accountId }),
  ),
];

function readMapping(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('bad-mapping', {
      detail: 'Bảng ánh xạ không phải JSON hợp lệ',
      detailEn: 'The mapping is not valid JSON',
      errors: [{ pointer: '#/', detail: 'JSON không hợp lệ', detailEn: 'Not valid JSON' }],
    });
  }
}

/** multer reads file names as Latin-1; browsers send UTF-8. */
function uploadedName(name: string): string {
  const utf8 = Buffer.from(name, 'latin1').toString('utf8');
  return (utf8.includes('\uFFFD') ? name : utf8).slice(0, 200);
}
