// CSV of any encoding and separator → rows, one at a time.
import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { Problem } from '../problem.ts';
import { columnNames, detectEncoding, detectSeparator, isKnownEncoding } from './encoding.ts';
import { cleanText, type FileRow } from './file-row.ts';
import { badFile, type FileScan, openBytes } from './open-file.ts';

export type CsvOptions = { encoding?: string | undefined; separator?: string | undefined };

/**
 * Reads a CSV file, its header first. Encoding and separator are found out unless given. Rows with more or fewer cells
 * than the header come with `brokenCells`; blank lines are passed over.
 * Throws Problem `bad-file` for an empty file, an unknown encoding or a quote that never closes.
 */
export async function* readCsv(
  path: string,
  scan: FileScan,
  options: CsvOptions = {},
): AsyncGenerator<FileRow> {
  const encoding = options.encoding ?? detectEncoding(scan.sample, scan.isUtf8);
  if (!isKnownEncoding(encoding)) {
    throw new Problem('bad-file', {
      detail: `Không biết bảng mã “${encoding}”`,
      detailEn: `Unknown encoding "${encoding}"`,
    });
  }
  const firstLine = iconv
    .decode(scan.head, encoding)
    .split(/\r\n|\r|\n/)
    .find((line) => line.trim() !== '');
  if (firstLine === undefined) {
    throw new Problem('bad-file', { detail: 'Tệp rỗng', detailEn: 'The file is empty' });
  }
  const parser = parse({
    delimiter: options.separator ?? detectSeparator(firstLine),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  const records = pipeline(await openBytes(path), iconv.decodeStream(encoding), parser, () => {});
  let header: Header | undefined;
  try {
    for await (const item of records) {
      const { record, line } = csvRecord(item);
      if (header === undefined) header = new Header(columnNames(record));
      else yield header.row(record, line);
    }
  } catch (error) {
    throw error instanceof Problem ? error : badFile(error);
  }
}

class Header {
  readonly columns: string[];
  readonly index: Map<string, number>;

  constructor(columns: string[]) {
    this.columns = columns;
    this.index = new Map(columns.map((name, index) => [name, index]));
  }

  row(cells: string[], line: number): FileRow {
    const { columns, index } = this;
    const get = (column: string): string | undefined => {
      const place = index.get(column);
      const cell = place === undefined ? undefined : cells[place];
      const text = cell === undefined || cell === '' ? '' : cleanText(cell);
      return text === '' ? undefined : text;
    };
    const isBroken = cells.length < columns.length || cells.slice(columns.length).some((cell) => cell !== '');
    return isBroken ? { line, get, columns, brokenCells: cells.length } : { line, get, columns };
  }
}

/** Cells of one record and the line it starts on. csv-parse counts to the line the record ends on. */
function csvRecord(item: unknown): { record: string[]; line: number } {
  if (typeof item !== 'object' || item === null || !('record' in item) || !('info' in item)) {
    throw new Error('csv-parse gave no record');
  }
  const { record, info } = item;
  if (!Array.isArray(record) || typeof info !== 'object' || info === null || !('lines' in info)) {
    throw new Error('csv-parse gave no record');
  }
  const cells = record.map(String);
  let breaks = 0;
  for (const cell of cells) if (cell.includes('\n')) breaks += cell.split('\n').length - 1;
  return { record: cells, line: Number(info.lines) - breaks };
}
