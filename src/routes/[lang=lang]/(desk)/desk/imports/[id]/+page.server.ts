import { fail, redirect } from '@sveltejs/kit';
import { targetsOf } from '#features/imports/mapping/rules.ts';
import { fixedFields } from '#features/imports/mapping/schema.ts';
import * as mapping from '#features/imports/mapping/server/commands.ts';
import { drop } from '#features/imports/server/commands.ts';
import { columnsOf, legacySamples, open, rawTable, wordsIn } from '#features/imports/server/queries.ts';
import { choices } from '#features/desk/naming/server/queries.ts';
import { forms } from '#features/desk/schema.ts';
import { orProblem } from '#features/desk/server/queries.ts';
import { sentIn } from '#lib/forms/fields.ts';
import type { Actions, PageServerLoad } from './$types';

/** A file that waits: its sheets, its columns with what stands in them, and how they are read. */
export const load: PageServerLoad = ({ params: { id, lang }, locals: { ask } }) =>
  ask(async (tx) => {
    const { sheets, settings, ...about } = await open(tx, id);
    if (about.appliedAt) redirect(303, `/${lang}/desk/imports/${id}/compare`);
    const opened = { ...about, sheets, settings };
    const { fields } = forms[about.noun];
    const table = rawTable(opened);
    const fixed = fixedFields(fields);
    const words = await wordsIn(tx, opened);
    return {
      about,
      settings,
      sheets: sheets.map(({ name, rows }) => ({ name, rows: rows.length })),
      columns: columnsOf(table),
      count: table.rows.length,
      targets: targetsOf(fields),
      legacy: legacySamples(table),
      fixed,
      words,
      titles: await choices(tx, fields, settings.fixed),
    };
  });

export const actions: Actions = {
  read: async ({ request, params: { id, lang }, locals: { ask } }) => {
    const sent = sentIn(await request.formData());
    await ask((tx) => mapping.readAs(tx, id, sent));
    redirect(303, `/${lang}/desk/imports/${id}`);
  },
  map: async ({ request, params: { id, lang }, locals: { ask } }) => {
    const sent = sentIn(await request.formData());
    const problem = await orProblem(ask((tx) => mapping.map(tx, id, sent)));
    if (problem) return fail(problem.status, { ...problem, typed: Object.fromEntries(sent) });
    redirect(303, `/${lang}/desk/imports/${id}${sent.has('compare') ? '/compare' : '?saved=1'}`);
  },
  drop: async ({ params: { id, lang }, locals: { ask } }) => {
    await ask((tx) => drop(tx, id));
    redirect(303, `/${lang}/desk/imports`);
  },
};
