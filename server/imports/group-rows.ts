// Rows that make one record, brought together although they may lie anywhere in the file.
import { Problem } from '../problem.ts';

/** Rows held in memory at most. Our choice: about 1 GB of mapped cells. */
export const MOST_GROUPED_ROWS = 2_000_000;

/** Groups rows by key in the order in which the keys first appear. Throws Problem `too-large` past `mostRows`. */
export class RowGroups<Row> {
  readonly #groups = new Map<string, Row[]>();
  readonly #mostRows: number;
  #rows = 0;

  constructor(mostRows: number = MOST_GROUPED_ROWS) {
    this.#mostRows = mostRows;
  }

  add(key: string, row: Row): void {
    this.#rows++;
    if (this.#rows > this.#mostRows) {
      throw new Problem('too-large', {
        detail: `Tệp có hơn ${this.#mostRows} hàng phải gộp; hãy chia tệp theo năm hoặc theo địa bàn`,
        detailEn: `More than ${this.#mostRows} rows to group; split the file by year or by area`,
      });
    }
    const group = this.#groups.get(key);
    if (group) group.push(row);
    else this.#groups.set(key, [row]);
  }

  [Symbol.iterator](): IterableIterator<[string, Row[]]> {
    return this.#groups.entries();
  }
}
