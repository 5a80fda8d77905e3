import type { Lang } from '#lib/i18n/lang.ts';
import type { Translated } from '#lib/translated.ts';

/** Picks the example text of the reader's language. */
export function chooser(lang: Lang): (en: string, bn: string) => string {
  return (en, bn) => (lang === 'en' ? en : bn);
}

/** An example text that was checked in both languages. */
export function both(en: string, bn: string): Translated {
  return { source: 'en', en, bn, status: { en: 'original', bn: 'reviewed' } };
}

/** One of each state a translated text can be in. */
export const translationSamples: { name: string; value: Translated }[] = [
  { name: 'reviewed', value: both('A bridge over the river', 'নদীর ওপর একটি সেতু') },
  {
    name: 'unreviewed',
    value: {
      source: 'en',
      en: 'Roads that stay open in the monsoon',
      bn: 'বর্ষায় খোলা থাকে এমন সড়ক',
      status: { en: 'original', bn: 'unreviewed' },
    },
  },
  {
    name: 'unreviewed, from Bangla',
    value: {
      source: 'bn',
      en: 'A school boat for every island',
      bn: 'প্রতিটি চরে একটি করে নৌকা-স্কুল',
      status: { en: 'unreviewed', bn: 'original' },
    },
  },
  {
    name: 'stale',
    value: {
      source: 'en',
      en: 'The ferry runs four times a day',
      bn: 'ফেরি দিনে তিনবার চলে',
      status: { en: 'original', bn: 'stale' },
    },
  },
  {
    name: 'only in English',
    value: { source: 'en', en: 'Terms of reference of the works committee', status: { en: 'original' } },
  },
  {
    name: 'only in Bangla',
    value: { source: 'bn', bn: 'পূর্ত কমিটির কার্যপরিধি', status: { bn: 'original' } },
  },
];

export const longText = both(
  'The road to the island is built on a dam and stands above the highest flood on record. It was opened in the dry season of 2022.\n\nSince then the clinic has been reached on every day of the year. Two culverts were added in 2024 after the fishers’ association asked for them.',
  'দ্বীপে যাওয়ার সড়কটি বাঁধের ওপর নির্মিত এবং রেকর্ডকৃত সর্বোচ্চ বন্যার চেয়ে উঁচু। ২০২২ সালের শুষ্ক মৌসুমে এটি চালু হয়।\n\nএরপর থেকে বছরের প্রতিদিন ক্লিনিকে পৌঁছানো গেছে। মৎস্যজীবী সমিতির অনুরোধে ২০২৪ সালে আরও দুটি কালভার্ট যুক্ত হয়।',
);
