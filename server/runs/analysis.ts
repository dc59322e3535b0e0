// What an analysis is to the run machinery: read the facts in order, compute in a worker thread, write the result.
import type { Knex } from 'knex';

/** Tells how far a computation is: the stage by its key, and steps done of all. */
export type Progress = (stage: string, done: number, total: number) => void;

export type Analysis<Input, Output> = {
  /** Reads everything the computation needs, as plain data in a fixed order. Throws a Problem when it cannot be done. */
  read: (tx: Knex.Transaction, parameters: unknown) => Promise<Input>;
  /** Writes the results of a run and gives the run's notes. */
  write: (tx: Knex.Transaction, runId: string, output: Output) => Promise<Record<string, unknown>>;
};
