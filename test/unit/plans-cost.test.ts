// What a plan costs by what was typed and by unit costs, counted out by hand; and that every type of element has a price.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PlanElement } from '../../contract/plan-element.ts';
import { UnitCosts } from '../../contract/unit-cost.ts';
import { costOf } from '../../server/plans/cost.ts';
import { planeAt } from '../../server/plans/plane.ts';

const file: { value: unknown } = JSON.parse(
  readFileSync(new URL('../../data/presets/unit-costs-vn-1.json', import.meta.url), 'utf8'),
);
const shipped = UnitCosts.parse(file.value);
/** The shipped items at other prices, so that no answer hangs on those we chose. */
const unitCosts: UnitCosts = {
  items: shipped.items.map((item) => ({ ...item, cost: { ...item.cost, millionVnd: 2 } })),
};

const { toPlace } = planeAt([108.7, 15]);
const line = (metres: number) => ({
  type: 'LineString',
  coordinates: [toPlace([0, 0]), toPlace([metres, 0])],
});
const area = (length: number, depth: number) => ({
  type: 'Polygon',
  coordinates: [
    [toPlace([0, 0]), toPlace([length, 0]), toPlace([length, depth]), toPlace([0, depth]), toPlace([0, 0])],
  ],
});
let last = 0;
const element = (type: string, geometry: object, properties: object, costMillionVnd: number | null = null) =>
  PlanElement.parse({
    id: `00000000-0000-4000-8000-${String(++last).padStart(12, '0')}`,
    type,
    geometry,
    properties,
    owner: 'school',
    term: 'short',
    cost: 'low',
    costMillionVnd,
  });
const crossing = (hasSignal: boolean) =>
  element('crossing', line(7), { widthMetres: 4, lanes: null, hasSignal });
const costs = (...elements: PlanElement[]) => costOf({ elements }, unitCosts);

describe('costOf', () => {
  it.each([
    ['a line by its length', element('guard_rail', line(12), {}), 'guard_rail', 12],
    ['a crossing by length and breadth', crossing(false), 'crossing', 28],
    ['one with a signal as a piece', crossing(true), 'crossing_signal', 1],
    ['an area by what it covers', element('refuge', area(6, 2), { widthMetres: 2 }), 'refuge', 12],
    ['a point as a piece', element('camera', { type: 'Point', coordinates: [108.7, 15] }, {}), 'camera', 1],
    [
      'a footpath that is cleared by its length alone',
      element('footpath', line(30), { widthMetres: 2, isCleared: true }),
      'footpath_cleared',
      30,
    ],
    [
      'a new footpath by length and breadth',
      element('footpath', line(30), { widthMetres: 2, isCleared: false }),
      'footpath',
      60,
    ],
  ])('counts %s', (_what, one, code, quantity) => {
    expect(costs(one)).toMatchObject({
      costMillionVnd: quantity * 2,
      suggestedMillionVnd: quantity * 2,
      elements: [{ id: one.id, code, quantity, millionVnd: quantity * 2, isSuggestion: true }],
    });
  });

  it('takes what was typed before the unit cost, a nothing too, and says how much of the sum is suggested', () => {
    const typed = element('guard_rail', line(12), {}, 30);
    const free = element('lighting', { type: 'Point', coordinates: [108.7, 15] }, {}, 0);
    expect(costs(typed, free, crossing(false))).toMatchObject({
      costMillionVnd: 86,
      suggestedMillionVnd: 56,
    });
    expect(costs(typed, free)).toMatchObject({ costMillionVnd: 30, suggestedMillionVnd: 0 });
    expect(costs(typed).elements[0]?.millionVnd).toBe(24);
  });

  it('calls a unit cost that a province stands for no suggestion', () => {
    const own = { items: unitCosts.items.map((item) => ({ ...item, isSuggestion: false })) };
    expect(costOf({ elements: [crossing(false)] }, own)).toMatchObject({
      costMillionVnd: 56,
      suggestedMillionVnd: 0,
    });
  });

  it('has no sum for an empty plan, and gives two digits of an estimate', () => {
    expect(costs()).toEqual({ costMillionVnd: null, suggestedMillionVnd: 0, elements: [] });
    expect(costs(element('guard_rail', line(61.7), {})).costMillionVnd).toBe(120);
  });
});

describe('the shipped unit costs', () => {
  it('are suggestions that say so, in a unit that the element has', () => {
    const points = ['lighting', 'camera', 'sign', 'team_post'];
    const areas = ['pick_up_bay', 'class_queue', 'motorbike_rows', 'refuge', 'bus_bay', 'keeping_area'];
    for (const { code, cost, isSuggestion, source } of shipped.items) {
      expect(isSuggestion, code).toBe(true);
      expect(source, code).toMatch(/^Chúng tôi chọn/);
      if (points.includes(code)) expect(cost.per, code).toBe('piece');
      if (areas.includes(code)) expect(cost.per, code).not.toBe('metre');
    }
    expect(new Set(shipped.items.map(({ code }) => code)).size).toBe(shipped.items.length);
  });

  it('are refused without a price for each type of element', () => {
    expect(UnitCosts.safeParse({ items: shipped.items.slice(1) }).success).toBe(false);
  });
});
