// Strata tested on two threads give what one thread gives.
import { expect, test } from 'vitest';
import { testStrata } from '../../server/hotspots/strata.ts';
import { testStrataTogether } from '../../server/hotspots/strata-threads.ts';
import { buildGraph } from '../../server/network/graph.ts';
import { mulberry32 } from '../../server/network/random.ts';
import { planeRoads, streetGrid } from '../support/plane-roads.ts';

const run = { bandwidthMetres: 100, simulations: 199, qAtMost: 1 };

test('two threads find the same clusters in the same order, and each stratum is told of once', async () => {
  const graph = buildGraph(planeRoads(streetGrid(24, 200)).edges);
  const random = mulberry32(11);
  // Most accidents crowd on some of the streets, the others lie anywhere.
  const edge = Int32Array.from({ length: 400 }, (_, i) =>
    Math.floor((i % 4 === 0 ? random() : 0.02 * Math.floor(50 * random())) * graph.edgeCount),
  );
  const offsetMetres = Float64Array.from(edge, (of) => random() * graph.lengthMetres[of]!);
  const events = { edge, offsetMetres };
  const alone = testStrata(graph, events, run);
  expect(alone.clusters.length).toBeGreaterThan(3);
  const told: number[] = [];
  let strata = 0;
  const moment = new Int32Array(new SharedArrayBuffer(4));
  const progress = (done: number, all: number) => {
    told.push(done);
    strata = all;
    // Slow enough for the other thread to start and take its part.
    Atomics.wait(moment, 0, 0, 300);
  };
  expect(await testStrataTogether(graph, events, { ...run, progress }, 1)).toEqual(alone);
  expect(new Set(told).size).toBe(told.length);
  expect(told.length).toBeLessThan(strata);
});
