// The demo town's gate plans: drawn by hand in data/town/plans.json, saved as a person would.
import { readFile } from 'node:fs/promises';
import type { Knex } from 'knex';
import { z } from 'zod';
import { PlanContent } from '../../contract/plan.ts';
import { importedId } from '../imports/identity.ts';
import { choosePlan, putPlan } from '../plans/queries.ts';

const DemoPlans = z.array(
  z.object({
    key: z.string(),
    schoolKey: z.string(),
    gateKey: z.string(),
    isChosen: z.boolean(),
    content: z.record(z.string(), z.unknown()),
  }),
);

/** Adds the plans to the town's schools. System scope. */
export async function addDemoPlans(tx: Knex.Transaction, now: Date): Promise<void> {
  const file = new URL('../../data/town/plans.json', import.meta.url);
  for (const plan of DemoPlans.parse(JSON.parse(await readFile(file, 'utf8')))) {
    const id = importedId('plan', 'town', plan.key);
    const content = PlanContent.parse({
      ...plan.content,
      schoolId: importedId('school', 'town', plan.schoolKey),
      gateId: importedId('gate', 'town', plan.gateKey),
    });
    await putPlan(tx, { id, content, baseRevision: undefined, accountId: null, now, invented: true });
    if (plan.isChosen) await choosePlan(tx, id, { accountId: null, now });
  }
}
