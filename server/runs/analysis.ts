// What an analysis is to the run machinery: read the facts in order, compute, write the result.
import type { Knex } from 'knex';
import type { Run } from '../../contract/run.ts';

/** Tells how far a computation is: the stage by its key, and steps done of all. */
export type Progress = (stage: string, done: number, total: number) => void;

export type Analysis<Input, Output> = {
  /** Months of accidents before the day that the computation reads. Throws `reference-missing` for an unknown preset. */
  months: (tx: Knex.Transaction, parameters: unknown) => Promise<number>;
  /** Reads everything the computation needs, as plain data in a fixed order. Throws a Problem when it cannot be done. */
  read: (tx: Knex.Transaction, parameters: unknown, codeVersion: string) => Promise<Input>;
  /** The facts of the input without parameters and rules: what the run's data fingerprint is taken of. */
  facts: (input: Input) => unknown;
  /** Pure: the same input gives the same output. */
  compute: (input: Input, progress: Progress) => Output | Promise<Output>;
  /** Writes the results of a run and gives the run's notes. */
  write: (tx: Knex.Transaction, runId: string, output: Output) => Promise<Record<string, unknown>>;
};

/** A run that was taken from the queue. */
export type Claimed = Pick<Run, 'id' | 'kind' | 'codeVersion'> & { parameters: unknown };
