// The demo town's register of gate models: what was answered and recognised when is invented in data/town/gate-models.json,
// and goes through the same steps as a person's.
import { readFile } from 'node:fs/promises';
import type { Knex } from 'knex';
import { z } from 'zod';
import { Day } from '../../contract/codes.ts';
import { ChecklistAnswer, standardChecklist } from '../../contract/gate-model.ts';
import { addModel, advance, findModel, saveAnswers } from '../gate-models/queries.ts';
import { recognitionAfter } from '../gate-models/transitions.ts';
import { importedId } from '../imports/identity.ts';

const answers = z.array(ChecklistAnswer);
const DemoGateModels = z.array(
  z.object({
    key: z.string(),
    schoolKey: z.string(),
    proposed: z.object({ at: z.iso.datetime(), answers }),
    steps: z.array(
      z.object({
        to: z.enum(['assessed', 'recognised']),
        at: z.iso.datetime(),
        /** Absent: as they were. */
        answers: answers.optional(),
        documentNumber: z.string().optional(),
        documentOn: Day.optional(),
      }),
    ),
  }),
);

/** Adds the models to the town's schools. System scope. */
export async function addDemoGateModels(tx: Knex.Transaction): Promise<void> {
  const file = new URL('../../data/town/gate-models.json', import.meta.url);
  for (const demo of DemoGateModels.parse(JSON.parse(await readFile(file, 'utf8')))) {
    const id = importedId('gate_model', 'town', demo.key);
    const schoolId = importedId('school', 'town', demo.schoolKey);
    const { at, ...proposed } = demo.proposed;
    await addModel(tx, { id, schoolId, checklistId: standardChecklist, ...proposed }, by(at));
    for (const step of demo.steps) {
      const model = await findModel(tx, id);
      if (model === undefined) throw new Error(`the demo town has no model ${demo.key}`);
      if (step.answers !== undefined) await saveAnswers(tx, model, step.answers, by(step.at));
      const stored = { ...model, answers: step.answers ?? model.answers };
      const taken = { to: step.to, note: '', ...recognitionAfter(model, step) };
      await advance(tx, stored, taken, by(step.at));
    }
  }
}

function by(at: string): { accountId: null; now: Date } {
  return { accountId: null, now: new Date(at) };
}
