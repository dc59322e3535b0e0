import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  assignJunctions,
  compareKeys,
  junctionSpots,
  routeSpots,
} from '../../server/hotspots/legal-passes.ts';
import { planarSpots } from '../../server/hotspots/legal-planar.ts';
import {
  firedClauses,
  isInWindow,
  type LegalRule,
  monthsBefore,
  qualifies,
  type SpotCount,
} from '../../server/hotspots/legal-rule.ts';
import { type LegalAccident, legalSpots } from '../../server/hotspots/legal-spots.ts';
import { mulberry32 } from '../../server/network/random.ts';
import { shippedRule } from '../support/legal-rule.ts';

type Row = { id: number; date: string; sev: 'F' | 'I' | 'P' };
const vectors: {
  asOf: string;
  L: number;
  R: number;
  road: (Row & { s: number })[];
  road_spots: number[][];
  planar: (Row & { x: number; y: number })[];
  planar_spots: number[][];
} = JSON.parse(readFileSync(new URL('../fixtures/blackspot_vectors.json', import.meta.url), 'utf8'));

const rule: LegalRule = shippedRule();
const enough = (count: SpotCount): boolean => qualifies(rule, count);

function accident(over: Partial<LegalAccident> & { id: string }): LegalAccident {
  return {
    date: '2026-06-01',
    severity: 'injury',
    x: 0,
    y: 0,
    isBuiltUp: true,
    junction: -1,
    route: -1,
    chainageMetres: 0,
    ...over,
  };
}

const roadAccidents = vectors.road.map(({ id, s, date, sev }) =>
  accident({
    id: String(id),
    date,
    severity: sev === 'F' ? 'fatal' : 'injury',
    x: s,
    route: 1,
    chainageMetres: s,
  }),
);

describe('legal rule', () => {
  test('goes back by calendar months, to the last day where the month is shorter', () => {
    expect(monthsBefore('2026-11-21', 12)).toBe('2025-11-21');
    expect(monthsBefore('2024-02-29', 12)).toBe('2023-02-28');
    expect(monthsBefore('2026-03-31', 1)).toBe('2026-02-28');
    expect(monthsBefore('2024-03-31', 1)).toBe('2024-02-29');
    expect(monthsBefore('2026-01-15', 1)).toBe('2025-12-15');
    expect(monthsBefore('2026-12-31', 25)).toBe('2024-11-30');
    expect(monthsBefore('2026-05-31', 0)).toBe('2026-05-31');
    for (const wrong of ['2026-02-29', '2026-13-01', '2026-1-1', '', '2026-01-01T00:00']) {
      expect(() => monthsBefore(wrong, 12)).toThrow(RangeError);
    }
  });

  test('leaves the first day of the window out and takes the last one in', () => {
    expect(isInWindow('2025-11-21', '2026-11-21', 12)).toBe(false);
    expect(isInWindow('2025-11-22', '2026-11-21', 12)).toBe(true);
    expect(isInWindow('2026-11-21', '2026-11-21', 12)).toBe(true);
    expect(isInWindow('2026-11-22', '2026-11-21', 12)).toBe(false);
  });

  test('says which clauses fire and what they have to spare', () => {
    expect(firedClauses(rule, { fatal: 2, total: 3 })).toEqual([
      { clause: 'fatal', spare: 0 },
      { clause: 'fatal_with_total', spare: 0 },
    ]);
    expect(firedClauses(rule, { fatal: 0, total: 6 })).toEqual([{ clause: 'injury_total', spare: 2 }]);
    expect(firedClauses(rule, { fatal: 1, total: 2 })).toEqual([]);
  });

  test('takes clauses from the data of the rule', () => {
    const strict: LegalRule = { ...rule, fatalAtLeast: null, fatalWithTotal: null, injuryTotalAtLeast: 2 };
    expect(firedClauses(strict, { fatal: 5, total: 5 })).toEqual([{ clause: 'injury_total', spare: 3 }]);
    const none: LegalRule = { ...strict, injuryTotalAtLeast: null };
    expect(qualifies(none, { fatal: 9, total: 9 })).toBe(false);
    expect(qualifies({ ...rule, fatalAtLeast: 0 }, { fatal: 0, total: 0 })).toBe(false);
  });
});

