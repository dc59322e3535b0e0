import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { coverage } from '../../server/network/coverage.ts';
import {
  coveredMetres,
  type MatchedTrack,
  matchTrack,
  type TrackFix,
} from '../../server/network/map-matching.ts';
import { buildSegmentGrid } from '../../server/network/segment-grid.ts';
import { createSearch } from '../../server/network/shortest-path.ts';
import { snapPoints } from '../../server/network/snap.ts';
import { fromUtm, toUtm } from '../../server/network/utm.ts';
import { graphOf } from '../support/networks.ts';

const vectors: {
  hmm: {
    nodes: Record<string, [number, number]>;
    edges: Record<string, [number, number]>;
    gps: [number, number][];
    sigma: number;
    beta: number;
    radius: number;
    nearest_edge: string[];
    viterbi: [string, number][];
    loglik: number;
  };
  coverage: {
    edges: [string, number, number, boolean][];
    flow_weighted: number;
    length_weighted: number;
  };
  utm48: { lon: number; lat: number; E: number; N: number }[];
} = JSON.parse(readFileSync(new URL('../fixtures/network_vectors.json', import.meta.url), 'utf8'));

const names = Object.keys(vectors.hmm.edges).sort();
const ladder = graphOf(
  names.map((name) => ({ path: vectors.hmm.edges[name]!.map((node) => vectors.hmm.nodes[node]!) })),
);
const grid = buildSegmentGrid(ladder);

function walk(places: readonly [number, number][], over: Partial<TrackFix>[] = []): TrackFix[] {
  return places.map(([x, y], k) => ({ x, y, timeSeconds: k * 50, accuracyMetres: 5, ...over[k] }));
}

function match(fixes: TrackFix[]): MatchedTrack {
  return matchTrack(grid, createSearch(ladder), fixes);
}

describe('map matching', () => {
  test('follows the likeliest way where the nearest edge is wrong', () => {
    const { gps, sigma, beta, radius, nearest_edge, viterbi, loglik } = vectors.hmm;
    const xs = gps.map(([x]) => x);
    const ys = gps.map(([, y]) => y);
    const snapped = snapPoints(grid, xs, ys, { limitMetres: radius });
    expect([...snapped.edge].map((edge) => names[edge])).toEqual(nearest_edge);

    const { sections, droppedFixes, unmatchedMetres } = matchTrack(grid, createSearch(ladder), walk(gps), {
      sigmaMetres: sigma,
      betaMetres: beta,
      radiusMetres: radius,
    });
    expect([sections.length, droppedFixes, unmatchedMetres]).toEqual([1, [], 0]);
    const [section] = sections;
    expect(section?.fixes.map(({ edge, offsetMetres }) => [names[edge], offsetMetres])).toEqual(viterbi);
    expect(section?.logLikelihood).toBeCloseTo(loglik, 7);
    const walked = coveredMetres(section?.stretches ?? []);
    expect([...walked].map(([edge, metres]) => [names[edge], metres])).toEqual([
      ['a1', 140],
      ['a2', 140],
    ]);
  });

  test('walks around corners and over whole edges between fixes', () => {
    const { sections } = match(
      walk([
        [60, 0],
        [0, 14],
        [60, 30],
      ]),
    );
    const walked = coveredMetres(sections.flatMap(({ stretches }) => stretches));
    expect(Object.fromEntries([...walked].map(([edge, metres]) => [names[edge], metres]))).toEqual({
      a1: 60,
      b1: 60,
      c0: 30,
    });
  });

  test('drops inaccurate, impossible and broken fixes', () => {
    const fixes = walk([
      [10, 0],
      [60, 0],
      [100, 900],
      [110, 0],
      [150, Number.NaN],
      [200, 0],
    ]);
    const quick = fixes.map((fix, k) => ({ ...fix, timeSeconds: k * 10, accuracyMetres: k === 1 ? 51 : 5 }));
    const { sections, droppedFixes } = match(quick);
    expect(droppedFixes).toEqual([1, 2, 4]);
    expect(sections).toHaveLength(1);
    expect(sections[0]?.fixes.map(({ fix }) => fix)).toEqual([0, 3, 5]);
  });

  test('breaks at gaps in time, but not while standing still', () => {
    const late = match(
      walk(
        [
          [10, 0],
          [80, 0],
          [150, 0],
        ],
        [{}, {}, { timeSeconds: 200 }],
      ),
    );
    expect(late.sections.map(({ fixes }) => fixes.length)).toEqual([2, 1]);
    expect(late.unmatchedMetres).toBe(70);
    const still: [number, number][] = [
      [10, 0],
      [80, 0],
      [81, 0],
      [80, 1],
      [81, 1],
      [150, 0],
    ];
    expect(match(walk(still)).sections.map(({ fixes }) => fixes.length)).toEqual([3]);
  });

  test('shows what lies off every road as unmatched', () => {
    const { sections, unmatchedMetres } = match(
      walk([
        [10, 0],
        [10, -150],
        [10, -300],
      ]),
    );
    expect(sections.map(({ fixes }) => fixes.length)).toEqual([1]);
    expect(unmatchedMetres).toBe(300);
    expect(match([])).toEqual({ sections: [], droppedFixes: [], unmatchedMetres: 0 });
  });

  test('counts overlapping stretches once', () => {
    const stretches = [
      { edge: 1, fromMetres: 50, toMetres: 10 },
      { edge: 1, fromMetres: 0, toMetres: 20 },
      { edge: 1, fromMetres: 80, toMetres: 90 },
      { edge: 0, fromMetres: 5, toMetres: 5 },
    ];
    expect([...coveredMetres(stretches)]).toEqual([
      [0, 0],
      [1, 60],
    ]);
  });
});

