// Rules of a gate plan on a drawn gate: each is broken once, and a plan that keeps them all is left in peace.
import { describe, expect, it } from 'vitest';
import { PlanContent } from '../../contract/plan.ts';
import type { PlanElement } from '../../contract/plan-element.ts';
import { planFailures } from '../../server/plans/check-plan.ts';
import type { Around } from '../../server/plans/check-scene.ts';
import { elementsAt } from '../../server/plans/clone.ts';
import { planeAt } from '../../server/plans/plane.ts';

const gate: [number, number] = [108.79, 15.12];
const { toPlane, toPlace } = planeAt(gate);
/** Metres east and north of the gate as a position. */
const at = (x: number, y: number): [number, number] => toPlace([x, y]);
const box = (x0: number, y0: number, x1: number, y1: number) => ({
  type: 'Polygon',
  coordinates: [[at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1), at(x0, y0)]],
});
const line = (...points: [number, number][]) => ({
  type: 'LineString',
  coordinates: points.map(([x, y]) => at(x, y)),
});
const point = (x: number, y: number) => ({ type: 'Point', coordinates: at(x, y) });

/** A street of two lanes (6 m) 8 m south of the gate, and a side street that makes a junction 60 m west. */
const around: Around = {
  anchor: { type: 'Point', coordinates: gate },
  gates: [{ id: 'g', location: { type: 'Point', coordinates: gate } }],
  roads: [
    ['a', [-60, -8], [150, -8], 'commune'],
    ['b', [-200, -8], [-60, -8], 'commune'],
    ['c', [-60, -8], [-60, 120], 'lane'],
  ].map(([id, from, to, roadClass]) => ({
    id: String(id),
    class: roadClass as 'commune' | 'lane',
    lanes: null,
    path: {
      type: 'LineString',
      coordinates: [at(...(from as [number, number])), at(...(to as [number, number]))],
    },
  })),
};

let next = 0;
function element(type: string, geometry: object, properties: object, more: object = {}): object {
  const id = `00000000-0000-4000-8000-${String(++next).padStart(12, '0')}`;
  return { id, type, geometry, properties, owner: 'school', term: 'short', cost: 'low', ...more };
}
function plan(elements: object[], more: object = {}): PlanContent {
  const schoolId = '00000000-0000-4000-8000-00000000aaaa';
  return PlanContent.parse({ schoolId, gateId: null, name: 'Thử', elements, ...more });
}
const rulesOf = (elements: object[], more: object = {}, scene: Around = around) =>
  planFailures(plan(elements, more), scene, []).map(({ rule }) => rule);

const rows = (geometry: object, placement = 'roadside', count = 2) =>
  element('motorbike_rows', geometry, { placement, rows: count, rowMetres: 20 });

