// Which text encoding and separator a CSV file has. Pure, apart from reading, so that odd files are tested inline.
import iconv from 'iconv-lite';

/** Marks that only Vietnamese text in windows-1258 is full of: five tone marks written after their vowel, ơ ư đ ă. */
const TONES_1258 = new Set([0xcc, 0xd2, 0xde, 0xec, 0xf2]);
const LETTERS_1258 = new Set([
  0xf0, 0xd0, 0xf5, 0xd5, 0xfd, 0xdd, 0xe3, 0xc3, 0xe2, 0xea, 0xf4, 0xc2, 0xca, 0xd4,
]);
/** Share of such marks among all bytes above ASCII from which text counts as Vietnamese. Our choice: French and
 * English files stay far below a half, Vietnamese ones far above. */
const SHARE_1258 = 0.6;

/**
 * Encoding of a file from its first bytes: its byte order mark, else UTF-8 when the whole file is valid UTF-8, else
 * UTF-16 when it is full of zero bytes, else windows-1258 (Vietnamese) or windows-1252 by their letters.
 * `isUtf8` speaks for the whole file, `sample` should hold bytes around the first that is not ASCII.
 */
export function detectEncoding(sample: Uint8Array, isUtf8: boolean): string {
  const [a = 0, b = 0, c = 0] = sample;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2]!++;
  // ASCII letters in UTF-16 have one zero byte each; no text in another encoding has any.
  if (zeros[1]! > sample.length / 8) return 'utf-16le';
  if (zeros[0]! > sample.length / 8) return 'utf-16be';
  if (isUtf8) return 'utf-8';
  return isVietnamese1258(sample) ? 'windows-1258' : 'windows-1252';
}

function isVietnamese1258(sample: Uint8Array): boolean {
  let high = 0;
  let marks = 0;
  let tonesAfterLetter = 0;
  for (const [index, byte] of sample.entries()) {
    if (byte < 0x80) continue;
    high++;
    const before = sample[index - 1] ?? 0;
    const isAfterLetter = before >= 0xc0 || (before >= 0x41 && before <= 0x7a);
    if (TONES_1258.has(byte) && isAfterLetter) tonesAfterLetter++;
    if (TONES_1258.has(byte) || LETTERS_1258.has(byte)) marks++;
  }
  return tonesAfterLetter > 0 && marks >= high * SHARE_1258;
}

/** Whether an encoding named by a mapping can be read. */
export function isKnownEncoding(name: string): boolean {
  return iconv.encodingExists(name);
}

/** Separator of a header line: the commonest of comma, semicolon, tab and bar outside quotes; comma when none is there. */
export function detectSeparator(header: string): string {
  const counts = new Map([',', ';', '\t', '|'].map((sign) => [sign, 0]));
  let isQuoted = false;
  for (const sign of header) {
    if (sign === '"') isQuoted = !isQuoted;
    const count = counts.get(sign);
    if (count !== undefined && !isQuoted) counts.set(sign, count + 1);
  }
  let best = ',';
  for (const [sign, count] of counts) if (count > counts.get(best)!) best = sign;
  return best;
}

/** Header cells as column names: trimmed, "" kept once, repeated names numbered ("name", "name 2", "name 3"). */
export function columnNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell) => {
    const name = cell.normalize('NFC').trim();
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} ${count}`.trim();
  });
}
