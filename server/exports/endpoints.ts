// Files for spreadsheets and map programs. Every one of them leaves an audit row: who took what out, and how much.
import { type ExportLayer, exportLayer } from '../../contract/delivery.ts';
import { writeAudit } from '../audit.ts';
import { actorOf, type Endpoint, endpoint, RawReply } from '../http/endpoint.ts';
import { exportRows } from './queries.ts';
import { type ExportTable, toCsv, toGeoJson } from './table.ts';

export const exportEndpoints: Endpoint[] = [
  endpoint(exportLayer, async ({ params, query }, call) => {
    const { format, ...filter } = query;
    const actor = actorOf(call);
    const table = await exportRows(call.tx, params.layer, filter, actor.today);
    await writeAudit(call.tx, {
      at: call.context.clock(),
      accountId: actor.accountId,
      action: 'export',
      table: params.layer,
      recordId: table.run?.id ?? '',
      unitId: filter.unit ?? null,
      detail: { format, filter, rows: table.rows.length },
    });
    return new RawReply(format === 'csv' ? toCsv(table) : toGeoJson(table), {
      'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/geo+json; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName(params.layer, table, actor.today)}.${format}"`,
      // Stored nowhere on the way, and never answered from a cache: each export is written down.
      'Cache-Control': 'private, no-store',
    });
  }),
];

/** "risk-2026-11-21-3f2a91c0": layer, the run's day and the start of its id, or for facts today. */
function fileName(layer: ExportLayer, { run }: ExportTable, today: string): string {
  return run === null ? `${layer}-${today}` : `${layer}-${run.asOf}-${run.id.slice(0, 8)}`;
}
