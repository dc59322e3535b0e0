// What is said about every hotspot of the demo town: since when, how far above its roads, how much on the way to school,
// and which other methods have a place there. Rules of one's own and of Korea.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HotspotMethod } from '../../contract/codes.ts';
import type { Hotspot, HotspotSummary } from '../../contract/hotspot.ts';
import { LegalRuleValue, standardLegalRule } from '../../contract/run-parameters.ts';
import { readAnswers } from '../../data/town/read-back.ts';
import { withSystemScope } from '../../server/db/scope.ts';
import { type Person, startTestApp, type TestApp } from '../support/app.ts';
import { shippedRule } from '../support/legal-rule.ts';

const answers = readAnswers();
const { asOf } = answers;
const views: HotspotMethod[] = ['legal_rule', 'network_kde', 'dbscan', 'gi_star'];

let town: TestApp;
/** The runs made at installation: the tests' clock stands still, so that later ones are not newer. */
const installed = new Map<HotspotMethod, string>();
beforeAll(async () => {
  town = await startTestApp();
  const client = await town.as('planner');
  for (const method of HotspotMethod.options) {
    const { body } = await client.get(`/api/hotspots?method=${method}`).expect(200);
    installed.set(method, body.run.id);
  }
});
afterAll(() => town.close());

async function hotspotsOf(query: string, person: Person = 'planner'): Promise<HotspotSummary[]> {
  const client = await town.as(person);
  return (await client.get(`/api/hotspots?${query}`).expect(200)).body.hotspots;
}

function placesOf(method: HotspotMethod, person: Person = 'planner'): Promise<HotspotSummary[]> {
  return hotspotsOf(`run=${installed.get(method)}&nearMiss=true`, person);
}

async function open({ runId, number }: { runId: string; number: number }): Promise<Hotspot> {
  const client = await town.as('planner');
  return (await client.get(`/api/runs/${runId}/hotspots/${number}`).expect(200)).body;
}

function keysOf({ members }: Hotspot): string[] {
  return members
    .filter(({ role }) => role !== 'nearby')
    .map(({ accident }) => accident.sourceKey)
    .sort();
}

/** The hotspot of a method that holds a record of the town. */
async function holding(method: HotspotMethod, key: string): Promise<Hotspot> {
  const all = await Promise.all((await placesOf(method)).map(open));
  const found = all.find((each) => keysOf(each).includes(key));
  if (found === undefined) throw new Error(`no hotspot of ${method} holds ${key}`);
  return found;
}

async function compute(parameters: Record<string, unknown>): Promise<string> {
  const client = await town.as('planner');
  const id = randomUUID();
  await client.post('/api/runs').send({ id, kind: 'hotspots', parameters }).expect(200);
  await town.drainRuns();
  expect((await client.get(`/api/runs/${id}`).expect(200)).body).toMatchObject({ status: 'done' });
  return id;
}

