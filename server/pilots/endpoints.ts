// Pilot schools over HTTP.
import { z } from 'zod';
import {
  decidePilot,
  getPilotAssessment,
  getPilotDecision,
  listPilotCandidates,
  listPilotDecisions,
  PilotWeights,
  putPilotAssessment,
  SetRule,
} from '../../contract/pilot.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { decide } from '../pilot-decisions/decide.ts';
import * as decisions from '../pilot-decisions/queries.ts';
import { Problem } from '../problem.ts';
import { shownRun } from '../runs/queries.ts';
import * as queries from './queries.ts';
import { withWeights } from './weighted.ts';

/** Rules that no set could keep, by choosing unit, as a run notes them. */
const RelaxedRules = z.record(z.string(), z.array(SetRule));

export const pilotEndpoints: Endpoint[] = [
  endpoint(listPilotCandidates, async ({ query }, { tx }) => {
    const weights = weightsOf(query);
    const run = await shownRun(tx, 'pilots', null, query.run);
    const units = run === undefined ? [] : await queries.listChoosingUnits(tx, run.id);
    const unitId = query.unit ?? units[0]?.id;
    if (run === undefined || unitId === undefined) {
      return { run: run ?? null, unitId: null, units, candidates: [], relaxed: [] };
    }
    if (!units.some(({ id }) => id === unitId)) throw new Problem('not-found');
    const wanted = { runId: run.id, forUnit: unitId, level: query.level ?? null };
    const candidates = await queries.listCandidates(tx, wanted);
    const relaxed = RelaxedRules.safeParse(run.notes.relaxed).data?.[unitId] ?? [];
    return { run, unitId, units, candidates: withWeights(candidates, weights), relaxed };
  }),
  endpoint(getPilotAssessment, async ({ params }, { tx }) => queries.getAssessment(tx, params.id)),
  endpoint(putPilotAssessment, async ({ params, body }, call) => {
    const { baseRevision, ...answers } = body;
    return queries.putAssessment(
      call.tx,
      { ...answers, schoolId: params.id, revision: baseRevision },
      { accountId: actorOf(call).accountId, now: call.context.clock() },
    );
  }),
  endpoint(decidePilot, async ({ body }, call) =>
    decide(call.tx, body, { accountId: actorOf(call).accountId, now: call.context.clock() }),
  ),
  endpoint(listPilotDecisions, async ({ query }, { tx }) => ({
    decisions: await decisions.listDecisions(tx, query),
  })),
  endpoint(getPilotDecision, async ({ params }, { tx }) => {
    const found = await decisions.readDecision(tx, params.id);
    if (found === undefined) throw new Problem('not-found');
    const { decision, seal } = found;
    return { decision, asOf: seal?.asOf ?? null, candidates: seal?.candidates ?? [] };
  }),
];

/** All three weights, or none of them. */
function weightsOf(query: Partial<Record<keyof PilotWeights, number | undefined>>): PilotWeights | null {
  const { need, feasibility, replicability } = query;
  if (need === undefined && feasibility === undefined && replicability === undefined) return null;
  const weights = PilotWeights.safeParse({ need, feasibility, replicability });
  if (weights.success) return weights.data;
  throw new Problem('bad-input', {
    detail: 'Cần đủ ba trọng số, không cùng bằng 0',
    detailEn: 'All three weights are needed, not all 0',
  });
}
