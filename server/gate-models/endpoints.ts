// The register of gate models over HTTP.
import {
  advanceGateModel,
  type ChecklistAnswer,
  type GateChecklist,
  type GateModel,
  listGateModels,
  putGateModel,
  standardChecklist,
} from '../../contract/gate-model.ts';
import type { OperationReply } from '../../contract/operation.ts';
import { checklistFor, provinceOfSchool, provincesOf } from '../catalogue/queries.ts';
import { actorOf, type Call, type Endpoint, endpoint } from '../http/endpoint.ts';
import { mayDo } from '../http/permission.ts';
import { Problem } from '../problem.ts';
import * as queries from './queries.ts';
import { mayTake, type Refusal, recognitionAfter, refusalOf, shownState } from './transitions.ts';

const refusals: Record<Refusal, { vi: string; en: string }> = {
  no_such_step: { vi: 'Không có bước chuyển này', en: 'There is no such step' },
  unanswered: { vi: 'Còn tiêu chí chưa trả lời', en: 'Some items are not answered' },
  no_document: {
    vi: 'Công nhận cần số và ngày văn bản',
    en: 'Recognition needs the number and day of a document',
  },
  no_reason: { vi: 'Cần ghi lý do rút', en: 'Withdrawing needs a reason' },
};

function broken({ vi, en }: { vi: string; en: string }): Problem {
  return new Problem('rule-broken', { detail: vi, detailEn: en });
}

async function reply(call: Call, id: string): Promise<GateModel> {
  const stored = await queries.findModel(call.tx, id);
  const [model] = stored === undefined ? [] : (await shown(call, [stored])).models;
  if (model === undefined) throw new Problem('not-found');
  return model;
}

/** Models as they stand today, with the checklists of their provinces. */
async function shown(
  call: Call,
  stored: readonly queries.StoredModel[],
): Promise<OperationReply<typeof listGateModels>> {
  const { tx } = call;
  const { today } = actorOf(call);
  const provinces = await provincesOf(tx, [...new Set(stored.map(({ unitId }) => unitId))]);
  const checklists = new Map<string, OperationReply<typeof listGateModels>['checklists'][number]>();
  for (const province of [...provinces.values(), null]) {
    const { value, version } = await checklistFor(tx, province, today);
    checklists.set(province?.id ?? '', { version, checklist: value });
  }
  const versionOf = (unitId: string): string =>
    checklists.get(provinces.get(unitId)?.id ?? '')?.version.id ?? standardChecklist;
  return {
    checklists: [...new Map([...checklists.values()].map((one) => [one.version.id, one])).values()],
    models: stored.map((model) => ({
      ...model,
      checklistId: versionOf(model.unitId),
      state: shownState(model.state, model.dueOn, today),
    })),
  };
}

/** The checklist of a school as it stands today: the national items in the words of its province, and those it added. */
async function checklistOf(call: Call, schoolId: string): Promise<GateChecklist> {
  const province = await provinceOfSchool(call.tx, schoolId);
  return (await checklistFor(call.tx, province, actorOf(call).today)).value;
}

/** An answer to an item that was withdrawn since stays on record. */
function requireKnown(
  answers: readonly ChecklistAnswer[],
  { items }: GateChecklist,
  stored: readonly ChecklistAnswer[],
): void {
  const codes = answers.map(({ code }) => code);
  const known = new Set([...items, ...stored].map(({ code }) => code));
  const isKnown = codes.every((code) => known.has(code));
  if (isKnown && new Set(codes).size === codes.length) return;
  throw broken({
    vi: 'Có tiêu chí lặp lại hoặc không có trong danh mục',
    en: 'An item comes twice or is not in the checklist',
  });
}

export const gateModelEndpoints: Endpoint[] = [
  endpoint(listGateModels, async ({ query }, call) =>
    shown(call, await queries.listModels(call.tx, query.school)),
  ),
  endpoint(putGateModel, async ({ params, body }, call) => {
    const { tx } = call;
    const author = { accountId: actorOf(call).accountId, now: call.context.clock() };
    const stored = await queries.findModel(tx, params.id);
    requireKnown(body.answers, await checklistOf(call, body.schoolId), stored?.answers ?? []);
    if (stored === undefined) {
      if (body.baseRevision !== undefined) throw new Problem('not-found');
      const { schoolId, answers } = body;
      const model = { id: params.id, schoolId, answers, checklistId: standardChecklist };
      await queries.addModel(tx, model, author);
      return reply(call, params.id);
    }
    if (stored.schoolId !== body.schoolId) throw new Problem('same-id-other-body');
    if (sameAnswers(stored.answers, body.answers)) return reply(call, params.id);
    if (body.baseRevision !== stored.revision) {
      throw new Problem('stale-revision', { current: await reply(call, params.id) });
    }
    if (stored.state === 'withdrawn') throw broken(refusals.no_such_step);
    await queries.saveAnswers(tx, stored, body.answers, author);
    return reply(call, params.id);
  }),
  endpoint(advanceGateModel, async ({ params, body }, call) => {
    const { tx } = call;
    const model = await queries.findModel(tx, params.id);
    if (model === undefined) throw new Problem('not-found');
    if (body.baseRevision !== model.revision) {
      throw new Problem('stale-revision', { current: await reply(call, params.id) });
    }
    const { to, note, documentNumber, documentOn } = body;
    const { accountId, roles, today } = actorOf(call);
    const may = { record: mayDo(roles, 'plan.write'), recognise: mayDo(roles, 'model.recognise') };
    if (!mayTake({ from: model.state, to }, may)) throw new Problem('not-allowed');
    const hasDocument = documentNumber !== undefined && documentOn !== undefined;
    const step = { from: model.state, to, answers: model.answers, hasDocument, note };
    const refusal = refusalOf(step, await checklistOf(call, model.schoolId));
    if (refusal !== null) throw broken(refusals[refusal]);
    if (documentOn !== undefined && documentOn > today) {
      throw broken({ vi: 'Ngày văn bản ở tương lai', en: 'The day of the document is in the future' });
    }
    await queries.advance(
      tx,
      model,
      { to, note, ...recognitionAfter(model, body) },
      { accountId, now: call.context.clock() },
    );
    return reply(call, params.id);
  }),
];

function sameAnswers(a: readonly ChecklistAnswer[], b: readonly ChecklistAnswer[]): boolean {
  const text = (answers: readonly ChecklistAnswer[]) =>
    answers.map(({ code, met, evidence }) => [code, met, evidence].join('\n')).join('\n\n');
  return text(a) === text(b);
}
