// The drawing of elements at their true size, and what a drawn corner snaps to.
import { describe, expect, it } from 'vitest';
import { areaOf, hatch, lengthOf, planeAt, rectangle, strip, type Xy } from './plan-plane.ts';
import { sketchOf } from './plan-sketch.ts';
import { snapped } from './plan-snap.ts';

const origin: [number, number] = [108.7146, 15.033];
const plane = planeAt(origin);
const id = '4a280cce-d755-4fb2-8833-b4857d4c3add';

describe('strips and hatching', () => {
  it('are as wide as they say, around corners too', () => {
    expect(
      areaOf(
        strip(
          [
            [0, 0],
            [10, 0],
          ],
          4,
        ),
      ),
    ).toBeCloseTo(40, 6);
    expect(
      areaOf(
        strip(
          [
            [0, 0],
            [10, 0],
            [10, 10],
          ],
          2,
        ),
      ),
    ).toBeCloseTo(40, 6);
  });

  it('stay inside their area, at any angle', () => {
    const ring = rectangle([0, 0], 0.4, 12, 2.5);
    for (const [from, to] of hatch(ring, 0.4, 0.5)) expect(lengthOf([from, to])).toBeCloseTo(12, 6);
    const notched: Xy[] = [
      [0, 0],
      [9, 0],
      [9, 5],
      [6, 5],
      [6, 2],
      [3, 2],
      [3, 5],
      [0, 5],
      [0, 0],
    ];
    const pieces = hatch(notched, 0, 1).filter(([from]) => from[1] > 2);
    expect(pieces.length).toBeGreaterThan(3);
    for (const piece of pieces) expect(lengthOf(piece)).toBeCloseTo(3, 6);
  });
});

describe('a crossing', () => {
  it('has a stripe of 0.4 m in each metre, as wide as the crossing', () => {
    const ends: Xy[] = [
      [0, 0],
      [7, 0],
    ];
    const features = sketchOf(
      {
        id,
        type: 'crossing',
        geometry: { type: 'LineString', coordinates: ends.map(plane.toPlace) },
        properties: { widthMetres: 4, lanes: null, hasSignal: false },
        owner: 'road_authority',
        term: 'short',
        cost: 'low',
        costMillionVnd: null,
        measure: null,
        note: '',
      },
      '',
    );
    const stripes = features.filter(({ properties }) => properties.part === 'stripe');
    expect(stripes).toHaveLength(7);
    for (const { geometry } of stripes) {
      if (geometry.type !== 'Polygon') throw new Error('a stripe is an area');
      const ring = (geometry.coordinates[0] ?? []).map(([lon = 0, lat = 0]) => plane.toPlane([lon, lat]));
      expect(areaOf(ring)).toBeCloseTo(1.6, 1);
    }
    expect(features.filter(({ properties }) => properties.part === 'label')).toEqual([]);
  });
});

describe('a drawn corner', () => {
  const road = {
    line: [
      { x: 0, y: 0 },
      { x: 200, y: 0 },
    ],
    halfPx: 30,
  };
  const edge = [
    { x: 100, y: 60 },
    { x: 100, y: 200 },
  ];

  it('snaps to corners before edges, to kerbs and middle lines, and to nothing far away', () => {
    const candidates = { corners: edge, edges: [edge], roads: [road] };
    expect(snapped({ x: 104, y: 66 }, candidates)).toEqual({ x: 100, y: 60 });
    expect(snapped({ x: 106, y: 120 }, candidates)).toEqual({ x: 100, y: 120 });
    expect(snapped({ x: 40, y: 34 }, candidates)).toEqual({ x: 40, y: 30 });
    expect(snapped({ x: 40, y: -5 }, candidates)).toEqual({ x: 40, y: 0 });
    expect(snapped({ x: 40, y: 50 }, candidates)).toBeNull();
  });
});
