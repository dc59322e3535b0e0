import { describe, expect, test } from 'vitest';
import { RoadClass } from '../../contract/codes.ts';
import { LegalRuleValue, PredictionParameters } from '../../contract/run-parameters.ts';
import { type HotspotAccidents, layRoads } from '../../server/hotspots/scene.ts';
import type { Graph } from '../../server/network/graph.ts';
import { mulberry32 } from '../../server/network/random.ts';
import type { RoadNetwork } from '../../server/network/road-network.ts';
import { computePrediction, type PredictionInput } from '../../server/prediction/compute.ts';
import { hotspotMethods } from '../../server/prediction/method-scores.ts';
import { cutRoads, pieceAt, pieceMiddles } from '../../server/prediction/pieces.ts';

type Path = [number, number][];

/** Two deaths, or one among three accidents, or four accidents with people hurt, within twelve months. */
const rule = {
  id: 'rule',
  ...LegalRuleValue.parse({
    fatalAtLeast: 2,
    fatalWithTotal: { fatal: 1, total: 3 },
    injuryTotalAtLeast: 4,
    includePropertyOnly: false,
    months: 12,
    lengthMetresBuiltUp: 200,
    lengthMetresElsewhere: 400,
    junctionRadiusMetresBuiltUp: 50,
    junctionRadiusMetresElsewhere: 100,
  }),
};

/** Roads of one class with these plane paths, metres; equal ends meet. */
function networkOf(paths: readonly Path[]): RoadNetwork {
  const pathStart = new Int32Array(paths.length + 1);
  for (const [k, path] of paths.entries()) pathStart[k + 1] = pathStart[k]! + path.length;
  const length = (path: Path): number =>
    path.slice(1).reduce((sum, [x, y], k) => sum + Math.hypot(x - path[k]![0], y - path[k]![1]), 0);
  return {
    edges: {
      lengthMetres: Float64Array.from(paths, length),
      pathXy: Float64Array.from(paths.flatMap((path) => path.flat())),
      pathStart,
      ends: Int32Array.from(paths.flatMap((path) => [path[0]!, path.at(-1)!].flat())),
      roadClass: new Uint8Array(paths.length).fill(RoadClass.options.indexOf('commune')),
      walkable: new Uint8Array(paths.length).fill(1),
    },
    roadNames: paths.map(() => ''),
    roadKey: new Int32Array(paths.length),
  };
}

function accidentsOf(rows: readonly { x: number; y: number; day: string }[]): HotspotAccidents {
  return {
    ids: rows.map((_, k) => String(k).padStart(6, '0')),
    xs: Float64Array.from(rows, ({ x }) => x),
    ys: Float64Array.from(rows, ({ y }) => y),
    severities: rows.map(() => 'serious'),
    days: rows.map(({ day }) => day),
    windows: rows.map(() => 'other'),
    units: rows.map(() => null),
    provinces: rows.map(() => null),
    urban: rows.map(() => true),
    invented: rows.map(() => true),
  };
}

/** A comb: one road of a kilometre with a bend, and a lane off it. */
const comb = networkOf([
  [
    [0, 0],
    [300, 0],
    [300, 100],
  ],
  [
    [300, 100],
    [900, 100],
  ],
  [
    [300, 100],
    [300, 150],
  ],
]);

