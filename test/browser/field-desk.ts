// What the server holds after a day in the field, read by a planner beside the phone, and the risk computed from it.
import { randomUUID } from 'node:crypto';
import { type APIRequestContext, expect } from '@playwright/test';
import type { FieldPack } from '../../contract/field.ts';
import type { Position } from './fake-walk.ts';

type PackRoute = FieldPack['schools'][number]['routes'][number];
type Run = { id: string; status: string };
type FindingRow = { id: string; schoolId: string; state: string; photos: unknown[] };

/** A school whose routes nobody surveyed: one of them is walked, another one answered about. */
export type Territory = {
  unitId: string;
  school: { id: string; name: string };
  walked: PackRoute;
  asked: PackRoute;
};

export class FieldDesk {
  private readonly api: APIRequestContext;

  constructor(api: APIRequestContext) {
    this.api = api;
  }

  /** Gives the day it is in the territory. */
  async signIn(login: string): Promise<string> {
    const reply = await this.api.post('/api/session', {
      headers: { 'sec-fetch-site': 'same-origin' },
      data: { login, password: 'cong-an-toan-demo' },
    });
    expect(reply.ok()).toBe(true);
    return (await reply.json()).today;
  }

  private async read(path: string) {
    const reply = await this.api.get(path);
    expect(reply.ok(), path).toBe(true);
    return reply.json();
  }

  /** The shortest route of the school of a commune with the smallest share surveyed, and its longest one. */
  async unsurveyed(unitId: string): Promise<Territory> {
    const pack: FieldPack = await this.read(`/api/units/${unitId}/field-pack`);
    const share = (one: FieldPack['schools'][number]) => one.surveyedMetres / Math.max(1, one.requiredMetres);
    const [school] = [...pack.schools].sort((a, b) => share(a) - share(b));
    const routes = [...school!.routes].sort((a, b) => a.lengthMetres - b.lengthMetres);
    return {
      unitId,
      school: { id: school!.id, name: school!.name },
      walked: routes[0]!,
      asked: routes.at(-1)!,
    };
  }

  async state({ unitId, school }: Territory) {
    const { total } = await this.read(`/api/coverage?unit=${unitId}`);
    const { findings } = await this.read(`/api/findings?unit=${unitId}&limit=1000`);
    const { spots } = await this.read(`/api/spots?unit=${unitId}&limit=1000`);
    const detail = await this.read(`/api/schools/${school.id}/detail`);
    const routes: { routeId: string; surveyedMetres: number }[] = detail.routes;
    return {
      surveyedMetres: Number(total.surveyedMetres),
      byRoute: new Map(routes.map(({ routeId, surveyedMetres }) => [routeId, surveyedMetres])),
      findings: findings as FindingRow[],
      spots: spots as { id: string; sightings: number }[],
    };
  }

  /** What was done with a finding, in order. */
  async steps(id: string): Promise<string[]> {
    const { steps } = await this.read(`/api/findings/${id}`);
    return steps.map(({ action }: { action: string }) => action);
  }

  async survey(id: string): Promise<{ sheets: unknown[]; observations: { code: string }[] }> {
    return this.read(`/api/surveys/${id}`);
  }

  /** Computes the risk of today, from what changed since another run where one is given. */
  async risk(asOf: string, baseRunId?: string): Promise<string> {
    // Fewer draws than the standard: other specs read the newest standard run.
    const parameters = { asOf, draws: 500, ...(baseRunId !== undefined && { baseRunId }) };
    const id = randomUUID();
    const reply = await this.api.post('/api/runs', {
      headers: { 'sec-fetch-site': 'same-origin' },
      data: { id, kind: 'risk', parameters },
    });
    expect(reply.ok(), await reply.text()).toBe(true);
    await expect
      .poll(async () => ((await this.read(`/api/runs/${id}`)) as Run).status, {
        timeout: 30_000,
        intervals: [300],
      })
      .toBe('done');
    return id;
  }

  /** Score, codes of the survey answers it rests on, and how it came from the run before. */
  async score(schoolId: string, runId: string) {
    const { score, missingShare, parts } = await this.read(`/api/schools/${schoolId}/risk?run=${runId}`);
    const { points } = await this.read(`/api/schools/${schoolId}/history`);
    const answers: { kind: string; code: string }[] = parts;
    return {
      score: Number(score),
      missingShare: Number(missingShare),
      answers: answers.filter(({ kind }) => kind === 'attribute').map(({ code }) => code),
      change: points.find((point: { runId: string }) => point.runId === runId)?.change,
    };
  }
}

/** Position type of the contract is read-only. */
export function pathOf(route: PackRoute): Position[] {
  return route.path.coordinates.map(([longitude, latitude]) => [longitude, latitude]);
}
