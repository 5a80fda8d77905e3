import { error, fail, redirect } from '@sveltejs/kit';
import { batchBegins, fieldsOf, offerNamed, offersFor } from '#features/desk/batch/rules.ts';
import { refsIn, seenIn } from '#features/desk/batch/schema.ts';
import * as batch from '#features/desk/batch/server/commands.ts';
import { choices } from '#features/desk/naming/server/queries.ts';
import type { Noun } from '#features/desk/schema.ts';
import * as desk from '#features/desk/server/queries.ts';
import { sentIn, typedIn } from '#lib/forms/fields.ts';
import type { Actions, PageServerLoad } from './$types';

/** What is asked of the chosen records; an address that asks for what is not offered is a mistake of its sender. */
function offerOf(noun: Noun, url: URL) {
  const name = url.searchParams.get('what');
  const offer = offerNamed(noun, name);
  if (name && !offer) error(400);
  return offer;
}

/** The chosen records and what can be done to them. */
export const load: PageServerLoad = async ({ url, params: { noun }, locals: { ask } }) => {
  const refs = refsIn(url.searchParams.getAll('ref'));
  const offer = offerOf(noun, url);
  const fields = offer ? fieldsOf(offer.work) : [];
  return ask(async (tx) => ({
    noun,
    chosen: await desk.chosen(tx, noun, refs),
    offers: offersFor(noun).map(({ name, label }) => ({ name, label })),
    what: offer && { name: offer.name, label: offer.label, does: offer.work.does },
    rows: offer?.work.does === 'add' ? offer.work.field : null,
    fields,
    begins: offer ? batchBegins(offer.work) : {},
    titles: await choices(tx, [...fields, ...(offer?.work.does === 'add' ? [offer.work.field] : [])]),
  }));
};

export const actions: Actions = {
  preview: async ({ url, request, params: { noun }, locals: { ask } }) => {
    const offer = offerOf(noun, url);
    if (!offer) error(400);
    const typed = typedIn(fieldsOf(offer.work), sentIn(await request.formData()));
    const refs = refsIn(url.searchParams.getAll('ref'));
    const work = { refs, work: offer.work, typed };
    let lines: batch.BatchLine[] = [];
    const done = ask((tx) => batch.preview(tx, noun, work)).then((found) => (lines = found));
    const problem = await desk.orProblem(done);
    if (problem) return fail(problem.status, { problems: problem.problems, typed });
    return { typed, lines };
  },
  apply: async ({ url, request, params: { noun, lang }, locals: { ask } }) => {
    const offer = offerOf(noun, url);
    if (!offer) error(400);
    const data = await request.formData();
    const typed = typedIn(fieldsOf(offer.work), sentIn(data));
    const seen = seenIn(data.getAll('ref'), data.getAll('version'));
    let result: batch.BatchResult | null = null;
    const work = { seen, work: offer.work, typed };
    const done = ask((tx) => batch.apply(tx, noun, work)).then((found) => (result = found));
    const problem = await desk.orProblem(done);
    if (problem) return fail(problem.status, { problems: problem.problems, typed });
    const found = result as batch.BatchResult | null;
    if (found && found.refused.length > 0) return fail(409, { typed, result: found });
    redirect(303, `/${lang}/desk/${noun}?changed=${String(found?.changed.length ?? 0)}`);
  },
};
