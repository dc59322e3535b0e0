// Which run is shown, and what is said about one with other parameters.
import { describe, expect, it } from 'vitest';
import { isStandard, type Run, RunRequest } from '../../../contract/run.ts';
import { differencesOf, linkToRun, methodOf, newestStandard, shippedParameters } from './run-choice.ts';

const asOf = '2026-10-31';
const id = '00000000-0000-4000-8000-000000000501';

function run(part: Partial<Run>): Run {
  return {
    id,
    kind: 'risk',
    status: 'done',
    parameters: shippedParameters(asOf).risk,
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
  it('are what the contract calls standard', () => {
    const { risk, legal_rule, dbscan } = shippedParameters(asOf);
    for (const request of [
      { id, kind: 'risk', parameters: risk },
      { id, kind: 'hotspots', parameters: legal_rule },
      { id, kind: 'hotspots', parameters: dbscan },
    ])
      expect(isStandard(RunRequest.parse(request))).toBe(true);
  });
});

describe('differencesOf', () => {
  it('finds none in a standard run of any kind', () => {
    const { risk, legal_rule, dbscan } = shippedParameters(asOf);
    expect(differencesOf(run({ parameters: risk }))).toEqual([]);
    expect(differencesOf(run({ kind: 'hotspots', parameters: legal_rule }))).toEqual([]);
    expect(differencesOf(run({ kind: 'hotspots', parameters: dbscan }))).toEqual([]);
  });

  it('names each parameter with its value and the shipped one', () => {
    const { risk, dbscan } = shippedParameters(asOf);
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
    expect(methodOf(run({ kind: 'hotspots', parameters: shippedParameters(asOf).dbscan }))).toBe('dbscan');
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
    const dense = run({ kind: 'hotspots', parameters: shippedParameters(asOf).dbscan });
    expect(linkToRun(dense, false)).toEqual({ hotspotRun: id, method: 'dbscan' });
  });
});
