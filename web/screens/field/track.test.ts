// A walk under way: where it broke off, and the legs it is sent in.
import { describe, expect, it } from 'vitest';
import { type KeptFix, legsOf, stretchesOf } from './track.ts';

const METRE = 1 / 111_195;
const at = (metres: number, seconds: number, gap = false): KeptFix => ({
  fix: [108, metres * METRE, seconds, 6],
  gap,
});

describe('stretchesOf', () => {
  it('breaks where the walk was paused, and where the phone knew no place for long or far', () => {
    const fixes = [at(0, 0, true), at(10, 8), at(20, 16, true), at(30, 24), at(40, 90), at(250, 100)];
    expect(stretchesOf(fixes).map(({ length }) => length)).toEqual([2, 2, 1, 1]);
    expect(stretchesOf([])).toEqual([]);
  });
});

describe('legsOf', () => {
  it('cuts at pauses alone: what else is a gap the server judges', () => {
    const fixes = [at(0, 0, true), at(10, 8), at(20, 100), at(30, 108, true), at(40, 116), at(50, 124, true)];
    // The last one was alone after its pause.
    expect(legsOf(fixes).map((leg) => leg.map(([, , seconds]) => seconds))).toEqual([
      [0, 8, 100],
      [108, 116],
    ]);
    expect(legsOf([at(0, 0, true)])).toEqual([]);
  });

  it('sends a long walk in legs that share a fix', () => {
    const fixes = Array.from({ length: 3_100 }, (_, i) => at(i, i, i === 0));
    const [first, second, ...more] = legsOf(fixes);
    expect(first).toHaveLength(3_000);
    expect(second?.[0]).toEqual(first?.at(-1));
    expect(second?.at(-1)?.[2]).toBe(3_099);
    expect(more).toEqual([]);
  });
});
