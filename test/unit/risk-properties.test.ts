// What must hold for any school, on seeded invented schools: parts add up, worse facts never lower
// the risk, better ones never raise it, order of rows is nothing, missing facts never break the score.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mulberry32 } from '../../server/network/random.ts';
import type { SchoolAccident } from '../../server/risk/accident-weight.ts';
import type { SchoolRiskInput } from '../../server/risk/components.ts';
import {
  type GateHazard,
  type HazardObservation,
  schoolHazard,
  targetHazard,
} from '../../server/risk/hazard.ts';
import {
  ATTRIBUTE_QUESTIONS,
  attributeCodes,
  flattenParameters,
  LOCATION_QUALITIES,
  PUPIL_INVOLVEMENTS,
  SCHOOL_LEVELS,
  SEVERITIES,
  TIME_CLASSES,
} from '../../server/risk/parameters.ts';
import { type ExplainedRisk, riskScore } from '../../server/risk/score.ts';

const parameters = flattenParameters(
  JSON.parse(readFileSync(new URL('../../data/presets/risk-srs-vn-1.json', import.meta.url), 'utf8')),
);
const TOLERANCE = 1e-9;

function pick<Item>(random: () => number, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!;
}

function observations(random: () => number): HazardObservation[] {
  const answered = new Map<string, HazardObservation>();
  for (const code of attributeCodes()) {
    if (random() < 0.4) {
      const value = code === 'speed' ? 20 + random() * 60 : Math.floor(random() * 5);
      answered.set(ATTRIBUTE_QUESTIONS[code], { code, value, ageMonths: random() * 40 });
    }
  }
  return [...answered.values()];
}

function accident(random: () => number, id: string): SchoolAccident {
  const day = String(1 + Math.floor(random() * 28)).padStart(2, '0');
  const month = String(1 + Math.floor(random() * 12)).padStart(2, '0');
  return {
    id,
    severity: pick(random, SEVERITIES),
    occurredOn: `${2020 + Math.floor(random() * 7)}-${month}-${day}`,
    distanceMetres: random() * 3000,
    routeShare: random() < 0.4 ? random() : null,
    timeClass: pick(random, TIME_CLASSES),
    pupilInvolved: pick(random, PUPIL_INVOLVEMENTS),
    locationQuality: pick(random, LOCATION_QUALITIES),
  };
}

function inventedSchool(seed: number): SchoolRiskInput {
  const random = mulberry32(seed);
  const gates = Array.from({ length: Math.floor(random() * 3) }, (_, i) => ({
    id: `gate ${i}`,
    share: 1 + random(),
    observations: observations(random),
    unanswered: [],
  }));
  const routes = Array.from({ length: Math.floor(random() * 5) }, (_, i) => ({
    id: `route ${i}`,
    share: random(),
    lengthMetres: 50 + random() * 800,
    observations: observations(random),
    unanswered: random() < 0.3 ? (['lighting'] as const) : [],
  }));
  return {
    schoolId: `school ${seed}`,
    asOf: '2026-11-21',
    levels: [pick(random, SCHOOL_LEVELS)],
    pupils: random() < 0.1 ? null : 50 + Math.floor(random() * 1500),
    walkCycleShare: random() < 0.5 ? null : 0.1 + 0.9 * random(),
    trafficKm: random() < 0.1 ? null : random() * 8,
    isGateKnown: random() < 0.8,
    gates,
    routes,
    accidents: Array.from({ length: Math.floor(random() * 12) }, (_, i) => accident(random, `accident ${i}`)),
    accidentCoverage: random() < 0.3 ? { fromYearsAgo: random(), toYearsAgo: 1 + random() * 4 } : null,
    reference: { trafficKm: 2.4, pupils: 420 },
  };
}

