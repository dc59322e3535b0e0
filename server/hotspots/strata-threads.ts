// The test of strata on several processors: this thread and another take strata from one list, one at a time.
import type { Graph } from '../network/graph.ts';
import { spawnWorker } from '../worker-thread.ts';
import {
  createStrataTests,
  type Events,
  type StrataResult,
  type StrataRun,
  type StrataTests,
  type StratumOutcome,
  strataResult,
  testStrata,
} from './strata.ts';

/** From this many accidents a second thread gains more than the network's copy costs (our choice: a province). */
const EVENTS_FOR_THREADS = 20_000;

/** What the other thread is given; `taken` is the number of the first stratum that nobody has taken yet. */
export type SharedStrata = {
  graph: Graph;
  events: Events;
  run: Omit<StrataRun, 'progress'>;
  taken: Int32Array;
};

export type NumberedOutcome = [stratum: number, outcome: StratumOutcome];

/** As `testStrata`, to the byte, on two threads where there is much to do. */
export async function testStrataTogether(
  graph: Graph,
  events: Events,
  { progress, ...run }: StrataRun,
  eventsForThreads = EVENTS_FOR_THREADS,
): Promise<StrataResult> {
  if (events.edge.length < eventsForThreads) {
    return testStrata(graph, events, { ...run, ...(progress && { progress }) });
  }
  const shared: SharedStrata = {
    graph,
    events,
    run,
    taken: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
  };
  const other = spawnWorker(new URL('./strata-worker.ts', import.meta.url), { workerData: shared });
  try {
    const theirs = new Promise<NumberedOutcome[]>((resolve, reject) => {
      other.once('message', resolve).once('error', reject);
    });
    // Whatever it meets while this thread is busy is thrown below.
    theirs.catch(() => {});
    const tests = createStrataTests(graph, events, run);
    const outcomes: StratumOutcome[] = Array.from({ length: tests.count });
    const ours = takeStrata(tests, shared.taken, progress);
    for (const [stratum, outcome] of [...ours, ...(await theirs)]) outcomes[stratum] = outcome;
    return strataResult(outcomes, run.qAtMost);
  } finally {
    await other.terminate();
  }
}

/** Tests strata until none is left that no thread has taken. */
export function takeStrata(
  { count, test }: StrataTests,
  taken: Int32Array,
  progress?: StrataRun['progress'],
): NumberedOutcome[] {
  const outcomes: NumberedOutcome[] = [];
  for (;;) {
    const stratum = Atomics.add(taken, 0, 1);
    if (stratum >= count) return outcomes;
    progress?.(stratum, count);
    outcomes.push([stratum, test(stratum)]);
  }
}
