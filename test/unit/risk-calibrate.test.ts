// Calibration over many schools: what is fitted, what it falls back on, and that a frozen one holds.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fnv1a32, gammaDraw, mulberry32 } from '../../server/network/random.ts';
import type { SchoolAccident } from '../../server/risk/accident-weight.ts';
import { assess } from '../../server/risk/assess.ts';
import {
  type CalibrationSchool,
  fitRates,
  fitReferences,
  fitScore,
  scoreFromSchools,
} from '../../server/risk/calibrate.ts';
import { Calibration, priorOf, referenceOf, withScoreOf } from '../../server/risk/calibration.ts';
import { type SchoolComponents, schoolComponents } from '../../server/risk/components.ts';
import { flattenParameters, SEVERITIES } from '../../server/risk/parameters.ts';
import type { SchoolFacts } from '../../server/risk/school-facts.ts';
import { riskFromComponents, type SchoolPrior } from '../../server/risk/score.ts';

const parameters = flattenParameters(
  JSON.parse(readFileSync(new URL('../../data/presets/risk-srs-vn-1.json', import.meta.url), 'utf8')),
);

/** `count` primary schools with slight accidents at the gate; communes of ten schools each. */
function provinceFacts(provinceId: string, count: number, group = 'primary/urban'): SchoolFacts[] {
  const random = mulberry32(fnv1a32(provinceId));
  return Array.from({ length: count }, (_, i) => {
    const schoolId = `${provinceId}-${String(i).padStart(4, '0')}`;
    const accidents = Array.from(
      { length: Math.floor(gammaDraw(random, 1.2) * 2) },
      (_unused, j): SchoolAccident => ({
        id: `${schoolId}-${j}`,
        severity: 'slight',
        occurredOn: '2026-06-01',
        distanceMetres: random() * 400,
        routeShare: null,
        timeClass: 'trip',
        pupilInvolved: 'yes',
        locationQuality: 'exact',
      }),
    );
    const input: SchoolFacts['input'] = {
      schoolId,
      asOf: '2026-11-21',
      levels: ['primary'],
      pupils: 300 + 600 * random(),
      walkCycleShare: null,
      trafficKm: 1 + 3 * random(),
      isGateKnown: true,
      gates: [],
      routes: [],
      accidents,
      accidentCoverage: null,
    };
    const communeId = `${provinceId}-${Math.floor(i / 10)}`;
    return { place: { schoolId, group, provinceId, communeId }, input };
  });
}

function province(
  provinceId: string,
  count: number,
  group?: string,
): (CalibrationSchool & { components: SchoolComponents })[] {
  return provinceFacts(provinceId, count, group).map(({ place, input }) => ({
    ...place,
    components: schoolComponents({ ...input, reference: { trafficKm: null, pupils: null } }, parameters),
  }));
}

/** The prior of every school by a calibration fitted on them, by school id. */
function calibrate(schools: readonly CalibrationSchool[]): Map<string, SchoolPrior> {
  const rates = fitRates(schools, parameters);
  return new Map(schools.map((school) => [school.schoolId, priorOf({ rates }, school, parameters)]));
}

