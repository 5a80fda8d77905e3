import { z } from 'zod';
import { pledgeForm, isReady } from '#features/desk/pledge/rules.ts';
import * as pledge from '#features/desk/pledge/server/queries.ts';
import { langs } from '#lib/i18n/lang.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import type { PageServerLoad } from './$types';

const query = z.object({ in: z.enum(langs).optional().catch(undefined) });

/** The UN pledge form of a commitment, in the language asked for or else the page's. */
export const load: PageServerLoad = async ({ params: { ref, lang }, url, locals: { ask } }) => {
  const shown = query.parse(Object.fromEntries(url.searchParams)).in ?? (lang === 'bn' ? 'bn' : 'en');
  const facts = await ask((tx) => pledge.facts(tx, ref));
  const form = pledgeForm(facts, { lang: shown, say: sayIn(shown) });
  return { ref, title: facts.title, shown, form, isReady: isReady(form) };
};
