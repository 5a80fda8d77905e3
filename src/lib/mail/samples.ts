import type { Lang } from '#lib/i18n/lang.ts';
import type { Letter, MailTemplate } from './templates.ts';

/** One letter of each kind with invented values, for the gallery and for tests. `origin` is where links lead. */
export function sampleLetter(template: MailTemplate, lang: Lang, origin: string): Letter {
  const t = (en: string, bn: string) => (lang === 'en' ? en : bn);
  const link = `${origin}/${lang}/desk`;
  const name = t('Shirin Sultana', 'শিরিন সুলতানা');
  const reason = t(
    'The focal point of your ministry has been somebody else since July.',
    'জুলাই থেকে আপনার মন্ত্রণালয়ের ফোকাল পয়েন্ট অন্য একজন।',
  );
  const to = 'shirin@ministry.example';
  const meeting = {
    title: t('Third meeting of 2026', '২০২৬ সালের তৃতীয় সভা'),
    body: t('Committee on Bridges', 'সেতু কমিটি'),
  };
  const samples: { [T in MailTemplate]: () => Extract<Letter, { template: T }> } = {
    invitation: () => ({ template: 'invitation', lang, to, values: { name, link, days: 7 } }),
    'password-reset': () => ({ template: 'password-reset', lang, to, values: { link, hours: 2 } }),
    'address-change': () => ({ template: 'address-change', lang, to, values: { link, hours: 24 } }),
    'address-changed': () => ({ template: 'address-changed', lang, to, values: {} }),
    'sign-in-changed': () => ({
      template: 'sign-in-changed',
      lang,
      to,
      values: { what: t('the second factor was removed', 'দ্বিতীয় যাচাই বাদ দেওয়া হয়েছে'), link },
    }),
    'new-device': () => ({
      template: 'new-device',
      lang,
      to,
      values: { device: t('Firefox on Android', 'অ্যান্ড্রয়েডে ফায়ারফক্স'), day: '2026-11-22', link },
    }),
    'access-request': () => ({
      template: 'access-request',
      lang,
      to,
      values: { name, organisation: t('Ministry of Bridges', 'সেতু মন্ত্রণালয়'), link },
    }),
    'access-declined': () => ({ template: 'access-declined', lang, to, values: { reason } }),
    granted: () => ({
      template: 'granted',
      lang,
      to,
      values: { duty: t('Secretariat', 'সচিবালয়'), from: '2026-12-01', reason, link },
    }),
    handover: () => ({
      template: 'handover',
      lang,
      to,
      values: { name, from: '2026-12-01', count: 6, link },
    }),
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
        'Committee on Bridges · due before 1 January 2027 · your organisation holds this seat',
        'সেতু কমিটি · ১ জানুয়ারি ২০২৭-এর আগে করণীয় · আসনটি আপনার সংস্থার',
      ),
      href,
    },
  ];
}
