// One operation served: check the input, find out who asks, open the transaction in that person's scope, run the
// handler, and write the reply only after the commit. Anything thrown rolls back and ends in the one error handler.
import type { Request, RequestHandler, Response } from 'express';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { Operation, OperationArguments, OperationReply } from '../../contract/operation.ts';
import type { ProblemDetail } from '../../contract/problem.ts';
import type { Context } from '../context.ts';
import { asProblem } from '../db/errors.ts';
import { Problem } from '../problem.ts';
import { inputDetails } from './input-words.ts';
import { mayDo } from './permission.ts';
import {
  type Actor,
  openRequest,
  openRequestAnd,
  requireOwnOrigin,
  type ScopedColumns,
  sessionToken,
} from './session.ts';

/** A reply that is not JSON. `etag` is compared with If-None-Match after the commit. */
export class RawReply {
  readonly body: Buffer | string;
  readonly headers: Record<string, string>;
  readonly etag: string | undefined;

  constructor(body: Buffer | string, headers: Record<string, string>, etag?: string) {
    this.body = body;
    this.headers = headers;
    this.etag = etag;
  }
}

/**
 * A reply that is made after the commit, when the connection is given back: for what waits or computes long without the
 * database.
 */
export class LateReply {
  readonly make: () => Promise<RawReply>;

  constructor(make: () => Promise<RawReply>) {
    this.make = make;
  }
}

/** What a handler is given besides the checked input. `actor` is null only for public operations. */
export type Call = {
  tx: Knex.Transaction;
  context: Context;
  actor: Actor | null;
  request: Request;
  response: Response;
  /** Runs after the commit, before the reply leaves. */
  afterCommit: (action: () => void) => void;
};

export type Endpoint = { operation: Operation; handle: (context: Context) => RequestHandler };

type Reply<O extends Operation> = O['reply'] extends z.ZodType
  ? OperationReply<O>
  : RawReply | LateReply | undefined;

/** The account that calls; for operations that are not public. */
export function actorOf(call: Call): Actor {
  if (call.actor === null) throw new Error('a public operation has no actor');
  return call.actor;
}

export function endpoint<const O extends Operation>(
  operation: O,
  handler: (args: OperationArguments<O>, call: Call) => Promise<Reply<O>>,
): Endpoint {
  return {
    operation,
    handle: (context) => async (request, response) => {
      requireOwnOrigin(request);
      const args = checkInput(operation, request);
      const after: (() => void)[] = [];
      const made = await inTransaction(context, async (tx) => {
        const actor = await openScope(tx, operation, context, request);
        return handler(args, {
          tx,
          context,
          actor,
          request,
          response,
          afterCommit: (action) => after.push(action),
        });
      });
      for (const action of after) action();
      const reply = made instanceof LateReply ? await made.make() : made;
      send(operation, context, request, response, reply);
    },
  };
}

/** What the handler of a `scopedEndpoint` is given besides the checked input. */
export type Asking = {
  context: Context;
  request: Request;
  /** The token of the session that asks, not yet checked. */
  token: string | undefined;
  /** Runs `work` in one transaction with the rights of who asks. Throws `not-signed-in` or `not-allowed`. */
  inScope: <T>(work: (tx: Knex.Transaction, actor: Actor) => Promise<T>) => Promise<T>;
  /** Reads one row with the rights of who asks by one statement. Throws `not-signed-in` or `not-allowed`. */
  readInScope: <Row>(columns: ScopedColumns) => Promise<Row>;
};

/** As `endpoint`, for a handler that opens the scope itself: because it may share what it reads there with others. */
export function scopedEndpoint<const O extends Operation>(
  operation: O,
  handler: (args: OperationArguments<O>, asking: Asking) => Promise<RawReply>,
): Endpoint {
  return {
    operation,
    handle: (context) => async (request, response) => {
      requireOwnOrigin(request);
      const token = sessionToken(request, context.config.behindHttps);
      const reply = await handler(checkInput(operation, request), {
        context,
        request,
        token,
        readInScope: async <Row>(columns: ScopedColumns) => {
          const asked = { token, now: context.clock() };
          const { actor, row } = await openRequestAnd<Row>(context.db, asked, columns).catch(asThrown);
          if (!mayDo(actor.roles, operation.may)) throw new Problem('not-allowed');
          return row;
        },
        inScope: (work) =>
          inTransaction(context, async (tx) => {
            const actor = await openScope(tx, operation, context, request);
            if (actor === null) throw new Error('a public operation has no scope');
            return work(tx, actor);
          }),
      });
      send(operation, context, request, response, reply);
    },
  };
}

function inTransaction<T>(context: Context, work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
  return context.db.transaction(work).catch(asThrown);
}

function asThrown(error: unknown): never {
  throw asProblem(error);
}

/** Gives a transaction the rights of who asks, or for a public operation the system's (null). */
async function openScope(
  tx: Knex.Transaction,
  operation: Operation,
  context: Context,
  request: Request,
): Promise<Actor | null> {
  if (operation.may === 'public') {
    await tx.raw('select begin_system_scope()');
    return null;
  }
  const actor = await openRequest(tx, sessionToken(request, context.config.behindHttps), context.clock());
  if (!mayDo(actor.roles, operation.may)) throw new Problem('not-allowed');
  return actor;
}

function checkInput<O extends Operation>(operation: O, request: Request): OperationArguments<O> {
  const errors: ProblemDetail[] = [];
  const read = (
    part: 'params' | 'query' | 'body',
    schema: z.ZodType | undefined,
    value: unknown,
  ): unknown => {
    if (schema === undefined) return undefined;
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    errors.push(...inputDetails(part, result.error, value));
    return undefined;
  };
  const args = {
    params: read('params', operation.params, request.params),
    query: read('query', operation.query, request.query),
    body: read('body', operation.body, request.body ?? {}),
  };
  if (errors.length > 0) {
    throw new Problem('bad-input', {
      detail: errors.map((e) => e.detail).join('; '),
      detailEn: errors.map((e) => e.detailEn).join('; '),
      errors,
    });
  }
  // Each part was parsed by the very schema whose inferred type the caller sees.
  return args as OperationArguments<O>;
}

function send(
  operation: Operation,
  context: Context,
  request: Request,
  response: Response,
  reply: unknown,
): void {
  if (reply instanceof RawReply) {
    response.set(reply.headers);
    if (reply.etag !== undefined) {
      response.set('ETag', reply.etag);
      if (request.headers['if-none-match'] === reply.etag) {
        response.status(304).end();
        return;
      }
    }
    response.send(reply.body);
    return;
  }
  if (operation.reply === undefined) {
    response.status(204).end();
    return;
  }
  if (context.config.checkReplies) {
    const checked = operation.reply.safeParse(JSON.parse(JSON.stringify(reply)));
    if (!checked.success)
      throw new Error(`${operation.name} replied against its contract: ${checked.error.message}`);
  }
  response.set('Cache-Control', 'private, no-cache').json(reply);
}
