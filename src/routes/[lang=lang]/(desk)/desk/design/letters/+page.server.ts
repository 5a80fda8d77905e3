import type { Lang } from '#lib/i18n/lang.ts';
import { previews } from '#lib/server/mail/preview.ts';

export const load = ({ params, url }) => ({
  letters: previews(params.lang as Lang, url.origin).map(({ template, subject, text }) => ({
    template,
    subject,
    text,
  })),
});