describe('planFailures', () => {
  it('finds nothing in a plan that keeps the rules', () => {
    expect(
      rulesOf(
        [
          rows(box(15, 4, 35, 8)),
          element('no_stopping_line', line([-7, -4], [7, -4]), { hours: 'always' }),
          element('crossing', line([0, -11.5], [0, -4.5]), { widthMetres: 4, lanes: null, hasSignal: false }),
          element('class_queue', box(-30, 10, -10, 20), { classes: '1A', pupils: 40 }),
          element('sign', point(5, -4), { code: 'P.130', facingDegrees: 90 }),
        ],
        { pupilsFetched: 50 },
      ),
    ).toEqual([]);
  });

  const noStopping = (from: number, to: number) =>
    element('no_stopping_line', line([from, -5], [to, -5]), { hours: 'always' });
  const wide = (lanes: number, hasSignal = false) =>
    element('crossing', line([0, -11.5], [0, -4.5]), { widthMetres: 4, lanes, hasSignal });

  it.each<[string, string, object[]]>([
    ['gate_five_metres', 'rows 4 m beside the gate', [rows(box(5, 1, 25, 4))]],
    ['junction_five_metres', 'rows at the side street', [rows(box(-56, -3, -40, 0))]],
    [
      'standing_on_crossing',
      'rows over the crossing',
      [
        rows(box(20, -4, 40, 0)),
        element('crossing', line([25, -12], [25, -1]), { widthMetres: 4, lanes: null, hasSignal: false }),
      ],
    ],
    ['standing_on_no_stopping', 'rows along the line', [rows(box(20, -5, 40, 0)), noStopping(25, 45)]],
    [
      'crossing_in_junction',
      'a crossing where vehicles turn',
      [element('crossing', line([-61, -9], [-59, -7]), { widthMetres: 4, lanes: null, hasSignal: false })],
    ],
    ['multilane_crossing', 'four lanes with paint alone', [wide(4)]],
    [
      'areas_overlap',
      'two areas on each other',
      [
        rows(box(20, 0, 40, 4)),
        element('keeping_area', box(30, 2, 50, 6), { placement: 'roadside', places: 30 }),
      ],
    ],
    ['fire_access', 'rows that leave 2 m of the street', [rows(box(20, -9, 40, -4), 'carriageway')]],
    [
      'not_on_road',
      'a hump in the yard',
      [element('hump', line([0, 40], [6, 40]), { heightCentimetres: 7, lengthMetres: 4 })],
    ],
    [
      'on_carriageway',
      'a queue of children on the street',
      [element('class_queue', box(20, -9, 40, -3), { classes: '', pupils: 20 })],
    ],
    [
      'least_width',
      'a footpath of 80 cm',
      [element('footpath', line([-20, -3], [20, -3]), { widthMetres: 0.8, isCleared: false })],
    ],
    ['least_width', 'three rows drawn 4 m deep', [rows(box(20, 4, 40, 8), 'roadside', 3)]],
    [
      'speed_zone_sign',
      'a zone without its sign',
      [element('speed_zone', line([-40, -8], [40, -8]), { speedKmh: 30, isCalmed: true, hours: 'always' })],
    ],
    [
      'unknown_sign',
      'a sign that is none',
      [element('sign', point(5, -4), { code: 'X.1', facingDegrees: 0 })],
    ],
  ])('%s: %s', (rule, _what, elements) => {
    expect(rulesOf(elements)).toContain(rule);
  });

  it('leaves a wide crossing alone with a signal, a refuge or a hump', () => {
    expect(rulesOf([wide(4, true)])).not.toContain('multilane_crossing');
    const refuge = element('refuge', box(-1, -9, 1, -7), { widthMetres: 2 });
    expect(rulesOf([wide(4), refuge])).not.toContain('multilane_crossing');
    const hump = element('hump', line([20, -11], [20, -5]), { heightCentimetres: 7, lengthMetres: 4 });
    expect(rulesOf([wide(4), hump])).not.toContain('multilane_crossing');
  });

  it('lets vehicles stand in the yard beside the gate, and areas share a border', () => {
    expect(rulesOf([rows(box(3, 1, 20, 4), 'off_road', 1), rows(box(20, 1, 40, 4), 'off_road', 1)])).toEqual(
      [],
    );
  });

  it('lets vehicles stand behind a footpath from a no-stopping line, and where it ends', () => {
    const rule = 'standing_on_no_stopping';
    expect(rulesOf([rows(box(20, -3, 40, 1)), noStopping(10, 45)])).not.toContain(rule);
    expect(rulesOf([rows(box(20, -5, 40, 0)), noStopping(0, 20)])).not.toContain(rule);
    expect(rulesOf([rows(box(20, -5, 40, 0), 'off_road'), noStopping(10, 45)])).not.toContain(rule);
  });

  it('lets a zone follow the bend of its road', () => {
    const [road] = around.roads;
    if (road === undefined) throw new Error('the scene has no road');
    const bend = line([-80, -8], [0, -8], [0, 72]);
    const bent: Around = {
      ...around,
      roads: [{ ...road, path: { type: 'LineString', coordinates: bend.coordinates } }],
    };
    const properties = { speedKmh: 30, isCalmed: false, hours: 'always' };
    const zone = element('speed_zone', bend, properties);
    // Halfway between its ends it would be far from the road.
    const cut = element('speed_zone', line([-80, -8], [0, 72]), properties);
    const rule = 'not_on_road';
    expect([rulesOf([zone], {}, bent).includes(rule), rulesOf([cut], {}, bent).includes(rule)]).toEqual([
      false,
      true,
    ]);
  });

  it('counts those who fetch a child wave by wave', () => {
    const fifty = [rows(box(15, 4, 35, 8))];
    expect(rulesOf(fifty, { pupilsFetched: 51 })).toEqual(['pick_up_capacity']);
    expect(rulesOf(fifty, { pupilsFetched: 100, releaseWaves: 2 })).toEqual([]);
    const [short] = planFailures(plan(fifty, { pupilsFetched: 130 }), around, []);
    expect(short?.remedy.vi).toContain('3 đợt');
  });

  it('says where, of what, and on which law, the gravest first', () => {
    const failures = planFailures(
      plan([
        rows(box(5, 1, 25, 4), 'roadside', 1),
        element('sign', point(5, -4), { code: 'X.1', facingDegrees: 0 }),
      ]),
      around,
      [],
    );
    expect(failures.map(({ severity }) => severity)).toEqual(['must', 'warning']);
    expect(failures[0]).toMatchObject({
      place: { type: 'Point' },
      legalBasis: 'Luật 36/2024/QH15 Đ. 18.4',
      certainty: 'read_in_source',
    });
    // 5 m east of the gate's middle, less half its 4 m.
    expect(failures[0]?.says.vi).toContain('3,1 m');
  });

  it('says that roads are not known instead of passing everything', () => {
    expect(rulesOf([], {}, { ...around, roads: [] })).toEqual(['no_roads_known']);
  });

  it('checks a full plan while a person draws: within 20 ms', () => {
    const many = Array.from({ length: 200 }, (_, i) => {
      const [x, y] = [10 + 1.2 * (i % 100), i < 100 ? -11 : -7];
      return rows(box(x, y, x + 2, y + 2), 'carriageway');
    });
    const full = plan(many);
    const times = Array.from({ length: 10 }, () => {
      const start = performance.now();
      planFailures(full, around, []);
      return performance.now() - start;
    });
    // Three times the promise, for a machine that is busy.
    expect(Math.min(...times)).toBeLessThan(60);
  });
});

