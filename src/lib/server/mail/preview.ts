import type { Lang } from '#lib/i18n/lang.ts';
import { sampleLetter } from '#lib/mail/samples.ts';
import { mailTemplates, type MailTemplate } from '#lib/mail/templates.ts';
import { write } from './blocks.ts';
import { asPage, asText } from './forms.ts';

export type Preview = { template: MailTemplate; subject: string; text: string; page: string };

/** Every letter as it would be sent in a language, with invented values. */
export function previews(lang: Lang, origin: string): Preview[] {
  const templates = Object.keys(mailTemplates) as MailTemplate[];
  return templates.map((template) => {
    const written = write(sampleLetter(template, lang, origin), {
      origin,
      name: 'Setu',
      timeZone: 'UTC',
    });
    return { template, subject: written.subject, text: asText(written), page: asPage(written, lang) };
  });
}
