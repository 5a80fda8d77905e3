import { z } from 'zod';
import { endpoints, type EndpointPath, type Need } from './policy.ts';
import {
  historyQuery,
  kindParameter,
  noQuery,
  observationsQuery,
  recordsQuery,
  refParameter,
  shapes,
} from './schema.ts';

/** To the microsecond, as the database keeps it. */
const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/u)
  .refine((text) => !Number.isNaN(Date.parse(text)));

/** Where a page of each list ended: what it is sorted by, of its last entry. */
const cursors = {
  records: z.tuple([instant, kindParameter, refParameter]),
  history: z.tuple([z.string().regex(/^\d{1,18}$/u)]),
  observations: z.tuple([refParameter]),
};
type List = keyof typeof cursors;
export type Cursor<L extends List> = z.infer<(typeof cursors)[L]>;

/** Where a page ended, as text that stands in an address. */
export function cursorText(cursor: readonly string[]): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** The place `after` names in a list, null for its beginning. Throws a ZodError when it is none of that list. */
export function cursorOf<L extends List>(list: L, after: string | undefined): Cursor<L> | null {
  if (after === undefined) return null;
  const found = cursors[list].safeParse(decoded(after));
  if (found.success) return found.data as Cursor<L>;
  const message = 'take it from `next` of the page before';
  throw new z.ZodError([{ code: 'custom', message, path: ['after'], input: after }]);
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/** The address of the page after this one: the same question, begun after `cursor`. */
export function nextAddress(url: URL, cursor: readonly string[] | null): string | null {
  if (!cursor) return null;
  const parameters = new URLSearchParams(url.searchParams);
  parameters.set('after', cursorText(cursor));
  return `${url.pathname}?${parameters.toString()}`;
}

type Described = { summary: string; query: z.ZodObject; answer: keyof typeof shapes | null };

const described: Record<EndpointPath, Described> = {
  '/api/v1': { summary: 'What there is', query: noQuery, answer: 'Root' },
  '/api/v1/openapi.json': { summary: 'This description', query: noQuery, answer: null },
  '/api/v1/me': { summary: 'Whose token this is, and what it may do', query: noQuery, answer: 'Me' },
  '/api/v1/records': {
    summary: 'The register of records, what was changed longest ago first',
    query: recordsQuery,
    answer: 'RecordPage',
  },
  '/api/v1/records/[kind]/[ref]': { summary: 'One record of the register', query: noQuery, answer: 'Record' },
  '/api/v1/indicators/[ref]/observations': {
    summary: 'The values of an indicator with source, period and cut-off day',
    query: observationsQuery,
    answer: 'ObservationPage',
  },
  '/api/v1/history': {
    summary: 'The trail of changes, the oldest first',
    query: historyQuery,
    answer: 'ChangePage',
  },
};

type Json = Record<string, unknown>;

/** OpenAPI 3.1 of the whole interface, made from the schemas that check questions and answers. */
export function description(): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Setu',
      version: '1',
      summary: 'Records of a national migration network, for programs. Read-only.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(
      endpoints.map(({ path, needs }) => [template(path), { get: operation(path, needs) }]),
    ),
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A personal token, made at /en/desk/account/tokens.',
        },
      },
      schemas: components(),
    },
  };
}

const template = (path: string) => path.replace(/\[(\w+)\]/gu, '{$1}');

function operation(path: EndpointPath, needs: Need): Json {
  const { summary, query, answer } = described[path];
  const open = needs === 'nothing' || needs === 'records';
  return {
    operationId: template(path)
      .replaceAll(/[^a-z0-9]+/gu, '_')
      .replaceAll(/^_|_$/gu, ''),
    summary,
    parameters: [...pathParameters(path), ...queryParameters(query)],
    security: open ? [{}, { token: [] }] : [{ token: [] }],
    responses: {
      200: {
        description: 'The answer',
        content: { 'application/json': { schema: answer ? refTo(answer) : { type: 'object' } } },
      },
      304: { description: 'What the reader has is the same' },
      default: {
        description: 'A problem',
        content: { 'application/problem+json': { schema: refTo('Problem') } },
      },
    },
  };
}

const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function plain(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}

const parameterShapes: Record<string, z.ZodType> = { kind: kindParameter, ref: refParameter };

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\[(\w+)\]/gu)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: plain(parameterShapes[name] ?? z.string()),
  }));
}

function queryParameters(query: z.ZodObject): Json[] {
  return Object.entries(query.shape).map(([name, shape]) => {
    const { description: says, ...schema } = plain(shape as z.ZodType);
    return { name, in: 'query', required: false, ...(says ? { description: says } : {}), schema };
  });
}

function components(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, shape] of Object.entries(shapes)) registry.add(shape, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => {
      const { $schema: _, $id: __, ...rest } = schema;
      return [id, rest];
    }),
  );
}
