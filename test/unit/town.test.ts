// The invented demo town: its files are what the generator writes, every row becomes a valid record
// under its mapping, and the ground is sound: references, places, roads, routes, bridges.
import { describe, expect, test } from 'vitest';
import {
  AccidentRecord,
  FindingRecord,
  GateRecord,
  importRecords,
  ObservationRecord,
  RoadRecord,
  RouteRecord,
  SchoolRecord,
  SpotRecord,
  UnitRecord,
} from '../../contract/import.ts';
import { differingFiles } from '../../data/town/generate.ts';
import {
  crossing,
  distance,
  insideRing,
  lengthOf,
  nearestOnLine,
  toMetres,
  type XY,
} from '../../data/town/plane.ts';
import {
  KINDS,
  mappingOf,
  rawRecords,
  readAnswers,
  records,
  rowsOf,
  townText,
} from '../../data/town/read-back.ts';
import { projectVn2000 } from '../../data/town/vn2000.ts';

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
const spots = records('spots', SpotRecord);
const observations = records('observations', ObservationRecord);
const findings = records('findings', FindingRecord);

const boundary = units.find((unit) => unit.id === 'ZZ')?.boundary;
const province = boundary?.type === 'Polygon' ? boundary.coordinates[0]!.map(toMetres) : [];

describe('files', () => {
  test('the committed files are, byte for byte, what the generator writes', () => {
    expect(differingFiles()).toEqual([]);
  });

  test.each(KINDS)('%s: mapping is marked invented, keys are unique, rows are records', (kind) => {
    const mapping = mappingOf(kind);
    expect(mapping).toMatchObject({ kind, source: 'town', invented: true });
    const raw = rawRecords(kind);
    expect(new Set(raw.map((record) => record.key)).size).toBe(raw.length);
    for (const record of raw) importRecords[kind].parse(record);
    for (const name of Object.keys(mapping.fields))
      expect(Object.keys(importRecords[kind].shape)).toContain(name);
  });

  test('grouping: rows with one case number are one accident', () => {
    const rows = rowsOf('accidents', mappingOf('accidents'));
    expect(accidents).toHaveLength(answers.accidents.total);
    expect(rows.length).toBeGreaterThan(accidents.length);
    const casualties = accidents.reduce(
      (sum, each) => sum + Math.max(1, each.deaths + each.serious + each.slight),
      0,
    );
    expect(casualties).toBe(rows.length);
  });

  test('every unit says that it is invented', () => {
    for (const unit of units) expect(unit.name).toContain('(hư cấu)');
    expect(units.filter((unit) => unit.successorId === 'ZZ-01').map((unit) => unit.validTo)).toEqual([
      '2025-06-30',
      '2025-06-30',
    ]);
  });

  test('no file names a person, a telephone or a plate', () => {
    const plate = /\b\d{2}[ -]?[A-Z]{1,2}\d?[ -]?\d{3}\.?\d{2}\b/;
    const words = /họ tên|họ và tên|số điện thoại|biển số|cccd|cmnd|\b0\d{9}\b/i;
    for (const kind of KINDS) {
      const text = townText(`${kind}.${mappingOf(kind).format}`);
      expect(text).not.toMatch(plate);
      expect(text).not.toMatch(words);
    }
  });
});

const isApart = (names: ReadonlySet<string>, reached: ReadonlySet<string>): boolean =>
  [...names].every((name) => !reached.has(name));

