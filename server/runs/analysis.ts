// What an analysis is to the run machinery: read the facts in order, compute, write the result.
import type { Knex } from 'knex';
import type { Run } from '../../contract/run.ts';

/**
 * Does a part of the writing in a transaction of its own, as the system: nobody waits for a whole result to be written
 * (the embedded database has one backend), and nobody sees any of it before its run is done.
 */
export type InPortion = <T>(work: (tx: Knex.Transaction) => Promise<T>) => Promise<T>;

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
  /** Writes the results of a run, in portions of a second or so, and gives the run's notes. */
  write: (
    inPortion: InPortion,
    runId: string,
    output: Output,
    progress: Progress,
  ) => Promise<Record<string, unknown>>;
  /**
   * What a result changes outside itself; in the transaction that ends the run, for only then it is a result. `beside` may
   * be read meanwhile, where the database allows it.
   */
  conclude?: (tx: Knex.Transaction, runId: string, beside: Knex | undefined) => Promise<void>;
  /** The tables whose rows are the result, by `run_id`; what hangs on their rows goes with them. */
  results: readonly string[];
};

/** A run in the hands of one worker: whoever takes it after that one has vanished does so in the next attempt. */
export type Held = Pick<Run, 'id' | 'kind'> & { attempt: number };

/** A run that was taken from the queue. */
export type Claimed = Held & Pick<Run, 'codeVersion'> & { parameters: unknown };