describe('route pass', () => {
  test('gives the reference spots', () => {
    const { spots } = legalSpots(roadAccidents, { ...rule, lengthMetresBuiltUp: vectors.L }, vectors.asOf);
    expect(spots.map(({ members }) => members.map(Number))).toEqual(vectors.road_spots);
    expect(spots[0]).toMatchObject({
      pass: 'route',
      route: 1,
      junction: null,
      fromMetres: 1120,
      toMetres: 1290,
      extentMetres: 170,
      count: { fatal: 2, total: 3 },
      // Accident 1 lies 120 m before the first member; 6 is a day too old to count.
      nearby: ['1', '5'],
    });
  });

  test('keeps members disjoint, extents within the length and no spot behind, on 300 random roads', () => {
    const random = mulberry32(44);
    let spotCount = 0;
    for (let round = 0; round < 300; round++) {
      const n = Math.floor(random() * 40);
      const chainage = Array.from({ length: n }, () => Math.round(random() * 3000 * 10) / 10);
      const fatal = Array.from({ length: n }, () => (random() < 0.2 ? 1 : 0));
      const spots = routeSpots(chainage, fatal, 200, enough);
      spotCount += spots.length;
      const members = spots.flat();
      expect(new Set(members).size).toBe(members.length);
      for (const spot of spots) {
        const along = spot.map((i) => chainage[i]!);
        expect(Math.max(...along) - Math.min(...along)).toBeLessThanOrEqual(200 + 1e-6);
        const count = { fatal: spot.reduce((sum, i) => sum + fatal[i]!, 0), total: spot.length };
        expect(enough(count)).toBe(true);
      }
      const left = chainage.flatMap((_, i) => (members.includes(i) ? [] : [i]));
      for (const first of left) {
        const window = left.filter(
          (i) => chainage[i]! >= chainage[first]! && chainage[i]! <= chainage[first]! + 200,
        );
        expect(enough({ fatal: window.reduce((sum, i) => sum + fatal[i]!, 0), total: window.length })).toBe(
          false,
        );
      }
    }
    expect(spotCount).toBeGreaterThan(300);
  });

  test('gives the best spot of the whole road first, not group by group', () => {
    const chainage = [0, 10, 20, 30, 5000, 5100];
    const fatal = [0, 0, 0, 0, 1, 1];
    expect(routeSpots(chainage, fatal, 200, enough)).toEqual([
      [4, 5],
      [0, 1, 2, 3],
    ]);
  });

  test('uses the longer window only between accidents outside built-up land', () => {
    const fatal = [1, 1];
    expect(routeSpots([0, 300], fatal, [400, 400], enough)).toEqual([[0, 1]]);
    expect(routeSpots([0, 300], fatal, [400, 200], enough)).toEqual([]);
    expect(routeSpots([0, 200], fatal, [400, 200], enough)).toEqual([[0, 1]]);
    // The built-up accident between the two does not stop them.
    expect(routeSpots([0, 300, 100], [1, 1, 0], [400, 400, 200], enough)).toEqual([[0, 1]]);
  });
});

