// The register of gate models over HTTP.
import {
  advanceGateModel,
  type ChecklistAnswer,
  type GateChecklist,
  listGateModels,
  putGateModel,
  standardChecklist,
} from '../../contract/gate-model.ts';
import { actorOf, type Call, type Endpoint, endpoint } from '../http/endpoint.ts';
import { Problem } from '../problem.ts';
import * as queries from './queries.ts';
import { dueAfter, type Refusal, refusalOf } from './transitions.ts';

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

async function reply(call: Call, id: string) {
  const model = await queries.findModel(call.tx, id);
  if (model === undefined) throw new Problem('not-found');
  return queries.shown(model, actorOf(call).today);
}

function requireKnown(answers: readonly ChecklistAnswer[], { items }: GateChecklist): void {
  const codes = answers.map(({ code }) => code);
  const isKnown = codes.every((code) => items.some((item) => item.code === code));
  if (isKnown && new Set(codes).size === codes.length) return;
  throw broken({
    vi: 'Có tiêu chí lặp lại hoặc không có trong danh mục',
    en: 'An item comes twice or is not in the checklist',
  });
}

export const gateModelEndpoints: Endpoint[] = [
  endpoint(listGateModels, async ({ query }, call) => ({
    checklistId: standardChecklist,
    checklist: await queries.findChecklist(call.tx, standardChecklist),
    models: await queries.listModels(call.tx, query.school, actorOf(call).today),
  })),
  endpoint(putGateModel, async ({ params, body }, call) => {
    const { tx } = call;
    const author = { accountId: actorOf(call).accountId, now: call.context.clock() };
    const stored = await queries.findModel(tx, params.id);
    requireKnown(body.answers, await queries.findChecklist(tx, stored?.checklistId ?? standardChecklist));
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
    const hasDocument = documentNumber !== undefined && documentOn !== undefined;
    const step = { from: model.state, to, answers: model.answers, hasDocument, note };
    const refusal = refusalOf(step, await queries.findChecklist(tx, model.checklistId));
    if (refusal !== null) throw broken(refusals[refusal]);
    const { accountId, today } = actorOf(call);
    if (documentOn !== undefined && documentOn > today) {
      throw broken({ vi: 'Ngày văn bản ở tương lai', en: 'The day of the document is in the future' });
    }
    const isRecognised = to === 'recognised' && documentOn !== undefined;
    await queries.advance(
      tx,
      model,
      {
        to,
        note,
        documentNumber: isRecognised ? (documentNumber ?? null) : model.documentNumber,
        documentOn: isRecognised ? documentOn : model.documentOn,
        dueOn: isRecognised ? dueAfter(documentOn) : to === 'withdrawn' ? null : model.dueOn,
      },
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
