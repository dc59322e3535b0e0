// Elements as they begin, and how they are said: figures that follow from the drawing, names, words on the map.
import { describe, expect, it } from 'vitest';
import { ElementType } from '../../../contract/plan.ts';
import type { MapMiddle } from '../../map/plan-map-types.ts';
import { enWords, viWords } from '../../text/words.fixture.ts';
import { elementKinds, newElement, typesOf } from './element-kinds.ts';
import { geometryAt, metresOf, shifted, sidesOf } from './element-shapes.ts';
import { elementFigures, elementShort, elementTitle } from './element-words.ts';

const id = '4a280cce-d755-4fb2-8833-b4857d4c3add';
const middle: MapMiddle = {
  place: [108.7146, 15.033],
  road: { place: [108.7146, 15.033], angle: 0.6, widthMetres: 7 },
};
const one = (type: ElementType) => newElement(type, geometryAt(elementKinds[type], middle), id, []);

describe('elements of a plan', () => {
  it('of every type can be begun in the middle of the map, and stand in one group of the palette', () => {
    for (const type of ElementType.options) {
      const element = one(type);
      expect(element.type).toBe(type);
      expect(elementTitle(element, viWords)).not.toContain('plan.');
      expect(elementFigures(element, viWords)).not.toMatch(/plan\.|NaN|undefined/);
      expect(typesOf(elementKinds[type].purpose)).toContain(type);
    }
  });

  it('take their size from the type, along the road, and across it as wide as the road', () => {
    const bay = geometryAt(elementKinds.pick_up_bay, middle);
    const crossing = geometryAt(elementKinds.crossing, middle);
    if (bay.type !== 'Polygon' || crossing.type !== 'LineString') throw new Error('wrong shapes');
    const { length, width } = sidesOf(bay);
    expect(length).toBeCloseTo(12, 1);
    expect(width).toBeCloseTo(2.5, 1);
    expect(metresOf(crossing)).toBeCloseTo(7, 1);
  });

  it('draw figures from what was drawn', () => {
    expect(elementFigures(one('motorbike_rows'), viWords)).toBe(
      '2 hàng × 10 m, khoảng 25 xe, lề đường, 10,0 × 4,0 m',
    );
    expect(elementFigures(one('hump'), enWords)).toBe('8 cm high, 4 m long, 7.0 m across the road');
    expect(elementShort(one('sign'), viWords)).toBe('W.225');
    expect(elementShort(one('team_post'), viWords)).toBe('6:30–7:30');
    expect(elementTitle(one('team_post'), viWords)).toBe('Chốt trực – Đội cờ đỏ');
  });

  it('move by metres and turn around their middle, keeping their size', () => {
    const bay = geometryAt(elementKinds.pick_up_bay, middle);
    const turned = shifted(bay, [3, 0], 90);
    if (bay.type !== 'Polygon' || turned.type !== 'Polygon') throw new Error('wrong shapes');
    expect(sidesOf(turned).length).toBeCloseTo(sidesOf(bay).length, 1);
    const point = shifted({ type: 'Point', coordinates: [108.7146, 15.033] }, [0, 111.3194908], 0);
    expect(point).toEqual({ type: 'Point', coordinates: [108.7146, 15.034] });
  });
});
