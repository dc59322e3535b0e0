// A printed sheet: parts that do not overlap, scales that can be measured with a ruler.
import { describe, expect, it } from 'vitest';
import {
  type Box,
  orientations,
  papers,
  pxOf,
  roundScale,
  scaleBar,
  scaleOf,
  sheetLayout,
  zoomFor,
  zoomOf,
} from './print-layout.ts';

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe.each(papers.flatMap((paper) => orientations.map((orientation) => [paper, orientation] as const)))(
  'a sheet %s %s',
  (paper, orientation) => {
    const { width, height, ...parts } = sheetLayout(paper, orientation);
    const boxes = Object.values(parts);

    it('keeps its parts on the paper and apart', () => {
      for (const box of boxes) {
        expect(box.x).toBeGreaterThanOrEqual(10);
        expect(box.y).toBeGreaterThanOrEqual(10);
        expect(box.x + box.width).toBeLessThanOrEqual(width - 10 + 1e-9);
        expect(box.y + box.height).toBeLessThanOrEqual(height - 10 + 1e-9);
      }
      expect(boxes.some((a, i) => boxes.some((b, j) => j > i && overlap(a, b)))).toBe(false);
    });

    it('gives the map the most room', () => {
      const { map } = parts;
      expect(map.width * map.height).toBeGreaterThan(0.5 * width * height * 0.85);
    });
  },
);

describe('a scale', () => {
  it('has the zoom that gives it back', () => {
    expect(scaleOf(zoomOf(5_000, 15), 15)).toBeCloseTo(5_000, 6);
  });

  it('is the equator over the pixels of the world at zoom 0', () => {
    // 40,075,016.69 m over 512 px of 0.2645833 mm.
    expect(scaleOf(0, 0)).toBeCloseTo(40_075_016.69 / (512 * 0.000_264_583_3), -3);
  });

  it.each([
    [12_529, 13_000],
    [13_000, 13_000],
    [987, 990],
    [998, 1_000],
  ])('of 1:%d as seen becomes 1:%d', (seen, round) => {
    expect(roundScale(seen)).toBe(round);
  });

  it('halves with each zoom level', () => {
    expect(scaleOf(10, 15) / scaleOf(11, 15)).toBeCloseTo(2, 9);
  });

  it.each([
    [5_000, 46, 200, 40],
    [25_000, 46, 1_000, 40],
    [10_000, 46, 200, 20],
  ])('1:%i has a bar of round length', (scale, most, metres, mm) => {
    expect(scaleBar(scale, most)).toEqual({ metres, mm });
  });
});

it('a sheet shows at least what the screen shows', () => {
  const map = { width: 200, height: 150 };
  const view = { zoom: 14, widthPx: pxOf(400), heightPx: pxOf(100) };
  expect(zoomFor(view, map)).toBeCloseTo(13, 9);
});