describe('evidence', () => {
  it('every place of the official list says by which clause, since when, and what speaks for it', async () => {
    const list = (await placesOf('legal_rule')).filter(({ status }) => status === 'proposed');
    expect(list).toHaveLength(answers.legalRule.spots.length);
    for (const each of list) {
      expect(each.method).toBe('legal_rule');
      expect(['fatal', 'fatal_with_total', 'injury_total']).toContain(each.clause);
      for (const value of [each.predicted, each.expected, each.excess, each.probabilityAbove])
        expect(value).toBeTypeOf('number');
      expect(each.schoolTimeQuotient).toBeGreaterThan(0);
      expect(each.schoolTimeProbability).toBeGreaterThan(0);
      expect(each.isSchoolTime).toBeTypeOf('boolean');
      expect(each.comparedMethods).toEqual(views.filter((view) => view !== 'legal_rule').sort());
    }
  });

  it('a place is one since the month end after the accident that made it one', async () => {
    for (const spot of answers.legalRule.spots) {
      const place = await holding('legal_rule', spot.members[0] ?? '');
      // Each is exactly on its clause, so the last accident made it; no older one stands in for it.
      const lastMonth = place.lastOn.slice(0, 7);
      expect(place.firstQualifiedOn?.slice(0, 7)).toBe(lastMonth);
      expect(new Date(Date.parse(place.firstQualifiedOn ?? '') + 86_400_000).getUTCDate()).toBe(1);
    }
    const [nearMiss] = answers.legalRule.oneShort;
    const missed = await holding('legal_rule', nearMiss?.members[0] ?? '');
    expect(missed).toMatchObject({ status: 'near_miss', firstQualifiedOn: null, agreements: [] });
    expect(missed.predicted).toBeGreaterThan(0);
  });

  it('counts the place that was on the list a month ago and is one accident short today', async () => {
    const client = await town.as('planner');
    const { body } = await client.get(`/api/runs/${installed.get('legal_rule')}`).expect(200);
    expect(body.notes.lapsed).toBe(1);
    const monthAgo = await compute({ method: 'legal_rule', asOf: '2026-09-30', presetId: standardLegalRule });
    const named = await Promise.all((await hotspotsOf(`run=${monthAgo}`)).map(open));
    const short = answers.legalRule.oneShort[0]?.members ?? [];
    expect(named.map(keysOf)).toContainEqual([...short, ...answers.legalRule.exactlyTwelveMonthsOld].sort());
  });

  it('planted places are not likely random', async () => {
    for (const { members } of answers.legalRule.spots)
      expect(await holding('legal_rule', members[0] ?? '')).toMatchObject({ isLikelyRandom: false });
    for (const { members } of answers.dbscan.clusters)
      expect(await holding('dbscan', members[0] ?? '')).toMatchObject({ isLikelyRandom: false });
  });

  it('knows the gate where children are hurt on their way from a busy crossing', async () => {
    const [crossing, gate] = answers.dbscan.clusters;
    expect(await holding('dbscan', gate?.members[0] ?? '')).toMatchObject({
      accidents: 7,
      tripAccidents: 7,
      isSchoolTime: true,
    });
    expect(await holding('dbscan', crossing?.members[0] ?? '')).toMatchObject({ isSchoolTime: false });
  });

  it.each(HotspotMethod.options)('%s: numbers are finite and make sense together', async (method) => {
    for (const each of await placesOf(method)) {
      const { predicted, expected, probabilityAbove, isLikelyRandom, accidents } = each;
      if (predicted === null || expected === null || probabilityAbove === null) throw new Error('not judged');
      expect(predicted).toBeGreaterThan(0);
      expect(expected).toBeGreaterThanOrEqual(Math.min(predicted, accidents) - 1e-9);
      expect(expected).toBeLessThanOrEqual(Math.max(predicted, accidents) + 1e-9);
      expect(isLikelyRandom).toBe(probabilityAbove < 0.8);
      expect(each.tripAccidents).toBeLessThanOrEqual(accidents);
    }
  });
});

describe('agreement', () => {
  it('the planted gate and crossing are found by at least three views', async () => {
    for (const cluster of answers.dbscan.clusters.slice(0, 2)) {
      const place = await holding('dbscan', cluster.members[0] ?? '');
      expect(place.agreeingMethods).toEqual(expect.arrayContaining(['legal_rule', 'network_kde']));
      expect([...new Set(place.agreements.map(({ method }) => method))]).toEqual(place.agreeingMethods);
      for (const other of place.agreements) {
        const there = await open(other);
        expect(there.method).toBe(other.method);
        expect(there.agreements).toContainEqual({
          method: 'dbscan',
          runId: place.runId,
          number: place.number,
        });
      }
    }
  });

  it('exploration is compared with the four views and is none of them', async () => {
    for (const each of await placesOf('hdbscan')) expect(each.comparedMethods).toEqual(views.toSorted());
    for (const view of views)
      for (const each of await placesOf(view)) expect(each.comparedMethods).not.toContain('hdbscan');
  });

  it('a run of one’s own is compared, and nothing is compared with it', async () => {
    const own = await compute({ method: 'dbscan', asOf, epsMetres: 60 });
    const [first] = await hotspotsOf(`run=${own}`);
    expect(first?.comparedMethods).toEqual(['gi_star', 'legal_rule', 'network_kde']);
    expect(first?.agreeingMethods).toContain('legal_rule');
    const pointed = await withSystemScope(town.context.db, (tx) =>
      tx('hotspot_compared').where('other_run_id', own).count('* as rows').first(),
    );
    expect(Number(pointed?.rows)).toBe(0);
    const otherDay = await compute({ method: 'dbscan', asOf: '2026-10-30' });
    expect((await hotspotsOf(`run=${otherDay}`))[0]).toMatchObject({
      comparedMethods: [],
      agreeingMethods: [],
    });
  });

  it('a newer standard run takes the place of the older one, also for runs made before', async () => {
    const key = answers.legalRule.spots[1]?.members[0] ?? '';
    const before = await holding('legal_rule', key);
    const newer = await compute({ method: 'dbscan', asOf });
    const after = await holding('legal_rule', key);
    expect(after.comparedMethods).toEqual(before.comparedMethods);
    expect(after.agreeingMethods).toEqual(before.agreeingMethods);
    expect(after.agreements.filter(({ method }) => method === 'dbscan')).toMatchObject([{ runId: newer }]);
    expect((await hotspotsOf(`run=${newer}`))[0]?.comparedMethods).toEqual([
      'gi_star',
      'legal_rule',
      'network_kde',
    ]);
  });

  it("tells an officer that methods agree, and does not open the neighbour's place", async () => {
    const [crossing] = answers.dbscan.clusters;
    const across = await holding('dbscan', crossing?.members[0] ?? '');
    expect(across.unitId).toBe('ZZ-02');
    const [mine] = await placesOf('legal_rule', 'officerA');
    if (mine === undefined) throw new Error('the officer has no place on the list');
    // No place of the town reaches over the border without members on both sides.
    await withSystemScope(town.context.db, (tx) =>
      tx('hotspot_agreement').insert({
        run_id: mine.runId,
        number: mine.number,
        method: across.method,
        other_run_id: across.runId,
        other_number: across.number,
      }),
    );
    const officer = await town.as('officerA');
    const { body } = await officer.get(`/api/runs/${mine.runId}/hotspots/${mine.number}`).expect(200);
    expect(body.agreeingMethods).toContain('dbscan');
    expect(body.agreements).toContainEqual({
      method: 'dbscan',
      runId: across.runId,
      number: across.number,
    });
    await officer.get(`/api/runs/${across.runId}/hotspots/${across.number}`).expect(404);
    // The neighbour sees nothing of a place that is not theirs.
    await (await town.as('officerB')).get(`/api/runs/${mine.runId}/hotspots/${mine.number}`).expect(404);
  });
});

