import { describe, expect, test } from 'vitest';
import { monthsAfter, nextStep, titleAfter, usualTitle, type Progress } from './rules.ts';

const nothing: Progress = { items: 0, drafts: 0, invited: 0, minutes: null, written: 0 };

describe('what comes next', () => {
  test.each([
    ['coming', nothing, 'agenda'],
    ['coming', { ...nothing, items: 3, drafts: 1 }, 'publish'],
    ['coming', { ...nothing, items: 3 }, 'invite'],
    ['coming', { ...nothing, items: 3, invited: 18 }, 'hold'],
    ['today', { ...nothing, items: 3 }, 'hold'],
    ['held', { ...nothing, minutes: 'draft' }, 'minutes'],
    ['held', { ...nothing, items: 3 }, 'minutes'],
    ['held', { ...nothing, minutes: 'draft', written: 1 }, 'circulate'],
    ['held', { ...nothing, minutes: 'circulated' }, 'adopt'],
    ['held', { ...nothing, minutes: 'adopted' }, null],
    ['cancelled', nothing, null],
  ] as const)('for a meeting that is %s with %o it is %s', (status, progress, step) => {
    expect(nextStep({ kind: 'meeting', status }, progress)).toBe(step);
  });

  test('nobody is asked for the minutes of an observance', () => {
    expect(nextStep({ kind: 'observance', status: 'held' }, nothing)).toBeNull();
  });
});

const network = { source: 'en' as const, en: 'Network on Migration', bn: 'অভিবাসন নেটওয়ার্ক', status: {} };

test('a meeting is called by its number, body and year in both languages', () => {
  expect(usualTitle(network, 2, '2026')).toMatchObject({
    en: 'Second meeting of the Network on Migration in 2026',
    bn: 'অভিবাসন নেটওয়ার্কের ২০২৬ সালের দ্বিতীয় সভা',
  });
  expect(usualTitle(network, 13, '2026')).toMatchObject({
    en: '13th meeting of the Network on Migration in 2026',
    bn: 'অভিবাসন নেটওয়ার্কের ২০২৬ সালের ১৩তম সভা',
  });
});

test.each([
  ['টাস্কফোর্স', 'টাস্কফোর্সের'],
  ['জাতীয় কমিটি', 'জাতীয় কমিটির'],
  ['গ্রুপ (LM)', 'গ্রুপ (LM)-এর'],
])('%s has its meetings in the genitive', (bn, genitive) => {
  const { bn: title } = usualTitle({ source: 'bn', bn, status: {} }, 1, '2026');
  expect(title).toBe(`${genitive} ২০২৬ সালের প্রথম সভা`);
});

describe('the next title of a series', () => {
  const title = (en: string, bn: string) => ({ source: 'en' as const, en, bn, status: {} });
  test.each([
    [
      'its number and year',
      title('Fourth meeting in 2026', '২০২৬ সালের চতুর্থ সভা'),
      1,
      title('First meeting in 2027', '২০২৭ সালের প্রথম সভা'),
    ],
    [
      'the next number where none is given',
      title('The 22nd meeting', '২২তম সভা'),
      null,
      title('The 23rd meeting', '২৩তম সভা'),
    ],
    [
      'the next figure',
      title('Consultation 9', 'পরামর্শ সভা ৯'),
      null,
      title('Consultation 10', 'পরামর্শ সভা ১০'),
    ],
    [
      'its own words where there is no number',
      title('Annual retreat', 'বার্ষিক কর্মশালা'),
      null,
      title('Annual retreat', 'বার্ষিক কর্মশালা'),
    ],
  ])('has %s', (_, before, number, after) => {
    expect(titleAfter(before, { number, fromYear: '2026', year: '2027' })).toEqual(after);
  });
});

test.each([
  ['2026-11-30', 3, '2027-02-28'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2026-01-15', 12, '2027-01-15'],
])('%s and %i months is %s', (day, months, after) => {
  expect(monthsAfter(day, months)).toBe(after);
});
