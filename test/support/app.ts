// The application on the demo town, and its people as HTTP clients.
import type { Express } from 'express';
import { pino } from 'pino';
import supertest from 'supertest';
import { createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { Context } from '../../server/context.ts';
import type { Database } from '../../server/db/open.ts';
import { demoPeople } from '../../server/installation/people.ts';
import type { Progress } from '../../server/runs/analysis.ts';
import { createRunner } from '../../server/runs/runner.ts';
import { codeVersion, testNow, townDatabase } from './town.ts';

/** Officers of the two communes (An Bình, Hòa Lạc), and the province's planner, leader and administrator. */
export const people = {
  officerA: 'canbo.anbinh',
  officerB: 'canbo.hoalac',
  planner: 'quyhoach',
  leader: 'lanhdao',
  admin: 'quantri',
} as const;
export type Person = keyof typeof people;

export type Client = ReturnType<typeof supertest.agent>;

export type TestApp = {
  app: Express;
  context: Context;
  database: Database;
  /** A signed-in client; the same one each time. */
  as: (person: Person) => Promise<Client>;
  /** A client with no session. */
  anybody: () => Client;
  drainRuns: () => Promise<void>;
  close: () => Promise<void>;
};

/** Signs in with a password that is also used for wrong ones in tests. */
export const demoPassword = demoPeople[0]?.password ?? '';

/** The app over a copy of the installed town, replies checked against the contract; `onProgress` hears of its runs. */
export async function startTestApp(onProgress: Progress = () => {}): Promise<TestApp> {
  const database = await townDatabase();
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  const clock = () => testNow;
  const runner = createRunner({ database, clock, log, onProgress });
  const context: Context = {
    db: database.knex,
    clock,
    config: { ...readConfig({}), checkReplies: true },
    log,
    codeVersion,
    wakeRuns: runner.wake,
    stopRun: runner.stop,
  };
  const app = createApp(context, { isReady: () => true });
  const clients = new Map<Person, Client>();
  return {
    app,
    context,
    database,
    anybody: () => supertest.agent(app),
    as: async (person) => {
      const known = clients.get(person);
      if (known !== undefined) return known;
      // Writes must come from our own pages.
      const client = supertest.agent(app).set('Sec-Fetch-Site', 'same-origin');
      await client.post('/api/session').send({ login: people[person], password: demoPassword }).expect(200);
      clients.set(person, client);
      return client;
    },
    drainRuns: runner.drain,
    close: async () => {
      await runner.close();
      await database.close();
    },
  };
}
