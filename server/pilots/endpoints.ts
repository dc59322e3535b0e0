// Pilot schools over HTTP.
import { createHash } from 'node:crypto';
import {
  decidePilot,
  getPilotAssessment,
  listPilotCandidates,
  listPilotDecisions,
  PilotWeights,
  putPilotAssessment,
} from '../../contract/pilot.ts';
import { PilotRunParameters } from '../../contract/run-parameters.ts';
import { comparisonSchools } from '../evaluations/comparison-schools.ts';
import { addStudy, readComparable } from '../evaluations/queries.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import { shownRun } from '../runs/queries.ts';
import * as queries from './queries.ts';
import { withWeights } from './weighted.ts';

export const pilotEndpoints: Endpoint[] = [
  endpoint(listPilotCandidates, async ({ query }, { tx }) => {
    const weights = weightsOf(query);
    const run = await shownRun(tx, 'pilots', null, query.run);
    if (run === undefined) return { run: null, candidates: [], relaxed: [] };
    const candidates = await queries.listCandidates(tx, run.id, query.level ?? null);
    return {
      run,
      candidates: withWeights(candidates, weights),
      relaxed: listPilotCandidates.reply.shape.relaxed.parse(run.notes.relaxed ?? []),
    };
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
  endpoint(decidePilot, async ({ body }, call) => {
    const { tx } = call;
    const { id, runId, level, year, schoolId, reason } = body;
    const known = await queries.findDecision(tx, id);
    if (known !== undefined) {
      const isSame = [known.runId, known.level, known.year, known.schoolId, known.reason].every(
        (value, i) => value === [runId, level, year, schoolId, reason][i],
      );
      if (isSame) return known;
      throw new Problem('same-id-other-body');
    }
    const run = await shownRun(tx, 'pilots', null, runId);
    const candidates = await queries.listCandidates(tx, runId, level);
    const chosen = candidates.find((candidate) => candidate.schoolId === schoolId);
    if (run === undefined || chosen === undefined) throw new Problem('not-found');
    if (chosen.place === null) {
      throw new Problem('rule-broken', {
        detail: 'Trường này không đạt điều kiện bắt buộc của lần xếp',
        detailEn: 'The school does not pass the checks of this run',
      });
    }
    const unitId =
      PilotRunParameters.parse(run.parameters).unitId ?? (await queries.provinceOf(tx, chosen.unitId));
    const standing = await queries.standingDecision(tx, { unitId, level, year });
    if (standing?.id !== body.supersedes) {
      throw standing === undefined
        ? new Problem('not-found')
        : new Problem('stale-revision', { current: standing });
    }
    const { accountId } = actorOf(call);
    const now = call.context.clock();
    const content = JSON.stringify({
      runId,
      unitId,
      level,
      year,
      schoolId,
      place: chosen.place,
      reason,
      supersedes: body.supersedes ?? null,
      decidedBy: await queries.ownName(tx, accountId),
      decidedAt: now.toISOString(),
      candidates,
    });
    const decision = await queries.addDecision(
      tx,
      {
        id,
        unitId,
        level,
        year,
        sequence: (standing?.sequence ?? 0) + 1,
        runId,
        schoolId,
        schoolUnitId: chosen.unitId,
        place: chosen.place,
        reason,
        content,
        sha256: createHash('sha256').update(content).digest('hex'),
      },
      { accountId, now },
    );
    const schools = await readComparable(tx, runId);
    const pilot = schools.find((school) => school.schoolId === schoolId);
    await addStudy(tx, {
      decisionId: id,
      schoolUnitId: chosen.unitId,
      comparisonIds: pilot === undefined ? [] : comparisonSchools({ ...pilot, level }, schools),
    });
    return decision;
  }),
  endpoint(listPilotDecisions, async ({ query }, { tx }) => ({
    decisions: await queries.listDecisions(tx, query),
  })),
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