const schools = Array.from({ length: 50 }, (_, seed) => inventedSchool(seed));
const risk = (input: SchoolRiskInput): ExplainedRisk => riskScore(input, parameters);

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe('score of any school', () => {
  test('parts add up to R, shares of bands to 1, every number is finite', () => {
    for (const school of schools) {
      const result = risk(school);
      const parts = [...result.predictedContributions, ...result.accidents].reduce(
        (sum, part) => sum + part.amount,
        0,
      );
      expect(Math.abs(parts - result.risk)).toBeLessThan(TOLERANCE);
      expect(Math.abs(Object.values(result.bandProbabilities).reduce((a, b) => a + b, 0) - 1)).toBeLessThan(
        TOLERANCE,
      );
      expect(numbersIn(result).every(Number.isFinite)).toBe(true);
      expect(result.quantiles.low).toBeLessThanOrEqual(result.quantiles.median);
      expect(result.displayBand).toContain(result.band);
    }
  });

  test('more pupils never lower R, half of them never raise it', () => {
    for (const school of schools) {
      if (school.pupils === null) continue;
      const { risk: whole } = risk(school);
      expect(risk({ ...school, pupils: school.pupils / 2 }).risk).toBeLessThanOrEqual(whole);
      expect(risk({ ...school, pupils: school.pupils * 1.5 }).risk).toBeGreaterThanOrEqual(whole);
    }
  });

  test('one more record never lowers R, a nearer or surer one never either', () => {
    schools.forEach((school, i) => {
      const { risk: before } = risk(school);
      const added = accident(mulberry32(10_000 + i), 'added');
      const with1 = risk({ ...school, accidents: [...school.accidents, added] }).risk;
      expect(with1).toBeGreaterThanOrEqual(before - 1e-15);
      const closer = {
        ...added,
        distanceMetres: added.distanceMetres / 2,
        locationQuality: 'exact' as const,
      };
      const with2 = risk({ ...school, accidents: [...school.accidents, closer] }).risk;
      expect(with2).toBeGreaterThanOrEqual(with1 - 1e-15);
    });
  });

  test('R rises with every risk ratio', () => {
    for (const code of attributeCodes()) {
      const rule = parameters.attributes[code];
      const worse =
        rule.kind === 'fixed'
          ? { ...rule, riskRatio: rule.riskRatio * 1.2 }
          : rule.kind === 'count'
            ? { ...rule, ratioEach: rule.ratioEach * 1.2 }
            : { ...rule, referenceKmh: rule.referenceKmh / 1.2 };
      const raised = { ...parameters, attributes: { ...parameters.attributes, [code]: worse } };
      let rose = 0;
      for (const school of schools) {
        const { risk: before } = risk(school);
        const { risk: after } = riskScore(school, raised);
        expect(after).toBeGreaterThanOrEqual(before - 1e-15);
        if (after > before) rose++;
      }
      expect(rose).toBeGreaterThan(0);
    }
  });

  test('R never falls when a record counts for more', () => {
    for (const school of schools) {
      let before = 0;
      for (const quality of [0, 0.2, 0.5, 1]) {
        const locationQuality = { exact: quality, street: quality / 2, area: 0 };
        const { risk: after } = riskScore(school, { ...parameters, locationQuality });
        expect(after).toBeGreaterThanOrEqual(before - 1e-15);
        before = after;
      }
    }
  });

  // Place by place: a mean over places can win evenness as their hazards drift together, and with it a little sureness.
  test('an older survey never makes a place surer, nor an answer weigh more', () => {
    let grew = 0;
    for (const school of schools) {
      for (const severity of SEVERITIES) {
        for (const place of [...school.gates, ...school.routes]) {
          let before = targetHazard(place, severity, ['speed'], parameters);
          for (let months = 6; months <= 60; months += 6) {
            const observations = place.observations.map((answer) => ({
              ...answer,
              ageMonths: answer.ageMonths + months,
            }));
            const after = targetHazard({ ...place, observations }, severity, ['speed'], parameters);
            expect(after.varLn).toBeGreaterThanOrEqual(before.varLn - 1e-15);
            after.effects.forEach(({ code, lnEffect }, i) => {
              expect(code).toBe(before.effects[i]!.code);
              expect(Math.abs(lnEffect)).toBeLessThanOrEqual(Math.abs(before.effects[i]!.lnEffect));
            });
            if (after.varLn > before.varLn) grew++;
            before = after;
          }
        }
      }
    }
    expect(grew).toBeGreaterThan(1_000);
  });

  test('the order of rows changes nothing, to the last bit', () => {
    for (const school of schools) {
      const reversed: SchoolRiskInput = {
        ...school,
        gates: [...school.gates]
          .reverse()
          .map((gate) => ({ ...gate, observations: [...gate.observations].reverse() })),
        routes: [...school.routes].reverse(),
        accidents: [...school.accidents].reverse(),
      };
      expect(risk(reversed)).toEqual(risk(school));
    }
  });

  test('nothing known at all still gives a score, a wide one, and says what stood in', () => {
    const empty: SchoolRiskInput = {
      schoolId: 'empty',
      asOf: '2026-11-21',
      levels: ['primary'],
      pupils: null,
      walkCycleShare: null,
      trafficKm: null,
      isGateKnown: false,
      gates: [],
      routes: [],
      accidents: [],
      accidentCoverage: null,
      reference: { trafficKm: null, pupils: null },
    };
    const result = risk(empty);
    expect(result.substitutions).toEqual(['no_road_graph', 'pupils_unknown', 'no_gate', 'no_survey']);
    expect(result.missingShare).toBe(1);
    expect(result.ratePer1000Pupils).toBeNull();
    expect(result.bySeverity.fatal.hazard).toBe(1);
    // Six expected questions: the gate holds 0.4² × 4 τ², the routes 0.6² × 2 τ².
    expect(Math.abs(result.bySeverity.fatal.varLnHazard - 0.09 * (0.16 * 4 + 0.36 * 2))).toBeLessThan(
      TOLERANCE,
    );
    expect(result.surveyNext.overdueFactor).toBe(2);
    expect(numbersIn(result).every(Number.isFinite)).toBe(true);

    const uncovered = risk({ ...empty, accidentCoverage: { fromYearsAgo: 5, toYearsAgo: 5 } });
    expect(uncovered.substitutions).toContain('short_accident_window');
    expect(numbersIn(uncovered).every(Number.isFinite)).toBe(true);
    // Without records the prediction stands: nearly the whole rate, none of it taken off for quiet years.
    expect(uncovered.risk).toBeGreaterThan(result.risk);
  });

  test('a reference group stands in for what is unknown', () => {
    const school = schools[0]!;
    const known = risk({ ...school, trafficKm: 2.4, pupils: 420 });
    const unknown = risk({ ...school, trafficKm: null, pupils: null });
    expect(unknown.risk).toBe(known.risk);
    expect(unknown.substitutions).toEqual(expect.arrayContaining(['no_road_graph', 'pupils_unknown']));
    expect(unknown.missingShare).toBeGreaterThan(known.missingShare);
  });

  test('several levels use the widest catchment', () => {
    const far = {
      ...accident(mulberry32(1), 'far'),
      occurredOn: '2026-11-01',
      distanceMetres: 1400,
      routeShare: null,
    };
    const at = (levels: SchoolRiskInput['levels']): number =>
      risk({ ...schools[0]!, levels, accidents: [far] }).accidents[0]!.space;
    expect(at(['primary'])).toBe(0);
    expect(at(['primary', 'lower_secondary'])).toBe(at(['lower_secondary']));
    expect(at(['lower_secondary'])).toBeGreaterThan(0);
  });

  test('a survey that leaves nothing open would remove the whole spread of the hazard', () => {
    for (const school of schools) {
      const { surveyNext, bySeverity, variance, effectiveYears } = risk(school);
      const weights = parameters.severityWeights;
      const withoutHazard = SEVERITIES.reduce((sum, severity) => {
        const { mean, shrinkWeight } = bySeverity[severity];
        return sum + (weights[severity] / effectiveYears) ** 2 * mean * (1 - shrinkWeight);
      }, 0);
      expect(Math.abs(variance - withoutHazard - surveyNext.uncertainty ** 2)).toBeLessThan(TOLERANCE);
      expect(surveyNext.priority).toBe(surveyNext.uncertainty * surveyNext.overdueFactor);
    }
  });

  test('records mostly without a place are shown, not ranked', () => {
    const record = { ...accident(mulberry32(2), 'a'), occurredOn: '2026-01-01' };
    const vague = [
      { ...record, locationQuality: 'area' as const },
      { ...record, id: 'b', locationQuality: 'street' as const },
    ];
    expect(risk({ ...schools[0]!, accidents: vague }).isRankable).toBe(false);
    expect(risk({ ...schools[0]!, accidents: [] }).isRankable).toBe(true);
  });
});