describe('ground', () => {
  test('references exist and points lie in the province; roads leave it by less than 400 m', () => {
    const schoolKeys = new Set(schools.map((each) => each.key));
    for (const each of [...gates, ...routes, ...observations, ...findings])
      expect(schoolKeys).toContain(each.schoolKey);
    for (const spot of spots) if (spot.schoolKey) expect(schoolKeys).toContain(spot.schoolKey);
    const places = new Set([...gates, ...routes].map((each) => each.key));
    for (const each of [...observations, ...findings])
      expect(places).toContain(each.gateKey ?? each.routeKey);
    const pointed = [...schools, ...gates, ...spots, ...findings, ...accidents].flatMap(
      (each) => each.location ?? [],
    );
    for (const point of pointed) expect(insideRing(province, toMetres(point.coordinates))).toBe(true);
    for (const road of roads) {
      for (const p of road.line) {
        if (!insideRing(province, p)) expect(nearestOnLine(province, p).metres).toBeLessThan(400);
      }
    }
  });

  test('gates stand at a road, routes follow roads, shares add to 1, stretches fit their route', () => {
    const toRoad = (p: XY): number => Math.min(...roads.map((road) => nearestOnLine(road.line, p).metres));
    for (const gate of gates) expect(toRoad(toMetres(gate.location.coordinates))).toBeLessThan(30);
    for (const route of routes) for (const p of route.line.slice(0, -1)) expect(toRoad(p)).toBeLessThan(0.3);
    for (const school of schools) {
      const own = routes.filter((route) => route.schoolKey === school.key);
      expect(own.length).toBeGreaterThanOrEqual(3);
      expect(own.length).toBeLessThanOrEqual(6);
      expect(own.reduce((sum, route) => sum + Math.round((route.share ?? 0) * 100), 0)).toBe(100);
    }
    for (const each of observations) {
      const route = routes.find((candidate) => candidate.key === each.routeKey);
      if (route) expect(each.toMetres).toBeLessThanOrEqual(lengthOf(route.line) + 0.5);
    }
  });

  test('QL.99 and ĐT.699 pass over the dike road without a shared vertex', () => {
    const named = (name: string): XY[][] =>
      roads.filter((road) => road.name === name).map((road) => road.line);
    const vertices = (lines: XY[][]): Set<string> => new Set(lines.flat().map((p) => p.join(',')));
    const dike = named('Đường Đê Bắc');
    for (const over of ['Quốc lộ 99', 'Đường tỉnh 699']) {
      const closest = Math.min(
        ...dike.flatMap((d) =>
          d.flatMap((p, i) => (i === 0 ? [] : betweenDistances(d[i - 1]!, p, named(over)))),
        ),
      );
      expect(closest).toBeLessThan(1);
      for (const vertex of vertices(named(over))) expect(vertices(dike)).not.toContain(vertex);
    }
  });

  test('one connected network; the two bridges are the only crossings without a shared vertex', () => {
    const lines = roads.map((road) => ({ ...road, names: new Set(road.line.map((p) => p.join(','))) }));
    const reached = new Set(lines[0]!.names);
    for (let before = 0; before !== reached.size; ) {
      before = reached.size;
      for (const { names } of lines)
        if (!isApart(names, reached)) for (const name of names) reached.add(name);
    }
    expect(lines.filter(({ names }) => isApart(names, reached))).toEqual([]);
    const bare: string[] = [];
    for (const [i, a] of lines.entries()) {
      for (const b of lines.slice(i + 1))
        if (crossesApart(a.line, b.line)) bare.push([a.name, b.name].sort().join(' / '));
    }
    expect(bare.sort()).toEqual(['Quốc lộ 99 / Đường Đê Bắc', 'Đường tỉnh 699 / Đường Đê Bắc']);
  });

  test('VN-2000: the pair computed with PROJ', () => {
    const { easting, northing } = projectVn2000([108.7923, 15.1205]);
    expect(easting).toBeCloseTo(584_963.145, 2);
    expect(northing).toBeCloseTo(1_672_422.425, 2);
  });
});

function betweenDistances(a: XY, b: XY, lines: XY[][]): number[] {
  const steps = Math.ceil(distance(a, b));
  return Array.from(
    { length: steps + 1 },
    (_, k): XY => [a[0] + ((b[0] - a[0]) * k) / steps, a[1] + ((b[1] - a[1]) * k) / steps],
  ).map((p) => Math.min(...lines.map((line) => nearestOnLine(line, p).metres)));
}

/** Whether two lines cross where they have no common vertex within half a metre. */
function crossesApart(a: readonly XY[], b: readonly XY[]): boolean {
  const shared = a.filter((p) => b.some((q) => p[0] === q[0] && p[1] === q[1]));
  for (let i = 1; i < a.length; i++) {
    for (let j = 1; j < b.length; j++) {
      const meet = crossing(a[i - 1]!, a[i]!, b[j - 1]!, b[j]!);
      if (meet && !shared.some((p) => distance(p, meet) < 0.5)) return true;
    }
  }
  return false;
}
