// The stretches of a route that a phone asks about: the known ones again, else equal parts, and always the whole route.
import { describe, expect, it } from 'vitest';
import { routeStretches, type Stretch } from '../../server/field/route-stretches.ts';

const of = (...cuts: number[]): Stretch[] =>
  cuts.slice(1).map((toMetres, i) => ({ fromMetres: cuts[i] ?? 0, toMetres }));

describe('routeStretches', () => {
  it('cuts a route nobody answered about into equal parts that make up the whole', () => {
    expect(routeStretches(0.4, [])).toEqual(of(0, 1));
    expect(routeStretches(250.3, [])).toEqual(of(0, 251));
    expect(routeStretches(513.4, [])).toEqual(of(0, 257, 514));
    expect(routeStretches(1_300, [])).toEqual(of(0, 260, 520, 780, 1_040, 1_300));
  });

  it('keeps the stretches of earlier answers, in their order, where they make up the route', () => {
    const [first, second, third] = of(0, 200, 410, 511);
    expect(routeStretches(513.4, [third!, first!, second!])).toEqual([first, second, third]);
  });

  it('cuts anew where earlier answers leave a hole, overlap, or stand for too much', () => {
    const anew = of(0, 257, 514);
    expect(routeStretches(513.4, of(0, 200))).toEqual(anew);
    expect(routeStretches(513.4, [...of(0, 200), ...of(210, 513)])).toEqual(anew);
    expect(routeStretches(513.4, [...of(0, 300), ...of(250, 513)])).toEqual(anew);
    expect(routeStretches(1_040, of(0, 1_040))).toEqual(of(0, 260, 520, 780, 1_040));
  });
});
