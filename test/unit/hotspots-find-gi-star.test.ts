import { describe, expect, test } from 'vitest';
import type { HotspotParameters } from '../../contract/run-parameters.ts';
import { groupCells, outlineOfGroup } from '../../server/hotspots/cell-group.ts';
import type { Position } from '../../server/hotspots/cluster-shape.ts';
import { findGiStarPlaces } from '../../server/hotspots/find-gi-star.ts';
import { type HexCell, hexCellAt, hexCentre, hexKey, hexRing } from '../../server/hotspots/hexagons.ts';
import { cellsWithRoad } from '../../server/hotspots/road-cells.ts';
import { layAccidents, layRoads, type Scene } from '../../server/hotspots/scene.ts';
import { mulberry32 } from '../../server/network/random.ts';
import { type PlaneRoad, planeRoads } from '../support/plane-roads.ts';

const asOf = '2026-10-31';
const edgeMetres = 250;
const parameters: Extract<HotspotParameters, { method: 'gi_star' }> = {
  method: 'gi_star',
  asOf,
  months: 36,
  edgeMetres,
  filter: {},
};

type Accident = { x: number; y: number; day?: string };

function sceneOf(roads: readonly PlaneRoad[], accidents: readonly Accident[]): Scene {
  const all = <T>(value: T): T[] => accidents.map(() => value);
  return layAccidents(layRoads(planeRoads(roads)), {
    ids: accidents.map((_, i) => `a${i}`),
    xs: Float64Array.from(accidents, ({ x }) => x),
    ys: Float64Array.from(accidents, ({ y }) => y),
    severities: all('slight'),
    days: accidents.map(({ day }) => day ?? '2026-03-02'),
    windows: all('other'),
    units: all(null),
    provinces: all(null),
    urban: all(false),
    invented: all(false),
  });
}

/** Straight streets every `step` metres, both ways, over a square of `side` metres. */
function streets(side: number, step: number): PlaneRoad[] {
  return Array.from({ length: Math.floor(side / step) + 1 }, (_, i) => i * step).flatMap((at) => [
    {
      path: [
        [0, at],
        [side, at],
      ],
    },
    {
      path: [
        [at, 0],
        [at, side],
      ],
    },
  ]);
}

/** As many accidents as asked for in every cell of the square, at its centre. */
function inCells(side: number, countOf: (cell: HexCell) => number, day?: string): Accident[] {
  const cells = cellsWithRoad(layRoads(planeRoads(streets(side, 200))).graph, edgeMetres, 50);
  return cells.flatMap((cell) => {
    const [x, y] = hexCentre(cell, edgeMetres);
    return Array.from({ length: countOf(cell) }, () => ({ x, y, ...(day !== undefined && { day }) }));
  });
}

const isNear = (cell: HexCell, x: number, y: number, metres: number): boolean => {
  const [cx, cy] = hexCentre(cell, edgeMetres);
  return Math.hypot(cx - x, cy - y) <= metres;
};

function areaOf(ring: readonly Position[]): number {
  return ring.slice(1).reduce((sum, [x, y], k) => sum + (ring[k]![0] * y - x * ring[k]![1]) / 2, 0);
}

