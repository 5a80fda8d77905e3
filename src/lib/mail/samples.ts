import type { Lang } from '#lib/i18n/lang.ts';
import { meetingSamples } from './meeting-samples.ts';
import { reportSamples } from './report-samples.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import type { Letter, MailTemplate } from './templates.ts';

/** One letter of each kind with invented values, for the gallery and for tests. `origin` is where links lead. */
export function sampleLetter(template: MailTemplate, lang: Lang, origin: string): Letter {
  const t = (en: string, bn: string) => (lang === 'en' ? en : bn);
  const say = sayIn(lang);
  const link = `${origin}/${lang}/desk`;
  const at = '2026-11-22T04:30:00Z';
  const name = t('Shirin Sultana', 'শিরিন সুলতানা');
  const reason = t(
    'The focal point of your ministry has been somebody else since July.',
    'জুলাই থেকে আপনার মন্ত্রণালয়ের ফোকাল পয়েন্ট অন্য একজন।',
  );
  const to = 'shirin@ministry.example';
  const samples: { [T in MailTemplate]: () => Extract<Letter, { template: T }> } = {
    invitation: () => ({ template: 'invitation', lang, to, values: { name, link, days: 7 } }),
    'password-reset': () => ({ template: 'password-reset', lang, to, values: { link, hours: 2 } }),
    'address-change': () => ({ template: 'address-change', lang, to, values: { link, hours: 24 } }),
    'address-changed': () => ({ template: 'address-changed', lang, to, values: {} }),
    'sign-in-changed': () => ({
      template: 'sign-in-changed',
      lang,
      to,
      values: { what: say('mail_changed_second_factor_off'), at, link },
    }),
    'new-device': () => ({
      template: 'new-device',
      lang,
      to,
      values: {
        device: say('mail_device', { browser: 'Firefox', system: 'Android' }),
        address: '203.0.113.7',
        at,
        link,
      },
    }),
    'access-request': () => ({
      template: 'access-request',
      lang,
      to,
      values: { name, organisation: t('Ministry of Bridges', 'সেতু মন্ত্রণালয়'), link },
    }),
    'access-declined': () => ({ template: 'access-declined', lang, to, values: { reason } }),
    ...dutySamples({ lang, to, name, reason, link }),
    ...minutesSamples({ lang, to, link }),
    ...meetingSamples(lang, to, link),
    ...reportSamples(lang, to, link),
    'points-due': () => ({
      template: 'points-due',
      lang,
      to,
      values: { count: 2, link, items: sampleItems(t, link) },
    }),
    weekly: () => ({
      template: 'weekly',
      lang,
      to,
      values: { count: 2, day: '2026-11-22', link, items: sampleItems(t, link) },
      stop: `${origin}/${lang}/letters/stop/sample`,
    }),
  };
  return samples[template]();
}

/** Letters about the minutes of a meeting. */
function minutesSamples({ lang, to, link }: Pick<Common, 'lang' | 'to' | 'link'>): {
  [T in 'minutes-circulated' | 'minutes-late']: Sample<T>;
} {
  const meeting =
    lang === 'en'
      ? { title: 'Third meeting of 2026', body: 'Committee on Bridges' }
      : { title: '২০২৬ সালের তৃতীয় সভা', body: 'সেতু কমিটি' };
  return {
    'minutes-circulated': () => ({
      template: 'minutes-circulated',
      lang,
      to,
      values: { ...meeting, until: '2026-12-10', link },
    }),
    'minutes-late': () => ({
      template: 'minutes-late',
      lang,
      to,
      values: { ...meeting, held: '2026-11-05', link },
    }),
  };
}

type Common = { lang: Lang; to: string; name: string; reason: string; link: string };
type Sample<T extends MailTemplate> = () => Extract<Letter, { template: T }>;

/** Letters about duties, seats and offices that come and go. */
function dutySamples({ lang, to, name, reason, link }: Common): {
  [T in 'account-closed' | 'granted' | 'duty-ended' | 'handover' | 'handed-over']: Sample<T>;
} {
  const duty = sayIn(lang)('duty_secretariat');
  return {
    'account-closed': () => ({ template: 'account-closed', lang, to, values: { reason } }),
    granted: () => ({
      template: 'granted',
      lang,
      to,
      values: { duty, from: '2026-12-01', reason, link },
    }),
    'duty-ended': () => ({
      template: 'duty-ended',
      lang,
      to,
      values: { duty, day: '2026-12-31', reason, link },
    }),
    handover: () => ({
      template: 'handover',
      lang,
      to,
      values: { name, from: '2026-12-01', count: 6, link },
    }),
    'handed-over': () => ({
      template: 'handed-over',
      lang,
      to,
      values: { name, from: '2026-12-01', count: 6, link },
    }),
  };
}

function sampleItems(t: (en: string, bn: string) => string, href: string) {
  return [
    {
      text: t('Name who leads it: Committee on Bridges', 'নেতৃত্ব কে দেবেন, তা লিখুন: সেতু কমিটি'),
      note: t('waiting since 2024 · you run this body', '২০২৪ থেকে অপেক্ষমাণ · ফোরামটি আপনি পরিচালনা করেন'),
      href,
    },
    {
      text: t('Say who follows: Ministry of Bridges', 'পরবর্তী দায়িত্ব কার, জানান: সেতু মন্ত্রণালয়'),
      note: t(
        'Committee on Bridges · due by 1 January 2027 · your organisation holds this seat',
        'সেতু কমিটি · ১ জানুয়ারি ২০২৭-এর মধ্যে করণীয় · আসনটি আপনার সংস্থার',
      ),
      href,
    },
  ];
}
