import { fail, type ActionFailure } from '@sveltejs/kit';
import type { z } from 'zod';
import { ExpectedError } from '#lib/errors.ts';
import { isMessageKey, type MessageKey } from '#lib/i18n/messages.ts';

/** One thing that must be corrected; `field` is the name of the control, where it belongs to one. */
export type FormProblem = { field?: string; key: MessageKey; values?: Record<string, string | number> };

/** What a form shows after it was sent: what was typed, what is wrong with it, or that it is done. */
export type FormAnswer = {
  typed: Record<string, string>;
  problems: FormProblem[];
  done?: MessageKey;
};

/** Never sent back into a page. */
const secret = new Set(['password', 'current', 'code']);

/**
 * Reads a form, checks it against a schema whose messages are message keys, and does the work. What the schema or an
 * expected error says comes back with what was typed; anything else flies on. `about` names the control an error
 * belongs to, by its code.
 */
export async function answerForm<S extends z.ZodType>(
  request: Request,
  schema: S,
  work: (input: z.output<S>) => Promise<MessageKey | undefined>,
  about: Record<string, string> = {},
): Promise<FormAnswer | ActionFailure<FormAnswer>> {
  const sent = Object.fromEntries(
    [...(await request.formData())].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.slice(0, 10_000)] as const] : [],
    ),
  );
  const typed = Object.fromEntries(Object.entries(sent).filter(([name]) => !secret.has(name)));
  const parsed = schema.safeParse(sent);
  if (!parsed.success) return fail(400, { typed, problems: problemsOf(parsed.error) });
  try {
    const done = await work(parsed.data);
    return { typed: {}, problems: [], ...(done && { done }) };
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return fail(error.status, { typed, problems: problemsOf(error, about[error.code]) });
  }
}

/**
 * What a schema or an expected error says, as a form shows it; `field` names the control an error belongs to. An error
 * without words flies on.
 */
export function problemsOf(error: z.ZodError | ExpectedError, field?: string): FormProblem[] {
  if (!(error instanceof ExpectedError)) return error.issues.map(problemOf);
  const key = `error_${error.code.replaceAll('.', '_')}`;
  if (!isMessageKey(key)) throw error;
  return [{ key, values: error.values, ...(field !== undefined && { field }) }];
}

function problemOf({ path, message }: z.core.$ZodIssue): FormProblem {
  const field = path[0];
  const key = isMessageKey(message) ? message : 'form_problem';
  return { key, ...(typeof field === 'string' && { field }) };
}
