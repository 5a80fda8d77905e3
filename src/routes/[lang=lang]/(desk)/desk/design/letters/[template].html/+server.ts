import { notFound } from '#lib/errors.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { letterPage } from '#lib/server/mail/letter-page.ts';
import { previews } from '#lib/server/mail/preview.ts';

export const GET = ({ params, url }) => {
  const found = previews(params.lang as Lang, url.origin).find(
    ({ template }) => template === params.template,
  );
  if (!found) throw notFound('letters', params.template);
  return letterPage(found.page);
};
