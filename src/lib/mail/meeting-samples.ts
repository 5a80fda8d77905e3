import type { Lang } from '#lib/i18n/lang.ts';
import type { Letter, MailTemplate } from './templates.ts';

type MeetingTemplate = Extract<MailTemplate, `meeting-${string}`>;

/** The letters about a meeting, with invented values. */
export function meetingSamples(
  lang: Lang,
  to: string,
  link: string,
): { [T in MeetingTemplate]: () => Extract<Letter, { template: T }> } {
  const t = (en: string, bn: string) => (lang === 'en' ? en : bn);
  const about = {
    name: t('Shirin Sultana', 'শিরিন সুলতানা'),
    title: t('Second meeting of the Committee on Bridges', 'সেতু কমিটির দ্বিতীয় সভা'),
    when: t('1 December 2026, 10:00–12:00', '১ ডিসেম্বর ২০২৬, ১০:০০–১২:০০'),
  };
  const asked = {
    ...about,
    where: t('Conference room, Ministry of Bridges', 'সম্মেলন কক্ষ, সেতু মন্ত্রণালয়'),
    link,
  };
  return {
    'meeting-invitation': () => ({ template: 'meeting-invitation', lang, to, values: asked }),
    'meeting-changed': () => ({ template: 'meeting-changed', lang, to, values: asked }),
    'meeting-reminder': () => ({ template: 'meeting-reminder', lang, to, values: asked }),
    'meeting-cancelled': () => ({ template: 'meeting-cancelled', lang, to, values: about }),
    'meeting-withdrawn': () => ({ template: 'meeting-withdrawn', lang, to, values: about }),
  };
}
