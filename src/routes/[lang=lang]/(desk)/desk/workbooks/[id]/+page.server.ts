import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { decisionsIn } from '#features/workbooks/rules.ts';
import { rowKinds } from '#features/workbooks/schema.ts';
import * as workbooks from '#features/workbooks/server/commands.ts';
import { get, rowsOf } from '#features/workbooks/sent/server/queries.ts';
import { ExpectedError } from '#lib/errors.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { sentIn } from '#lib/forms/fields.ts';
import type { Actions, PageServerLoad } from './$types';

const size = 25;
const query = z.object({
  page: z.coerce.number().int().positive().catch(1),
  what: z.enum(['error', 'conflict', 'changed', 'new']).optional().catch(undefined),
});

/** What a workbook would do: nothing is saved before somebody says so. */
export const load: PageServerLoad = async ({ params: { id }, url, locals: { ask } }) => {
  const { page, what } = query.parse(Object.fromEntries(url.searchParams));
  return ask(async (tx) => {
    const workbook = await get(tx, id);
    const first = rowKinds.find((kind) => kind !== 'unchanged' && (workbook.counts[kind] ?? 0) > 0);
    const shown = what ?? (first === 'unchanged' ? undefined : first);
    return {
      workbook,
      what: shown ?? null,
      found: shown ? await rowsOf(tx, id, { what: shown, page, size }) : null,
      size,
      isDecided: url.searchParams.has('decided'),
    };
  });
};

/** The page again; 409 and 422 come back with why nothing was applied. */
async function orProblems(work: Promise<unknown>) {
  try {
    await work;
    return null;
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.status === 403 || error.status === 404) throw error;
    return error;
  }
}

export const actions: Actions = {
  decide: async ({ request, params: { id, lang }, url, locals: { ask } }) => {
    const decisions = decisionsIn(sentIn(await request.formData()));
    await ask((tx) => workbooks.decide(tx, id, decisions));
    const what = url.searchParams.get('what') ?? '';
    const page = url.searchParams.get('page') ?? '1';
    redirect(303, `/${lang}/desk/workbooks/${id}?decided=1&what=${what}&page=${page}`);
  },
  apply: async ({ request, params: { id, lang }, locals: { ask } }) => {
    const decisions = decisionsIn(sentIn(await request.formData()));
    await ask((tx) => workbooks.decide(tx, id, decisions));
    const refused = await orProblems(ask((tx) => workbooks.apply(tx, id)));
    if (!refused) redirect(303, `/${lang}/desk/workbooks/${id}`);
    const isOfRows = !refused.code.startsWith('workbook.');
    const told = isOfRows ? await ask((tx) => workbooks.findRefused(tx, id)) : refused;
    return fail(told.status, { typed: {}, problems: problemsOf(told) });
  },
  again: async ({ params: { id, lang }, locals: { ask } }) => {
    await ask((tx) => workbooks.again(tx, id));
    redirect(303, `/${lang}/desk/workbooks/${id}`);
  },
  forget: async ({ params: { id, lang }, locals: { ask } }) => {
    await ask((tx) => workbooks.forget(tx, id));
    redirect(303, `/${lang}/desk/workbooks`);
  },
};
