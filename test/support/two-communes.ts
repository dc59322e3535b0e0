// A small known world for tests of what leaves the server: two communes side by side, each with one of everything, and
// officers who may see only their own. The border is the meridian 107.59° E; both schools lie in tile 14/13088.
import { randomBytes } from 'node:crypto';
import type { Express } from 'express';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { hashToken } from '../../server/http/session.ts';

export type Person = 'admin' | 'planner' | 'officerA' | 'officerB';
export type TwoCommunes = {
  /** Session tokens by person. */
  tokens: Record<Person, string>;
  /** The newest finished runs. */
  riskRun: string;
  hotspotRun: string;
  densityRun: string;
  cellRun: string;
};

/** The first moment of these tests; "today" is 2026-11-21 in Việt Nam. */
export const now = new Date('2026-11-21T03:00:00Z');
export const latitude = 16.45;
/** Longitudes of school, gate and accidents of each commune. */
export const places = { A: 107.585, B: 107.595 } as const;
/** The tile of zoom 14 that holds both schools. */
export const sharedTile = { z: 14, x: 13_088, y: 7_432 };
export const roadId = id('A', 90);

/** A readable UUID: commune and number. */
export function id(commune: 'A' | 'B', number: number): string {
  return `${commune.toLowerCase().repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** Fills an empty database. */
export async function fillTwoCommunes(db: Knex): Promise<TwoCommunes> {
  return db.transaction(async (tx) => {
    await tx.raw('select begin_system_scope()');
    await territory(tx);
    const runs = {
      riskRun: id('A', 80),
      hotspotRun: id('A', 81),
      densityRun: id('A', 82),
      cellRun: id('A', 83),
    };
    await tx('run').insert([
      run(runs.riskRun, 'risk', null, '2026-11-20T00:00:00Z'),
      run(id('B', 80), 'risk', null, '2026-11-19T00:00:00Z'),
      run(runs.hotspotRun, 'hotspots', 'legal_rule', '2026-11-20T00:00:00Z'),
      run(runs.densityRun, 'hotspots', 'network_kde', '2026-11-20T00:00:00Z'),
      run(runs.cellRun, 'hotspots', 'gi_star', '2026-11-20T00:00:00Z'),
      { ...run(id('B', 83), 'hotspots', 'gi_star', '2026-11-21T00:00:00Z'), standard: false },
      { ...run(id('B', 81), 'risk', null, '2026-11-21T00:00:00Z'), status: 'running', finished_at: null },
    ]);
    for (const commune of ['A', 'B'] as const) {
      await facts(tx, commune);
      await results(tx, commune, runs);
    }
    await tx('road_edge').insert({
      id: roadId,
      source: 'test',
      source_key: 'road',
      part: 0,
      class: 'lane',
      name: 'Kiệt 12',
      oneway: false,
      path: line(places.A, places.B),
      length_m: 1_067,
    });
    const tokens = {
      admin: await person(tx, 'admin', 'administrator', 'P'),
      planner: await person(tx, 'planner', 'planner', 'P'),
      officerA: await person(tx, 'officer-a', 'officer', 'A'),
      officerB: await person(tx, 'officer-b', 'officer', 'B'),
    };
    return { tokens, ...runs };
  });
}

/** The whole application over this world, at the moment `now`. */
export function serveTwoCommunes(db: Knex): Express {
  const context = {
    db,
    clock: () => now,
    config: readConfig({ CHECK_REPLIES: 'true', LOG_LEVEL: 'silent' }),
    log: pino({ level: 'silent' }),
    codeVersion: 'test',
    wakeRuns: () => {},
    stopRun: () => {},
  };
  return createApp(context, { isReady: () => true });
}

function point(lon: number, lat = latitude): string {
  return `SRID=4326;POINT(${lon} ${lat})`;
}
function line(west: number, east: number): string {
  return `SRID=4326;LINESTRING(${west} ${latitude},${east} ${latitude})`;
}
/** A square around a place, half a side of `reach` degrees. */
function square(lon: number, reach: number): string {
  const [w, e, s, n] = [lon - reach, lon + reach, latitude - reach, latitude + reach];
  return `SRID=4326;POLYGON((${w} ${s},${e} ${s},${e} ${n},${w} ${n},${w} ${s}))`;
}
function borders(west: number, east: number): string {
  return `SRID=4326;MULTIPOLYGON(((${west} 16.4,${east} 16.4,${east} 16.5,${west} 16.5,${west} 16.4)))`;
}

async function territory(tx: Knex.Transaction): Promise<void> {
  await tx('territory').insert({
    code: 'TEST',
    name: 'Hai xã',
    metric_srid: 9_214,
    time_zone: 'Asia/Ho_Chi_Minh',
    bounds: 'SRID=4326;POLYGON((107 16,108 16,108 17,107 17,107 16))',
    calendar: JSON.stringify({ terms: [], daysOff: [] }),
    sessions: JSON.stringify({}),
    invented: true,
  });
  const unit = { kind: 'commune', parent_id: 'P' };
  await tx('unit').insert([
    { id: 'VN', kind: 'nation', parent_id: null, name: 'Việt Nam', full_name: 'Việt Nam' },
    { id: 'P', kind: 'province', parent_id: 'VN', name: 'Tỉnh', full_name: 'Tỉnh thử' },
  ]);
  await tx('unit').insert([
    { ...unit, id: 'A', name: 'A', full_name: 'Xã A', boundary: borders(107.5, 107.59) },
    { ...unit, id: 'B', name: 'B', full_name: 'Xã B', boundary: borders(107.59, 107.7) },
    // A unit that ended and left its border behind.
    {
      ...unit,
      id: 'OLD',
      name: 'C',
      full_name: 'Xã cũ',
      boundary: borders(107.5, 107.7),
      valid_to: '2025-06-30',
    },
  ]);
}

function run(runId: string, kind: string, method: string | null, finishedAt: string) {
  return {
    id: runId,
    kind,
    method,
    parameters: JSON.stringify(method === null ? { asOf: '2026-11-20' } : { asOf: '2026-11-20', method }),
    as_of: '2026-11-20',
    status: 'done',
    standard: true,
    code_version: 'test',
    created_at: finishedAt,
    finished_at: finishedAt,
  };
}

async function facts(tx: Knex.Transaction, commune: 'A' | 'B'): Promise<void> {
  const lon = places[commune];
  const own = { unit_id: commune, source: 'test', invented: true };
  const key = (name: string) => ({ ...own, source_key: `${commune}-${name}` });
  const school = id(commune, 1);
  await tx('school').insert({
    ...key('school'),
    id: school,
    name: commune === 'A' ? 'Trường Tiểu học A' : '=cmd|B',
    levels: ['primary', 'lower_secondary'],
    pupils: 300,
    walk_cycle_share: 0.1,
    location: point(lon),
  });
  const gate = id(commune, 2);
  await tx('gate').insert({
    ...key('gate'),
    id: gate,
    school_id: school,
    kind: 'main',
    location: point(lon),
  });
  await tx('gate_zone').insert({
    id: id(commune, 3),
    gate_id: gate,
    unit_id: commune,
    zone: square(lon, 0.0005),
  });
  const route = { ...own, school_id: school, path: line(lon - 0.003, lon), length_m: 320, share: 0.25 };
  await tx('route').insert([
    { ...route, id: id(commune, 4), source_key: `${commune}-route`, name: 'Tuyến khảo sát' },
    { ...route, id: id(commune, 5), source_key: `${commune}-other`, name: null },
  ]);
  const survey = id(commune, 6);
  await tx('survey').insert({ id: survey, unit_id: commune, school_id: school, surveyed_on: '2026-11-01' });
  await tx('survey_observation').insert({
    id: id(commune, 7),
    survey_id: survey,
    unit_id: commune,
    school_id: school,
    route_id: id(commune, 4),
    code: 'footpath_none',
    observed_on: '2026-11-01',
  });
  const accident = { ...own, occurred_on: '2026-03-02', time_precision: 'day', trip_window: 'trip' };
  await tx('accident').insert([
    {
      ...accident,
      ...key('fatal'),
      id: id(commune, 10),
      deaths: 1,
      location: point(lon),
      location_quality: 'exact',
    },
    {
      ...accident,
      ...key('slight'),
      id: id(commune, 11),
      slight: 2,
      location: point(lon),
      location_quality: 'street',
    },
    { ...accident, ...key('unlocated'), id: id(commune, 12), location: null, location_quality: 'area' },
  ]);
  await tx('illegal_spot').insert({
    ...key('spot'),
    id: id(commune, 20),
    school_id: school,
    kind: 'vehicle_keeping',
    location: point(lon),
    first_seen_at: now,
    last_seen_at: now,
    note: 'Giữ xe, "trước cổng"',
  });
  await tx('spot_sighting').insert({
    id: id(commune, 21),
    spot_id: id(commune, 20),
    unit_id: commune,
    seen_at: now,
  });
  await tx('finding').insert({
    ...key('finding'),
    id: id(commune, 30),
    school_id: school,
    reason_code: 'no_footpath',
    location: point(lon),
    owner: 'commune',
    found_on: '2026-11-01',
  });
}

async function results(
  tx: Knex.Transaction,
  commune: 'A' | 'B',
  runs: Omit<TwoCommunes, 'tokens'>,
): Promise<void> {
  const number = commune === 'A' ? 1 : 2;
  const lon = places[commune];
  const result = {
    school_id: id(commune, 1),
    unit_id: commune,
    rank: number,
    rank_low: 1,
    rank_high: 2,
    rate: 0.1 + 0.2,
    rate_low: 0.1,
    rate_high: 0.9,
    score: 61.25,
    score_low: 50,
    score_high: 70,
    band_shown: 'D–E',
    band_probability: JSON.stringify({ A: 0, B: 0, C: 0.1, D: 0.45, E: 0.45 }),
    probability_first: JSON.stringify({ 1: 0.5, 3: 1, 5: 1, 10: 1 }),
    missing_share: 0.5,
    survey_next: 0,
    severities: JSON.stringify([
      {
        severity: 'fatal',
        recorded: 1,
        predicted: 0.5,
        predictionWeight: 0.4,
        estimate: 0.8,
        hazard: 0.2,
        rate: 0.3,
      },
    ]),
    parts: JSON.stringify([{ kind: 'base', code: 'base', contribution: 0.1 }]),
    substitutions: JSON.stringify([{ code: 'pupils', value: '300' }]),
    exposure: JSON.stringify({ trafficKm: 1.5, catchmentMetres: 1_000, pupilsUsed: 300 }),
  };
  await tx('risk_result').insert([
    { ...result, run_id: runs.riskRun, band: 'D' },
    { ...result, run_id: id('B', 80), band: 'B' },
  ]);
  const part = {
    school_id: id(commune, 1),
    school_unit_id: commune,
    unit_id: commune,
    occurred_on: '2026-03-02',
  };
  const factors = {
    space: 1,
    age: 1,
    relevance: 1,
    quality: 1,
    weight: 1,
    run_id: runs.riskRun,
    distance_m: 0.5,
  };
  await tx('risk_part').insert([
    { ...part, ...factors, accident_id: id(commune, 11), severity: 'slight', contribution: 0.02 },
    { ...part, ...factors, accident_id: id(commune, 10), severity: 'fatal', contribution: 1e-7 },
    {
      ...part,
      ...factors,
      accident_id: id(commune, 12),
      severity: 'slight',
      contribution: 0.3,
      distance_m: null,
    },
  ]);
  await tx('hotspot').insert({
    run_id: runs.hotspotRun,
    number,
    unit_id: commune,
    pass: 'planar',
    status: 'proposed',
    area: square(lon, 0.001),
    anchor: point(lon),
    accidents: 2,
    fatal: 1,
    serious: 0,
    slight: 1,
    property: 0,
    severity_index: 1.02,
    extent_m: 0,
    is_corridor: false,
    first_on: '2026-03-02',
    last_on: '2026-03-02',
    clause: 'fatalAtLeast',
    margin: 0,
    invented: true,
  });
  await tx('road_density').insert({
    run_id: runs.densityRun,
    number,
    unit_id: commune,
    path: line(lon - 0.001, lon + 0.001),
    density: 0.1 + 0.2,
    density_class: 4,
  });
  const cell = {
    hex_column: number,
    hex_row: -7,
    unit_id: commune,
    area: square(lon, 0.002),
    accidents: 2,
    p: 0.001,
    q: 0.004,
  };
  await tx('hexagon_cell').insert([
    { ...cell, run_id: runs.cellRun, z: 4.56789, gi_class: 3, emerging: 'new' },
    { ...cell, run_id: id('B', 83), z: null, p: null, q: null, gi_class: 0, emerging: null },
  ]);
}

async function person(tx: Knex.Transaction, login: string, role: string, unit: string): Promise<string> {
  const account = crypto.randomUUID();
  const token = randomBytes(32).toString('base64url');
  await tx('account').insert({ id: account, login, display_name: login });
  const grant = { id: crypto.randomUUID(), account_id: account, role, unit_id: unit };
  await tx('role_grant').insert({ ...grant, valid_from: '2026-01-01' });
  await tx('session').insert({
    token_hash: hashToken(token),
    account_id: account,
    created_at: now,
    last_seen_at: now,
    expires_at: '2027-01-01T00:00:00Z',
  });
  return token;
}
