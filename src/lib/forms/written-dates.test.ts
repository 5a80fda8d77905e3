import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDate } from '#lib/i18n/format.ts';
import { langs } from '#lib/i18n/lang.ts';
import { dateIn, isNoSuchDay } from './written-dates.ts';

test.each([
  ['২৬ নভেম্বর ২০২৬', '2026-11-26'],
  ['২৬ নভেম্বর, ২০২৬', '2026-11-26'],
  ['২৬শে নভেম্বর ২০২৬', '2026-11-26'],
  ['নভেম্বর ২০২৬', '2026-11'],
  ['২৬/১১/২০২৬', '2026-11-26'],
  ['26 Nov 2026', '2026-11-26'],
  ['26th November 2026', '2026-11-26'],
  ['26.11.2026', '2026-11-26'],
  ['26-11-2026', '2026-11-26'],
  [' 2026/11/26 ', '2026-11-26'],
  ['2026–11', '2026-11'],
  ['2026-1-5', '2026-01-05'],
  ['২০২৬', '2026'],
  ['', undefined],
])('%s is read', (typed, read) => {
  expect(dateIn(typed)).toBe(read);
});

test.each(['31/02/2026', '13 Smarch 2026', 'tomorrow', '2026-13', '26 November', '11/26/2026'])(
  '%s is no date, and is given back as it was typed',
  (typed) => {
    expect(dateIn(typed)).toBe(typed);
  },
);

test('what the pages write is read back, in both languages', () => {
  const days = fc
    .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(days, fc.constantFrom(4, 7, 10), fc.constantFrom(...langs), (day, precision, lang) => {
      const date = day.slice(0, precision);
      expect(dateIn(formatDate(date, lang))).toBe(date);
    }),
  );
});

test.each([
  ['31 February 2026', true],
  ['৩১ এপ্রিল ২০২৬', true],
  ['2026-13-01', true],
  ['29 February 2024', false],
  ['soon', false],
])('%s is written as a day and is none: %s', (text, expected) => {
  expect(isNoSuchDay(text)).toBe(expected);
});
