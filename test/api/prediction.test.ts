// How well each method foretold the invented town's accidents: over HTTP, beside the places it finds, and on the command
// line's paper.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HotspotMethod } from '../../contract/codes.ts';
import { PredictionMethod, type PredictionResult, type PredictiveRecord } from '../../contract/prediction.ts';
import { toCsv, toText } from '../../server/prediction/report.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

let town: TestApp;
let results: PredictionResult[];
let records: PredictiveRecord[];
beforeAll(async () => {
  town = await startTestApp();
  const { body } = await (await town.as('planner')).get('/api/prediction').expect(200);
  ({ results, records } = body);
});
afterAll(() => town.close());

const years = [2023, 2024, 2025];
const budgets = [0.01, 0.02, 0.05, 0.1];

/** Starts a run, waits for it, and gives its prediction. */
async function predictionOf(id: string, parameters: object) {
  const client = await town.as('planner');
  await client.post('/api/runs').send({ id, kind: 'prediction', parameters }).expect(200);
  await town.drainRuns();
  return (await client.get(`/api/prediction?run=${id}`).expect(200)).body;
}

describe('getPrediction', () => {
  it('tests every method on the last three whole years; the year that the day cuts is left out', async () => {
    const { body } = await (await town.as('leader')).get('/api/prediction').expect(200);
    expect(body.run.notes).toMatchObject({
      reason: null,
      years: { from: 2022, through: 2025 },
      cutYears: [2021, 2026],
    });
    expect(body.run.windowFrom).toBe('2019-12-31');
    expect(body.results.map((row: PredictionResult) => [row.testYear, row.budgetShare, row.method])).toEqual(
      years.flatMap((year) =>
        budgets.flatMap((budget) => PredictionMethod.options.map((method) => [year, budget, method])),
      ),
    );
  });

  it('adds up: parts are within their wholes, and indices are the quotients they are named for', () => {
    const totals = new Set(results.map((row) => row.totalMetres));
    expect(totals.size).toBe(1);
    for (const row of results) {
      expect(row.trainThrough).toBe(row.testYear - 1);
      expect(row.testTotal).toBeGreaterThanOrEqual(20);
      expect(row.hits).toBeLessThanOrEqual(row.testTotal);
      expect(row.markedAgain).toBeLessThanOrEqual(row.markedPieces);
      expect(row.markedMetres).toBeLessThanOrEqual(row.budgetShare * row.totalMetres + 1e-6);
      expect(row.lengthShare).toBeCloseTo(row.markedMetres / row.totalMetres, 12);
      expect(row.hitRate).toBeCloseTo(row.hits / row.testTotal, 12);
      if (row.markedMetres === 0) expect([row.pai, row.hits, row.hitsPerKm]).toEqual([null, 0, null]);
      else {
        expect(row.pai).toBeCloseTo(row.hits / row.testTotal / row.lengthShare, 9);
        expect(row.hitsPerKm).toBeCloseTo((1000 * row.hits) / row.markedMetres, 9);
        expect(row.hitRateInterval?.low).toBeLessThanOrEqual(row.hitRate ?? 0);
        expect(row.hitRateInterval?.high).toBeGreaterThanOrEqual(row.hitRate ?? 1);
      }
    }
    // The same accidents are foretold whoever foretells them.
    for (const year of years) {
      expect(new Set(results.filter((row) => row.testYear === year).map((row) => row.testTotal)).size).toBe(
        1,
      );
    }
  });

  it('finds that the planted places come again, and that lots do not find them', () => {
    const hits = (method: PredictionMethod): number =>
      results
        .filter((row) => row.method === method && row.budgetShare === 0.1)
        .reduce((sum, row) => sum + row.hits, 0);
    expect(hits('network_kde')).toBeGreaterThan(2 * hits('random_by_length'));
    expect(hits('recent_count')).toBeGreaterThan(2 * hits('random_by_length'));
  });

  it('gives one sentence per method that marks anything, at 5 % in the latest year', () => {
    const told = results.filter(
      (row) => row.testYear === 2025 && row.budgetShare === 0.05 && row.markedMetres > 0,
    );
    expect(records.map(({ method }) => method)).toEqual(told.map(({ method }) => method));
    expect(records.length).toBeGreaterThanOrEqual(5);
    for (const [i, record] of records.entries()) {
      expect(record).toMatchObject({ asOf: '2026-10-31', markedYear: 2024, testYear: 2025 });
      expect(record.heldPercent).toBeCloseTo(100 * (told[i]?.hitRate ?? Number.NaN), 12);
      expect(record.chancePercent).toBe(record.markedPercent);
    }
  });

  it('is read by an officer, and by nobody who is not signed in', async () => {
    const { body } = await (await town.as('officerA')).get('/api/prediction').expect(200);
    expect(body.results).toEqual(results);
    await town.anybody().get('/api/prediction').expect(401);
  });

  it('keeps the year of marking when one is named, and is then not the standard test', async () => {
    const id = 'c0ffee00-0000-4000-8000-0000000000a1';
    const fixed = await predictionOf(id, { asOf: '2025-12-31', trainThrough: 2023 });
    expect(fixed.run).toMatchObject({ standard: false, notes: { cutYears: [2021] } });
    expect(
      new Set(fixed.results.map((row: PredictionResult) => `${row.trainThrough} ${row.testYear}`)),
    ).toEqual(new Set(['2023 2024', '2023 2025']));
    const newest = await (await town.as('planner')).get('/api/prediction').expect(200);
    expect(newest.body.run.id).not.toBe(id);
  });

  it('says that there is too little data instead of testing on it', async () => {
    const early = await predictionOf('c0ffee00-0000-4000-8000-0000000000a2', { asOf: '2022-12-31' });
    expect(early).toMatchObject({ results: [], records: [], run: { notes: { reason: 'too-little-data' } } });
    const never = await predictionOf('c0ffee00-0000-4000-8000-0000000000a3', { asOf: '1999-12-31' });
    expect(never).toMatchObject({ results: [], run: { notes: { reason: 'too-little-data', years: null } } });
  });

  it('gives the same results again for the same facts', async () => {
    const again = await predictionOf('c0ffee00-0000-4000-8000-0000000000a4', { asOf: '2026-10-31' });
    expect(again.results).toEqual(results);
  });
});

