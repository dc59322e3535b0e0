// The straight-line screening against brute force: every pair measured in earth-centred coordinates, one by one.
import { describe, expect, test } from 'vitest';
import { mulberry32 } from '../../server/network/random.ts';
import { accidentsAlongRoutes, type RouteLines, routeTask } from '../../server/screening/along-routes.ts';
import { screenSurroundings } from '../../server/screening/jobs.ts';
import { accidentsNearSchools } from '../../server/screening/near-schools.ts';
import { buildPlaceGrid, buildScaledGrid } from '../../server/screening/place-grid.ts';
import { withScreeningThread } from '../../server/screening/thread.ts';

type Earth = [number, number, number];

/** Earth-centred coordinates on WGS 84, metres. */
function earth(lon: number, lat: number): Earth {
  const [a, e2] = [6_378_137, 0.0066943799901413165];
  const [l, b] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180];
  const n = a / Math.sqrt(1 - e2 * Math.sin(b) ** 2);
  return [n * Math.cos(b) * Math.cos(l), n * Math.cos(b) * Math.sin(l), n * (1 - e2) * Math.sin(b)];
}

const minus = (p: Earth, q: Earth): Earth => [p[0] - q[0], p[1] - q[1], p[2] - q[2]];
const dot = (p: Earth, q: Earth): number => p[0] * q[0] + p[1] * q[1] + p[2] * q[2];

/** Length of the arc over the straight line between two points. */
function arc(p: Earth, q: Earth): number {
  const chord = Math.sqrt(dot(minus(p, q), minus(p, q)));
  return chord * (1 + chord ** 2 / (24 * 6_371_000 ** 2));
}

function fromSegment(p: Earth, a: Earth, b: Earth): number {
  const [u, v] = [minus(b, a), minus(p, a)];
  const square = dot(u, u);
  const t = square > 0 ? Math.min(Math.max(dot(u, v) / square, 0), 1) : 0;
  const d = minus(v, [u[0] * t, u[1] * t, u[2] * t]);
  return Math.sqrt(dot(d, d));
}

const random = mulberry32(8);

/** Places in two towns, one of them far in the north, and one place far from both. */
function places(count: number) {
  const lon = new Float64Array(count);
  const lat = new Float64Array(count);
  const weight = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const isNorth = random() < 0.5;
    lon[i] = (isNorth ? -1.5 : 106) + random() * 0.04;
    lat[i] = (isNorth ? 58 : 10) + random() * 0.04;
    weight[i] = random() < 0.2 ? 1 : 0.25;
  }
  lon[0] = 114;
  lat[0] = 9;
  return { lon, lat, weight };
}

function someRoutes(count: number): RouteLines {
  const vertices: number[] = [];
  const start = [0];
  for (let route = 0; route < count; route++) {
    const isNorth = route % 2 === 1;
    let x = (isNorth ? -1.5 : 106) + random() * 0.04;
    let y = (isNorth ? 58 : 10) + random() * 0.04;
    for (let v = 0; v < 2 + (route % 20); v++) {
      vertices.push(x, y);
      // Now and then a vertex is repeated.
      if (v % 7 === 3) continue;
      x += (random() - 0.5) * 0.002;
      y += (random() - 0.5) * 0.002;
    }
    start.push(vertices.length / 2);
  }
  return { lonLat: Float64Array.from(vertices), start: Uint32Array.from(start) };
}

const inOrder = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);

const accidents = places(3_000);
const accidentsOnEarth = Array.from(accidents.lon, (lon, i) => earth(lon, accidents.lat[i]!));

const schools = places(300);

