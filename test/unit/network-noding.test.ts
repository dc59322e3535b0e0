import { describe, expect, test } from 'vitest';
import { fnv1a32, gammaDraw, mulberry32, normalDraw } from '../../server/network/random.ts';
import { nodeLines } from '../../server/roads/node-lines.ts';

/** The rows in a random order. */
function shuffle<T>(rows: readonly T[], random: () => number): T[] {
  return rows
    .map((row) => ({ row, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
}
describe('random numbers', () => {
  test('give the published streams', () => {
    const random = mulberry32(1);
    expect([random(), random()]).toEqual([0.6270739405881613, 0.002735721180215478]);
    expect([fnv1a32(''), fnv1a32('a'), fnv1a32('foobar')]).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
    expect(fnv1a32('Quảng Ngãi')).not.toBe(fnv1a32('Quang Ngai'));
  });

  test('have the right mean and variance', () => {
    const random = mulberry32(99);
    const moments = (draw: () => number): [number, number] => {
      const n = 100_000;
      let sum = 0;
      let squares = 0;
      for (let i = 0; i < n; i++) {
        const value = draw();
        sum += value;
        squares += value * value;
      }
      return [sum / n, squares / n - (sum / n) ** 2];
    };
    const [normalMean, normalVariance] = moments(() => normalDraw(random));
    expect(normalMean).toBeCloseTo(0, 1);
    expect(normalVariance).toBeCloseTo(1, 1);
    for (const shape of [0.05, 0.7, 1, 2.5, 40]) {
      const [mean, variance] = moments(() => gammaDraw(random, shape));
      expect(Math.abs(mean / shape - 1)).toBeLessThan(0.06);
      expect(Math.abs(variance / shape - 1)).toBeLessThan(0.12);
    }
    expect(() => gammaDraw(random, 0)).toThrow(RangeError);
    expect(() => gammaDraw(random, Number.NaN)).toThrow(RangeError);
  });
});

describe('noding', () => {
  test('cuts lines at shared vertices, not at bridges', () => {
    const pieces = nodeLines([
      {
        id: 'main',
        coordinates: [
          [105, 21],
          [105.1, 21],
          [105.2, 21],
          [105.3, 21],
        ],
      },
      // Ends on an interior vertex of the first.
      {
        id: 'side',
        coordinates: [
          [105.1, 21],
          [105.1, 21.1],
        ],
      },
      // Crosses the first between vertices: a bridge.
      {
        id: 'bridge',
        coordinates: [
          [105.25, 20.9],
          [105.25, 21.1],
        ],
      },
    ]);
    expect(pieces).toEqual([
      {
        lineId: 'main',
        part: 0,
        coordinates: [
          [105, 21],
          [105.1, 21],
        ],
      },
      {
        lineId: 'main',
        part: 1,
        coordinates: [
          [105.1, 21],
          [105.2, 21],
          [105.3, 21],
        ],
      },
      {
        lineId: 'side',
        part: 0,
        coordinates: [
          [105.1, 21],
          [105.1, 21.1],
        ],
      },
      {
        lineId: 'bridge',
        part: 0,
        coordinates: [
          [105.25, 20.9],
          [105.25, 21.1],
        ],
      },
    ]);
  });

  test('cuts where two interiors share a vertex and where a line meets itself', () => {
    const parts = (lines: Parameters<typeof nodeLines>[0]): number[] =>
      nodeLines(lines).map(({ coordinates }) => coordinates.length);
    expect(
      parts([
        {
          id: 'a',
          coordinates: [
            [1, 1],
            [2, 2],
            [3, 3],
          ],
        },
        {
          id: 'b',
          coordinates: [
            [1, 3],
            [2, 2.00000001],
            [3, 1],
          ],
        },
      ]),
    ).toEqual([2, 2, 2, 2]);
    // A figure of eight, and a closed ring that nothing touches.
    expect(
      parts([
        {
          id: 'a',
          coordinates: [
            [0, 0],
            [1, 1],
            [2, 0],
            [2, 2],
            [1, 1],
            [0, 2],
          ],
        },
      ]),
    ).toEqual([2, 4, 2]);
    expect(
      parts([
        {
          id: 'a',
          coordinates: [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        },
      ]),
    ).toEqual([4]);
  });

  test('drops repeated vertices and lines without length', () => {
    expect(
      nodeLines([
        {
          id: 'a',
          coordinates: [
            [1, 1],
            [1, 1],
            [2, 2],
            [2.00000001, 2],
          ],
        },
        {
          id: 'point',
          coordinates: [
            [1.5, 1.5],
            [1.5, 1.5],
          ],
        },
        { id: 'single', coordinates: [[2, 2]] },
        { id: 'empty', coordinates: [] },
      ]),
    ).toEqual([
      {
        lineId: 'a',
        part: 0,
        coordinates: [
          [1, 1],
          [2, 2],
        ],
      },
    ]);
    expect(nodeLines([])).toEqual([]);
    expect(() =>
      nodeLines([
        {
          id: 'a',
          coordinates: [
            [Number.NaN, 1],
            [2, 2],
          ],
        },
      ]),
    ).toThrow(RangeError);
  });

  test('gives the same pieces whatever the order of the lines', () => {
    const random = mulberry32(5);
    const lines = Array.from({ length: 200 }, (_, k) => ({
      id: String(k),
      coordinates: Array.from({ length: 2 + Math.floor(random() * 6) }, (): [number, number] => [
        Math.floor(random() * 30) / 100 - 0.1,
        Math.floor(random() * 30) / 100 - 0.1,
      ]),
    }));
    const sorted = (rows: typeof lines): unknown[] =>
      nodeLines(rows).sort((a, b) => Number(a.lineId) - Number(b.lineId) || a.part - b.part);
    expect(sorted(shuffle(lines, random))).toEqual(sorted(lines));
  });

  test('nodes 100,000 lines with a million vertices in seconds', () => {
    const random = mulberry32(6);
    const lines = Array.from({ length: 100_000 }, (_, k) => {
      const [x, y] = [random() * 8 + 102, random() * 14 + 8.5];
      return {
        id: String(k),
        coordinates: Array.from({ length: 10 }, (_v, v): [number, number] => [x + v * 1e-4, y + v * 1e-5]),
      };
    });
    const started = performance.now();
    expect(nodeLines(lines).length).toBeGreaterThanOrEqual(100_000);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