describe('the record of a method', () => {
  it('stands beside the places it finds, in the list and on each page; HDBSCAN has none', async () => {
    const client = await town.as('officerA');
    for (const method of HotspotMethod.options) {
      const { body } = await client.get(`/api/hotspots?method=${method}`).expect(200);
      const record = records.find((one) => one.method === method) ?? null;
      const { runId: _, ...expected } = record ?? { runId: null };
      if (record === null) expect(body.predictive).toBeNull();
      else expect(body.predictive).toMatchObject(expected);
      const [first] = body.hotspots;
      if (first === undefined) continue;
      const page = await client.get(`/api/runs/${body.run.id}/hotspots/${first.number}`).expect(200);
      expect(page.body.predictive).toEqual(body.predictive);
    }
    expect(records.some(({ method }) => method === 'dbscan')).toBe(true);
  });
});

describe('the report', () => {
  it('has a table per test year and the sentences in both languages', () => {
    const text = toText(results, records);
    expect(text.match(/^20\d\d: \d+ accidents on [\d.]+ km/gm)).toHaveLength(3);
    expect(text).toMatch(/^recent counts: the [\d.]+ % of roads marked with data through 2024 held/m);
    expect(text).toMatch(/^đếm vụ gần đây: [\d,]+ % chiều dài đường được đánh dấu/m);
    expect(text).not.toMatch(/NaN|null|undefined/);
  });

  it('has a row per result in the flat table', () => {
    const lines = toCsv(results).trimEnd().split('\r\n');
    expect(lines).toHaveLength(results.length + 1);
    expect(lines[0]).toContain('paiLow,paiHigh');
    expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);
  });
});
