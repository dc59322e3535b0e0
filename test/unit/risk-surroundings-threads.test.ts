// What lies around schools is the same whether one thread looks or two.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mulberry32 } from '../../server/network/random.ts';
import type { RouteRow, SchoolRow } from '../../server/risk/input.ts';
import { flattenParameters } from '../../server/risk/parameters.ts';
import { surroundingsOf } from '../../server/risk/surroundings-threads.ts';
import { planeRoads, streetGrid } from '../support/plane-roads.ts';

const parameters = flattenParameters(
  JSON.parse(readFileSync(new URL('../../data/presets/risk-srs-vn-1.json', import.meta.url), 'utf8')),
);
const townMetres = 4_000;

test('two threads see the same around each school, and progress never falls', async () => {
  const random = mulberry32(5);
  const places = (count: number) => Float64Array.from({ length: count }, () => random() * townMetres);
  const network = planeRoads(streetGrid(20, townMetres / 20));
  const schools = [...places(400)].map(
    (x, i): SchoolRow => ({
      id: `school ${i}`,
      unitId: 'unit',
      provinceId: 'province',
      urban: i % 2 === 0,
      levels: ['primary'],
      pupils: 300,
      walkCycleShare: null,
      sessions: null,
      x,
      y: random() * townMetres,
    }),
  );
  const accidents = { xs: places(2_000), ys: places(2_000) };
  const routes = schools.slice(0, 50).map(
    ({ id, x, y }): RouteRow => ({
      id: `route of ${id}`,
      schoolId: id,
      share: null,
      pupils: null,
      lengthMetres: 600,
      path: [
        [x - 600, y],
        [x, y],
      ],
    }),
  );
  const input = { parameters, schools, gates: [], routes, observations: [], accidents, network };
  const told: number[] = [];
  const moment = new Int32Array(new SharedArrayBuffer(4));
  const alone = await surroundingsOf(input, (_, done) => told.push(done), schools.length + 1);
  expect(alone.around).toHaveLength(schools.length);
  expect(alone.around.filter(({ accidents: near }) => near.accident.length > 10).length).toBeGreaterThan(100);
  const stepsAlone = told.splice(0).length;

  const together = await surroundingsOf(
    input,
    (_, done) => {
      told.push(done);
      // Slow enough for the other thread to start and take its part.
      Atomics.wait(moment, 0, 0, 200);
    },
    1,
  );
  expect(together).toEqual(alone);
  expect(told.length).toBeLessThan(stepsAlone);
  expect(told).toEqual([...told].sort((a, b) => a - b));
});
