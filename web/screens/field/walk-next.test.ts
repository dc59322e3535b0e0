// What is left to walk, without a network: most pupil-metres first, and less what was answered since the download.
import { expect, test } from 'vitest';
import { byPupilMetres, walksLeft } from '../../../contract/walk-next.ts';
import type { PackRoute } from './pack.ts';
import { nextWalk } from './walk-next.ts';

function route(id: string, pupils: number, ...unsurveyed: [number, number][]): PackRoute {
  return {
    id,
    name: null,
    lengthMetres: 1_000,
    path: { type: 'LineString', coordinates: [] },
    stretches: [{ fromMetres: 0, toMetres: 1_000 }],
    pupils,
    unsurveyed: unsurveyed.map(([fromMetres, toMetres]) => ({ fromMetres, toMetres })),
  };
}

test('the order weighs metres by pupils, keeps equal parts as given, and leaves out what nobody uses', () => {
  const part = (lengthMetres: number, pupilFlow: number, isSurveyed = false) => ({
    lengthMetres,
    pupilFlow,
    isSurveyed,
  });
  const parts = [part(100, 2), part(50, 8), part(900, 0), part(200, 1), part(10, 100, true)];
  expect(byPupilMetres(parts)).toEqual([4, 1, 0, 3]);
  expect(walksLeft(parts)).toEqual([1, 0, 3]);
});

test('nextWalk takes the part with most pupil-metres, whatever order the routes come in', () => {
  const [small, large] = [route('a', 10, [0, 300]), route('b', 100, [0, 20], [400, 500])];
  expect(nextWalk([large, small], [])).toEqual({ route: large, fromMetres: 400, toMetres: 500 });
  expect(nextWalk([], [])).toBeNull();
});

test('what was answered on this phone is no longer left, with the few metres past its ends', () => {
  const only = route('b', 100, [0, 500], [900, 1_000]);
  const answered = { routeId: 'b', fromMetres: 0, toMetres: 260 };
  expect(nextWalk([only], [answered])).toEqual({ route: only, fromMetres: 270, toMetres: 500 });
  const middle = { routeId: 'b', fromMetres: 300, toMetres: 320 };
  expect(nextWalk([only], [middle])).toEqual({ route: only, fromMetres: 0, toMetres: 290 });
  // Elsewhere, and about the whole route.
  expect(nextWalk([only], [{ gateId: 'b' }, { routeId: 'c' }])).toMatchObject({ toMetres: 500 });
  expect(nextWalk([only], [{ routeId: 'b' }])).toBeNull();
});
