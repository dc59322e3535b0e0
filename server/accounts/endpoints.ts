// Signing in and out, and inviting people.
import { randomUUID } from 'node:crypto';
import {
  acceptInvitation,
  getSession,
  inviteAccount,
  listAccounts,
  signIn,
  signOut,
} from '../../contract/account.ts';
import { actorOf, type Endpoint, endpoint } from '../http/endpoint.ts';
import {
  clearSessionCookie,
  hashToken,
  newToken,
  openRequest,
  sessionDays,
  setSessionCookie,
} from '../http/session.ts';
import { Problem } from '../problem.ts';
import { hashPassword, isPassword } from './password.ts';
import * as queries from './queries.ts';

const invitationDays = 7;
const day = 86_400_000;

export const accountEndpoints: Endpoint[] = [
  endpoint(signIn, async ({ body }, { tx, context, response, afterCommit }) => {
    const account = await queries.findAccount(tx, body.login);
    if (!(await isPassword(account?.passwordHash ?? null, body.password)) || account === undefined) {
      throw new Problem('wrong-password');
    }
    const token = newToken();
    const now = context.clock();
    await queries.createSession(tx, {
      tokenHash: hashToken(token),
      accountId: account.id,
      deviceLabel: body.deviceLabel ?? null,
      now,
      expiresAt: new Date(now.getTime() + sessionDays * day),
    });
    const actor = await openRequest(tx, token, now);
    const session = await queries.describeSession(tx, account.id, actor.today);
    if (session === null) throw new Problem('not-signed-in');
    afterCommit(() => setSessionCookie(response, token, context.config.behindHttps));
    return session;
  }),

  endpoint(getSession, async (_args, call) => {
    const actor = actorOf(call);
    const session = await queries.describeSession(call.tx, actor.accountId, actor.today);
    if (session === null) throw new Problem('not-signed-in');
    return session;
  }),

  endpoint(signOut, async (_args, call) => {
    const { tx, context, response } = call;
    const actor = actorOf(call);
    await tx.raw('reset role');
    await tx.raw('select begin_system_scope()');
    await queries.revokeSession(tx, actor.tokenHash, actor.accountId, context.clock());
    call.afterCommit(() => clearSessionCookie(response, context.config.behindHttps));
    return undefined;
  }),

  endpoint(listAccounts, async (_args, call) => ({
    accounts: await queries.listAccounts(call.tx, actorOf(call).today),
  })),

  endpoint(inviteAccount, async ({ body }, call) => {
    const token = newToken();
    const now = call.context.clock();
    const expiresAt = new Date(now.getTime() + invitationDays * day);
    await queries.createInvitation(call.tx, {
      accountId: body.id,
      login: body.login,
      displayName: body.displayName,
      grants: body.grants.map((grant) => ({ ...grant, id: randomUUID(), validTo: grant.validTo ?? null })),
      tokenHash: hashToken(token),
      expiresAt,
      now,
      invitedBy: actorOf(call).accountId,
    });
    return { accountId: body.id, token, expiresAt: expiresAt.toISOString() };
  }),

  endpoint(acceptInvitation, async ({ body }, { tx, context }) => {
    const accepted = await queries.acceptInvitation(tx, {
      tokenHash: hashToken(body.token),
      passwordHash: await hashPassword(body.password),
      now: context.clock(),
    });
    if (!accepted) throw new Problem('invitation-ended');
    return undefined;
  }),
];
