import type { Lang } from '#lib/i18n/lang.ts';
import type { Letter } from './templates.ts';

type Sample<T extends Letter['template']> = () => Extract<Letter, { template: T }>;

/** Letters about progress reports with invented values. */
export function reportSamples(lang: Lang, to: string, link: string) {
  const t = (en: string, bn: string) => (lang === 'en' ? en : bn);
  const title = t('Open two service desks', 'দুটি সেবাকেন্দ্র চালু করা');
  const samples: {
    'report-returned': Sample<'report-returned'>;
    'reports-due': Sample<'reports-due'>;
    'report-mentioned': Sample<'report-mentioned'>;
  } = {
    'report-returned': () => ({
      template: 'report-returned',
      lang,
      to,
      values: {
        title,
        reason: t('The year before says 70.', 'আগের বছরের মান ৭০।'),
        until: '2026-12-04',
        items: [{ text: t('Value 7', 'মান ৭') }],
        link,
      },
    }),
    'reports-due': () => ({
      template: 'reports-due',
      lang,
      to,
      values: {
        count: 1,
        items: [{ text: title, href: link, note: t('due soon', 'সময়সীমা কাছে') }],
        link,
      },
    }),
    'report-mentioned': () => ({
      template: 'report-mentioned',
      lang,
      to,
      values: {
        name: t('Shirin Sultana', 'শিরিন সুলতানা'),
        title,
        text: t('Can you look at the second value?', 'দ্বিতীয় মানটি একটু দেখবেন?'),
        link,
      },
    }),
  };
  return samples;
}