describe('calibration', () => {
  const large = province('51', 60);
  const small = province('52', 8);
  const rural = province('51', 12, 'primary/rural').map((school) => ({
    ...school,
    schoolId: `r${school.schoolId}`,
  }));
  const priors = calibrate([...large, ...small, ...rural]);

  test('recorded and predicted totals of a calibrated group agree', () => {
    let recorded = 0;
    let predicted = 0;
    for (const school of large) {
      const prior = priors.get(school.schoolId)!;
      expect(prior.slight.betaSource).toBe('province_group');
      expect(prior.slight.kSource).toBe('province_group');
      const { slight } = riskFromComponents(school.components, parameters, prior).bySeverity;
      recorded += slight.recorded;
      predicted += slight.predicted;
    }
    expect(recorded).toBeGreaterThan(20);
    expect(Math.abs(predicted / recorded - 1)).toBeLessThan(1e-9);
  });

  test('too small a group falls back step by step; severities without accidents to the shipped values', () => {
    expect(priors.get(small[0]!.schoolId)!.slight.betaSource).toBe('group');
    expect(priors.get(rural[0]!.schoolId)!.slight.betaSource).toBe('province');
    expect(priors.get(large[0]!.schoolId)!.fatal).toEqual({
      beta: 0.01,
      betaSource: 'shipped',
      k: 1,
      kSource: 'shipped',
    });
    const alone = calibrate(small).get(small[0]!.schoolId)!;
    expect(SEVERITIES.map((severity) => alone[severity].betaSource)).toEqual([
      'shipped',
      'shipped',
      'shipped',
    ]);
    const far = province('53', 5, 'preschool/rural');
    expect(calibrate([...large, ...far]).get(far[0]!.schoolId)!.slight.betaSource).toBe('national');
  });

  test('k is never estimated from one commune, and stays within its bounds', () => {
    const oneCommune = large.map((school) => ({ ...school, communeId: 'one' }));
    const prior = calibrate(oneCommune).get(large[0]!.schoolId)!.slight;
    expect(prior).toMatchObject({ betaSource: 'province_group', kSource: 'shipped', k: 0.5 });
    const many = province('54', 240);
    const { k } = calibrate(many).get(many[0]!.schoolId)!.slight;
    expect(k).toBeGreaterThanOrEqual(parameters.calibration.minK);
    expect(k).toBeLessThanOrEqual(parameters.calibration.maxK);
  });

  test('the variance of a weighted count is the sum of squared weights, and k by moments uses it', () => {
    const { beta, k } = priors.get(large[0]!.schoolId)!.slight;
    let spread = 0;
    let squares = 0;
    for (const { components } of large) {
      const { recorded, exposure } = components.bySeverity.slight;
      const predicted = beta * components.effectiveYears * exposure;
      const countVariance = components.accidents.reduce((sum, { weight }) => sum + weight ** 2, 0);
      spread += (recorded - predicted) ** 2 - countVariance;
      squares += predicted ** 2;
    }
    expect(spread / squares).toBeGreaterThan(parameters.calibration.minK);
    expect(k).toBeCloseTo(spread / squares, 9);
  });

  test('the order of schools changes nothing, no schools are no error', () => {
    expect(calibrate([...large].reverse()).get('51-0003')).toEqual(calibrate(large).get('51-0003'));
    expect(calibrate([]).size).toBe(0);
  });

  test('reference values: mean traffic and median pupils of the group, else of all who know', () => {
    const schools = Array.from({ length: 31 }, (_, i) => ({
      schoolId: `s${i}`,
      group: 'primary/urban',
      provinceId: '51',
      communeId: '1',
      trafficKm: i === 0 ? null : i,
      pupils: i === 0 ? null : i * 10,
    }));
    const other = {
      schoolId: 'o',
      group: 'x',
      provinceId: '9',
      communeId: '2',
      trafficKm: null,
      pupils: null,
    };
    const references = fitReferences([...schools, other], parameters);
    expect(referenceOf(references, schools[0]!)).toEqual({ trafficKm: 15.5, pupils: 155 });
    expect(referenceOf(references, other)).toEqual({ trafficKm: 15.5, pupils: 155 });
    expect(references['province_group:51/primary/urban']?.pupils).toEqual({ value: 155, schools: 30 });
    expect(Object.keys(references)).not.toContain('province:9');
    expect(referenceOf(fitReferences([other], parameters), other)).toEqual({ trafficKm: null, pupils: null });
    // Where two groups know, each speaks for its own; together they speak for the rest.
    const rural = schools.map((school) => ({
      ...school,
      schoolId: `r${school.schoolId}`,
      group: 'primary/rural',
      trafficKm: 100,
    }));
    const both = fitReferences([...schools, ...rural], parameters);
    expect(referenceOf(both, schools[0]!).trafficKm).toBe(15.5);
    expect(referenceOf(both, rural[0]!).trafficKm).toBe(100);
    expect(referenceOf(both, { ...other, provinceId: '51' }).trafficKm).toBeCloseTo(
      (31 * 100 + 30 * 15.5) / 61,
      9,
    );
    // One school that knows speaks for all, but for no group of its own.
    expect(fitReferences([schools[5]!, other], parameters)).toEqual({
      national: { trafficKm: { value: 5, schools: 1 }, pupils: { value: 50, schools: 1 } },
    });
  });

  test('the ends of the score are the 5th and 95th percentile of enough schools, else the shipped ones', () => {
    const risks = Array.from({ length: 101 }, (_, i) => (i + 1) / 1000);
    const { low, high, isFitted } = fitScore(risks, parameters);
    expect([low, high, isFitted]).toEqual([expect.closeTo(0.006, 12), expect.closeTo(0.096, 12), true]);
    const shipped = { low: 0.002, high: 0.5, isFitted: false };
    expect(fitScore(risks.slice(0, scoreFromSchools - 1), parameters)).toEqual(shipped);
    expect(
      fitScore(
        Array.from({ length: 200 }, () => 0.1),
        parameters,
      ),
    ).toEqual(shipped);
    expect(fitScore([], parameters)).toEqual(shipped);
    expect(withScoreOf({ score: { low, high, isFitted } }, parameters).score).toMatchObject({ low, high });
  });

  test('names where every rate comes from and how many schools stand behind it', () => {
    const rates = fitRates([...large, ...small, ...rural], parameters);
    expect(Object.keys(rates)).toEqual([
      'group:primary/urban',
      'national',
      'province:51',
      'province_group:51/primary/urban',
    ]);
    expect(rates['province_group:51/primary/urban']).toMatchObject({ schools: 60, communes: 6 });
    expect(rates.national).toMatchObject({ schools: 80, bySeverity: { fatal: null, serious: null } });
  });

  test('a calibration kept as JSON gives the same priors to new schools, and theirs do not move it', () => {
    const fitted: Calibration = {
      parameters: { id: parameters.id, version: parameters.version },
      fittedOn: { runId: null, asOf: '2026-11-21', schools: 60 },
      references: fitReferences(
        large.map((school) => ({ ...school, trafficKm: school.components.trafficKm, pupils: null })),
        parameters,
      ),
      rates: fitRates(large, parameters),
      score: fitScore([], parameters),
    };
    const kept = Calibration.parse(JSON.parse(JSON.stringify(fitted)));
    expect(kept).toEqual(fitted);
    const [fresh] = province('51', 1);
    const own = calibrate(large).get(large[0]!.schoolId)!;
    expect(priorOf(kept, fresh!, parameters)).toEqual(own);
    // Another province of the same group takes the group's; another group of the province the province's.
    expect(priorOf(kept, { ...fresh!, provinceId: '60' }, parameters).slight.betaSource).toBe('group');
    expect(priorOf(kept, { ...fresh!, group: 'x/rural' }, parameters).slight.betaSource).toBe('province');
    expect(priorOf(kept, { ...fresh!, group: 'x', provinceId: '60' }, parameters).slight.betaSource).toBe(
      'national',
    );
  });
});