function isInside([px, py]: Position, ring: readonly Position[]): boolean {
  let inside = false;
  for (const [k, [bx, by]] of ring.slice(1).entries()) {
    const [ax, ay] = ring[k]!;
    if (ay > py !== by > py && px < ax + ((py - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}

const side = 8_000;
const town = streets(side, 200);
const random = mulberry32(31);
const background = inCells(side, () => Math.floor(random() * 3));
const spots: Accident[] = [
  ...inCells(side, (cell) => (isNear(cell, 2_000, 2_000, 600) ? 9 : 0)),
  ...inCells(side, (cell) => (isNear(cell, 6_000, 5_500, 300) ? 14 : 0)),
];
const scene = sceneOf(town, [...background, ...spots]);
const found = findGiStarPlaces(scene, parameters);

describe('cells with roads', () => {
  test.each([60, 250, 1_000])('hold the length that dense sampling finds, edge %i m', (edge) => {
    const draw = mulberry32(edge);
    const roads = Array.from({ length: 30 }, (): PlaneRoad => {
      let [x, y] = [(draw() - 0.5) * 8_000, (draw() - 0.5) * 8_000];
      const path = Array.from({ length: 6 }, (): [number, number] => {
        [x, y] = [x + (draw() - 0.5) * 900, y + (draw() - 0.5) * 900];
        return [x, y];
      });
      return { path };
    });
    const sampled = new Map<number, number>();
    const step = 0.25;
    for (const { path } of roads) {
      for (const [k, [bx, by]] of path.slice(1).entries()) {
        const [ax, ay] = path[k]!;
        const pieces = Math.ceil(Math.hypot(bx - ax, by - ay) / step);
        for (let i = 0; i < pieces; i++) {
          const at = (i + 0.5) / pieces;
          const key = hexKey(hexCellAt(ax + (bx - ax) * at, ay + (by - ay) * at, edge));
          sampled.set(key, (sampled.get(key) ?? 0) + Math.hypot(bx - ax, by - ay) / pieces);
        }
      }
    }
    const { graph } = layRoads(planeRoads(roads));
    const keys = new Set(cellsWithRoad(graph, edge, 50).map(hexKey));
    expect(keys.size).toBeGreaterThan(20);
    // A border is met between two samples, so a cell's length is known to a few of them.
    for (const [key, metres] of sampled) {
      if (Math.abs(metres - 50) > 5 * step) expect([key, keys.has(key)]).toEqual([key, metres > 50]);
    }
    for (const key of keys) expect(sampled.has(key)).toBe(true);
  });

  test('need 50 m of road, however many pieces make them', () => {
    const cellsOf = (metres: number) => {
      const half: PlaneRoad = {
        path: [
          [0, 0],
          [metres / 2, 0],
        ],
      };
      const other: PlaneRoad = {
        path: [
          [0, 20],
          [0, 20 + metres / 2],
        ],
      };
      return cellsWithRoad(layRoads(planeRoads([half, other])).graph, edgeMetres, 50);
    };
    expect(cellsOf(50)).toEqual([{ column: 0, row: 0 }]);
    expect(cellsOf(49.98)).toEqual([]);
  });

  test('come by column, then row', () => {
    const cells = cellsWithRoad(scene.graph, edgeMetres, 50);
    const keys = cells.map(hexKey);
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('groups of cells', () => {
  const cellArea = ((3 * Math.sqrt(3)) / 2) * edgeMetres ** 2;
  const around = (cell: HexCell, metres: number): HexCell[] =>
    Array.from({ length: 21 }, (_, column) =>
      Array.from({ length: 21 }, (__, row) => ({ column: column - 10, row: row - 10 })),
    )
      .flat()
      .filter((other) => isNear(other, ...hexCentre(cell, edgeMetres), metres));

  test('join by edges only', () => {
    const apart = [
      { column: 0, row: 0 },
      { column: 4, row: 0 },
      { column: 1, row: 0 },
      { column: 0, row: 2 },
      { column: 5, row: -1 },
    ];
    expect(groupCells(apart)).toEqual([[0, 2], [1, 4], [3]]);
    expect(groupCells([])).toEqual([]);
  });

  test('have the line around them: of one cell, of many, with holes filled', () => {
    const single = { column: -3, row: 5 };
    expect(outlineOfGroup([single], edgeMetres)).toEqual(hexRing(single, edgeMetres));
    const disc = around({ column: 2, row: -1 }, 2_000);
    expect(disc.length).toBeGreaterThan(60);
    const ring = outlineOfGroup(disc, edgeMetres);
    expect(ring[0]).toEqual(ring.at(-1));
    expect(areaOf(ring)).toBeCloseTo(disc.length * cellArea, 4);
    const hollow = disc.filter(
      (cell) => !isNear(cell, ...hexCentre({ column: 2, row: -1 }, edgeMetres), 900),
    );
    expect(hollow.length).toBeLessThan(disc.length);
    expect(outlineOfGroup(hollow, edgeMetres)).toEqual(ring);
    const [x, y] = hexCentre({ column: 2, row: -1 }, edgeMetres);
    const far = (cell: HexCell) =>
      Math.hypot(hexCentre(cell, edgeMetres)[0] - x, hexCentre(cell, edgeMetres)[1] - y);
    const fromWithin = hollow.toSorted((a, b) => far(a) - far(b));
    expect(outlineOfGroup(fromWithin, edgeMetres)).toEqual(ring);
    // A bay that is open to the outside is no hole.
    const bay = disc.filter(({ column, row }) => !(column >= 2 && row === -1));
    expect(areaOf(outlineOfGroup(bay, edgeMetres))).toBeCloseTo(bay.length * cellArea, 4);
    expect(() => outlineOfGroup([], edgeMetres)).toThrow(RangeError);
  });
});

describe('Gi* places', () => {
  test('are the two spots that were put there, with the accidents inside their outline', () => {
    expect(found.places).toHaveLength(2);
    const { xs, ys } = scene.accidents;
    for (const { outline, members, evidence } of found.places) {
      expect(members.map(({ accident }) => accident)).toEqual(
        scene.accidents.ids.map((_, i) => i).filter((i) => isInside([xs[i]!, ys[i]!], outline!)),
      );
      expect(evidence.z).toBeGreaterThan(3);
      expect(evidence.q).toBeLessThanOrEqual(0.01);
      expect(evidence.q).toBeGreaterThanOrEqual(evidence.p!);
    }
    const holds = (x: number, y: number) =>
      found.places.filter(({ outline }) => isInside([x, y], outline!)).length;
    expect([holds(2_000, 2_000), holds(6_000, 5_500), holds(4_000, 4_000)]).toEqual([1, 1, 0]);
    expect(found.notes).toMatchObject({
      cells: found.cells.length,
      cellsDrawn: found.cells.length,
      accidentsOutsideCells: 0,
      reason: null,
      otherSize: { edgeMetres: 500, reason: null },
    });
  });

  test('score cells as the formula says, counted the slow way', () => {
    const xs = found.cells.map(({ accidents }) => accidents);
    const n = xs.length;
    const mean = xs.reduce((sum, x) => sum + x, 0) / n;
    const deviation = Math.sqrt(xs.reduce((sum, x) => sum + x * x, 0) / n - mean * mean);
    expect(xs.reduce((sum, x) => sum + x, 0)).toBe(scene.accidents.ids.length);
    for (const cell of found.cells) {
      const [x, y] = hexCentre(cell, edgeMetres);
      const near = found.cells.filter((other) => isNear(other, x, y, edgeMetres * Math.sqrt(3) + 1));
      const lag = near.reduce((sum, { accidents }) => sum + accidents, 0);
      const w = near.length;
      const z = (lag - mean * w) / (deviation * Math.sqrt((n * w - w * w) / (n - 1)));
      expect(Math.abs(z - cell.z!)).toBeLessThan(1e-9);
    }
    const sizes = found.cells.map(({ z }) => Math.abs(z!));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  test('do not depend on the order of roads and accidents', () => {
    const turned = findGiStarPlaces(
      sceneOf(town.toReversed(), [...background, ...spots].toReversed()),
      parameters,
    );
    expect(turned.cells).toEqual(found.cells);
    expect(turned.notes).toEqual(found.notes);
    expect(turned.places.map(({ outline, evidence }) => ({ outline, evidence }))).toEqual(
      found.places.map(({ outline, evidence }) => ({ outline, evidence })),
    );
  });

  test('are none where a cell is hot only through its neighbours', () => {
    const centre = { column: 10, row: 9 };
    const [x, y] = hexCentre(centre, edgeMetres);
    const ring = (cell: HexCell) => isNear(cell, x, y, 500) && hexKey(cell) !== hexKey(centre);
    const accidents = inCells(side, (cell) =>
      ring(cell) ? 2 : (cell.column * 7 + cell.row * 3) % 5 === 0 ? 2 : 0,
    );
    const rest = accidents.filter((one) => !isNear(centre, one.x, one.y, 10));
    const withInside = (count: number) => {
      const inside = Array.from({ length: count }, () => ({ x, y }));
      const { places, cells } = findGiStarPlaces(sceneOf(town, [...rest, ...inside]), parameters);
      const hot = cells.filter(({ giClass }) => giClass >= 1);
      expect(hot.map(({ column, row, accidents: n }) => [column, row, n])).toEqual([[10, 9, count]]);
      return places.map(({ members }) => members.length);
    };
    expect([withInside(0), withInside(1), withInside(2)]).toEqual([[], [], [2]]);
  });

  test('are counted with cells of double the size too', () => {
    const doubled = findGiStarPlaces(scene, { ...parameters, edgeMetres: 500 });
    expect(doubled.places.length).toBeGreaterThan(0);
    expect(found.notes.otherSize).toEqual({ edgeMetres: 500, places: doubled.places.length, reason: null });
  });
});

describe('the history of cells', () => {
  /** Last days of the twelve quarters up to `asOf`. */
  const ends = [1, 4, 7, 10].flatMap((month) => [2024, 2025, 2026].map((year) => ({ month, year })));
  const days = ends.map(
    ({ month, year }) => `${year}-${String(month).padStart(2, '0')}-${month === 4 ? 30 : 31}`,
  );

  test('is told where every quarter has enough, from the day after a quarter to its last', () => {
    const draw = mulberry32(4);
    const steady = days.flatMap((day) =>
      inCells(side, (cell) => 1 + Math.floor(draw() * 2) + (isNear(cell, 2_000, 2_000, 600) ? 8 : 0), day),
    );
    // The last quarter begins on the first of August; the day before belongs to the one before.
    const fresh = inCells(side, (cell) => (isNear(cell, 6_000, 5_500, 600) ? 40 : 0), '2026-08-01');
    const { places, cells, notes } = findGiStarPlaces(sceneOf(town, [...steady, ...fresh]), parameters);
    expect(notes.emerging).toBeNull();
    const at = (x: number, y: number) =>
      cells.find((cell) => hexKey(cell) === hexKey(hexCellAt(x, y, edgeMetres)))?.emerging;
    expect(at(2_000, 2_000)).toBe('persistent');
    expect(at(6_000, 5_500)).toBe('new');
    expect(at(4_000, 7_500)).toBe('none');
    expect(places.map(({ evidence }) => evidence.emerging)).toContain('new');
    const before = fresh.map((one) => ({ ...one, day: '2026-07-31' }));
    const older = findGiStarPlaces(sceneOf(town, [...steady, ...before]), parameters);
    expect(older.cells.some(({ emerging }) => emerging === 'new')).toBe(false);
  });

  test('gives a place the most alarming class of its cells', () => {
    const steady = days.flatMap((day) =>
      inCells(
        side,
        (cell) => 1 + ((cell.column + cell.row) & 1) + (isNear(cell, 2_000, 2_000, 600) ? 30 : 0),
        day,
      ),
    );
    const beside = inCells(side, (cell) => (isNear(cell, 3_400, 2_000, 450) ? 60 : 0), '2026-10-31');
    const { places, cells } = findGiStarPlaces(sceneOf(town, [...steady, ...beside]), parameters);
    expect(places).toHaveLength(1);
    const [place] = places;
    const classes = cells
      .filter((cell) => isInside(hexCentre(cell, edgeMetres), place!.outline!))
      .map(({ emerging }) => emerging);
    expect(new Set(classes)).toEqual(new Set(['persistent', 'intensifying']));
    expect(place!.evidence.emerging).toBe('intensifying');
  });

  test('leaves out what came before the twelve quarters', () => {
    const steady = days.flatMap((day) => inCells(side, ({ column, row }) => 1 + ((column + row) & 1), day));
    const spot = (day: string) => inCells(side, (cell) => (isNear(cell, 2_000, 2_000, 600) ? 90 : 0), day);
    const emergingWith = (day: string) => {
      const scene_ = sceneOf(town, [...steady, ...spot('2026-10-31'), ...spot(day)]);
      const { cells } = findGiStarPlaces(scene_, { ...parameters, months: 48 });
      return cells.find((cell) => hexKey(cell) === hexKey(hexCellAt(2_000, 2_000, edgeMetres)))?.emerging;
    };
    expect([emergingWith('2023-10-31'), emergingWith('2023-11-01')]).toEqual(['new', 'sporadic']);
  });

  test('is refused for a short window and for a quarter with too little', () => {
    expect(findGiStarPlaces(scene, { ...parameters, months: 35 }).notes.emerging).toEqual({
      reason: 'window_too_short',
      quarterEnd: null,
    });
    // Every accident of this town lies in one quarter.
    expect(found.notes.emerging).toEqual({ reason: 'too_sparse', quarterEnd: '2024-01-31' });
    for (const { emerging } of [...found.cells, ...found.places.map(({ evidence }) => evidence)]) {
      expect(emerging).toBeNull();
    }
  });
});

describe('Gi* of next to nothing', () => {
  const at = (count: number): Accident[] => Array.from({ length: count }, () => ({ x: 2_000, y: 2_000 }));

  test.each([
    ['no accidents', town, at(0), 'too_sparse'],
    ['one accident', town, at(1), 'too_sparse'],
    ['all accidents in one cell', town, at(900), 'too_many_empty_cells'],
    ['no roads', [], at(5), 'no_roads'],
    ['one road', town.slice(0, 1), at(5), 'too_few_cells'],
    ['the same in every cell', town, inCells(side, () => 2), 'no_variation'],
  ])('%s: a reason, cells with counts, no places', (_, roads, accidents, reason) => {
    const { places, cells, notes } = findGiStarPlaces(sceneOf(roads, accidents), parameters);
    expect([places, notes.reason]).toEqual([[], reason]);
    expect(notes.cells).toBe(cells.length);
    for (const cell of cells) {
      expect(cell).toMatchObject({ z: null, p: null, q: null, giClass: 0, emerging: null });
    }
    const inside = cells.reduce((sum, cell) => sum + cell.accidents, 0);
    expect([inside, notes.accidentsOutsideCells]).toEqual(
      roads.length > 2 ? [accidents.length, 0] : [0, accidents.length],
    );
    expect(notes).not.toHaveProperty('otherSize.places', Number.NaN);
    expect(cells.every((cell, i) => i === 0 || cells[i - 1]!.accidents >= cell.accidents)).toBe(true);
  });

  test('a million accidents in one cell stay finite', () => {
    const accidents = [...inCells(side, ({ row }) => row & 1), ...at(1_000_000)];
    const { places, cells } = findGiStarPlaces(sceneOf(town, accidents), parameters);
    expect(places).toHaveLength(1);
    expect(places[0]!.members.length).toBeGreaterThanOrEqual(1_000_000);
    for (const { z, p, q } of cells) {
      for (const value of [z, p, q]) expect(Number.isFinite(value)).toBe(true);
    }
  }, 60_000);

  test('more cells than a map shows: the hottest are kept', () => {
    const { cells, notes } = findGiStarPlaces(
      sceneOf(streets(18_400, 80), [
        { x: 9_000, y: 9_000 },
        { x: 9_000, y: 9_000 },
      ]),
      { ...parameters, edgeMetres: 50 },
    );
    expect(notes.cells).toBeGreaterThan(50_000);
    expect([cells.length, notes.cellsDrawn, cells[0]!.accidents]).toEqual([50_000, 50_000, 2]);
  });
});
