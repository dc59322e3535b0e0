// Which schools to survey next, and why: the age of a survey, what is overdue, what nobody has answered.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { SchoolRiskInput } from '../../server/risk/components.ts';
import type { GateHazard, HazardObservation } from '../../server/risk/hazard.ts';
import { flattenParameters } from '../../server/risk/parameters.ts';
import { riskScore } from '../../server/risk/score.ts';

const parameters = flattenParameters(
  JSON.parse(readFileSync(new URL('../../data/presets/risk-srs-vn-1.json', import.meta.url), 'utf8')),
);

const school: SchoolRiskInput = {
  schoolId: 'school',
  asOf: '2026-11-21',
  levels: ['primary'],
  pupils: 500,
  walkCycleShare: null,
  trafficKm: 3,
  isGateKnown: true,
  gates: [],
  routes: [],
  accidents: [],
  accidentCoverage: null,
  reference: { trafficKm: null, pupils: null },
};

describe('survey next', () => {
  test('the age of a survey is that of the oldest answer in use, whatever the police saw since or before', () => {
    const answered = (...observations: HazardObservation[]) =>
      riskScore(
        {
          ...school,
          gates: [{ id: 'gate', share: 1, observations, unanswered: [] }],
        },
        parameters,
      ).surveyNext;
    const speed = (ageMonths: number): HazardObservation => ({ code: 'speed', value: 40, ageMonths });
    // Asked again: the old answer is out of use.
    expect(answered(speed(40), speed(18))).toMatchObject({
      ageMonths: 18,
      overdueMonths: 6,
      overdueFactor: 1.5,
    });
    expect(answered(speed(3), { code: 'crossing_none', value: 0, ageMonths: 12 })).toMatchObject({
      ageMonths: 12,
      overdueFactor: 1,
    });
    expect(answered(speed(3), { code: 'keeping_spots', value: 1, ageMonths: 30 }).ageMonths).toBe(3);
    // Never surveyed counts as one year overdue.
    expect(answered()).toMatchObject({ ageMonths: null, overdueMonths: 12, overdueFactor: 2 });
  });

  test('names the questions without an answer, and at how many places', () => {
    const at = (id: string, ...codes: HazardObservation['code'][]): GateHazard => ({
      id,
      share: 1,
      observations: codes.map((code) => ({ code, value: 1, ageMonths: 1 })),
      unanswered: [],
    });
    const gates = [at('a', 'speed', 'crossing_none'), at('b', 'speed', 'dropoff_types', 'keeping_spots')];
    expect(riskScore({ ...school, gates }, parameters).surveyGaps).toEqual([
      { place: 'gate', question: 'crossing', unanswered: 1, of: 2 },
      { place: 'gate', question: 'dropoff', unanswered: 1, of: 2 },
      { place: 'gate', question: 'keeping', unanswered: 1, of: 2 },
      { place: 'route', question: 'speed', unanswered: 1, of: 1 },
      { place: 'route', question: 'footpath', unanswered: 1, of: 1 },
    ]);
  });
});
