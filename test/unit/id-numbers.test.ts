import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ID_WORDS, IdNumbers } from '../../server/screening/id-numbers.ts';

/** Ids as they come from the database, one after the other. */
function bytesOf(ids: readonly string[]): DataView {
  const bytes = Buffer.from(ids.map((id) => id.replaceAll('-', '')).join(''), 'hex');
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function numbersOf(ids: readonly string[]): IdNumbers {
  const bytes = bytesOf(ids);
  return new IdNumbers(Int32Array.from({ length: ids.length * ID_WORDS }, (_, i) => bytes.getInt32(4 * i)));
}

const counted = (count: number, at: number): string[] =>
  Array.from({ length: count }, (_, i) => {
    const hex = '0'.repeat(32).split('');
    hex.splice(at, 6, ...i.toString(16).padStart(6, '0'));
    return hex.join('');
  });

describe('numbers of ids', () => {
  it.each([
    ['random', Array.from({ length: 5_000 }, () => randomUUID())],
    ['that differ in their first bytes', counted(5_000, 0)],
    ['that differ in the middle', counted(5_000, 13)],
    ['that differ in their last bytes', counted(5_000, 26)],
  ])('are those of ids %s', (_, ids) => {
    const numbers = numbersOf(ids);
    const bytes = bytesOf(ids);
    expect(numbers.size).toBe(ids.length);
    expect(ids.map((_, i) => numbers.get(bytes, 16 * i))).toEqual(ids.map((_, i) => i));
  });

  it('are -1 for an id that is not among them, and when there is none', () => {
    const other = bytesOf([randomUUID()]);
    expect(numbersOf([randomUUID()]).get(other, 0)).toBe(-1);
    expect(numbersOf([]).get(other, 0)).toBe(-1);
  });

  it('tell ids apart that differ in a single bit', () => {
    const zero = '0'.repeat(32);
    const ids = Array.from({ length: 128 }, (_, bit) => {
      const bytes = Buffer.from(zero, 'hex');
      bytes[bit >> 3]! |= 1 << (bit & 7);
      return bytes.toString('hex');
    });
    const numbers = numbersOf(ids);
    expect(ids.map((_, i) => numbers.get(bytesOf(ids), 16 * i))).toEqual(ids.map((_, i) => i));
    expect(numbers.get(bytesOf([zero]), 0)).toBe(-1);
  });
});
