// Where tiles lie, and the background drawn into them.
import { describe, expect, test } from 'vitest';
import { type Background, backgroundFeatures } from '../../server/tiles/background.ts';
import { tileFrame, toTileUnits } from '../../server/tiles/frame.ts';

describe('tileFrame', () => {
  test('the only tile of zoom 0 is the whole Web Mercator square', () => {
    const { left, top, unitMetres } = tileFrame({ z: 0, x: 0, y: 0 });
    const half = 20_037_508.342789244;
    expect([left, top, unitMetres]).toEqual([-half, half, (2 * half) / 4_096]);
  });

  test('the box reaches 64 units beyond the tile, in metres and in degrees alike', () => {
    const frame = tileFrame({ z: 12, x: 3_257, y: 1_803 });
    const [west, south, east, north] = frame.degrees;
    expect(toTileUnits(frame, west, north)).toEqual([-64, -64]);
    expect(toTileUnits(frame, east, south)).toEqual([4_160, 4_160]);
    expect((frame.left - frame.mercator[0]) / frame.unitMetres).toBeCloseTo(64, 6);
    expect((frame.mercator[3] - frame.top) / frame.unitMetres).toBeCloseTo(64, 6);
    expect((frame.mercator[2] - frame.mercator[0]) / frame.unitMetres).toBeCloseTo(4_224, 6);
    expect((frame.mercator[3] - frame.mercator[1]) / frame.unitMetres).toBeCloseTo(4_224, 6);
  });

  test('never leaves the globe', () => {
    const [west, south, east, north] = tileFrame({ z: 0, x: 0, y: 0 }).degrees;
    expect([west, east]).toEqual([-180, 180]);
    expect([Math.abs(south), Math.abs(north)].every((latitude) => latitude < 90)).toBe(true);
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

test('backgroundFeatures cuts areas and lines at the margin and leaves out what lies elsewhere', async () => {
  const tile = { z: 14, x: 13_088, y: 7_443 };
  const [west, south, east, north] = tileFrame(tile).degrees;
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
  const features = await backgroundFeatures(background, tile);
  expect(features.map((feature) => feature.properties.kind)).toEqual(['field', 'river']);
  const numbers = features.flatMap(({ shape }) => (shape.type === 'polygon' ? shape.polygons.flat(2) : []));
  expect([Math.min(...numbers), Math.max(...numbers)]).toEqual([-64, 4_160]);
  const [river] = features.flatMap(({ shape }) => (shape.type === 'line' ? shape.lines : []));
  expect([river?.[0], river?.[2]]).toEqual([-64, 4_160]);
});