describe('rules', () => {
  const { id: _, ...standard } = shippedRule();
  const own: LegalRuleValue = { ...standard, injuryTotalAtLeast: 3, months: 24 };
  const parameters = { method: 'legal_rule', asOf, presetId: 'custom', rule: own };

  it('takes a rule of one’s own, kept with the run', async () => {
    const id = await compute(parameters);
    const { body: run } = await (await town.as('planner')).get(`/api/runs/${id}`).expect(200);
    expect(run).toMatchObject({ standard: false, windowFrom: '2024-10-31' });
    expect(LegalRuleValue.parse(run.parameters.rule)).toEqual(own);
    const oneShort = await Promise.all((await hotspotsOf(`run=${id}`)).map(open));
    for (const { members } of [...answers.legalRule.oneShort, ...answers.legalRule.spots])
      expect(oneShort.some((each) => keysOf(each).includes(members[0] ?? ''))).toBe(true);
    // With two years and a lower bar a place has been on the list for longer.
    const gate = oneShort.find((each) => keysOf(each).includes('HS-2026-0015'));
    expect(gate?.firstQualifiedOn).toBe('2025-10-31');
  });

  it.each([
    ['custom without a rule', { ...parameters, rule: undefined }],
    ['a rule beside a stored one', { ...parameters, presetId: standardLegalRule }],
    [
      'a rule without a clause',
      {
        ...parameters,
        rule: { ...own, fatalAtLeast: null, fatalWithTotal: null, injuryTotalAtLeast: null },
      },
    ],
  ])('refuses %s', async (_name, wrong) => {
    const client = await town.as('planner');
    const { body } = await client
      .post('/api/runs')
      .send({ id: randomUUID(), kind: 'hotspots', parameters: wrong })
      .expect(422);
    expect(JSON.stringify(body)).toContain('rule');
  });

  it("Korea's rule for children looks at children only, in circles", async () => {
    const presetId = 'kr-school-zone-child';
    const id = await compute({ method: 'legal_rule', asOf, presetId });
    const places = await Promise.all((await hotspotsOf(`run=${id}&nearMiss=true`)).map(open));
    const [first, ...others] = places;
    expect(first).toMatchObject({ status: 'proposed', pass: 'planar', clause: 'fatal' });
    expect(keysOf(first!).some((key) => answers.dbscan.clusters[1]?.members.includes(key))).toBe(true);
    expect(others.every(({ status }) => status === 'near_miss')).toBe(true);
    const { filter } = shippedRule(presetId);
    for (const { accident } of places.flatMap(({ members }) => members)) {
      expect(filter.victimMode).toContain(accident.victimMode);
      expect(filter.victimAgeBand).toContain(accident.victimAgeBand);
    }
    // The run's own filter holds beside that of the rule.
    const none = await compute({ method: 'legal_rule', asOf, presetId, filter: { victimMode: ['car'] } });
    expect(await hotspotsOf(`run=${none}&nearMiss=true`)).toEqual([]);
  });

  it.each(['kr-child-pedestrian', 'kr-bicycle', 'kr-municipality'])('%s can be run', async (presetId) => {
    const id = await compute({ method: 'legal_rule', asOf, presetId });
    for (const each of await hotspotsOf(`run=${id}`)) {
      expect(each.pass).toBe('planar');
      expect(each.extentMetres).toBeLessThanOrEqual(shippedRule(presetId).lengthMetresBuiltUp);
    }
  });
});
