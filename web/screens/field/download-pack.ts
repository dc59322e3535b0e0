// Taking the data of a commune along: asked from the server, and kept whole in the phone's database.
import { getFieldPack } from '../../../contract/field.ts';
import { call } from '../../api.ts';
import type { OutboxStore } from '../../outbox/store.ts';

/** Gives the size of what was downloaded, in bytes. Throws an `ApiProblem`. */
export async function downloadPack(
  store: OutboxStore,
  unitId: string,
  signal?: AbortSignal,
): Promise<number> {
  const pack = await call(getFieldPack, { params: { id: unitId } }, signal);
  const bytes = new Blob([JSON.stringify(pack)]).size;
  await store.packs.put({ unitId, savedAt: new Date().toISOString(), bytes, pack });
  return bytes;
}
