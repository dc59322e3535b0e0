// What the application needs from outside, in one typed value. Made only by server/bin and by tests.
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Config } from './config.ts';

export type Clock = () => Date;

export type Context = {
  db: Knex;
  clock: Clock;
  config: Config;
  log: Logger;
  /** Version of the code, written into every run. */
  codeVersion: string;
  /** Tells the run worker that something is queued. */
  wakeRuns: () => void;
  /** Stops a running computation at once. */
  stopRun: (id: string) => void;
};
