// Gate plans over HTTP.
import { getMeasures } from '../../contract/measure.ts';
import {
  checkPlan,
  choosePlan,
  clonePlan,
  evaluatePlan,
  getPlan,
  listPlans,
  listPlanVersions,
  type Plan,
  type PlanContent,
  type PlanSummary,
  putPlan,
  setPlanState,
} from '../../contract/plan.ts';
import { getPlanGround } from '../../contract/plan-ground.ts';
import { measuresFor, provinceOfSchool, unitCostsByUnit, unitCostsFor } from '../catalogue/queries.ts';
import { actorOf, type Call, type Endpoint, endpoint } from '../http/endpoint.ts';
import { mayDo } from '../http/permission.ts';
import { importedId } from '../imports/identity.ts';
import { Problem } from '../problem.ts';
import { shownRun } from '../runs/queries.ts';
import { planFailures } from './check-plan.ts';
import { groundOf } from './check-scene.ts';
import { elementsAt } from './clone.ts';
import { costOf } from './cost.ts';
import { evaluation } from './evaluate.ts';
import { readRisk } from './evaluation-queries.ts';
import * as queries from './queries.ts';
import { requireSoundShapes } from './sound-shapes.ts';

/** The catalogue of measures and the unit costs as they stand today where a school is. */
async function cataloguesOf(call: Call, schoolId: string) {
  const { today } = actorOf(call);
  const province = await provinceOfSchool(call.tx, schoolId);
  return {
    measures: await measuresFor(call.tx, province, today),
    unitCosts: await unitCostsFor(call.tx, province, today),
  };
}

/** Plans without their elements, each with what it costs by the unit costs of its province. */
async function summaries(call: Call, plans: readonly Plan[]): Promise<PlanSummary[]> {
  const { today } = actorOf(call);
  const unitCostsOf = await unitCostsByUnit(call.tx, new Set(plans.map(({ unitId }) => unitId)), today);
  return plans.map(({ content, ...plan }) => {
    const { costMillionVnd, suggestedMillionVnd } = costOf(content, unitCostsOf(plan.unitId));
    return { ...plan, costMillionVnd, suggestedMillionVnd };
  });
}

export const planEndpoints: Endpoint[] = [
  endpoint(getMeasures, async ({ query }, call) => {
    const province = query.school === undefined ? null : await provinceOfSchool(call.tx, query.school);
    const { value, version } = await measuresFor(call.tx, province, actorOf(call).today);
    return { version, library: value };
  }),
  endpoint(listPlans, async ({ query }, call) => {
    const { plans, total } = await queries.listPlans(call.tx, query);
    return { plans: await summaries(call, plans), total };
  }),
  endpoint(getPlan, async ({ params, query }, { tx }) => queries.getPlan(tx, params.id, query.revision)),
  endpoint(listPlanVersions, async ({ params }, { tx }) => queries.listVersions(tx, params.id)),
  endpoint(putPlan, async ({ params, body }, call) => {
    requireSoundShapes(body.content, '#/body/content');
    return queries.putPlan(call.tx, {
      id: params.id,
      content: body.content,
      baseRevision: body.baseRevision,
      accountId: actorOf(call).accountId,
      now: call.context.clock(),
    });
  }),
  endpoint(setPlanState, async ({ params, body }, call) => {
    const { roles, accountId } = actorOf(call);
    const may = { mayApprove: mayDo(roles, 'plan.approve'), mayDraw: mayDo(roles, 'plan.write') };
    const change = { baseRevision: body.baseRevision, accountId, now: call.context.clock() };
    return queries.setState(call.tx, params.id, body.state, may, change);
  }),
  endpoint(choosePlan, async ({ params }, call) =>
    queries.choosePlan(call.tx, params.id, {
      accountId: actorOf(call).accountId,
      now: call.context.clock(),
    }),
  ),
  endpoint(clonePlan, async ({ params, body }, call) => {
    const source = await queries.getPlan(call.tx, params.id);
    const schoolId = await queries.schoolOfGate(call.tx, body.gateId);
    const from = await queries.readAround(call.tx, source.content);
    const to = await queries.readAround(call.tx, { schoolId, gateId: body.gateId });
    const anchor = ({ anchor, roads }: typeof from) => ({
      at: anchor.coordinates,
      roads: roads.map(({ path }) => path),
    });
    const content: PlanContent = {
      ...source.content,
      schoolId,
      gateId: body.gateId,
      name: body.name,
      // Numbers of the other school, not of this one.
      pupilsFetched: null,
      measuredSpeed: null,
      elements: elementsAt(source.content.elements, anchor(from), anchor(to), (id) =>
        importedId('plan_element', body.id, id),
      ),
    };
    return queries.putPlan(call.tx, {
      id: body.id,
      content,
      baseRevision: undefined,
      accountId: actorOf(call).accountId,
      now: call.context.clock(),
    });
  }),
  endpoint(checkPlan, async ({ body }, call) => {
    requireSoundShapes(body, '#/body');
    await queries.requireInTerritory(call.tx, body);
    const around = await queries.readAround(call.tx, body);
    const { measures, unitCosts } = await cataloguesOf(call, body.schoolId);
    return {
      catalogue: measures.version,
      failures: planFailures(body, around, measures.value.measures),
      cost: { catalogue: unitCosts.version, ...costOf(body, unitCosts.value) },
    };
  }),
  endpoint(getPlanGround, async ({ params, query }, { tx }) =>
    groundOf(await queries.readAround(tx, { schoolId: params.id, gateId: query.gate ?? null })),
  ),
  endpoint(evaluatePlan, async ({ query, body }, call) => {
    const { tx } = call;
    requireSoundShapes(body, '#/body');
    await queries.requireInTerritory(tx, body);
    const around = await queries.readAround(tx, body);
    const run = await shownRun(tx, 'risk', null, query.run);
    if (run === undefined) {
      throw new Problem('too-little-data', {
        detail: 'Chưa có lần tính nguy cơ nào',
        detailEn: 'No risk was computed yet',
      });
    }
    const { measures, unitCosts } = await cataloguesOf(call, body.schoolId);
    return evaluation({
      plan: body,
      seed: `${run.id}/${queries.contentHash(body)}`,
      anchor: around.anchor,
      gates: around.gates.map(({ location }) => location),
      ...(await readRisk(tx, run, body.schoolId)),
      library: measures.value,
      catalogue: measures.version,
      unitCosts: unitCosts.value,
    });
  }),
];
