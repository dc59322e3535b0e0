// Carrying out a run from its parameters to its stored result. In a thread of its own: reading and writing a country
// keep a processor as busy as computing does.
import type { Knex } from 'knex';
import { readFactsVersion } from '../changes/queries.ts';
import { besideTransactions } from '../db/beside.ts';
import { withSystemScope, withSystemSnapshot } from '../db/scope.ts';
import type { Analysis, Claimed, InPortion, Progress } from './analysis.ts';
import { fingerprint } from './fingerprint.ts';
import { finishRun, holdRun } from './queries.ts';

/** Rows of a table discarded in the first transaction; what hangs on them can be hundreds of times as much. */
const discardedFirst = 50;
/** While a transaction takes less, the next discards twice as many rows: nobody waits long (our choice). */
const discardMilliseconds = 200;

/**
 * Reads one state of the records in one transaction, computes outside any, writes the result in portions, and in a last
 * transaction the end of the run, which makes the result seen.
 */
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
  const inPortion: InPortion = (work) =>
    withSystemScope(db, async (tx) => {
      await holdRun(tx, run);
      return work(tx);
    });
  await discardResult(analysis.results, inPortion, run.id);
  const notes = await analysis.write(inPortion, run.id, output, progress);
  const ended = { status: 'done' as const, fingerprint: fingerprint(analysis.facts(input)), facts, notes };
  await inPortion(async (tx) => {
    await analysis.conclude?.(tx, run.id, besideTransactions(db));
    await finishRun(tx, run, { ...ended, now: clock() });
  });
}

/** Takes away what a run that did not come to its end has written. */
export async function discardResult(
  tables: readonly string[],
  inPortion: InPortion,
  runId: string,
): Promise<void> {
  for (const table of tables) {
    let most = discardedFirst;
    for (;;) {
      const start = performance.now();
      const { rowCount } = await inPortion((tx) =>
        tx.raw<{ rowCount: number }>(
          `delete from ${table} where ctid = any (array(select ctid from ${table} where run_id = :runId limit :most))`,
          { runId, most },
        ),
      );
      if (rowCount < most) break;
      if (performance.now() - start < discardMilliseconds) most *= 2;
    }
  }
}
