// Runs, hotspots and risk on the demo town, whose answers are known; the same bytes whenever the same facts are computed.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunRequest } from '../../contract/run-parameters.ts';
import { withSystemScope } from '../../server/db/scope.ts';
import { exportRows } from '../../server/exports/queries.ts';
import { toCsv, toGeoJson } from '../../server/exports/table.ts';
import { requestRun } from '../../server/runs/request.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { testNow } from '../support/town.ts';

const answers = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../../data/town/answers.json'), 'utf8'),
);

let town: TestApp;
let onStage: (stage: string) => void = () => {};
beforeAll(async () => {
  town = await startTestApp((stage) => onStage(stage));
});
afterAll(() => town.close());

type Member = { role: string; accident: { id: string; sourceKey: string } };

async function memberKeys(query: string): Promise<{ status: string; keys: string[] }[]> {
  const client = await town.as('planner');
  const list = await client.get(`/api/hotspots?${query}`).expect(200);
  return Promise.all(
    list.body.hotspots.map(async ({ number, status }: { number: number; status: string }) => {
      const one = await client.get(`/api/runs/${list.body.run.id}/hotspots/${number}`).expect(200);
      const counted = one.body.members.filter((member: Member) => member.role !== 'nearby');
      expect(counted).toHaveLength(one.body.accidents);
      return { status, keys: counted.map((member: Member) => member.accident.sourceKey).sort() };
    }),
  );
}

const sorted = (groups: string[][]) =>
  groups.map((group) => [...group].sort()).sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));

describe('hotspots', () => {
  it('the legal rule finds exactly the planted places, and the one that is an accident short', async () => {
    const places = await memberKeys('method=legal_rule&nearMiss=true');
    const of = (status: string) =>
      sorted(places.filter((place) => place.status === status).map((place) => place.keys));
    expect(of('proposed')).toEqual(
      sorted(answers.legalRule.spots.map((spot: { members: string[] }) => spot.members)),
    );
    expect(of('near_miss')).toEqual(
      sorted(answers.legalRule.oneShort.map((spot: { members: string[] }) => spot.members)),
    );
  });

  it('draws on the map what the list shows, near misses only when they are asked for', async () => {
    const client = await town.as('planner');
    const drawn = async (query: string): Promise<number> => {
      // The town lies in one tile of zoom 11; every place has an anchor and an area.
      const tile = await client.get(`/tiles/hotspots/11/1642/937${query}`).responseType('blob').expect(200);
      return (new VectorTile(new PbfReader(tile.body)).layers.hotspots?.length ?? 0) / 2;
    };
    const listed = async (query: string) =>
      (await client.get(`/api/hotspots${query}`).expect(200)).body.hotspots.length;
    expect(await drawn('')).toBe(await listed(''));
    expect(await drawn('?nearMiss=true')).toBe(await listed('?nearMiss=true'));
    expect(await listed('?nearMiss=true')).toBeGreaterThan(await listed(''));
  });

  it('says which clause fired and by how much', async () => {
    const client = await town.as('leader');
    const { body } = await client.get('/api/hotspots').expect(200);
    expect(body.hotspots.map((one: { clause: string; margin: number }) => [one.clause, one.margin])).toEqual([
      ['fatal', 0],
      ['fatal_with_total', 0],
      ['injury_total', 0],
    ]);
  });

  it('DBSCAN finds exactly the planted clusters', async () => {
    const clusters = await memberKeys('method=dbscan');
    expect(sorted(clusters.map((cluster) => cluster.keys))).toEqual(
      sorted(answers.dbscan.clusters.map((cluster: { members: string[] }) => cluster.members)),
    );
  });

  it('shows an officer the own members of a cluster on the border, and counts the rest', async () => {
    const officer = await town.as('officerA');
    const { body } = await officer.get('/api/hotspots?method=dbscan').expect(200);
    const hidden = await Promise.all(
      body.hotspots.map(
        async ({ number }: { number: number }) =>
          (await officer.get(`/api/runs/${body.run.id}/hotspots/${number}`).expect(200)).body,
      ),
    );
    const onBorder = hidden.filter((one) => one.hiddenMembers.length > 0);
    expect(onBorder).toHaveLength(1);
    expect(onBorder[0].members.length + onBorder[0].hiddenMembers[0].accidents).toBe(onBorder[0].accidents);
    expect(onBorder[0].hiddenMembers[0].unitName).toContain('Hòa Lạc');
  });

  it('listHotspots filters by unit and school', async () => {
    const client = await town.as('planner');
    const count = async (query: string) =>
      (await client.get(`/api/hotspots?method=dbscan&${query}`).expect(200)).body.hotspots.length;
    expect((await count('unit=ZZ-01')) + (await count('unit=ZZ-02'))).toBe(answers.dbscan.clusters.length);
    const worst = (await client.get('/api/risk?limit=1').expect(200)).body.schools[0];
    expect(await count(`school=${worst.schoolId}`)).toBeGreaterThan(0);
  });
});

