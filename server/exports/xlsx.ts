// An exported layer as an Excel workbook: a sheet that says what it is, and the rows. The only importer of hucre. Pure:
// the same table gives the same bytes.
import type { CellStyle, CellValue, ColumnDef, WriteSheet } from 'hucre/xlsx';
import { type About, aboutLines } from './about.ts';
import type { Cell, ExportTable } from './table.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const bold: CellStyle = { font: { bold: true } };
const dayFormat = 'dd/mm/yyyy';
const momentFormat = 'dd/mm/yyyy hh:mm:ss';
const day = /^\d{4}-\d\d-\d\d$/;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** The bytes of the workbook. Days and moments (UTC) are dates, numbers are numbers; the header is bold and stays in view. */
export async function writeWorkbook(workbook: About): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx');
  const written = new Date(`${workbook.today}T00:00:00Z`);
  return writeXlsx({
    sheets: [aboutSheet(workbook), rowsSheet(workbook.table)],
    // Left out, the moment of writing would stand here.
    properties: { title: workbook.layer, creator: 'Cổng An Toàn', created: written, modified: written },
  });
}

function aboutSheet(about: About): WriteSheet {
  const lines = aboutLines(about).map((line): [string, CellValue] => {
    if ('text' in line) return [line.label, line.text];
    return [line.label, 'day' in line ? asDate(line.day) : line.count];
  });
  return {
    name: 'Thông tin',
    columns: [
      { width: 34, style: bold },
      { width: 80, numFmt: dayFormat },
    ],
    rows: lines,
    cells: new Map([[`${lines.length - 1},1`, { style: { numFmt: '0' } }]]),
  };
}

function rowsSheet({ columns, rows }: ExportTable): WriteSheet {
  const formats = columns.map((column) => formatOf(rows.map(({ properties }) => properties[column] ?? null)));
  const header = [
    ...columns.map((column, i) => (formats[i] === momentFormat ? `${column} (UTC)` : column)),
    'longitude',
    'latitude',
  ];
  return {
    name: 'Dữ liệu',
    freezePane: { rows: 1 },
    columns: header.map((title, i): ColumnDef => {
      const format = formats[i];
      return { width: Math.max(12, title.length + 2), ...(format !== undefined && { numFmt: format }) };
    }),
    rows: [
      header,
      ...rows.map(({ geometry, properties }) => [
        ...columns.map((column, i) => {
          const cell = properties[column] ?? null;
          return formats[i] !== undefined && typeof cell === 'string' ? asDate(cell) : cell;
        }),
        ...(geometry?.type === 'Point' ? geometry.coordinates : [null, null]),
      ]),
    ],
    cells: new Map(header.map((_, i) => [`0,${i}`, { style: bold }])),
  };
}

/** The date format of a column all of whose texts are days, or all moments. */
function formatOf(cells: readonly Cell[]): string | undefined {
  const given = cells.filter((cell) => cell !== null);
  if (given.length === 0) return undefined;
  const all = (pattern: RegExp) => given.every((cell) => typeof cell === 'string' && pattern.test(cell));
  return all(day) ? dayFormat : all(moment) ? momentFormat : undefined;
}

function asDate(text: string): Date {
  return new Date(text.length === 10 ? `${text}T00:00:00Z` : text);
}
