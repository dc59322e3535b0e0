// The product over HTTP for the benchmarks: in this process, with somebody signed in.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { createApp } from '../server/app.ts';
import { readConfig } from '../server/config.ts';
import { hashToken } from '../server/http/session.ts';
import { benchNow } from './database.ts';

/** The application on a database, listening, and the cookie of a planner of the whole nation who is signed in. */
export async function planningProduct(db: Knex) {
  const account = crypto.randomUUID();
  const token = randomBytes(32).toString('base64url');
  await db('account').insert({ id: account, login: `bench-${account.slice(0, 8)}`, display_name: 'bench' });
  const grant = { id: crypto.randomUUID(), account_id: account, role: 'planner', unit_id: 'VN' };
  await db('role_grant').insert({ ...grant, valid_from: '2026-01-01' });
  await db('session').insert({
    token_hash: hashToken(token),
    account_id: account,
    created_at: benchNow,
    last_seen_at: benchNow,
    expires_at: '2030-01-01T00:00:00Z',
  });
  const app = createApp(
    {
      db,
      clock: () => benchNow,
      config: readConfig({}),
      log: pino({ level: 'silent' }),
      codeVersion: 'bench',
      wakeRuns: () => {},
      stopRun: () => {},
    },
    { isReady: () => true },
  );
  return { ...(await listening(app)), cookie: `session=${token}` };
}

/** Listens on a free port of this machine. */
export async function listening(app: RequestListener) {
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