describe('pieces of road', () => {
  const { graph } = layRoads(comb);
  const pieces = cutRoads(graph, 150);

  test('cut every edge evenly, and add up to it', () => {
    expect([...pieces.first]).toEqual([0, 3, 7, 8]);
    expect(pieces.lengthMetres[0]).toBeCloseTo(400 / 3, 12);
    expect([...pieces.lengthMetres.slice(3)]).toEqual([150, 150, 150, 150, 50]);
    expect(pieces.lengthMetres.reduce((sum, metres) => sum + metres, 0)).toBeCloseTo(1050, 9);
    expect(() => cutRoads(graph, 0)).toThrow(RangeError);
  });

  test('hold the places on them', () => {
    expect(pieceAt(pieces, 0, 0)).toBe(0);
    expect(pieceAt(pieces, 0, 133)).toBe(0);
    expect(pieceAt(pieces, 0, 134)).toBe(1);
    expect(pieceAt(pieces, 0, 400)).toBe(2);
    expect(pieceAt(pieces, 1, 600.001)).toBe(6);
    expect(pieceAt(pieces, 2, 25)).toBe(7);
    expect(pieceAt(pieces, -1, 0)).toBe(-1);
    const none: Graph = { ...graph, edgeCount: 1, lengthMetres: new Float64Array(1) };
    expect(pieceAt(cutRoads(none, 100), 0, 0)).toBe(-1);
  });

  test('have their middle on the path, around its bends', () => {
    const { xs, ys } = pieceMiddles(graph, pieces);
    const middles = Array.from(xs, (x, k) => [Math.round(x * 1e6) / 1e6, Math.round(ys[k]! * 1e6) / 1e6]);
    expect(middles.slice(0, 3)).toEqual([
      [66.666667, 0],
      [200, 0],
      [300, 33.333333],
    ]);
    expect(middles.slice(3)).toEqual([
      [375, 100],
      [525, 100],
      [675, 100],
      [825, 100],
      [300, 125],
    ]);
  });
});

