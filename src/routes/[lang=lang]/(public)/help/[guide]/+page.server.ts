import { error } from '@sveltejs/kit';
import { guides } from '#features/portal/help/labels.ts';
import type { PageServerLoad } from './$types';

/** A guide for readers. */
export const load: PageServerLoad = ({ params }) => {
  const guide = guides.find(({ slug }) => slug === params.guide);
  if (!guide) error(404, 'help.not_found');
  return { guide };
};
