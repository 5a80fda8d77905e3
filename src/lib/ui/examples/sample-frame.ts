import type { Lang } from '#lib/i18n/lang.ts';
import { chooser } from './sample-texts.ts';

/** The frame and head of the design page itself, which are the examples of PageFrame and PageTitle. */
export function sampleFrame(lang: Lang) {
  const t = chooser(lang);
  const home = `/${lang}`;
  return {
    page: {
      name: t('National Committee on Roads and Bridges', 'জাতীয় সড়ক ও সেতু কমিটি'),
      homeHref: home,
      nav: [
        { href: '#words', label: t('Objectives', 'অভীষ্ট') },
        { href: '#progress', label: t('Commitments', 'অঙ্গীকার'), current: true },
        { href: '#lists', label: t('Plan', 'কর্মপরিকল্পনা') },
        { href: '#people', label: t('Network', 'নেটওয়ার্ক') },
        { href: '#figures', label: t('Bulletins', 'বুলেটিন') },
      ],
      search: { action: `${home}/search` },
      footer: [
        {
          title: t('Data', 'তথ্য'),
          links: [
            { href: '#csv', label: t('Download', 'ডাউনলোড') },
            { href: '#feeds', label: t('Feeds', 'ফিড') },
          ],
        },
        {
          title: t('This site', 'এই সাইট'),
          links: [
            { href: '#method', label: t('Method', 'পদ্ধতি') },
            { href: '#accessibility', label: t('Accessibility', 'প্রবেশগম্যতা') },
          ],
        },
      ],
      keeper: t('Kept by the secretariat of the committee.', 'কমিটির সচিবালয় কর্তৃক সংরক্ষিত।'),
      changed: '2026-11-12',
    },
    title: {
      kicker: t('Desk', 'ডেস্ক'),
      title: t('The design, part by part', 'নকশা, অংশে অংশে'),
      lede: t(
        'Every part of the pages in all its states, in both languages, by day and by night.',
        'পাতার প্রতিটি অংশ, সব অবস্থায়, দুই ভাষায়, দিনে ও রাতে।',
      ),
      trail: [
        { href: home, label: t('Home', 'প্রথম পাতা') },
        { href: `${home}/desk`, label: t('Desk', 'ডেস্ক') },
      ],
    },
  };
}
