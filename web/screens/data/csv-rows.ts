// The first rows of a CSV text (RFC 4180), enough to show them and to choose columns by hand. The server reads the file.

const separators = [';', ',', '\t', '|'] as const;

/** The sign that parts the header into the most cells; "," when none does. */
export function separatorOf(text: string): string {
  let best = ',';
  let most = 1;
  for (const separator of separators) {
    const cells = csvRows(text, separator, 1)[0]?.length ?? 0;
    if (cells > most) {
      best = separator;
      most = cells;
    }
  }
  return best;
}

/** Up to `most` rows of cells; blank lines are passed over. */
export function csvRows(text: string, separator: string, most: number): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endRow = (): void => {
    row.push(cell);
    if (row.length > 1 || cell.trim() !== '') rows.push(row);
    row = [];
    cell = '';
  };
  for (let at = 0; at < text.length && rows.length < most; at++) {
    const sign = text.charAt(at);
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at++;
      } else isQuoted = false;
    } else if (sign === '"' && cell === '') isQuoted = true;
    else if (sign === separator) {
      row.push(cell);
      cell = '';
    } else if (sign === '\n' || sign === '\r') endRow();
    else cell += sign;
  }
  if (rows.length < most && (cell !== '' || row.length > 0)) endRow();
  return rows;
}
