// Files for spreadsheets and map programs. Every one of them leaves an audit row: who took what out, and how much.
import { type ExportLayer, exportLayer } from '../../contract/delivery.ts';
import { writeAudit } from '../audit.ts';
import { actorOf, type Endpoint, endpoint, LateReply, RawReply } from '../http/endpoint.ts';
import { toText } from './about.ts';
import { filterWords, layerName, scopeSentence, scopeSlug } from './filter-words.ts';
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
    const { territory, isInvented, ...names } = await namesOf(call.tx, filter);
    const layer = layerName(params.layer);
    const words = filterWords(params.layer, filter, names);
    const { today } = actor;
    const headers = {
      'Content-Type': contentTypes[format],
      'Content-Disposition': `attachment; filename="${fileName(params.layer, table, today)}${scopeSlug(words)}.${format}"`,
      // Stored nowhere on the way, and never answered from a cache: each export is written down.
      'Cache-Control': 'private, no-store',
    };
    if (format === 'csv') return new RawReply(toCsv(table), headers);
    if (format === 'geojson') {
      return new RawReply(toGeoJson(table, scopeSentence(territory, layer, words)), headers);
    }
    const workbook = { table, territory, layer, filter: words, isInvented, today };
    if (format === 'txt') return new RawReply(toText(workbook), headers);
    return new LateReply(async () => new RawReply(await toXlsx(workbook), headers));
  }),
];

const contentTypes = {
  geojson: 'application/geo+json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: xlsxType,
  txt: 'text/plain; charset=utf-8',
};

/** "risk-2026-11-21-3f2a91c0": layer, the run's day and the start of its id, or for facts today. */
function fileName(layer: ExportLayer, { run }: ExportTable, today: string): string {
  return run === null ? `${layer}-${today}` : `${layer}-${run.asOf}-${run.id.slice(0, 8)}`;
}