describe('elementsAt', () => {
  const road = (x0: number, y0: number, x1: number, y1: number) => ({
    type: 'LineString' as const,
    coordinates: [at(x0, y0), at(x1, y1)],
  });
  const there: [number, number] = [108.8, 15.2];

  it('turns a plan with its road: what lay before the gate lies before the other gate', () => {
    const far = planeAt(there);
    const east = [far.toPlace([8, -100]), far.toPlace([8, 100])];
    const { elements } = plan([
      element('camera', point(3, -8), {}),
      element('sign', point(0, -4), { code: 'P.130', facingDegrees: 180 }),
    ]);
    const [camera, sign] = elementsAt(
      elements,
      { at: gate, roads: [road(-100, -8, 100, -8)] },
      { at: there, roads: [{ type: 'LineString', coordinates: east }] },
      (id) => `new ${id}`,
    );
    // The road was 8 m south and is 8 m east: a quarter turn, south to east.
    const [x, y] = far.toPlane(camera!.geometry.coordinates as [number, number]);
    expect([x, y].map((metres) => Math.round(metres * 10) / 10)).toEqual([8, 3]);
    expect(camera?.id).toBe(`new ${elements[0]?.id}`);
    expect((sign as Extract<PlanElement, { type: 'sign' }>).properties.facingDegrees).toBeCloseTo(90, 6);
  });

  it('only moves it where no road is known', () => {
    const { elements } = plan([element('camera', point(3, -8), {})]);
    const [camera] = elementsAt(elements, { at: gate, roads: [] }, { at: there, roads: [] }, (id) => id);
    const [x, y] = planeAt(there).toPlane(camera!.geometry.coordinates as [number, number]);
    expect([Math.round(x * 10), Math.round(y * 10)]).toEqual([30, -80]);
  });
});

describe('planeAt', () => {
  it('comes back to where it was', () => {
    const [lon, lat] = toPlace(toPlane([108.7931, 15.1222]));
    expect([lon, lat]).toEqual([expect.closeTo(108.7931, 10), expect.closeTo(15.1222, 10)]);
  });
});