/** The planar pass as the rule words it: discs on accidents and through pairs, one by one. */
function planarByWords(xs: number[], ys: number[], fatal: number[], radius: number): number[][] {
  let left = xs.map((_, i) => i);
  const spots: number[][] = [];
  for (;;) {
    const centres = left.map((i) => [xs[i]!, ys[i]!]);
    for (const a of left) {
      for (const b of left) {
        const dx = xs[b]! - xs[a]!;
        const dy = ys[b]! - ys[a]!;
        const d = Math.hypot(dx, dy);
        if (a === b || d === 0 || d > 2 * radius) continue;
        const h = Math.sqrt(Math.max(0, radius * radius - (d * d) / 4));
        centres.push([xs[a]! + dx / 2 - (h * dy) / d, ys[a]! + dy / 2 + (h * dx) / d]);
      }
    }
    let best: { members: number[]; key: number[] } | undefined;
    for (const [cx = 0, cy = 0] of centres) {
      const members = left.filter((i) => Math.hypot(xs[i]! - cx, ys[i]! - cy) <= radius + 1e-6);
      const f = members.reduce((sum, i) => sum + fatal[i]!, 0);
      if (!enough({ fatal: f, total: members.length })) continue;
      const mx = members.reduce((sum, i) => sum + xs[i]! / members.length, 0);
      const my = members.reduce((sum, i) => sum + ys[i]! / members.length, 0);
      const spread = members.reduce((sum, i) => sum + Math.hypot(xs[i]! - mx, ys[i]! - my), 0);
      const key = [-f, -members.length, Math.round(spread * 1e6), ...members];
      if (best === undefined || compareKeys(key, best.key) < 0) best = { members, key };
    }
    if (best === undefined) return spots;
    const taken = best.members;
    spots.push(taken);
    left = left.filter((i) => !taken.includes(i));
  }
}

describe('planar pass', () => {
  test('gives the reference spots', () => {
    const accidents = vectors.planar.map(({ id, x, y, date, sev }) =>
      accident({ id: String(id), x, y, date, severity: sev === 'F' ? 'fatal' : 'injury' }),
    );
    const { spots } = legalSpots(accidents, { ...rule, lengthMetresBuiltUp: 2 * vectors.R }, vectors.asOf);
    expect(spots.map(({ members }) => members.map(Number))).toEqual(vectors.planar_spots);
  });

  test('equals the rule as worded on 300 random sets', () => {
    const random = mulberry32(45);
    let spotCount = 0;
    for (let round = 0; round < 300; round++) {
      const n = Math.floor(random() * 22);
      // A coarse lattice makes duplicates and accidents exactly on rims.
      const step = round % 3 === 0 ? 50 : 0.01;
      const draw = (): number => Math.round((random() * 700) / step) * step;
      const xs = Array.from({ length: n }, draw);
      const ys = Array.from({ length: n }, draw);
      const fatal = Array.from({ length: n }, () => (random() < 0.2 ? 1 : 0));
      const spots = planarSpots(xs, ys, fatal, 100, enough);
      spotCount += spots.length;
      expect(spots).toEqual(planarByWords(xs, ys, fatal, 100));
    }
    expect(spotCount).toBeGreaterThan(200);
  });

  test('handles nothing, one accident, and a thousand in one place', () => {
    expect(planarSpots([], [], [], 100, enough)).toEqual([]);
    expect(planarSpots([1], [1], [1], 100, enough)).toEqual([]);
    const many = new Array<number>(1000).fill(7);
    const zeros = new Array<number>(1000).fill(0);
    expect(planarSpots(many, many, zeros, 100, enough)).toEqual([many.map((_, i) => i)]);
  });

  test('accidents heaped by the thousand off the roads are told, not searched; a heap on one point is one place', () => {
    const random = mulberry32(46);
    const heap = (x: number, y: number, spread: number): LegalAccident[] =>
      Array.from({ length: 1_500 }, (_, i) => ({
        id: `${x}-${i}`,
        date: vectors.asOf,
        severity: 'injury',
        x: x + Math.round(random() * spread * 100) / 100,
        y: y + Math.round(random() * spread * 100) / 100,
        isBuiltUp: true,
        junction: -1,
        route: -1,
        chainageMetres: 0,
      }));
    const found = legalSpots([...heap(10, 10, 80), ...heap(9_010, 10, 0)], rule, vectors.asOf);
    expect(found).toMatchObject({ countedAccidents: 3_000, stackedAccidents: 1_500, nearMisses: [] });
    expect(found.spots.map(({ count }) => count)).toEqual([{ fatal: 0, total: 1_500 }]);
  });
});

