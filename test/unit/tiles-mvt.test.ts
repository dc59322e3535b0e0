// The tile encoder against the decoder that map clients use, and its reading of WKB.
import { classifyRings, VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { describe, expect, test } from 'vitest';
import { encodeTile, type TileFeature } from '../../server/tiles/mvt.ts';
import { shapeFromWkb, type TileShape } from '../../server/tiles/shape.ts';
import { tileExtent } from '../../server/tiles/tile-writer.ts';

function decode(features: TileFeature[]): VectorTileFeature[] {
  const tile = new VectorTile(new PbfReader(encodeTile('layer', features)));
  const layer = tile.layers.layer;
  if (layer === undefined) return [];
  return Array.from({ length: layer.length }, (_, i) => layer.feature(i));
}

function geometryOf(shape: TileShape): number[][][] {
  return decode([{ shape, properties: {} }]).flatMap((feature) =>
    feature.loadGeometry().map((path) => path.map(({ x, y }) => [x, y])),
  );
}

/** Surveyor's formula of a closed ring; positive is clockwise on a screen, where y points down. */
function area(ring: number[][]): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    sum += ring[i]![0]! * ring[i + 1]![1]! - ring[i + 1]![0]! * ring[i]![1]!;
  }
  return sum / 2;
}

/** Little-endian WKB from numbers: 'u' before a count or type, 'd' before doubles. */
function wkb(...parts: (['u', number] | ['d', ...number[]] | ['byte', number])[]): Uint8Array {
  const pieces = parts.map(([kind, ...numbers]) => {
    const piece = Buffer.alloc(kind === 'byte' ? 1 : kind === 'u' ? 4 : numbers.length * 8);
    for (const [i, n] of numbers.entries()) {
      if (kind === 'byte') piece.writeUInt8(n);
      else if (kind === 'u') piece.writeUInt32LE(n);
      else piece.writeDoubleLE(n, i * 8);
    }
    return piece;
  });
  return Buffer.concat(pieces);
}
const little: ['byte', number] = ['byte', 1];
const type = (n: number): ['u', number] => ['u', n];
const count = type;

describe('encodeTile', () => {
  test('writes one layer of version 2 with its name and extent', () => {
    const bytes = encodeTile('gate_zones', [{ shape: { type: 'point', points: [1, 2] }, properties: {} }]);
    const { layers } = new VectorTile(new PbfReader(bytes));
    expect(Object.keys(layers)).toEqual(['gate_zones']);
    expect(layers.gate_zones).toMatchObject({ version: 2, extent: tileExtent, length: 1 });
  });

  test('keeps points, also outside the tile and at the same place', () => {
    expect(geometryOf({ type: 'point', points: [5, 7] })).toEqual([[[5, 7]]]);
    expect(geometryOf({ type: 'point', points: [-64, 4160, 0, 0, 0, 0] })).toEqual([
      [[-64, 4160]],
      [[0, 0]],
      [[0, 0]],
    ]);
  });

  test('keeps lines, without points that repeat the one before', () => {
    expect(
      geometryOf({
        type: 'line',
        lines: [
          [0, 0, 0, 0, 10, 0, 10, 0, 10, 10],
          [3, 3, -3, 8],
        ],
      }),
    ).toEqual([
      [
        [0, 0],
        [10, 0],
        [10, 10],
      ],
      [
        [3, 3],
        [-3, 8],
      ],
    ]);
  });

  const square = [0, 0, 10, 0, 10, 10, 0, 10, 0, 0];
  const hole = [2, 2, 4, 2, 4, 4, 2, 4, 2, 2];
  const reversed = (ring: number[]) => {
    const pairs = Array.from({ length: ring.length / 2 }, (_, i) => ring.slice(2 * i, 2 * i + 2));
    return pairs.reverse().flat();
  };

  test.each([
    ['both as given', [square, hole]],
    ['exterior turned', [reversed(square), hole]],
    ['hole turned', [square, reversed(hole)]],
    ['both turned', [reversed(square), reversed(hole)]],
  ])('winds exteriors clockwise on screen and holes the other way: %s', (_, polygon) => {
    const rings = geometryOf({ type: 'polygon', polygons: [polygon] });
    expect(rings.map(area)).toEqual([100, -4]);
  });

  test('keeps the polygons of a multipolygon apart, each with its holes', () => {
    const far = square.map((n) => n + 100);
    const [feature] = decode([
      { shape: { type: 'polygon', polygons: [[reversed(square), hole], [far]] }, properties: {} },
    ]);
    expect(classifyRings(feature!.loadGeometry()).map((polygon) => polygon.length)).toEqual([2, 1]);
  });

  test('drops what has no extent left: lines of one point, rings without area and the holes in them', () => {
    expect(geometryOf({ type: 'line', lines: [[4, 4, 4, 4]] })).toEqual([]);
    expect(geometryOf({ type: 'polygon', polygons: [[[0, 0, 5, 5, 10, 10, 0, 0], hole]] })).toEqual([]);
    const rings = geometryOf({ type: 'polygon', polygons: [[square, [2, 2, 2, 3, 2, 2]]] });
    expect(rings.map(area)).toEqual([100]);
    expect(encodeTile('layer', []).length).toBe(0);
  });

  test('gives back every kind of value and leaves null and NaN out', () => {
    const properties = {
      text: 'Trường Tiểu học Nguyễn Huệ',
      empty: '',
      yes: true,
      no: false,
      zero: 0,
      count: 20_000,
      huge: Number.MAX_SAFE_INTEGER,
      below: -7,
      share: 0.1,
      beyond: 1e300,
      nothing: null,
      notNumber: Number.NaN,
    };
    const { nothing: _, notNumber: __, ...kept } = properties;
    const [feature] = decode([{ shape: { type: 'point', points: [0, 0] }, properties }]);
    expect(feature?.properties).toEqual(kept);
  });

  test('does not mix up values that look alike, and shares those that are alike', () => {
    const at = (value: string | number | boolean): TileFeature => ({
      shape: { type: 'point', points: [0, 0] },
      properties: { value },
    });
    const decoded = decode([at(1), at('1'), at(true), at('true'), at(1)]);
    expect(decoded.map((feature) => feature.properties.value)).toEqual([1, '1', true, 'true', 1]);
    const one = encodeTile('layer', [at('a long name that stands once')]).length;
    const two = encodeTile('layer', [at('a long name that stands once'), at('a long name that stands once')]);
    expect(two.length - one).toBeLessThan(20);
  });

  test('gives the same bytes for the same features', () => {
    const features: TileFeature[] = [
      { shape: { type: 'polygon', polygons: [[square, hole]] }, properties: { b: 1, a: 'x' } },
      { shape: { type: 'line', lines: [[0, 0, 9, 9]] }, properties: { a: 'x' } },
    ];
    expect(encodeTile('layer', features)).toEqual(encodeTile('layer', structuredClone(features)));
  });
});

