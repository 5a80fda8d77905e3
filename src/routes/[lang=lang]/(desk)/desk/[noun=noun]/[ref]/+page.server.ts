import { fail, redirect } from '@sveltejs/kit';
import { forms } from '#features/desk/schema.ts';
import { choices } from '#features/desk/naming/server/queries.ts';
import { sentOf } from '#features/desk/keeping/schema.ts';
import * as commands from '#features/desk/server/commands.ts';
import * as desk from '#features/desk/server/queries.ts';
import { sentIn } from '#lib/forms/fields.ts';
import { readSettings } from '#settings';
import type { Actions, PageServerLoad } from './$types';

const { TIME_ZONE } = readSettings();

/** One record with its form, and what else can be done with it. */
export const load: PageServerLoad = async ({ params: { noun, ref }, url, locals: { ask } }) =>
  ask(async (tx) => {
    const { fields } = forms[noun];
    const record = await desk.open(tx, noun, ref);
    const titles = await choices(tx, fields, record.typed);
    const parts = await desk.parts(tx, noun, ref);
    return {
      noun,
      fields,
      record,
      titles,
      parts,
      isSaved: url.searchParams.has('saved'),
      isMerged: url.searchParams.has('merged'),
      timeZone: TIME_ZONE,
    };
  });

export const actions: Actions = {
  save: async ({ request, params: { noun, ref, lang }, locals: { ask } }) => {
    const sent = sentIn(await request.formData());
    const form = sentOf(forms[noun].fields, sent);
    const { typed, version, base } = form;
    const problem = await desk.orProblem(
      ask((tx) => commands.change(tx, noun, ref, form)),
      () => ask((tx) => desk.clash(tx, noun, ref, { typed, version: base })),
      base < version,
    );
    if (problem) return fail(problem.status, { ...problem, typed, base, version });
    redirect(303, `/${lang}/desk/${noun}/${ref}?saved=1`);
  },
  archive: async ({ request, params: { noun, ref, lang }, locals: { ask } }) => {
    const sent = sentIn(await request.formData());
    const archiving = { reason: sent.get('reason') ?? '', archived: sent.get('archived') === 'yes' };
    const problem = await desk.orProblem(ask((tx) => commands.archive(tx, noun, ref, archiving)));
    if (problem) return fail(problem.status, { ...problem, of: 'archive' as const });
    redirect(303, `/${lang}/desk/${noun}/${ref}?saved=1`);
  },
  erase: async ({ request, params: { noun, ref, lang }, locals: { ask } }) => {
    const sent = sentIn(await request.formData());
    const erasing = { reason: sent.get('reason') ?? '', isSure: sent.get('sure') === 'yes' };
    const problem = await desk.orProblem(ask((tx) => commands.erase(tx, noun, ref, erasing)));
    if (problem) return fail(problem.status, { ...problem, of: 'erase' as const });
    redirect(303, `/${lang}/desk/${noun}/${ref}?saved=1`);
  },
};
