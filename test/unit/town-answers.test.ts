// The known answers of the invented demo town, held against plain counting over all accidents, and
// the product's own methods held against the same answers.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import {
  AccidentRecord,
  FindingRecord,
  GateRecord,
  ObservationRecord,
  RoadRecord,
  RouteRecord,
  SchoolRecord,
  UnitRecord,
} from '../../contract/import.ts';
import { nationalRoad } from '../../data/town/km-posts.ts';
import { distance, insideRing, lengthOf, nearestOnLine, toMetres, type XY } from '../../data/town/plane.ts';
import { readAnswers, records } from '../../data/town/read-back.ts';
import { dbscan } from '../../server/hotspots/dbscan.ts';
import { type LegalAccident, legalSpots } from '../../server/hotspots/legal-spots.ts';
import { type SchoolAccident, walkingDistanceMetres } from '../../server/risk/accident-weight.ts';
import type { HazardObservation } from '../../server/risk/hazard.ts';
import { flattenParameters } from '../../server/risk/parameters.ts';
import { riskScore, type SchoolRisk } from '../../server/risk/score.ts';
import { monthsBetween } from '../../server/territory/days.ts';
import { DEFAULT_CALENDAR, DEFAULT_SESSIONS, timeClass } from '../../server/territory/trip-window.ts';
import { shippedRule } from '../support/legal-rule.ts';

const answers = readAnswers();
const units = records('units', UnitRecord);
const schools = records('schools', SchoolRecord);
const gates = records('gates', GateRecord);
const roads = records('roads', RoadRecord).map((road) => ({
  ...road,
  line: road.path.coordinates.map(toMetres),
}));
const routes = records('routes', RouteRecord).map((route) => ({
  ...route,
  line: route.path.coordinates.map(toMetres),
}));
const accidents = records('accidents', AccidentRecord);
const observations = records('observations', ObservationRecord);
const findings = records('findings', FindingRecord);

const ringOf = (unitId: string): XY[] => {
  const boundary = units.find((unit) => unit.id === unitId)?.boundary;
  if (boundary?.type !== 'Polygon') throw new Error(`${unitId} has no polygon`);
  return boundary.coordinates[0]!.map(toMetres);
};
const communes = { west: ringOf('ZZ-01'), east: ringOf('ZZ-02') };

const isInjury = (each: z.infer<typeof AccidentRecord>): boolean =>
  each.deaths + each.serious + each.slight > 0;
type Placed = z.infer<typeof AccidentRecord> & { at: XY };
const placed: Placed[] = accidents.flatMap((each) =>
  each.location ? [{ ...each, at: toMetres(each.location.coordinates) }] : [],
);
const lastYear = placed.filter(
  (each) => each.occurredOn > '2025-10-31' && isInjury(each) && each.locationQuality !== 'area',
);
const sorted = (keys: readonly string[]): string[] => [...keys].sort();