describe('accidents near schools', () => {
  test('are the pairs, distances and weights of brute force', () => {
    const found = accidentsNearSchools(buildPlaceGrid(accidents, 1_000), schools);
    let pairs = 0;
    for (let s = 0; s < schools.lon.length; s++) {
      const school = earth(schools.lon[s]!, schools.lat[s]!);
      let [count, weight] = [0, 0];
      accidentsOnEarth.forEach((accident, i) => {
        const metres = arc(school, accident);
        if (metres > 1_000) return;
        count++;
        weight += accidents.weight[i]! * (1 - metres / 1_000);
      });
      expect(found.accidents[s]).toBe(count);
      expect(found.weight[s]).toBeCloseTo(weight, 6);
      pairs += count;
    }
    expect(pairs).toBeGreaterThan(50_000);
  });

  test('do not depend on the size of the cells', () => {
    const [fine, coarse] = [100, 20_000].map((cell) =>
      accidentsNearSchools(buildPlaceGrid(accidents, cell), schools),
    );
    expect(coarse?.accidents).toEqual(fine?.accidents);
  });

  test('one 1 cm inside counts next to nothing, one 1 mm outside does not count', () => {
    // Along the meridian at the equator: 110.574 km per degree.
    const lat = Float64Array.of(0, 0.0090436, 0.0090437);
    const grid = buildPlaceGrid(
      { lon: Float64Array.of(100, 100, 100), lat, weight: Float64Array.of(0, 1, 1) },
      1_000,
    );
    const found = accidentsNearSchools(grid, { lon: Float64Array.of(100), lat: Float64Array.of(0) });
    expect(found.accidents[0]).toBe(2);
    expect(found.weight[0]).toBeGreaterThan(0);
    expect(found.weight[0]).toBeLessThan(1e-4);
  });

  test('of no accidents are none', () => {
    const none = { lon: new Float64Array(0), lat: new Float64Array(0), weight: new Float64Array(0) };
    const found = accidentsNearSchools(buildPlaceGrid(none, 1_000), schools);
    expect(found.accidents.every((count) => count === 0)).toBe(true);
  });
});

describe('accidents along routes', () => {
  const lines = someRoutes(300);

  test('are those of brute force, each once per route', () => {
    const task = routeTask(buildScaledGrid(accidents, 300), lines, inOrder(300));
    accidentsAlongRoutes(task, [
      [0, 100],
      [100, 300],
    ]);
    const vertices = Array.from({ length: lines.lonLat.length / 2 }, (_, v) =>
      earth(lines.lonLat[v * 2]!, lines.lonLat[v * 2 + 1]!),
    );
    let pairs = 0;
    for (let route = 0; route < 300; route++) {
      let [count, weight] = [0, 0];
      const own = vertices.slice(lines.start[route]!, lines.start[route + 1]!);
      accidentsOnEarth.forEach((accident, i) => {
        const isNear = own.slice(1).some((b, k) => fromSegment(accident, own[k]!, b) <= 30);
        if (!isNear) return;
        count++;
        weight += accidents.weight[i]!;
      });
      expect(task.found.accidents[route]).toBe(count);
      expect(task.found.weight[route]).toBeCloseTo(weight, 9);
      pairs += count;
    }
    expect(pairs).toBeGreaterThan(500);
  });
});

describe('a thread beside', () => {
  test('finds the same around schools and along routes', async () => {
    const many = someRoutes(5_000);
    const own = screenSurroundings(accidents, schools);
    const ownTask = routeTask(own.cells, many, inOrder(5_000));
    accidentsAlongRoutes(ownTask, [[0, 5_000]]);
    await withScreeningThread(async (thread) => {
      const theirs = await thread.surroundings(accidents, schools);
      expect(theirs.nearSchools).toEqual(own.nearSchools);
      const task = routeTask(theirs.cells, many, inOrder(5_000));
      await thread.routes(task);
      expect(task.found).toEqual(ownTask.found);
    });
    expect(own.nearSchools.accidents.some((count) => count > 0)).toBe(true);
    expect(ownTask.found.accidents.some((count) => count > 0)).toBe(true);
  });

  test('is kept for who comes next, and not shared', async () => {
    const first = await withScreeningThread(async (thread) => thread);
    await withScreeningThread(async (thread) => {
      expect(thread).toBe(first);
      await withScreeningThread(async (other) => expect(other).not.toBe(thread));
    });
  });

  test('does not answer what was asked before a failure', async () => {
    const few = places(10);
    const failing = withScreeningThread(async (thread) => {
      void thread.surroundings(accidents, schools);
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    const found = await withScreeningThread((thread) => thread.surroundings(few, schools));
    expect(found.nearSchools).toEqual(screenSurroundings(few, schools).nearSchools);
  });
});
