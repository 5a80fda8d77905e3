import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ExpectedError } from '#lib/errors.ts';
import { problem, problemOf } from './problem.ts';

type Extra = {
  /** When the newest of what is answered was changed. */
  lastModified?: Date | null;
  /** The address of the next page. */
  next?: string | null;
};

/**
 * A JSON answer in the shape of its schema: what the schema does not name is left out. 304 for a reader who has it.
 */
export function answer<S extends z.ZodType>(
  request: Request,
  schema: S,
  value: z.input<S>,
  { lastModified, next }: Extra = {},
): Response {
  const body = JSON.stringify(schema.parse(value));
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8', etag });
  if (lastModified) headers.set('last-modified', lastModified.toUTCString());
  if (next) headers.set('link', `<${next}>; rel="next"`);
  if (!holds(request.headers.get('if-none-match'), etag)) return new Response(body, { headers });
  headers.delete('content-type');
  return new Response(null, { status: 304, headers });
}

function holds(given: string | null, etag: string): boolean {
  return (given ?? '').split(',').some((one) => one.trim().replace(/^W\//u, '') === etag);
}

/** Answers with `work`; expected errors and questions that cannot be understood become problems. */
export async function answering(work: () => Promise<Response> | Response): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ExpectedError) return problemOf(error);
    if (!(error instanceof z.ZodError)) throw error;
    const errors = error.issues.map(({ path, message }) => ({ field: path.join('.') || '?', message }));
    return problem({ status: 400, code: 'api.question', errors });
  }
}