describe('hazard', () => {
  test('an older answer is never surer and never counts more', () => {
    for (const code of attributeCodes()) {
      for (const severity of SEVERITIES) {
        let before = { varLn: -1, effect: Number.POSITIVE_INFINITY };
        for (let ageMonths = 0; ageMonths <= 120; ageMonths += 3) {
          const target = { id: 'x', observations: [{ code, value: 55, ageMonths }], unanswered: [] };
          const { varLn, effects } = targetHazard(target, severity, [], parameters);
          const effect = Math.abs(effects[0]!.lnEffect);
          expect(varLn).toBeGreaterThanOrEqual(before.varLn);
          expect(effect).toBeLessThanOrEqual(before.effect);
          before = { varLn, effect };
        }
        expect(before.varLn).toBeLessThanOrEqual(parameters.tau ** 2 + 1e-15);
      }
    }
  });

  test('of two answers to one question the younger counts, an unanswered question widens', () => {
    const gate = (extra: Partial<GateHazard>): GateHazard => ({
      id: 'gate',
      share: 1,
      observations: [{ code: 'footpath_none', value: 0, ageMonths: 1 }],
      unanswered: [],
      ...extra,
    });
    const single = schoolHazard([gate({})], [], 'fatal', parameters);
    const twice = gate({
      observations: [
        { code: 'footpath_ok', value: 0, ageMonths: 9 },
        { code: 'footpath_none', value: 0, ageMonths: 1 },
      ],
    });
    expect(schoolHazard([twice], [], 'fatal', parameters)).toEqual(single);
    const asked = schoolHazard([gate({ unanswered: ['sight', 'footpath'] })], [], 'fatal', parameters);
    expect(asked.hazard).toBe(single.hazard);
    // Only the sight line is open: the footpath was answered.
    const part = (hazard: typeof single): number => hazard.parts.find(({ place }) => place === 'gate')!.varLn;
    expect(Math.abs(part(asked) - part(single) - 0.09)).toBeLessThan(1e-15);
  });
});