describe('coverage', () => {
  test('gives the reference shares, gaps and main ways', () => {
    const result = coverage(
      vectors.coverage.edges.map(([, lengthMetres, pupilFlow, isSurveyed]) => ({
        lengthMetres,
        pupilFlow,
        isSurveyed,
      })),
    );
    expect(result.flowWeighted).toBeCloseTo(vectors.coverage.flow_weighted, 12);
    expect(result.lengthWeighted).toBeCloseTo(vectors.coverage.length_weighted, 12);
    expect(result.gaps).toEqual([2, 3]);
    expect(result.mainEdges).toEqual([0, 1, 2, 4, 3]);
  });

  test('is unknown, not a number out of nothing, when no pupil walks', () => {
    expect(coverage([])).toMatchObject({ flowWeighted: null, lengthWeighted: null, gaps: [] });
    const unused = coverage([{ lengthMetres: 100, pupilFlow: 0, isSurveyed: true }]);
    expect(unused).toMatchObject({ flowWeighted: null, lengthWeighted: null, mainEdges: [] });
  });
});

describe('UTM', () => {
  test('equals the reference projection and its own inverse', () => {
    for (const { lon, lat, E, N } of vectors.utm48) {
      const [easting, northing] = toUtm(32648, lon, lat);
      expect(Math.abs(easting - E)).toBeLessThan(1e-4);
      expect(Math.abs(northing - N)).toBeLessThan(1e-4);
      const [lonBack, latBack] = fromUtm(32648, easting, northing);
      expect(Math.abs(lonBack - lon)).toBeLessThan(1e-11);
      expect(Math.abs(latBack - lat)).toBeLessThan(1e-11);
    }
  });

  test('mirrors the hemispheres and refuses other frames', () => {
    const [east, north] = toUtm(32648, 106, 10);
    const [eastSouth, northSouth] = toUtm(32748, 106, -10);
    expect(eastSouth).toBeCloseTo(east, 6);
    expect(northSouth).toBeCloseTo(10_000_000 - north, 6);
    for (const srid of [4326, 3405, 32600, 32661, 32648.5])
      expect(() => toUtm(srid, 106, 10)).toThrow(RangeError);
  });
});
