import { fail, redirect } from '@sveltejs/kit';
import { importFields } from '#features/imports/labels.ts';
import { importInput } from '#features/imports/schema.ts';
import * as commands from '#features/imports/server/commands.ts';
import { list } from '#features/imports/server/queries.ts';
import { choices, resolve } from '#features/desk/naming/server/queries.ts';
import { mayKeep, orProblem } from '#features/desk/server/queries.ts';
import { FormRefused } from '#features/desk/errors.ts';
import { sentIn, typedIn, type Typed } from '#lib/forms/fields.ts';
import { problemsIn } from '#lib/forms/problems.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
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

/** What was said of a file, before the file is looked at. Throws refused, FormRefused. */
async function inputOf(tx: Tx, typed: Typed) {
  mayKeep(tx);
  const named = await resolve(tx, importFields, typed);
  const input = importInput.safeParse(named.typed);
  const wrong = input.success ? [] : problemsIn(importFields, input.error, named.typed);
  const problems = [...named.problems, ...wrong];
  if (!input.success || problems.length > 0) throw new FormRefused(problems);
  return input.data;
}

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
        const input = await ask((tx) => inputOf(tx, typed));
        const sheets = await commands.sheetsIn(file);
        id = await ask((tx) => commands.begin(tx, { ...input, file: { name: file.name, sheets } }));
      })(),
    );
    if (problem) return fail(problem.status, { ...problem, typed });
    redirect(303, `/${lang}/desk/imports/${id}`);
  },
};
