// Which run is shown, and what is said about one with other parameters.
import { describe, expect, it } from 'vitest';
import { HotspotMethod, RunKind } from '../../../contract/codes.ts';
import type { Run } from '../../../contract/run.ts';
import { isStandard } from '../../../contract/run-parameters.ts';
import { differencesOf, linkToRun, methodOf, newestStandard, shippedRequest } from './run-choice.ts';
import { runFields } from './run-fields.ts';

const asOf = '2026-10-31';
const id = '00000000-0000-4000-8000-000000000501';
const risk = shippedRequest('risk', 'legal_rule', asOf).parameters;
const dbscan = shippedRequest('hotspots', 'dbscan', asOf).parameters;
/** Every kind of run, hotspots once for each method. */
const everyKind = [
  ...HotspotMethod.options.map((method) => ['hotspots', method] as const),
  ...RunKind.options.map((kind) => [kind, 'legal_rule'] as const),
];

function run(part: Partial<Run>): Run {
  return {
    id,
    kind: 'risk',
    status: 'done',
    parameters: risk,
    asOf,
    windowFrom: null,
    dataFingerprint: null,
    codeVersion: '0.1.0',
    stage: null,
    done: 0,
    total: 0,
    requestedBy: null,
    createdAt: '2026-11-01T00:00:00.000Z',
    startedAt: null,
    finishedAt: '2026-11-01T00:00:00.000Z',
    notes: {},
    error: null,
    standard: true,
    ...part,
  };
}

describe('the shipped parameters', () => {
  it.each(everyKind)('of %s %s are what the contract calls standard', (kind, method) => {
    const request = shippedRequest(kind, method, asOf);
    expect(isStandard(request)).toBe(true);
    expect(differencesOf(run(request))).toEqual([]);
  });
});

describe('the fields of the form', () => {
  it.each(everyKind)('of %s %s hold the shipped values', (kind, method) => {
    const shipped = new Map<string, unknown>(Object.entries(shippedRequest(kind, method, asOf).parameters));
    for (const field of runFields(kind, method)) {
      const value = shipped.get(field.name);
      if (field.type === 'number') {
        expect(value).toBeGreaterThanOrEqual(field.min);
        expect(value).toBeLessThanOrEqual(field.max);
        if (field.isWhole) expect(Number.isInteger(value)).toBe(true);
      } else if (field.type === 'choice') expect(field.options).toContain(value);
      else expect(typeof value).toBe(field.type === 'switch' ? 'boolean' : 'string');
    }
  });

  it('let a share have decimals and a count none', () => {
    const isWhole = runFields('hotspots', 'network_kde').flatMap((field) =>
      field.type === 'number' ? [[field.name, field.isWhole]] : [],
    );
    expect(Object.fromEntries(isWhole)).toMatchObject({ simulations: true, qAtMost: false });
  });
});

describe('differencesOf', () => {
  it('names each parameter with its value and the shipped one', () => {
    expect(differencesOf(run({ parameters: { ...risk, weightsId: 'equal' } }))).toEqual([
      { name: 'weightsId', value: 'equal', standard: 'fatal_equivalents' },
    ]);
    expect(
      differencesOf(run({ kind: 'hotspots', parameters: { ...dbscan, epsMetres: 120, months: 12 } })),
    ).toEqual([
      { name: 'months', value: 12, standard: 36 },
      { name: 'epsMetres', value: 120, standard: 75 },
    ]);
  });
});

describe('methodOf', () => {
  it('is there for hotspots only', () => {
    expect(methodOf(run({}))).toBeNull();
    expect(methodOf(run({ kind: 'hotspots', parameters: dbscan }))).toBe('dbscan');
  });
});

describe('newestStandard', () => {
  it('passes over runs with other parameters and takes the one that finished last', () => {
    const runs = [
      run({ id: 'own', standard: false, finishedAt: '2026-11-03T00:00:00.000Z' }),
      run({ id: 'old', finishedAt: '2026-11-01T00:00:00.000Z' }),
      run({ id: 'new', finishedAt: '2026-11-02T00:00:00.000Z' }),
    ];
    expect(newestStandard(runs)?.id).toBe('new');
    expect(newestStandard([])).toBeNull();
  });
});

describe('linkToRun', () => {
  it('names a run of one’s own, and clears the name for the newest standard one', () => {
    expect(linkToRun(run({ standard: false }), false)).toEqual({ riskRun: id });
    expect(linkToRun(run({}), true)).toEqual({ riskRun: null });
  });

  it('goes to the method of a hotspot run', () => {
    const dense = run({ kind: 'hotspots', parameters: dbscan });
    expect(linkToRun(dense, false)).toEqual({ hotspotRun: id, method: 'dbscan' });
  });
});
