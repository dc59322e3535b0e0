// The link of the map screen: what goes in comes out, the plain view is empty, and a broken link still opens.
import { describe, expect, it } from 'vitest';
import {
  accidentFilterOf,
  filterCount,
  type PlanningState,
  parseAddress,
  readPlanning,
  schoolFilterOf,
  writeAddress,
  writePlanning,
} from './url-state.ts';

const school = '00000000-0000-4000-8000-000000000100';
const run = '00000000-0000-4000-8000-000000000501';
const plain = readPlanning({});

function throughAddress(state: PlanningState): PlanningState {
  return readPlanning(parseAddress(writeAddress(writePlanning(state))));
}

describe('a link', () => {
  it('is empty for the plain view', () => {
    expect(writeAddress(writePlanning(plain))).toBe('');
  });

  it('carries every part of a view', () => {
    const state: PlanningState = {
      camera: { lon: 108.80123, lat: 15.12, zoom: 14.25 },
      filter: {
        from: '2021-11-01',
        to: '2026-10-31',
        severity: ['fatal', 'serious'],
        pupil: ['yes'],
        window: ['trip'],
        unit: '21001',
        level: ['primary', 'lower_secondary'],
      },
      layers: new Set(['schools', 'routes']),
      opacity: new Map([
        ['accidents', 0.6],
        ['basemap', 0],
      ]),
      accidentView: 'hexagons',
      tab: 'hotspots',
      sort: 'name',
      search: 'Cầu & Văn',
      method: 'dbscan',
      nearMiss: true,
      riskRun: school,
      hotspotRun: run,
      predictionRun: run,
      isPredictionOpen: true,
      selection: { kind: 'hotspot', run, number: 3 },
    };
    expect(throughAddress(state)).toEqual(state);
  });

  it('reads as plain text', () => {
    const state: PlanningState = {
      ...plain,
      camera: { lon: 108.8, lat: 15.12, zoom: 14 },
      filter: { severity: ['fatal', 'serious'] },
      selection: { kind: 'school', id: school },
    };
    expect(writeAddress(writePlanning(state))).toBe(
      `?at=108.8,15.12,14&severity=fatal,serious&open=school:${school}`,
    );
  });

  it('says how pale layers are in per cent, and nothing of full ones', () => {
    const opacity: PlanningState['opacity'] = new Map([
      ['routes', 0.4],
      ['accidents', 0.6],
      ['schools', 1],
    ]);
    expect(writeAddress(writePlanning({ ...plain, opacity }))).toBe('?opacity=accidents:60,routes:40');
  });

  it('keeps the shares it understands', () => {
    expect(readPlanning({ opacity: 'accidents:60,moon:20,routes:400,gates:,units:x' }).opacity).toEqual(
      new Map([['accidents', 0.6]]),
    );
  });

  it('can hide every layer', () => {
    expect(throughAddress({ ...plain, layers: new Set() }).layers).toEqual(new Set());
  });
});

describe('a broken link', () => {
  it.each([
    ['at', '999,15,12'],
    ['at', 'here'],
    ['from', '2026-13-45'],
    ['severity', 'fatal,awful'],
    ['layers', 'moon'],
    ['opacity', 'moon:50'],
    ['accidents', 'cloud'],
    ['tab', 'settings'],
    ['open', 'school:not-an-id'],
    ['open', `hotspot:${run}:0`],
    ['open', 'person:1'],
    ['unit', 'a b'],
    ['nearMiss', 'perhaps'],
    ['riskRun', 'newest'],
    ['hotspotRun', '7'],
  ])('opens without a wrong %s=%s', (key, value) => {
    expect(readPlanning({ [key]: value })).toEqual(plain);
  });

  it('keeps the parts that are right', () => {
    expect(readPlanning({ severity: 'awful', from: '2026-01-01' }).filter).toEqual({
      ...plain.filter,
      from: '2026-01-01',
    });
  });
});

describe('the filter', () => {
  it('counts a period once', () => {
    expect(filterCount(plain.filter)).toBe(0);
    expect(filterCount({ from: '2026-01-01', to: '2026-02-01', severity: ['fatal'] })).toBe(2);
  });

  it('leaves school levels out of what accidents are asked by', () => {
    const filter = { severity: ['fatal' as const], level: ['primary' as const], unit: 'A' };
    expect(accidentFilterOf(filter)).toEqual({ severity: ['fatal'], unit: 'A' });
    expect(schoolFilterOf(filter)).toEqual({ level: ['primary'], unit: 'A' });
  });
});