describe('scores of the methods', () => {
  const parameters = PredictionParameters.parse({ asOf: '2020-12-31', pieceMetres: 150 });
  const roads = layRoads(comb);
  const pieces = cutRoads(roads.graph, parameters.pieceMetres);
  // Five in one month on the fourth piece of the long road, one alone at its start, one far off every road.
  const rows = [
    ...[800, 805, 810, 815, 820].map((x) => ({ x, y: 101, day: '2020-06-01' })),
    { x: 10, y: 1, day: '2020-03-01' },
    { x: 450, y: 600, day: '2020-03-01' },
    { x: 700, y: 100, day: '2018-03-01' },
  ];
  const methods = hotspotMethods({
    roads,
    pieces,
    accidents: accidentsOf(rows),
    listed: accidentsOf(rows),
    parameters,
    rule,
  });
  const scoreOf = (id: string, from: number, through: number): number[] =>
    Array.from(methods.find((method) => method.id === id)!.scoreOf({ from, through }));

  test('of the legal list and of clusters: the accidents of the place on the piece', () => {
    expect(scoreOf('legal_rule', 2018, 2020)).toEqual([0, 0, 0, 0, 0, 0, 5, 0]);
    expect(scoreOf('dbscan', 2018, 2020)).toEqual([0, 0, 0, 0, 0, 0, 5, 0]);
    // The window of the rule has passed a year and a half later.
    expect(scoreOf('legal_rule', 2018, 2021)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(scoreOf('dbscan', 2018, 2019)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('of the density: its mean along the piece, which keeps every accident on the roads', () => {
    const score = scoreOf('network_kde', 2020, 2020);
    expect(score.indexOf(Math.max(...score))).toBe(6);
    const mass = score.reduce((sum, mean, piece) => sum + mean * pieces.lengthMetres[piece]!, 0);
    expect(mass).toBeCloseTo(6, 1);
    expect(score[4]).toBe(0);
    expect(scoreOf('network_kde', 2018, 2018).filter((value) => value > 0)).toHaveLength(2);
  });

  test('of hot cells: nothing where there are too few to test', () => {
    expect(scoreOf('gi_star', 2018, 2020)).toEqual(new Array(8).fill(0));
  });

  test('of hot cells: z in the cell of the middle, else 0', () => {
    const grid = networkOf(
      Array.from({ length: 21 }, (_, k): Path[] => [
        [
          [0, k * 100],
          [2000, k * 100],
        ],
      ]).flat(),
    );
    const streets = layRoads(grid);
    const cut = cutRoads(streets.graph, 100);
    const random = mulberry32(7);
    const spread = Array.from({ length: 200 }, () => ({
      x: random() * 2000,
      y: Math.floor(random() * 21) * 100,
      day: '2020-05-01',
    }));
    const crowd = Array.from({ length: 60 }, () => ({
      x: 900 + random() * 200,
      y: 1000,
      day: '2020-05-01',
    }));
    const [, , , giStar] = hotspotMethods({
      roads: streets,
      pieces: cut,
      accidents: accidentsOf([...spread, ...crowd]),
      listed: accidentsOf([]),
      parameters: { ...parameters, edgeMetres: 150 },
      rule,
    });
    const score = giStar!.scoreOf({ from: 2020, through: 2020 });
    const { xs, ys } = pieceMiddles(streets.graph, cut);
    const at = (x: number, y: number): number =>
      score[Array.from(xs).findIndex((px, k) => Math.abs(px - x) < 1 && Math.abs(ys[k]! - y) < 1)]!;
    expect(at(950, 1000)).toBeGreaterThan(2);
    expect(at(150, 300)).toBe(0);
    expect(Array.from(score).every((value) => value >= 0)).toBe(true);
  });
});

describe('a test of the methods', () => {
  /** `perYear` accidents in each year on the comb, half of them on its last piece, from January to December. */
  function inputOf(perYear: Record<number, number>, more: Partial<PredictionInput> = {}): PredictionInput {
    const random = mulberry32(11);
    const rows = Object.entries(perYear).flatMap(([year, count]) =>
      Array.from({ length: count }, (_, k) => ({
        x: k % 2 === 0 ? 760 + random() * 140 : random() * 300,
        y: k % 2 === 0 ? 100 : 0,
        day: `${year}-${String(1 + ((k * 11) % 12)).padStart(2, '0')}-15`,
      })),
    );
    return {
      parameters: PredictionParameters.parse({ asOf: '2020-12-31', pieceMetres: 20 }),
      rule,
      years: { from: 2015, through: 2020 },
      accidents: accidentsOf(rows),
      listed: accidentsOf(rows),
      leftOut: { street: 1, area: 2, unlocated: 3 },
      network: comb,
      ...more,
    };
  }
  const compute = (input: PredictionInput) => computePrediction(input, () => {});

  test('has 4 budgets of 6 methods for each of the last three whole years, and the same ones again', () => {
    const input = inputOf({ 2016: 36, 2017: 36, 2018: 36, 2019: 36, 2020: 36 });
    const { results, notes } = compute(input);
    expect(results).toHaveLength(3 * 6 * 4);
    expect(notes).toMatchObject({
      reason: null,
      years: { from: 2016, through: 2020 },
      unsnapped: 0,
      accidents: 180,
    });
    expect(compute(input).results).toEqual(results);
    for (const row of results) {
      expect(row.hits).toBeLessThanOrEqual(row.testTotal);
      if (row.pai !== null) expect(row.pai).toBeCloseTo(row.hitRate! / row.lengthShare, 12);
      for (const value of Object.values(row)) expect(value).not.toBeNaN();
    }
  });

  test('leaves out years that the data cut, and years too sparse to test', () => {
    const { accidents, ...rest } = inputOf({ 2016: 36, 2017: 36, 2018: 36, 2019: 15, 2020: 36 });
    const days = accidents.days.map((day) => (day.startsWith('2016-0') ? '2016-10-15' : day));
    const cut = compute({ ...rest, accidents: { ...accidents, days } });
    expect(cut.notes).toMatchObject({
      years: { from: 2017, through: 2020 },
      cutYears: [2016],
      yearsTooSparse: [2019],
      rounds: [
        { trainThrough: 2017, testYear: 2018 },
        { trainThrough: 2019, testYear: 2020 },
      ],
    });
    expect(new Set(cut.results.map(({ testTotal }) => testTotal))).toEqual(new Set([36]));
  });

  test('says so when there is too little data: no accidents, one year, few accidents', () => {
    for (const perYear of [{}, { 2020: 100 }, { 2018: 10, 2019: 10, 2020: 10 }]) {
      const { results, notes } = compute(inputOf(perYear));
      expect(results).toEqual([]);
      expect(notes.reason).toBe('too-little-data');
    }
    const later = PredictionParameters.parse({ asOf: '2020-12-31', trainThrough: 2020 });
    const { notes } = compute(inputOf({ 2019: 50, 2020: 50 }, { parameters: later }));
    expect(notes.reason).toBe('too-little-data');
  });
});