describe('assessment', () => {
  const asOf = '2026-11-21';
  const facts = provinceFacts('51', 120);
  const own = assess(facts, null, { parameters, asOf });

  test('a first calibration spreads the scores over the whole scale', () => {
    expect(own.calibration).toMatchObject({
      parameters: { id: parameters.id, version: parameters.version },
      fittedOn: { runId: null, asOf, schools: 120 },
      score: { isFitted: true },
    });
    const scores = own.risks.map(({ score }) => score).sort((a, b) => a - b);
    // Six schools in a hundred and twenty lie beyond either end.
    expect(scores.filter((score) => score === 0)).toHaveLength(6);
    expect(scores.filter((score) => score === 100)).toHaveLength(6);
    expect(new Set(own.risks.map(({ band }) => band))).toEqual(new Set(['A', 'B', 'C', 'D', 'E']));
  });

  test('a frozen one holds: other schools and other records change no number of a school', () => {
    const busy = provinceFacts('60', 40).map(({ place, input }) => ({
      place: { ...place, provinceId: '51' },
      input: {
        ...input,
        accidents: input.accidents.flatMap((one) => [one, { ...one, id: `${one.id}+` }]),
      },
    }));
    const frozen = Calibration.parse(JSON.parse(JSON.stringify(own.calibration)));
    const later = assess([...facts, ...busy], frozen, { parameters, asOf: '2026-11-21' });
    expect(later.calibration).toBe(frozen);
    expect(later.risks.slice(0, 120)).toEqual(own.risks);
    const refitted = assess([...facts, ...busy], null, { parameters, asOf });
    expect(refitted.risks[0]?.score).not.toBe(own.risks[0]?.score);
    // What nobody knows is what the frozen group knew.
    const unknown = facts.map(({ place, input }) => ({ place, input: { ...input, pupils: null } }));
    const median = own.calibration.references['group:primary/urban']?.pupils?.value;
    for (const { pupils } of assess(unknown, frozen, { parameters, asOf }).risks) expect(pupils).toBe(median);
  });

  test('a record more never lowers a risk under a frozen calibration', () => {
    const more = facts.map(({ place, input }) => ({
      place,
      input: { ...input, accidents: [...input.accidents, ...input.accidents.slice(0, 1).map(again)] },
    }));
    const after = assess(more, own.calibration, { parameters, asOf }).risks;
    after.forEach(({ risk }, i) => {
      expect(risk).toBeGreaterThanOrEqual(own.risks[i]!.risk);
    });
    expect(after.filter(({ risk }, i) => risk > own.risks[i]!.risk).length).toBeGreaterThan(60);
  });

  const again = (accident: SchoolAccident): SchoolAccident => ({ ...accident, id: 'again' });

  test('the order of schools changes nothing, to the last bit', () => {
    const { calibration, risks } = assess([...facts].reverse(), null, { parameters, asOf });
    expect(calibration).toEqual(own.calibration);
    expect([...risks].reverse()).toEqual(own.risks);
    expect(JSON.stringify(calibration)).toBe(JSON.stringify(own.calibration));
  });
});
