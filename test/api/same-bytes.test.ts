// One engine, two homes: the town computed on PostgreSQL and on the embedded database gives the same bytes.
import { describe, expect, it } from 'vitest';
import { HotspotMethod } from '../../contract/codes.ts';
import { ExportLayer } from '../../contract/delivery.ts';
import type { Database } from '../../server/db/open.ts';
import { exportRows } from '../../server/exports/queries.ts';
import { toCsv, toGeoJson } from '../../server/exports/table.ts';
import { listResults } from '../../server/prediction/queries.ts';
import { newestRun } from '../../server/runs/queries.ts';
import { embeddedTownDatabase, townDatabase } from '../support/town.ts';

const hasServer = Boolean(process.env.DATABASE_URL);
if (!hasServer) console.warn('SKIPPED: comparing the two databases needs DATABASE_URL');

async function outputs(database: Database): Promise<Record<string, string>> {
  return database.knex.transaction(async (tx) => {
    await tx.raw('select begin_system_scope()');
    const { rows } = await tx.raw<{ rows: { run: string; fingerprint: string }[] }>(
      'select coalesce(method, kind) as run, data_fingerprint as fingerprint from run order by 1, 2',
    );
    const texts: Record<string, string> = { fingerprints: JSON.stringify(rows) };
    for (const layer of ExportLayer.options) {
      for (const method of layer === 'hotspots' ? HotspotMethod.options : ['legal_rule' as const]) {
        const table = await exportRows(tx, layer, { method }, '2026-11-21');
        texts[`${layer}/${method}`] = toCsv(table) + toGeoJson(table);
      }
    }
    const test = await newestRun(tx, 'prediction', null);
    texts.prediction = JSON.stringify(test && (await listResults(tx, test.id)));
    return texts;
  });
}

describe.runIf(hasServer)('the two databases', () => {
  it('agree to the byte on every exported layer and on the fingerprints of the data', async () => {
    const [server, embedded] = [await townDatabase(), await embeddedTownDatabase()];
    try {
      expect([server.kind, embedded.kind]).toEqual(['postgres', 'embedded']);
      const [a, b] = [await outputs(server), await outputs(embedded)];
      expect(Object.keys(a)).toHaveLength(ExportLayer.options.length + HotspotMethod.options.length + 1);
      for (const name of Object.keys(a)) {
        expect(a[name]?.length, name).toBeGreaterThan(100);
        expect(b[name] === a[name], `${name} differs: ${firstDifference(a[name] ?? '', b[name] ?? '')}`).toBe(
          true,
        );
      }
    } finally {
      await server.close();
      await embedded.close();
    }
  }, 180_000);
});

function firstDifference(a: string, b: string): string {
  const at = [...a].findIndex((sign, i) => sign !== b[i]);
  return `${a.slice(Math.max(0, at - 60), at + 60)} | ${b.slice(Math.max(0, at - 60), at + 60)}`;
}
