// The typical model keeps clear of gates and junctions on any road, and lies on the road as it runs.
import { describe, expect, it } from 'vitest';
import type { Position } from '../../../contract/geometry.ts';
import type { PlanElement } from '../../../contract/plan.ts';
import type { PlanGround } from '../../../contract/plan-ground.ts';
import { metresBetween, planeAt, type Xy } from '../../map/plan-plane.ts';
import { newId } from '../../new-id.ts';
import { remeasured } from './element-kinds.ts';
import { middleOf, movedTo, resized, sidesOf } from './element-shapes.ts';
import { roadFrame } from './road-frame.ts';
import { typicalElements } from './typical-model.ts';

const gate: Position = [108.79, 15.12];
const plane = planeAt(gate);

/** A road 9 m south of the gate that comes from the west, or with its line the other way round. */
function ground(lanes: number, isMain: boolean, isReversed = false): PlanGround {
  const widthMetres = lanes * (isMain ? 3.5 : 3);
  const road = (a: Xy, b: Xy, width = widthMetres): PlanGround['roads'][number] => ({
    class: isMain ? 'national' : 'commune',
    lanes,
    widthMetres: width,
    isMain,
    path: { type: 'LineString', coordinates: [a, b].map(plane.toPlace) },
  });
  const [west, east]: [Xy, Xy] = [
    [-20, -9],
    [150, -9],
  ];
  return {
    anchor: { type: 'Point', coordinates: gate },
    roads: [
      isReversed ? road(east, west) : road(west, east),
      road([-200, -9], west),
      road(west, [-20, 120], 3),
    ],
    junctions: [
      { place: { type: 'Point', coordinates: plane.toPlace(west) }, halfWidthMetres: widthMetres / 2 },
    ],
  };
}

const elementsOn = (site: PlanGround) =>
  typicalElements({ ground: site, gates: [gate], gateWidthMetres: 4 }, [], newId);
const corners = ({ geometry }: PlanElement): Xy[] =>
  geometry.type === 'Polygon' ? (geometry.coordinates[0] ?? []).map(plane.toPlane) : [];

describe('typicalElements', () => {
  it.each<[string, PlanGround]>([
    ['a street of two lanes', ground(2, false)],
    ['the same street drawn from its other end', ground(2, false, true)],
    ['a main road of four lanes', ground(4, true)],
    ['a lane', ground(1, false)],
  ])('leaves gate and junction free on %s', (_, site) => {
    const elements = elementsOn(site);
    expect(elements.length).toBeGreaterThanOrEqual(12);
    const standing = elements.filter(({ type }) => type === 'motorbike_rows' || type === 'pick_up_bay');
    expect(standing.length).toBeGreaterThan(0);
    const half = (site.roads[0]?.widthMetres ?? 0) / 2;
    for (const [x, y] of standing.flatMap(corners)) {
      expect(metresBetween([x, y], [0, 0])).toBeGreaterThan(5 + 2);
      expect(metresBetween([x, y], [-20, -9])).toBeGreaterThan(5 + half);
      // Beside the road, on the side of the gate.
      expect(y).toBeGreaterThan(-9 + half);
    }
    const crossing = elements.find(({ type }) => type === 'crossing');
    const ends = crossing?.geometry.type === 'LineString' ? crossing.geometry.coordinates : [];
    expect(ends.map((end) => Math.abs(plane.toPlane(end)[1] + 9))).toEqual(
      [half, half].map((metres) => expect.closeTo(metres, 1)),
    );
  });

  it('gives a wide road a refuge and no humps, and a street humps', () => {
    const types = (site: PlanGround) => elementsOn(site).map(({ type }) => type);
    expect(types(ground(4, true))).toContain('refuge');
    expect(types(ground(4, true))).not.toContain('hump');
    expect(types(ground(2, false))).toContain('hump');
    expect(types(ground(2, false))).not.toContain('refuge');
  });

  it('gives nothing where no road is known', () => {
    expect(elementsOn({ ...ground(2, false), roads: [], junctions: [] })).toEqual([]);
  });
});

describe('roadFrame', () => {
  it('reads back what it places, the gate being across by its distance', () => {
    for (const isReversed of [false, true]) {
      const frame = roadFrame(ground(2, false, isReversed), gate);
      expect(frame?.read(gate)).toEqual({
        alongMetres: expect.closeTo(0, 1),
        acrossMetres: expect.closeTo(9, 1),
      });
      const place = frame?.place(12, 4) ?? gate;
      expect(frame?.read(place)).toEqual({
        alongMetres: expect.closeTo(12, 1),
        acrossMetres: expect.closeTo(4, 1),
      });
    }
  });
});

describe('sizes and places in numbers', () => {
  const rows = elementsOn(ground(2, false)).find(({ type }) => type === 'motorbike_rows');
  const area = rows?.geometry;

  it('make an area as long and wide as typed about its middle, and put it where it is said to be', () => {
    if (area?.type !== 'Polygon') throw new Error('the model has no rows');
    const larger = resized(area, { length: 20, width: 6 });
    if (larger.type !== 'Polygon') throw new Error('an area stays one');
    expect(sidesOf(larger)).toEqual({ length: expect.closeTo(20, 1), width: expect.closeTo(6, 1) });
    const apart = (a: Position, b: Position) => metresBetween(plane.toPlane(a), plane.toPlane(b));
    expect(apart(middleOf(larger), middleOf(area))).toBeLessThan(0.05);
    expect(apart(middleOf(movedTo(area, gate)), gate)).toBeLessThan(0.05);
  });

  it('let figures that came from the drawing follow it, and leave those that somebody typed', () => {
    if (rows?.type !== 'motorbike_rows') throw new Error('the model has no rows');
    const longer = resized(rows.geometry, { length: 20, width: 4 });
    expect(remeasured(rows, longer)).toMatchObject({ properties: { rows: 2, rowMetres: 20 } });
    const typed = { ...rows, properties: { ...rows.properties, rowMetres: 9 } };
    expect(remeasured(typed, longer)).toMatchObject({ properties: { rows: 2, rowMetres: 9 } });
  });
});
