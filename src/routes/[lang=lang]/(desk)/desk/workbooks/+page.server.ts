import { fail, redirect } from '@sveltejs/kit';
import { isNoun } from '#features/desk/schema.ts';
import * as workbooks from '#features/workbooks/server/commands.ts';
import { list } from '#features/workbooks/sent/server/queries.ts';
import { ExpectedError } from '#lib/errors.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { sentIn } from '#lib/forms/fields.ts';
import type { Actions, PageServerLoad } from './$types';

/** Where lists go out as workbooks and come back. */
export const load: PageServerLoad = async ({ url, locals: { ask } }) => {
  const noun = url.searchParams.get('noun') ?? '';
  return { sent: await ask(list), noun: isNoun(noun) ? noun : ('actions' as const) };
};

export const actions: Actions = {
  default: async ({ request, params: { lang }, locals: { ask } }) => {
    const data = await request.formData();
    const typed = sentIn(data).get('noun') ?? '';
    const file = data.get('file');
    const given = {
      name: file instanceof File ? file.name : '',
      bytes: new Uint8Array(file instanceof File ? await file.arrayBuffer() : []),
    };
    const id = await ask((tx) => workbooks.send(tx, given, isNoun(typed) ? typed : 'actions')).catch(
      (error: unknown) => {
        if (error instanceof ExpectedError && error.status !== 403) return error;
        throw error;
      },
    );
    if (typeof id !== 'string')
      return fail(id.status, { typed: { noun: typed }, problems: problemsOf(id, 'file') });
    redirect(303, `/${lang}/desk/workbooks/${id}`);
  },
};
