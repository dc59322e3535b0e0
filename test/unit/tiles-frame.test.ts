// Where tiles lie, and the background drawn into them.
import { describe, expect, test } from 'vitest';
import { type Background, backgroundFeatures } from '../../server/tiles/background.ts';
import { tileFrame, toTileUnits } from '../../server/tiles/frame.ts';

describe('tileFrame', () => {
  test('the only tile of zoom 0 is the whole Web Mercator square', () => {
    const { mercator, degrees } = tileFrame({ z: 0, x: 0, y: 0 }, 'exact');
    const half = 20_037_508.342789244;
    expect(mercator.map((metres) => metres / half)).toEqual([-1, -1, 1, 1]);
    // The latitude where Web Mercator is a square, atan(sinh(π)).
    expect(degrees[3]).toBeCloseTo(85.0511287798066, 10);
    expect(degrees[1]).toBeCloseTo(-85.0511287798066, 10);
  });

  test('neighbours share an edge, and with the margin overlap by 64 units on each side', () => {
    const here = tileFrame({ z: 12, x: 3_257, y: 1_803 }, 'exact');
    const right = tileFrame({ z: 12, x: 3_258, y: 1_803 }, 'exact');
    expect(here.mercator[2]).toBeCloseTo(right.mercator[0], 6);
    const wide = tileFrame({ z: 12, x: 3_257, y: 1_803 });
    expect((here.mercator[0] - wide.mercator[0]) / here.unitMetres).toBeCloseTo(64, 6);
    expect((wide.mercator[3] - here.mercator[3]) / here.unitMetres).toBeCloseTo(64, 6);
  });
});

test('toTileUnits puts a known place where slippy-map arithmetic puts it', () => {
  // Huế, 107.59° E 16.46° N: 2^14 × (lon + 180) / 360 and 2^14 × (1 − asinh(tan lat) / π) / 2.
  const [lon, lat] = [107.59, 16.46];
  const x = (2 ** 14 * (lon + 180)) / 360;
  const y = (2 ** 14 * (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI)) / 2;
  const frame = tileFrame({ z: 14, x: Math.floor(x), y: Math.floor(y) });
  expect(toTileUnits(frame, lon, lat)).toEqual([
    Math.round((x - Math.floor(x)) * 4_096),
    Math.round((y - Math.floor(y)) * 4_096),
  ]);
});

test('backgroundFeatures cuts areas and lines at the margin and leaves out what lies elsewhere', () => {
  const tile = { z: 14, x: 13_088, y: 7_443 };
  const [west, south, east, north] = tileFrame(tile, 'exact').degrees;
  const [w, h] = [east - west, north - south];
  const background: Background = [
    {
      type: 'Feature',
      properties: { kind: 'field' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [west - w, south - h],
            [east + w, south - h],
            [east + w, north + h],
            [west - w, north + h],
            [west - w, south - h],
          ],
        ],
      },
    },
    {
      type: 'Feature',
      properties: { kind: 'river' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [west - w, south + h / 2],
          [east + w, south + h / 2],
        ],
      },
    },
    {
      type: 'Feature',
      properties: { kind: 'lake' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [east + w, south],
            [east + 2 * w, south],
            [east + 2 * w, north],
            [east + w, south],
          ],
        ],
      },
    },
    {
      type: 'Feature',
      properties: { kind: 'river' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [east + w, south],
          [east + 2 * w, north],
        ],
      },
    },
  ];
  const features = backgroundFeatures(background, tile);
  expect(features.map((feature) => feature.properties.kind)).toEqual(['field', 'river']);
  const numbers = features.flatMap(({ shape }) => (shape.type === 'polygon' ? shape.polygons.flat(2) : []));
  expect([Math.min(...numbers), Math.max(...numbers)]).toEqual([-64, 4_160]);
  const [river] = features.flatMap(({ shape }) => (shape.type === 'line' ? shape.lines : []));
  expect([river?.[0], river?.[2]]).toEqual([-64, 4_160]);
});
