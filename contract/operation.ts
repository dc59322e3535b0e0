// The shape of one operation: what both sides need to know to call it, serve it, document it and test it.
import type { z } from 'zod';

/** What an account may do. `public` needs no session; `signed-in` any session. */
export type Permission =
  | 'public'
  | 'signed-in'
  | 'facts.read'
  | 'facts.write'
  | 'spot.write'
  | 'import.read'
  | 'import.write'
  | 'outbox.import'
  | 'run.read'
  | 'run.write'
  | 'export.read'
  | 'plan.write'
  | 'plan.state'
  | 'plan.approve'
  | 'catalogue.write'
  | 'pilot.decide'
  | 'model.state'
  | 'model.recognise'
  | 'account.manage';

export type Operation = {
  /** Verb + noun, the same in contract, handler, client call and test title. */
  name: string;
  method: 'get' | 'post' | 'put' | 'delete';
  /** Express path below the origin, with `:name` parameters. */
  path: `/${string}`;
  may: Permission;
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Absent: 204, or a body that is not JSON (`produces`). */
  reply?: z.ZodType;
  /** Media type of a reply that is not JSON. */
  produces?: string;
  /** Multipart upload: name of the one file field; `body` then describes the other fields. */
  upload?: string;
};

/** Declares an operation and keeps the exact types of its parts. */
export function operation<const O extends Operation>(declared: O): O {
  return declared;
}

type Infer<T> = T extends z.ZodType ? z.infer<T> : undefined;
type Input<T> = T extends z.ZodType ? z.input<T> : undefined;

/** What a handler gets: checked and with defaults filled in. */
export type OperationArguments<O extends Operation> = {
  params: Infer<O['params']>;
  query: Infer<O['query']>;
  body: Infer<O['body']>;
};

type Keyed<K extends string, T> = [T] extends [undefined] ? unknown : { [P in K]: T };
/** What a caller gives: defaults may be left out. */
export type OperationInput<O extends Operation> = Keyed<'params', Input<O['params']>> &
  Keyed<'query', Input<O['query']>> &
  Keyed<'body', Input<O['body']>>;

export type OperationReply<O extends Operation> = Infer<O['reply']>;
