import { STATUS_CODES } from 'node:http';
import type { ExpectedError } from '#lib/errors.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { isMessageKey, sayIn, type MessageValues } from '#lib/i18n/messages.ts';

export const problemType = 'application/problem+json';

/** A field of a question that cannot be used. */
export type FieldProblem = { field: string; message: string };

type Given = {
  status: number;
  /** Stable; the sentence is the message `error_<code>`. */
  code: string;
  values?: MessageValues;
  errors?: FieldProblem[];
  headers?: Record<string, string>;
};

/** An error for a program (RFC 9457), with a sentence in both languages. */
export function problem({ status, code, values, errors, headers = {} }: Given): Response {
  const own = `error_${code.replaceAll('.', '_')}`;
  const key = isMessageKey(own) ? own : status === 404 ? 'error_api_not_found' : 'error_api_failed';
  const text = (lang: Lang) => sayIn(lang)(key, values);
  const body = {
    type: `urn:setu:error:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail: text('en'),
    text: { en: text('en'), bn: text('bn') },
    ...(errors ? { errors } : {}),
  };
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': problemType, ...headers } });
}

/** The problem an expected error is. */
export function problemOf({ status, code, values }: ExpectedError): Response {
  return problem({ status, code, values });
}

/** What the framework answered by itself (no such route, a failure of ours) as a problem. */
export function asProblem(response: Response): Response {
  if (response.status < 400 || response.headers.get('content-type') === problemType) return response;
  const allow = response.headers.get('allow');
  const headers: Record<string, string> = allow ? { allow } : {};
  const codes: Record<number, string> = { 404: 'api.not_found', 405: 'api.method' };
  return problem({ status: response.status, code: codes[response.status] ?? 'api.failed', headers });
}
