// What an export is, line by line: the first sheet of a workbook, and the text that goes with a table which has no room
// for it. Pure.
import type { NamedLine } from './filter-words.ts';
import type { ExportTable } from './table.ts';

export type About = {
  table: ExportTable;
  territory: string;
  layer: string;
  filter: readonly NamedLine[];
  isInvented: boolean;
  /** The day of the export, by the territory's calendar. */
  today: string;
};

/** One line: days are given as `YYYY-MM-DD` and marked, so that each form writes them its own way. */
export type AboutLine = { label: string } & ({ text: string } | { day: string } | { count: number });

/** Territory, data, filter, run, day and number of rows, in Vietnamese. */
export function aboutLines({ table, territory, layer, filter, isInvented, today }: About): AboutLine[] {
  return [
    { label: 'Lãnh thổ', text: territory },
    { label: 'Dữ liệu', text: layer },
    ...(isInvented
      ? [{ label: 'Lưu ý', text: 'Dữ liệu hư cấu, chỉ để dùng thử. Không dùng cho công việc thật.' }]
      : []),
    ...filter.map(([label, text]) => ({ label, text })),
    { label: 'Lượt tính', text: table.run === null ? 'Không (dữ liệu gốc)' : table.run.id },
    ...(table.run === null ? [] : [{ label: 'Tính đến ngày', day: table.run.asOf }]),
    { label: 'Ngày xuất', day: today },
    { label: 'Số dòng', count: table.rows.length },
  ];
}

/** The lines as plain text, with a byte order mark, by which Notepad knows the accents. */
export function toText(about: About): string {
  const lines = aboutLines(about).map((line) => {
    if ('text' in line) return `${line.label}: ${line.text}`;
    return 'day' in line
      ? `${line.label}: ${line.day.split('-').reverse().join('/')}`
      : `${line.label}: ${line.count}`;
  });
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
