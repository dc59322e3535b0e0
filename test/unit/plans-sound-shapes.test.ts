// A drawing that is no shape is refused by name, in both languages; what a hand really draws is not.
import { describe, expect, it } from 'vitest';
import type { PlanElement } from '../../contract/plan-element.ts';
import { planeAt } from '../../server/plans/plane.ts';
import { requireSoundShapes } from '../../server/plans/sound-shapes.ts';
import { Problem } from '../../server/problem.ts';

const { toPlace } = planeAt([108.79, 15.12]);
type Metres = readonly [number, number];
const area = (...rings: Metres[][]): PlanElement['geometry'] => ({
  type: 'Polygon',
  coordinates: rings.map((ring) => ring.map(toPlace)),
});
const line = (...points: Metres[]): PlanElement['geometry'] => ({
  type: 'LineString',
  coordinates: points.map(toPlace),
});
/** As many corners as wanted on a circle, closed. */
const circle = (corners: number): Metres[] => {
  const at = (i: number): Metres => [
    20 * Math.cos((i * 2 * Math.PI) / corners),
    20 * Math.sin((i * 2 * Math.PI) / corners),
  ];
  return [...Array.from({ length: corners }, (_, i) => at(i)), at(0)];
};
const square: Metres[] = [
  [0, 0],
  [8, 0],
  [8, 3],
  [0, 3],
  [0, 0],
];

/** The problem of a plan with one drawing; null when it is taken. */
function refusal(geometry: PlanElement['geometry']): Problem | null {
  try {
    requireSoundShapes({ elements: [{ type: 'pick_up_bay', geometry }] }, '#/body');
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

describe('requireSoundShapes', () => {
  it.each<[string, PlanElement['geometry'], RegExp]>([
    ['a line in one place', line([1, 1], [1, 1]), /no length/],
    ['an area with a hole', area(circle(12), square), /no holes/],
    ['an area left open', area(square.slice(0, -1)), /not closed/],
    [
      'a figure eight',
      area([
        [0, 0],
        [8, 4],
        [8, 0],
        [0, 4],
        [0, 0],
      ]),
      /crosses itself/,
    ],
    [
      'a ring through its own corner',
      area([
        [0, 0],
        [8, 0],
        [4, 4],
        [4, 0],
        [0, 4],
        [0, 0],
      ]),
      /crosses itself/,
    ],
    [
      'an area on one line',
      area([
        [0, 0],
        [4, 0],
        [8, 0],
        [0, 0],
      ]),
      /is empty/,
    ],
    [
      'an area in one place',
      area([
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
      ]),
      /is empty/,
    ],
    ['too many corners', area(circle(300)), /301 corners; the most is 200/],
    ['a line of too many corners', line(...circle(300)), /301 corners/],
  ])('refuses %s', (_, geometry, sentence) => {
    const problem = refusal(geometry);
    expect(problem?.key).toBe('bad-geometry');
    expect(problem?.occurrence.detailEn).toMatch(sentence);
    expect(problem?.occurrence.detail).toMatch(/^Hạng mục 1 \(pick_up_bay\): /);
    expect(problem?.occurrence.errors?.[0]?.pointer).toBe('#/body/elements/0/geometry');
  });

  it.each<[string, PlanElement['geometry']]>([
    ['a point', { type: 'Point', coordinates: [108.79, 15.12] }],
    ['a short line', line([0, 0], [0.3, 0])],
    ['a line that crosses itself, as a footpath may', line([0, 0], [8, 0], [4, 4], [4, -4])],
    ['a rectangle', area(square)],
    [
      'an area with a corner twice',
      area([
        [0, 0],
        [8, 0],
        [8, 0],
        [8, 3],
        [0, 0],
      ]),
    ],
    [
      'a hollow area',
      area([
        [0, 0],
        [9, 0],
        [9, 9],
        [6, 9],
        [6, 3],
        [3, 3],
        [3, 9],
        [0, 9],
        [0, 0],
      ]),
    ],
    ['a round area', area(circle(150))],
  ])('takes %s', (_, geometry) => {
    expect(refusal(geometry)).toBeNull();
  });
});
