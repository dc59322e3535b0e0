// Carrying out a run from its parameters to its stored result. In a thread of its own: reading and writing a country
// keep a processor as busy as computing does.
import type { Knex } from 'knex';
import { readFactsVersion } from '../changes/queries.ts';
import { withSystemScope, withSystemSnapshot } from '../db/scope.ts';
import type { Analysis, Claimed, Progress } from './analysis.ts';
import { fingerprint } from './fingerprint.ts';
import { finishRun } from './queries.ts';

/** Reads one state of the records in one transaction, computes outside any, writes the result and the end of the run in another. */
export async function carryOut<Input, Output>(
  analysis: Analysis<Input, Output>,
  db: Knex,
  run: Claimed,
  { progress, clock }: { progress: Progress; clock: () => Date },
): Promise<void> {
  progress('read', 0, 1);
  const { facts, input } = await withSystemSnapshot(db, async (tx) => ({
    facts: await readFactsVersion(tx),
    input: await analysis.read(tx, run.parameters, run.codeVersion),
  }));
  const output = await analysis.compute(input, progress);
  progress('write', 0, 1);
  await withSystemScope(db, async (tx) => {
    const notes = await analysis.write(tx, run.id, output);
    await finishRun(tx, run.id, {
      status: 'done',
      fingerprint: fingerprint(analysis.facts(input)),
      facts,
      notes,
      now: clock(),
    });
  });
}