describe('risk', () => {
  it('puts the known school first and the known school last, with all its reasons', async () => {
    const client = await town.as('leader');
    const { body } = await client.get('/api/risk').expect(200);
    expect(body.schools.map((school: { rank: number }) => school.rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const keyOf = async (id: string) =>
      town.context.db.transaction(async (tx) => {
        await tx.raw('select begin_system_scope()');
        return (await tx('school').where({ id }).first('source_key')).source_key;
      });
    expect(await keyOf(body.schools[0].schoolId)).toBe(answers.schools.worst);
    expect(await keyOf(body.schools.at(-1).schoolId)).toBe(answers.schools.best);
    for (const school of body.schools) {
      expect(school.scoreLow).toBeLessThanOrEqual(school.score);
      expect(school.scoreHigh).toBeGreaterThanOrEqual(school.score);
      expect(Object.values<number>(school.bandProbability).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
    }
  });

  it('explains a number down to the accident, and why records near by count nothing', async () => {
    const client = await town.as('planner');
    const worst = (await client.get('/api/risk?limit=1').expect(200)).body.schools[0];
    const { body } = await client.get(`/api/schools/${worst.schoolId}/risk`).expect(200);
    const accidents = body.parts.filter((part: { kind: string }) => part.kind === 'accident');
    expect(accidents.length).toBeGreaterThan(5);
    for (const { accident } of accidents) {
      expect(accident.weight).toBeCloseTo(
        accident.space * accident.age * accident.relevance * accident.quality,
        12,
      );
      await client.get(`/api/accidents/${accident.id}`).expect(200);
    }
    const reasons = new Set(
      body.notCounted.map((part: { accident: { reason: string } }) => part.accident.reason),
    );
    expect(reasons).toContain('beyond_catchment');
    expect(body.parts.filter((part: { kind: string }) => part.kind === 'attribute').length).toBeGreaterThan(
      2,
    );
  });
});

describe('runs', () => {
  const id = 'c0ffee00-0000-4000-8000-000000000001';
  const request = {
    id,
    kind: 'hotspots',
    parameters: { method: 'dbscan', asOf: '2026-10-31', months: 36, epsMetres: 75, minPoints: 4 },
  };

  it('startRun by a planner computes in the background; sent again it is the same run', async () => {
    const client = await town.as('planner');
    const queued = await client.post('/api/runs').send(request).expect(200);
    expect(queued.body.id).toBe(id);
    await client.post('/api/runs').send(request).expect(200);
    await client
      .post('/api/runs')
      .send({ ...request, parameters: { ...request.parameters, epsMetres: 80 } })
      .expect(409);
    await town.drainRuns();
    const done = await client.get(`/api/runs/${id}`).expect(200);
    expect(done.body).toMatchObject({
      status: 'done',
      error: null,
      requestedBy: 'Chuyên viên quy hoạch PC08',
    });
    // The same facts and parameters: the same fingerprint and the same places as the run made at installation.
    const runs = await client.get('/api/runs?method=dbscan').expect(200);
    expect(new Set(runs.body.runs.map((run: { dataFingerprint: string }) => run.dataFingerprint)).size).toBe(
      1,
    );
  });

  it('gives the same bytes for the same facts', async () => {
    const client = await town.as('planner');
    const riskId = 'c0ffee00-0000-4000-8000-000000000002';
    await client
      .post('/api/runs')
      .send({ id: riskId, kind: 'risk', parameters: { asOf: '2026-10-31' } })
      .expect(200);
    await town.drainRuns();
    const of = async (layer: 'hotspots' | 'risk' | 'risk_parts', run: string) =>
      town.context.db.transaction(async (tx) => {
        await tx.raw('select begin_system_scope()');
        const table = await exportRows(tx, layer, { method: 'dbscan', run }, '2026-11-21');
        return `${toCsv(table)}${toGeoJson(table)}`.replaceAll(run, 'RUN');
      });
    const runs = (await client.get('/api/runs').expect(200)).body.runs;
    const first = (kind: string, method?: string) =>
      runs
        .filter(
          (run: { kind: string; parameters: { method?: string } }) =>
            run.kind === kind && run.parameters.method === method,
        )
        .at(-1).id;
    expect(await of('hotspots', id)).toBe(await of('hotspots', first('hotspots', 'dbscan')));
    expect(await of('risk', riskId)).toBe(await of('risk', first('risk')));
    expect(await of('risk_parts', riskId)).toBe(await of('risk_parts', first('risk')));
  });

  it('refuses an unknown preset, an officer, and a run of another kind', async () => {
    const client = await town.as('planner');
    const parameters = { method: 'legal_rule', asOf: '2026-10-31', presetId: 'nothing' };
    const reply = await client
      .post('/api/runs')
      .send({ ...request, id: 'c0ffee00-0000-4000-8000-000000000003', parameters })
      .expect(422);
    expect(reply.body.type).toBe('/problems/reference-missing');
    await (await town.as('officerA')).post('/api/runs').send(request).expect(403);
    await client.get(`/api/risk?run=${id}`).expect(404);
  });

  it('says that there is too little to compute, or computes nothing without complaint', async () => {
    const client = await town.as('planner');
    const early = 'c0ffee00-0000-4000-8000-000000000004';
    await client
      .post('/api/runs')
      .send({ ...request, id: early, parameters: { ...request.parameters, asOf: '1999-01-01' } })
      .expect(200);
    await town.drainRuns();
    expect((await client.get(`/api/runs/${early}`).expect(200)).body).toMatchObject({
      status: 'done',
      notes: { accidents: 0 },
    });
    expect((await client.get(`/api/hotspots?run=${early}`).expect(200)).body.hotspots).toEqual([]);
  });

  it('cancelRun ends a run; what it would have written is not there', async () => {
    const client = await town.as('planner');
    const cancelled = 'c0ffee00-0000-4000-8000-000000000005';
    await client
      .post('/api/runs')
      .send({ id: cancelled, kind: 'risk', parameters: { asOf: '2026-10-31', draws: 10_000 } })
      .expect(200);
    await client.post(`/api/runs/${cancelled}/cancel`).expect(200);
    await town.drainRuns();
    expect((await client.get(`/api/runs/${cancelled}`).expect(200)).body.status).toBe('cancelled');
    await client.get(`/api/risk?run=${cancelled}`).expect(409);
  });

  describe('what an interrupted run has written', () => {
    /** Queues a run of which three schools are written already, with some of their parts. */
    async function interrupted(id: string): Promise<void> {
      const asOf = { asOf: '2026-10-31' };
      const request = RunRequest.parse({ id, kind: 'risk', parameters: asOf });
      await withSystemScope(town.context.db, async (tx) => {
        await requestRun(tx, request, { codeVersion: 'test', accountId: null, now: testNow });
        const columns = Object.keys(await tx('risk_result').first()).filter((name) => name !== 'run_id');
        await tx.raw(
          `insert into risk_result (run_id, ${columns}) select :id, ${columns} from risk_result
            where run_id = (select id from run where kind = 'risk' and status = 'done' limit 1) limit 3`,
          { id },
        );
        const { run_id: _, ...part } = await tx('risk_part').first();
        await tx('risk_part').insert({ ...part, run_id: id });
      });
      expect(await written(id)).toEqual({ schools: 3, parts: 1 });
    }

    const written = (id: string): Promise<{ schools: number; parts: number }> =>
      withSystemScope(town.context.db, async (tx) => ({
        schools: (await tx('risk_result').where('run_id', id)).length,
        parts: (await tx('risk_part').where('run_id', id)).length,
      }));

    it('is replaced when it is carried out again', async () => {
      const client = await town.as('planner');
      const id = 'c0ffee00-0000-4000-8000-000000000006';
      await interrupted(id);
      await client.get(`/api/risk?run=${id}`).expect(409);
      await town.drainRuns();
      const { body } = await client.get(`/api/risk?run=${id}`).expect(200);
      expect(body.run.status).toBe('done');
      const { schools, parts } = await written(id);
      expect(schools).toBeGreaterThan(3);
      expect(parts).toBeGreaterThan(1);
    });

    it('is taken away when it is stopped', async () => {
      const client = await town.as('planner');
      const id = 'c0ffee00-0000-4000-8000-000000000007';
      await interrupted(id);
      onStage = () => town.context.stopRun(id);
      await town.drainRuns();
      onStage = () => {};
      expect((await client.get(`/api/runs/${id}`).expect(200)).body.status).toBe('cancelled');
      expect(await written(id)).toEqual({ schools: 0, parts: 0 });
    });

    it('stays when it is a result by the time the run is stopped', async () => {
      const id = 'c0ffee00-0000-4000-8000-000000000009';
      await interrupted(id);
      let ended: Promise<void> | undefined;
      onStage = () => {
        ended ??= withSystemScope(town.context.db, async (tx) => {
          await tx('run').where({ id }).update({ status: 'done' });
        }).then(() => town.context.stopRun(id));
      };
      await town.drainRuns();
      onStage = () => {};
      await ended;
      expect(await written(id)).toEqual({ schools: 3, parts: 1 });
      await withSystemScope(town.context.db, (tx) => tx('run').where({ id }).update({ status: 'failed' }));
    });

    it('is the work of who took the run over, once one did', async () => {
      const id = 'c0ffee00-0000-4000-8000-00000000000a';
      await interrupted(id);
      let taken: Promise<void> | undefined;
      onStage = () => {
        taken ??= withSystemScope(town.context.db, async (tx) => {
          await tx('run').where({ id }).update({ attempts: 2 });
        });
      };
      await town.drainRuns();
      onStage = () => {};
      await taken;
      expect(await written(id)).toEqual({ schools: 3, parts: 1 });
      const run = await withSystemScope(town.context.db, (tx) => tx('run').where({ id }).first('status'));
      expect(run).toEqual({ status: 'running' });
      await withSystemScope(town.context.db, (tx) => tx('run').where({ id }).update({ status: 'failed' }));
    });

    it('is taken away when its process vanished three times', async () => {
      const client = await town.as('planner');
      const id = 'c0ffee00-0000-4000-8000-000000000008';
      await interrupted(id);
      await withSystemScope(town.context.db, (tx) =>
        tx('run')
          .where({ id })
          .update({ status: 'running', attempts: 3, lease_until: new Date(testNow.getTime() - 1_000) }),
      );
      await town.drainRuns();
      const { body } = await client.get(`/api/runs/${id}`).expect(200);
      expect(body).toMatchObject({ status: 'failed', error: 'the computation was interrupted three times' });
      expect(await written(id)).toEqual({ schools: 0, parts: 0 });
    });
  });
});