describe('junction pass and the list', () => {
  test('assigns the nearest junction within reach, ties to the smallest', () => {
    const xs = [10, 50, 149, 60];
    const assigned = assignJunctions(xs, [0, 0, 0, 0], 50, [0, 100], [0, 0]);
    expect([...assigned]).toEqual([0, 0, 1, 1]);
    expect([...assignJunctions([51], [0], 50, [0], [0])]).toEqual([-1]);
  });

  test('keeps junctions with enough accidents', () => {
    expect(junctionSpots([0, 0, 1, 1, 1, 1, -1], [1, 0, 0, 0, 0, 0, 1], enough)).toEqual([[2, 3, 4, 5]]);
    expect(junctionSpots([0, 0, 1, 1, 1, 1], [1, 1, 0, 0, 0, 0], enough)).toEqual([
      [0, 1],
      [2, 3, 4, 5],
    ]);
  });

  test('gives junctions their accidents before the road through them', () => {
    const accidents = [100, 110, 120, 130, 160].map((s, k) =>
      accident({ id: String(k + 1), x: s, route: 4, chainageMetres: s, junction: k < 4 ? 9 : -1 }),
    );
    const { spots } = legalSpots(accidents, rule, '2026-11-21');
    expect(spots).toHaveLength(1);
    expect(spots[0]).toMatchObject({
      pass: 'junction',
      junction: 9,
      members: ['1', '2', '3', '4'],
      nearby: ['5'],
    });
  });

  test('lists places one injury accident short, apart from all spots', () => {
    const { spots, nearMisses } = legalSpots(roadAccidents, rule, vectors.asOf);
    expect(nearMisses.map(({ members }) => members)).toEqual([['11', '12']]);
    const inSpots = spots.flatMap(({ members }) => members);
    expect(nearMisses.flatMap(({ members }) => members).some((id) => inSpots.includes(id))).toBe(false);
  });

  test('counts damage-only accidents only when the rule says so', () => {
    const accidents = ['1', '2', '3', '4'].map((id) => accident({ id, severity: 'property_only' }));
    expect(legalSpots(accidents, rule, '2026-11-21')).toMatchObject({
      spots: [],
      countedAccidents: 0,
      stackedAccidents: 0,
    });
    const wide = { ...rule, includePropertyOnly: true };
    expect(legalSpots(accidents, wide, '2026-11-21').spots).toHaveLength(1);
  });

  test('does not depend on the order of the accidents', () => {
    const random = mulberry32(46);
    const severities = ['fatal', 'injury', 'injury', 'injury', 'property_only'] as const;
    const accidents = Array.from({ length: 400 }, (_, k) => {
      const x = Math.round(random() * 6000);
      const y = Math.round(random() * 600);
      const kind = Math.floor(random() * 4);
      return accident({
        id: String(k + 1),
        date: monthsBefore('2026-11-21', Math.floor(random() * 14)),
        severity: severities[Math.floor(random() * 5)]!,
        x,
        y,
        isBuiltUp: random() < 0.5,
        junction: kind === 0 ? Math.floor(x / 500) : -1,
        route: kind <= 2 ? Math.floor(y / 300) : -1,
        chainageMetres: x,
      });
    });
    const base = legalSpots(accidents, rule, '2026-11-21');
    expect(base.spots.length).toBeGreaterThan(5);
    const members = base.spots.flatMap((spot) => spot.members);
    expect(new Set(members).size).toBe(members.length);
    for (let round = 0; round < 5; round++) {
      const order = accidents.map((row) => ({ row, at: random() })).sort((a, b) => a.at - b.at);
      const permuted = legalSpots(
        order.map(({ row }) => row),
        rule,
        '2026-11-21',
      );
      expect(permuted).toEqual(base);
    }
  });

  test('refuses an accident without a finite place', () => {
    const broken = accident({ id: '1', x: Number.NaN });
    expect(() => legalSpots([broken], rule, '2026-11-21')).toThrow(RangeError);
    expect(legalSpots([], rule, '2026-11-21')).toEqual({
      spots: [],
      nearMisses: [],
      countedAccidents: 0,
      stackedAccidents: 0,
    });
  });
});
