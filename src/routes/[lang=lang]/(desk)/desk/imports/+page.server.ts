import { fail, redirect } from '@sveltejs/kit';
import { importFields } from '#features/imports/labels.ts';
import * as commands from '#features/imports/server/commands.ts';
import { asked, list } from '#features/imports/server/queries.ts';
import { choices } from '#features/desk/naming/server/queries.ts';
import { orProblem } from '#features/desk/server/queries.ts';
import { sentIn, typedIn } from '#lib/forms/fields.ts';
import { readForm } from '#lib/server/files/form.ts';
import { readSettings } from '#settings';
import type { Actions, PageServerLoad } from './$types';

const { TIME_ZONE } = readSettings();

/** The files brought in last, and a form for another one. */
export const load: PageServerLoad = ({ locals: { ask } }) =>
  ask(async (tx) => ({
    imports: await list(tx),
    timeZone: TIME_ZONE,
    fields: importFields,
    titles: await choices(tx, importFields),
  }));

export const actions: Actions = {
  default: async ({ request, params: { lang }, locals: { ask } }) => {
    const data = await readForm(request);
    const typed = typedIn(importFields, sentIn(data));
    const sent = data.get('file');
    const file = {
      name: sent instanceof File ? sent.name : '',
      bytes: new Uint8Array(sent instanceof File ? await sent.arrayBuffer() : []),
    };
    let id = '';
    const problem = await orProblem(
      (async () => {
        const input = await ask((tx) => asked(tx, typed));
        const sheets = await commands.sheetsIn(file);
        id = await ask((tx) => commands.begin(tx, { ...input, file: { name: file.name, sheets } }));
      })(),
    );
    if (problem) return fail(problem.status, { ...problem, typed });
    redirect(303, `/${lang}/desk/imports/${id}`);
  },
};
