// Files for spreadsheets and map programs. Every one of them leaves an audit row: who took what out, and how much.
import { type ExportLayer, exportLayer } from '../../contract/delivery.ts';
import { writeAudit } from '../audit.ts';
import { actorOf, type Endpoint, endpoint, LateReply, RawReply } from '../http/endpoint.ts';
import { filterWords, layerName } from './filter-words.ts';
import { exportRows, namesOf } from './queries.ts';
import { type ExportTable, toCsv, toGeoJson } from './table.ts';
import { toXlsx } from './workbook.ts';
import { xlsxType } from './xlsx.ts';

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
    const headers = {
      'Content-Type': contentTypes[format],
      'Content-Disposition': `attachment; filename="${fileName(params.layer, table, actor.today)}.${format}"`,
      // Stored nowhere on the way, and never answered from a cache: each export is written down.
      'Cache-Control': 'private, no-store',
    };
    if (format !== 'xlsx') return new RawReply(format === 'csv' ? toCsv(table) : toGeoJson(table), headers);
    const { territory, isInvented, ...names } = await namesOf(call.tx, filter);
    const layer = layerName(params.layer);
    const words = filterWords(params.layer, filter, names);
    return new LateReply(async () => {
      const { today } = actor;
      return new RawReply(
        await toXlsx({ table, territory, layer, filter: words, isInvented, today }),
        headers,
      );
    });
  }),
];

const contentTypes = {
  geojson: 'application/geo+json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: xlsxType,
};

/** "risk-2026-11-21-3f2a91c0": layer, the run's day and the start of its id, or for facts today. */
function fileName(layer: ExportLayer, { run }: ExportTable, today: string): string {
  return run === null ? `${layer}-${today}` : `${layer}-${run.asOf}-${run.id.slice(0, 8)}`;
}
