import type { Column } from '../table.ts';
import type { StatusTone } from '../status.ts';
import type { Translated } from '#lib/translated.ts';
import { formatDigits, formatNumber } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { sortable } from '../addresses.ts';
import { both, chooser } from './sample-texts.ts';

/** The address the examples pretend to stand at. */
export const sampleUrl = { pathname: '/en/roads', search: '?district=north&sort=name&page=2' };

export type Work = {
  ref: string;
  name: Translated;
  lead: Translated;
  due: string;
  cost: number;
  tone: StatusTone;
  status: Translated;
};

const ministry = both('Ministry of Works', 'পূর্ত মন্ত্রণালয়');
const office = both('Rural Roads Office', 'পল্লি সড়ক দপ্তর');

export const works: Work[] = [
  {
    ref: 'W-014',
    name: both('Raise the road to the island clinic', 'দ্বীপের ক্লিনিকের সড়ক উঁচু করা'),
    lead: ministry,
    due: '2024-06-30',
    cost: 12_450_000,
    tone: 'done',
    status: both('Done', 'সম্পন্ন'),
  },
  {
    ref: 'W-021',
    name: both('Bridge at the old ferry crossing', 'পুরোনো ফেরিঘাটে সেতু'),
    lead: office,
    due: '2025-12',
    cost: 318_900_000,
    tone: 'current',
    status: both('Under way', 'চলমান'),
  },
  {
    ref: 'W-022',
    name: {
      source: 'en',
      en: 'Survey of culverts in the northern districts',
      status: { en: 'original' },
    },
    lead: office,
    due: '2024-11-15',
    cost: 2_300_000,
    tone: 'late',
    status: both('Late', 'বিলম্বিত'),
  },
];

/** Columns as a list page would declare them; name, lead and status are drawn by a snippet. */
export function workColumns(lang: Lang): Column<Work>[] {
  const t = chooser(lang);
  const sort = (key: string) => sortable(sampleUrl, key);
  return [
    { key: 'name', header: t('Work', 'কাজ'), rowHeader: true, ...sort('name') },
    { key: 'ref', header: t('Reference', 'সূত্র'), text: (row) => row.ref },
    { key: 'lead', header: t('Lead', 'দায়িত্বে') },
    { key: 'due', header: t('Due', 'সময়সীমা'), ...sort('due') },
    {
      key: 'cost',
      header: t('Cost, taka', 'ব্যয়, টাকা'),
      numeric: true,
      text: (row) => formatNumber(row.cost, lang),
    },
    { key: 'status', header: t('Status', 'অবস্থা') },
  ];
}

export type YearFigure = { year: number; open: number; closed: number };
export const yearFigures: YearFigure[] = [
  { year: 2021, open: 212, closed: 153 },
  { year: 2022, open: 248.5, closed: -116.5 },
  { year: 2023, open: 1301, closed: 64 },
];

export function yearColumns(lang: Lang): Column<YearFigure>[] {
  const t = chooser(lang);
  const days = (value: number) => formatNumber(value, lang, 1);
  return [
    { key: 'year', header: t('Year', 'বছর'), rowHeader: true, text: (row) => formatDigits(row.year, lang) },
    { key: 'open', header: t('Days open', 'খোলা দিন'), numeric: true, text: (row) => days(row.open) },
    { key: 'closed', header: t('Change', 'পরিবর্তন'), numeric: true, text: (row) => days(row.closed) },
  ];
}

/** What an ArchGrid shows: thirteen aims in every state. */
export function aims(lang: Lang) {
  const t = chooser(lang);
  const titles: [string, string][] = [
    ['Roads open all year', 'সারা বছর খোলা সড়ক'],
    ['Safe crossings for schoolchildren', 'শিক্ষার্থীদের নিরাপদ পারাপার'],
    ['Bridges inspected every second year', 'প্রতি দুই বছরে সেতু পরিদর্শন'],
    ['Boats for the islands', 'চরাঞ্চলের জন্য নৌযান'],
    ['Fair pay for road workers', 'সড়ক শ্রমিকের ন্যায্য মজুরি'],
    ['Open figures on every contract', 'প্রতিটি চুক্তির উন্মুক্ত তথ্য'],
    ['Shade trees along the way', 'পথের ধারে ছায়াবৃক্ষ'],
  ];
  const words = [
    t('nothing promised yet', 'এখনো অঙ্গীকার নেই'),
    t('promised', 'অঙ্গীকার হয়েছে'),
    t('planned', 'পরিকল্পনায় আছে'),
    t('under way', 'কাজ চলছে'),
    t('reported', 'প্রতিবেদন এসেছে'),
    t('proved', 'প্রমাণিত'),
  ];
  return titles.map(([en, bn], index) => ({
    href: `#aim-${index + 1}`,
    number: index + 1,
    title: both(en, bn),
    reached: (index + 5) % 6,
    total: 5,
    words: words[(index + 5) % 6] ?? '',
  }));
}
