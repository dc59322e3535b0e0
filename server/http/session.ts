// Who is asking: the session cookie, and the check that a write comes from our own pages.
import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Knex } from 'knex';
import type { Role } from '../../contract/codes.ts';
import { Problem } from '../problem.ts';

/** A session lives this long without use: phones in the field must not lose theirs over a school holiday (our choice). */
export const sessionDays = 60;

export type Actor = {
  accountId: string;
  roles: Role[];
  /** The territory's date now: grants are valid by day. */
  today: string;
  tokenHash: Buffer;
};

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function cookieName(secure: boolean): string {
  return secure ? '__Host-session' : 'session';
}

export function setSessionCookie(response: Response, token: string, secure: boolean): void {
  response.cookie(cookieName(secure), token, {
    httpOnly: true,
    sameSite: 'lax',
    secure,
    path: '/',
    maxAge: sessionDays * 86_400_000,
  });
}

export function clearSessionCookie(response: Response, secure: boolean): void {
  response.clearCookie(cookieName(secure), { httpOnly: true, sameSite: 'lax', secure, path: '/' });
}

/** The token of the request's session cookie, if any. */
export function sessionToken(request: Request, secure: boolean): string | undefined {
  const wanted = `${cookieName(secure)}=`;
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const pair = part.trim();
    if (pair.startsWith(wanted)) return pair.slice(wanted.length);
  }
  return undefined;
}

/**
 * Refuses a write that another site's page sends with our cookie. Browsers on plain HTTP send no Sec-Fetch-Site,
 * hence the look at Origin.
 */
export function requireOwnOrigin(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  if (typeof site === 'string') {
    if (site === 'same-origin' || site === 'none') return;
    throw new Problem('foreign-origin');
  }
  const origin = request.headers.origin;
  if (origin !== undefined) {
    if (URL.canParse(origin) && new URL(origin).host === request.host) return;
    throw new Problem('foreign-origin');
  }
  if (request.headers.cookie !== undefined) throw new Problem('foreign-origin');
}

/**
 * Finds who holds a token and gives the rest of the transaction that person's scope. Throws `not-signed-in`. Use is noted
 * once an hour.
 */
export async function openRequest(
  tx: Knex.Transaction,
  token: string | undefined,
  now: Date,
): Promise<Actor> {
  return (await openRequestAnd(tx, { token, now }, { columns: 'null', bindings: {} })).actor;
}

/** Columns of one row, read in the scope of who asks; `opened.today` is the territory's date. */
export type ScopedColumns = { columns: string; bindings: Record<string, Knex.Value> };

/**
 * As `openRequest`, and reads `columns` in that scope by the same statement. Outside a transaction the scope ends with
 * the statement: one way to the database and back instead of four.
 */
export async function openRequestAnd<Row>(
  db: Knex,
  { token, now }: { token: string | undefined; now: Date },
  { columns, bindings }: ScopedColumns,
): Promise<{ actor: Actor; row: Row }> {
  if (token === undefined) throw new Problem('not-signed-in');
  const tokenHash = hashToken(token);
  // The columns are read when the function has given its row, that is in the scope which it opened.
  const { rows } = await db.raw<{ rows: (Omit<Actor, 'tokenHash'> & Row)[] }>(
    `select account_id as "accountId", roles, opened.today::text as today, ${columns}
       from open_request(:tokenHash, :now, make_interval(days => :days)) as opened`,
    { ...bindings, tokenHash, now, days: sessionDays },
  );
  const found = rows[0];
  if (found === undefined) throw new Problem('not-signed-in');
  const { accountId, roles, today } = found;
  return { actor: { accountId, roles, today, tokenHash }, row: found };
}