describe('legal rule', () => {
  const fires = (set: readonly Placed[]): boolean => {
    const fatal = set.filter((each) => each.deaths > 0).length;
    return fatal >= 2 || (fatal >= 1 && set.length >= 3) || set.length >= 4;
  };
  // Wider than any window of the rule (200 m built-up, 400 m outside), so no group can hide.
  const around = (centre: Placed): Placed[] => lastYear.filter((each) => distance(each.at, centre.at) <= 400);
  const planted = answers.legalRule.spots.map((spot) => sorted(spot.members));

  test('exactly the three planted groups qualify, each within 200 m', () => {
    const found = new Set(
      lastYear
        .filter((each) => fires(around(each)))
        .map((each) => JSON.stringify(sorted(around(each).map((m) => m.key)))),
    );
    expect(sorted([...found])).toEqual(sorted(planted.map((members) => JSON.stringify(members))));
    for (const members of planted) {
      const set = lastYear.filter((each) => members.includes(each.key));
      expect(Math.max(...set.flatMap((a) => set.map((b) => distance(a.at, b.at))))).toBeLessThan(200);
    }
  });

  test('one group is one accident short; the one exactly 12 months old does not count', () => {
    const ghost = (each: Placed): Placed => ({ ...each, key: 'one more', deaths: 0 });
    const short = lastYear.filter((each) => !fires(around(each)) && fires([...around(each), ghost(each)]));
    expect(sorted(short.map((each) => each.key))).toEqual(sorted(answers.legalRule.oneShort[0]!.members));
    const [old] = answers.legalRule.exactlyTwelveMonthsOld;
    expect(accidents.find((each) => each.key === old)?.occurredOn).toBe('2025-10-31');
  });

  test('accidents known by commune only share one point and would make a false spot', () => {
    const keys = answers.legalRule.samePointButOnlyTheCommuneIsKnown;
    const set = placed.filter((each) => keys.includes(each.key));
    expect(new Set(set.map((each) => each.at.join(','))).size).toBe(1);
    expect(fires(set) && set.every((each) => each.locationQuality === 'area')).toBe(true);
  });

  test.each([true, false])("the product's rule finds the same (built-up: %s)", (isBuiltUp) => {
    const degrees = new Map<string, number>();
    for (const { line } of roads) {
      for (const [i, p] of line.entries()) {
        const arms = i === 0 || i === line.length - 1 ? 1 : 2;
        degrees.set(p.join(','), (degrees.get(p.join(',')) ?? 0) + arms);
      }
    }
    const junctions = [...degrees].filter(([, arms]) => arms >= 3).map(([name]): XY => toPoint(name));
    const radius = isBuiltUp ? 50 : 100;
    const input = placed
      .filter((each) => each.locationQuality === 'exact')
      .map((each): LegalAccident => {
        const near = junctions.map((p) => distance(p, each.at));
        const junction = near.indexOf(Math.min(...near));
        const onNational = nearestOnLine(nationalRoad, each.at);
        const isOnNational = onNational.metres < 15;
        return {
          id: each.key,
          date: each.occurredOn,
          severity: each.deaths > 0 ? 'fatal' : isInjury(each) ? 'injury' : 'property_only',
          x: each.at[0],
          y: each.at[1],
          isBuiltUp,
          junction: near[junction]! <= radius ? junction : -1,
          route: isOnNational ? 0 : -1,
          chainageMetres: isOnNational ? onNational.along : -1,
        };
      });
    const result = legalSpots(input, shippedRule(), answers.asOf);
    const members = (list: readonly { members: readonly string[] }[]): string[] =>
      sorted(list.map((each) => JSON.stringify(sorted(each.members))));
    expect(members(result.spots)).toEqual(members(answers.legalRule.spots));
    expect(members(result.nearMisses)).toEqual(members(answers.legalRule.oneShort));
  });
});

function toPoint(name: string): XY {
  const [x = Number.NaN, y = Number.NaN] = name.split(',').map(Number);
  return [x, y];
}

describe('clusters', () => {
  const { clusters, notMembers } = answers.dbscan;
  const points = placed
    .filter((each) => each.occurredOn > '2023-10-31' && isInjury(each) && each.locationQuality === 'exact')
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const planted = sorted(clusters.map((cluster) => JSON.stringify(sorted(cluster.members))));

  test('by counting: joined core points and what they reach are exactly the planted clusters', () => {
    const near = (a: Placed): Placed[] => points.filter((b) => distance(a.at, b.at) <= 75);
    const left = new Set(points.filter((each) => near(each).length >= 4));
    const found: string[] = [];
    for (const core of left) {
      const members = new Set<Placed>();
      for (const todo = [core]; todo.length > 0; ) {
        const each = todo.pop()!;
        left.delete(each);
        for (const other of near(each)) {
          if (!members.has(other) && near(other).length >= 4) todo.push(other);
          members.add(other);
        }
      }
      found.push(JSON.stringify(sorted([...members].map((each) => each.key))));
    }
    expect(sorted(found)).toEqual(planted);
    for (const key of Object.values(notMembers).flat()) expect(planted.join()).not.toContain(key);
  });

  test("the product's DBSCAN finds the same", () => {
    const xs = points.map((each) => each.at[0]);
    const { label } = dbscan(
      xs,
      points.map((each) => each.at[1]),
      75,
      4,
    );
    const byLabel = new Map<number, string[]>();
    for (const [i, each] of points.entries()) {
      if (label[i]! > 0) byLabel.set(label[i]!, [...(byLabel.get(label[i]!) ?? []), each.key]);
    }
    expect(sorted([...byLabel.values()].map((keys) => JSON.stringify(sorted(keys))))).toEqual(planted);
  });

  test('the border cluster has members in both communes', () => {
    const cluster = clusters.find((each) => each.membersInZZ01 !== undefined)!;
    const west = points.filter(
      (each) => cluster.members.includes(each.key) && insideRing(communes.west, each.at),
    );
    expect(sorted(west.map((each) => each.key))).toEqual(sorted(cluster.membersInZZ01!));
    expect(west.length).toBeGreaterThan(0);
    expect(west.length).toBeLessThan(cluster.members.length);
    const east = cluster.members.filter((key) => !cluster.membersInZZ01!.includes(key));
    for (const key of east)
      expect(insideRing(communes.east, points.find((each) => each.key === key)!.at)).toBe(true);
  });
});