describe('shapeFromWkb', () => {
  test('reads a point and rounds it to tile units', () => {
    expect(shapeFromWkb(wkb(little, type(1), ['d', 3.4, -3.6]))).toEqual({ type: 'point', points: [3, -4] });
  });

  test('reads EWKB and skips its reference system', () => {
    const point = wkb(little, type(0x20000001), count(3857), ['d', 1, 2]);
    expect(shapeFromWkb(point)).toEqual({ type: 'point', points: [1, 2] });
  });

  test('reads a multipolygon with a hole', () => {
    const ring = (n: number): (['u', number] | ['d', ...number[]])[] => [
      count(4),
      ['d', 0, 0, n, 0, n, n, 0, 0],
    ];
    const shape = wkb(
      little,
      type(6),
      count(2),
      ...[little, type(3), count(2), ...ring(9), ...ring(3)],
      ...[little, type(3), count(1), ...ring(5)],
    );
    const flat = (n: number) => [0, 0, n, 0, n, n, 0, 0];
    expect(shapeFromWkb(shape)).toEqual({ type: 'polygon', polygons: [[flat(9), flat(3)], [flat(5)]] });
  });

  test('keeps of a collection the parts of the highest dimension', () => {
    const shape = wkb(
      little,
      type(7),
      count(3),
      ...[little, type(1), ['d', 1, 1] satisfies ['d', ...number[]]],
      ...[little, type(2), count(2), ['d', 0, 0, 5, 5] satisfies ['d', ...number[]]],
      ...[little, type(4), count(1), little, type(1), ['d', 2, 2] satisfies ['d', ...number[]]],
    );
    expect(shapeFromWkb(shape)).toEqual({ type: 'line', lines: [[0, 0, 5, 5]] });
  });

  test('finds nothing in empty geometries', () => {
    expect(shapeFromWkb(wkb(little, type(1), ['d', Number.NaN, Number.NaN]))).toBeUndefined();
    expect(shapeFromWkb(wkb(little, type(2), count(0)))).toBeUndefined();
    expect(shapeFromWkb(wkb(little, type(3), count(0)))).toBeUndefined();
    expect(shapeFromWkb(wkb(little, type(7), count(0)))).toBeUndefined();
  });

  test('refuses big-endian bytes, heights and curves', () => {
    expect(() => shapeFromWkb(wkb(['byte', 0], type(1), ['d', 1, 1]))).toThrow(RangeError);
    expect(() => shapeFromWkb(wkb(little, type(1001), ['d', 1, 1, 1]))).toThrow(RangeError);
    expect(() => shapeFromWkb(wkb(little, type(8), count(0)))).toThrow(RangeError);
  });
});
