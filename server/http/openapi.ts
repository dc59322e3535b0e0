// The API document (OpenAPI 3.0.3), made from the contract: nothing is written twice.
import { z } from 'zod';
import type { Operation } from '../../contract/operation.ts';
import { operations } from '../../contract/operations.ts';
import { ProblemDocument } from '../../contract/problem.ts';

type Json = Record<string, unknown>;

const registry = z.globalRegistry;

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io,
    unrepresentable: 'any',
    reused: 'inline',
  });
  return inlineComponents(json);
}

/** zod puts named schemas under `definitions`/`$defs`; OpenAPI wants them as components. */
function inlineComponents(json: Json): Json {
  const text = JSON.stringify(json)
    .replaceAll('"#/definitions/', '"#/components/schemas/')
    .replaceAll('"#/$defs/', '"#/components/schemas/')
    .replaceAll('"#/components/schemas/__shared#/', '"#/components/schemas/');
  const parsed: Json = JSON.parse(text, (_, value: unknown) => (isNullable(value) ? withNull(value) : value));
  delete parsed.definitions;
  delete parsed.$defs;
  delete parsed.$id;
  return parsed;
}

function isNullable(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && 'nullable' in value && value.nullable === true;
}

/** OpenAPI 3.0.3 takes `nullable` to mean something only beside a type, and an enum must list its null itself. */
function withNull(schema: Json): Json {
  if (Array.isArray(schema.enum)) return { ...schema, enum: [...schema.enum, null] };
  if (schema.type !== undefined) return schema;
  const { nullable: _, ...rest } = schema;
  return { anyOf: [rest, { type: 'object', nullable: true, enum: [null] }] };
}

function parameters(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (schema === undefined) return [];
  const json = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
  });
  const required = new Set(json.required ?? []);
  return Object.entries(json.properties ?? {}).map(([name, value]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    // Lists are written with commas.
    ...(isList(value) && { style: 'form', explode: false }),
    schema: inlineComponents(value as Json),
  }));
}

function isList(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'array';
}

function bodyOf(operation: Operation): Json {
  if (operation.body === undefined) return {};
  const schema = schemaOf(operation.body, 'input');
  if (operation.upload === undefined)
    return { requestBody: { required: true, content: { 'application/json': { schema } } } };
  const properties = {
    ...(schema.properties as Json),
    [operation.upload]: { type: 'string', format: 'binary' },
  };
  return {
    requestBody: {
      required: true,
      content: { 'multipart/form-data': { schema: { ...schema, properties } } },
    },
  };
}

function replyOf(operation: Operation): Json {
  const problem = {
    description: 'Problem (RFC 9457)',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  if (operation.produces !== undefined) {
    const binary = { schema: { type: 'string', format: 'binary' } };
    return { '200': { description: 'OK', content: { [operation.produces]: binary } }, default: problem };
  }
  if (operation.reply === undefined) return { '204': { description: 'Done' }, default: problem };
  const schema = schemaOf(operation.reply, 'output');
  return { '200': { description: 'OK', content: { 'application/json': { schema } } }, default: problem };
}

/** The whole document. */
export function apiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations as readonly Operation[]) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [operation.method]: {
        operationId: operation.name,
        summary: operation.summary,
        'x-may': operation.may,
        ...(operation.may === 'public' && { security: [] }),
        parameters: [...parameters(operation.params, 'path'), ...parameters(operation.query, 'query')],
        ...bodyOf(operation),
        responses: replyOf(operation),
      },
    };
  }
  const named = z.toJSONSchema(registry, {
    target: 'openapi-3.0',
    io: 'output',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  });
  const schemas = Object.fromEntries(
    Object.entries(named.schemas)
      .filter(([name]) => !name.startsWith('__'))
      .map(([name, schema]) => [name, inlineComponents(schema as Json)]),
  );
  schemas.Problem ??= schemaOf(ProblemDocument, 'output');
  return {
    openapi: '3.0.3',
    info: {
      title: 'Cổng An Toàn',
      version,
      description:
        'Routes to school, hotspots and per-school risk. Coordinates are longitude, latitude (WGS 84).',
    },
    components: {
      schemas,
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'session' } },
    },
    security: [{ session: [] }],
    paths,
  };
}