describe('schools', () => {
  test('accidents near the school at the border lie in the neighbour commune', () => {
    const school = schools.find((each) => each.key === answers.border.school)!;
    const gate = toMetres(gates.find((each) => each.schoolKey === school.key)!.location.coordinates);
    expect(insideRing(communes.west, gate)).toBe(true);
    for (const key of answers.border.accidentsInTheNeighbourCommune) {
      const accident = placed.find((each) => each.key === key)!;
      expect(insideRing(communes.east, accident.at)).toBe(true);
      expect(accident.pupilInvolved).toBe('yes');
      expect(distance(accident.at, gate)).toBeLessThan(450);
    }
  });

  test('five schools in one commune, three in the other, of all levels', () => {
    expect(schools.map((each) => each.unitId).sort()).toEqual([
      ...Array(5).fill('ZZ-01'),
      ...Array(3).fill('ZZ-02'),
    ]);
    expect(new Set(schools.flatMap((each) => each.levels)).size).toBe(4);
    for (const school of schools) {
      expect(
        insideRing(
          school.unitId === 'ZZ-01' ? communes.west : communes.east,
          toMetres(school.location.coordinates),
        ),
      ).toBe(true);
    }
  });

  test('the worst school leads by more than twice the second, the best is last', () => {
    const ranked = schools.map(riskOf).sort((a, b) => b.risk - a.risk);
    expect(ranked[0]!.schoolId).toBe(answers.schools.worst);
    expect(ranked[0]!.risk).toBeGreaterThan(2 * ranked[1]!.risk);
    expect(ranked.at(-1)!.schoolId).toBe(answers.schools.best);
  });

  test('overdue findings', () => {
    const closed = ['done', 'verified', 'refused'];
    const overdue = findings.filter(
      (each) => !closed.includes(each.state) && each.dueOn !== undefined && each.dueOn < answers.asOf,
    );
    expect(overdue.map((each) => each.key)).toEqual(answers.findings.overdue);
    expect(findings).toHaveLength(answers.findings.total);
  });
});

const parameters = flattenParameters(
  JSON.parse(readFileSync(new URL('../../data/presets/risk-srs-vn-1.json', import.meta.url), 'utf8')),
);

/** Risk of a school from the town's records, with straight lines in place of walks on the network. */
function riskOf(school: z.infer<typeof SchoolRecord>): SchoolRisk {
  const own = gates.filter((gate) => gate.schoolKey === school.key);
  const ways = routes.filter((route) => route.schoolKey === school.key);
  const answered = observations.filter((each) => each.schoolKey === school.key);
  const hazards = (list: typeof answered): HazardObservation[] =>
    list.map((each) => ({
      code: each.code,
      value: each.value ?? 0,
      ageMonths: monthsBetween(each.observedOn, answers.asOf),
    }));
  const sessions = school.levels.flatMap((level) => DEFAULT_SESSIONS.byLevel[level]);
  return riskScore(
    {
      schoolId: school.key,
      asOf: answers.asOf,
      levels: school.levels,
      pupils: school.pupils ?? null,
      walkCycleShare: school.walkCycleShare ?? null,
      trafficKm: null,
      isGateKnown: true,
      gates: own.map((gate) => ({
        id: gate.key,
        share: 1,
        observations: hazards(answered.filter((each) => each.gateKey === gate.key)),
        unanswered: [],
      })),
      routes: ways.map((route) => ({
        id: route.key,
        share: route.share ?? 0,
        lengthMetres: lengthOf(route.line),
        observations: hazards(
          answered.filter((each) => each.routeKey === route.key && each.fromMetres === 0),
        ),
        unanswered: [],
      })),
      accidents: placed.filter(isInjury).map((each): SchoolAccident => {
        const shares = ways
          .filter((route) => nearestOnLine(route.line, each.at).metres <= 15)
          .map((route) => route.share ?? 0);
        const toGates = own.map((gate) => distance(toMetres(gate.location.coordinates), each.at));
        return {
          id: each.key,
          severity: each.deaths > 0 ? 'fatal' : each.serious > 0 ? 'serious' : 'slight',
          occurredOn: each.occurredOn,
          distanceMetres: walkingDistanceMetres(Math.min(...toGates), parameters),
          routeShare: shares.length > 0 ? Math.max(...shares) : null,
          timeClass: timeClass(each.occurredOn, minutesOf(each.occurredTime), sessions, DEFAULT_CALENDAR),
          pupilInvolved: each.pupilInvolved,
          locationQuality: each.locationQuality,
        };
      }),
      accidentCoverage: null,
      reference: { trafficKm: null, pupils: null },
    },
    parameters,
  );
}

function minutesOf(time: string | undefined): number | null {
  if (time === undefined) return null;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
