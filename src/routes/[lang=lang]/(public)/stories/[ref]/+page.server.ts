import { error } from '@sveltejs/kit';
import * as bulletins from '#features/bulletins/server/queries.ts';

export const load = async ({ locals, params }) => {
  const {
    document,
    section: key,
    ...story
  } = await locals.ask((tx) => bulletins.story(tx, params.ref, params.lang));
  const section = document.sections.find((candidate) => candidate.key === key);
  if (!section) error(404);
  return { story, section };
};
