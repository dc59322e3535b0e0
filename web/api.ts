// The only place that talks to the server: an operation of the contract becomes a request, its reply is
// parsed by the contract, and everything that can go wrong becomes an ApiProblem.
import type { Operation, OperationInput, OperationReply } from '../contract/operation.ts';
import { ProblemDocument, ProblemKey } from '../contract/problem.ts';

/** `offline`: no network. `no-answer`: something answered, but not our server. `unreadable`: a reply outside the contract. */
export type FailureKey = ProblemKey | 'offline' | 'no-answer' | 'unreadable';

export class ApiProblem extends Error {
  readonly key: FailureKey;
  readonly status: number | null;
  readonly document: ProblemDocument | null;

  constructor(
    key: FailureKey,
    status: number | null = null,
    document: ProblemDocument | null = null,
    options: ErrorOptions = {},
  ) {
    super(document === null ? key : `${key}: ${document.detail ?? document.title}`, options);
    this.name = 'ApiProblem';
    this.key = key;
    this.status = status;
    this.document = document;
  }
}

/** What a caller of any operation may give; every OperationInput has this shape. */
type RawInput = { params?: object; query?: object; body?: unknown };

function isRawInput(input: unknown): input is RawInput {
  return typeof input === 'object' && input !== null;
}

/**
 * Query string of the given values without the question mark: lists joined by commas, absent values left out,
 * in the order of the keys given.
 */
export function queryString(query: object): string {
  const parts: string[] = [];
  for (const [key, value] of Object.entries(query)) {
    const text = queryText(value);
    if (text !== null) parts.push(`${encodeURIComponent(key)}=${text}`);
  }
  return parts.join('&');
}

function queryText(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  // Commas stay readable; they separate, and no code of the contract contains one.
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(encodePart).join(',');
  return encodePart(value);
}

function encodePart(value: unknown): string {
  return encodeURIComponent(String(value));
}

/** Address of an operation with its parameters filled in; throws Error when a parameter is missing. */
export function addressOf(operation: Pick<Operation, 'path'>, input: RawInput): string {
  const params = new Map(Object.entries(input.params ?? {}));
  const path = operation.path.replaceAll(/:([A-Za-z]+)/g, (_, name: string) => {
    const value: unknown = params.get(name);
    if (value === undefined) throw new Error(`${operation.path} needs the parameter "${name}"`);
    return encodePart(value);
  });
  const query = queryString(input.query ?? {});
  return query === '' ? path : `${path}?${query}`;
}

/**
 * Sends one operation and gives its parsed reply (undefined when the operation has none).
 * Throws ApiProblem; an aborted call throws the AbortError of fetch.
 */
export async function call<O extends Operation>(
  operation: O,
  input: OperationInput<O>,
  signal?: AbortSignal,
): Promise<OperationReply<O>> {
  if (!isRawInput(input)) throw new Error(`${operation.name} was called without an input object`);
  return replyOf(operation, await send(operation, input, jsonContent(input.body), signal));
}

/** Sends an operation that uploads: its body as the text fields of a form, then the file. Else as `call`. */
export async function callWithFile<O extends Operation & { upload: string }>(
  operation: O,
  input: OperationInput<O>,
  file: File,
): Promise<OperationReply<O>> {
  if (!isRawInput(input)) throw new Error(`${operation.name} was called without an input object`);
  const form = new FormData();
  for (const [name, value] of Object.entries(input.body ?? {})) form.set(name, String(value));
  form.set(operation.upload, file);
  return replyOf(operation, await send(operation, input, { body: form }));
}

async function replyOf<O extends Operation>(operation: O, response: Response): Promise<OperationReply<O>> {
  if (!response.ok) throw await problemOf(response);
  const reply: unknown = operation.reply === undefined ? undefined : await readJson(response);
  if (!isReply(operation, reply)) throw new ApiProblem('unreadable', response.status);
  return reply;
}

/** Replies of the contract carry no defaults or transforms: what passes the check is already the parsed value. */
function isReply<O extends Operation>(operation: O, value: unknown): value is OperationReply<O> {
  return operation.reply === undefined ? value === undefined : operation.reply.safeParse(value).success;
}

/** A request's body and its type; the browser itself writes the type of a form, with the boundary of its parts. */
type Content = { body?: string | FormData; type?: string };

function jsonContent(body: unknown): Content {
  return body === undefined ? {} : { body: JSON.stringify(body), type: 'application/json' };
}

async function send(
  operation: Operation,
  input: RawInput,
  { body, type }: Content,
  signal?: AbortSignal,
): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json' };
  const request: RequestInit = { method: operation.method.toUpperCase(), headers };
  if (signal !== undefined) request.signal = signal;
  if (type !== undefined) headers['content-type'] = type;
  if (body !== undefined) request.body = body;
  try {
    return await fetch(addressOf(operation, input), request);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem('offline', null, null, { cause: error });
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw new ApiProblem('unreadable', response.status, null, { cause: error });
  }
}

/** The failure a response stands for; a gateway's own error page is `no-answer`. */
async function problemOf(response: Response): Promise<ApiProblem> {
  const isProblem = response.headers.get('content-type')?.includes('json') ?? false;
  if (!isProblem) return new ApiProblem('no-answer', response.status);
  const document = ProblemDocument.safeParse(await readJson(response));
  if (!document.success)
    return new ApiProblem('unreadable', response.status, null, { cause: document.error });
  const key = ProblemKey.safeParse(document.data.type.split('/').at(-1));
  return new ApiProblem(key.success ? key.data : 'internal', response.status, document.data);
}
