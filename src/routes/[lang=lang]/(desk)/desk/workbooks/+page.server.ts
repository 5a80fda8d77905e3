import { fail, redirect } from '@sveltejs/kit';
import { nouns } from '#features/desk/schema.ts';
import { isSubject, type Subject } from '#features/workbooks/subjects/schema.ts';
import { hasDuty } from '#lib/access.ts';
import * as workbooks from '#features/workbooks/server/commands.ts';
import { list } from '#features/workbooks/sent/server/queries.ts';
import { ExpectedError } from '#lib/errors.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { sentIn } from '#lib/forms/fields.ts';
import type { Actions, PageServerLoad } from './$types';

/** Where lists go out as workbooks and come back. */
export const load: PageServerLoad = async ({ url, locals: { ask, viewer } }) => {
  const sent = await ask(list);
  const keeps = hasDuty(viewer, 'secretariat');
  const subjects: Subject[] = [...(keeps ? nouns : []), 'progress_reports'];
  const asked = url.searchParams.get('noun') ?? '';
  return { sent, subjects, keeps, noun: subjects.find((one) => one === asked) ?? subjects[0] ?? '' };
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
    const id = await ask((tx) =>
      workbooks.send(tx, given, isSubject(typed) ? typed : 'progress_reports'),
    ).catch((error: unknown) => {
      if (error instanceof ExpectedError && error.status !== 403) return error;
      throw error;
    });
    if (typeof id !== 'string')
      return fail(id.status, { typed: { noun: typed }, problems: problemsOf(id, 'file') });
    redirect(303, `/${lang}/desk/workbooks/${id}`);
  },
};
