import { expect, test } from 'vitest';
import { sayIn } from '#lib/i18n/messages.ts';
import type { Translated } from '#lib/translated.ts';
import { isReady, pledgeForm, pledgeKeys, type PledgeFacts, type PledgeKey } from './rules.ts';

const both = (en: string, bn: string): Translated => ({ source: 'en', en, bn, status: {} });
const english = (en: string): Translated => ({ source: 'en', en, status: {} });
const facts: PledgeFacts = {
  ref: 'p',
  title: both('A task force', 'টাস্কফোর্স'),
  wording: both('w'.repeat(300), 'ক্ষি'.repeat(300)),
  participation: 'individual',
  natures: ['policy', 'human'],
  periodFrom: '2022-05',
  periodUntil: '2026',
  target: both('One task force', 'একটি টাস্কফোর্স'),
  targetOn: '2024',
  followUp: null,
  makers: [{ name: both('Government', 'সরকার'), type: both('State', 'রাষ্ট্র') }],
  partners: [],
  objectives: [{ code: '23', title: both('Cooperation', 'সহযোগিতা') }],
  principles: [both('People-centred', 'মানবকেন্দ্রিক')],
  indicators: [],
  matched: [],
  earlier: [],
  country: both('Bangladesh', 'বাংলাদেশ'),
  addresses: [],
};
const form = (change: Partial<PledgeFacts>, lang: 'en' | 'bn' = 'en') =>
  pledgeForm({ ...facts, ...change }, { lang, say: sayIn(lang) });
const line = (key: PledgeKey, change: Partial<PledgeFacts>, lang: 'en' | 'bn' = 'en') =>
  form(change, lang).find((one) => one.key === key);

test('every field of the form is there, in order, in both languages, and a full record is ready', () => {
  for (const lang of ['en', 'bn'] as const) {
    expect(form({}, lang).map(({ key }) => key)).toEqual([...pledgeKeys]);
    expect(isReady(form({}, lang))).toBe(true);
  }
});

test('the contact is never filled in from a record', () => {
  expect(line('contact', {})).toMatchObject({ text: '', state: 'by-hand' });
});

test.each([
  [0, 'missing'],
  [299, 'short'],
  [300, 'ready'],
  [3000, 'ready'],
  [3001, 'long'],
])('a description of %d characters', (length, state) => {
  for (const [lang, letter] of [
    ['en', 'x'],
    ['bn', 'ক্ষি'],
  ] as const) {
    const wording = length === 0 ? null : both('x'.repeat(length), letter.repeat(length));
    expect(line('description', { wording }, lang)).toMatchObject({ length, state });
  }
});

test.each([
  ['participation', { participation: null }, 'missing'],
  ['nature', { natures: [] }, 'missing'],
  ['period', { periodFrom: null, periodUntil: null }, 'missing'],
  ['objectives', { objectives: [] }, 'missing'],
  ['partners', {}, 'none'],
  ['partners', { participation: 'joint' }, 'missing'],
  ['matched', {}, 'none'],
  ['matched', { participation: 'matching' }, 'missing'],
  ['earlier', {}, 'none'],
  ['progress', { target: null, targetOn: null }, 'missing'],
  ['progress', { target: null, targetOn: null, indicators: [both('Share', 'হার')] }, 'ready'],
] as const)('what a form without it says of %s', (key, change, state) => {
  expect(line(key, change as Partial<PledgeFacts>)?.state).toBe(state);
});

test('what the record says in the other language only is missing in this one, also as one name of several', () => {
  const partners = [both('IOM', 'আইওএম'), english('A foundation')];
  expect(line('partners', { partners }, 'en')?.state).toBe('ready');
  expect(line('partners', { partners }, 'bn')).toMatchObject({ text: '', state: 'untranslated' });
  expect(line('title', { title: english('A task force') }, 'bn')?.state).toBe('untranslated');
  expect(isReady(form({ partners }, 'bn'))).toBe(false);
});

test('texts are in the language of the form, digits too', () => {
  expect(line('objectives', {}, 'bn')?.text).toBe('২৩. সহযোগিতা');
  expect(line('period', {}, 'bn')?.text).not.toMatch(/[0-9]/u);
});
