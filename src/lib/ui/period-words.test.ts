import { expect, test } from 'vitest';
import { sayIn } from '#lib/i18n/messages.ts';
import { periodWords } from './period-words.ts';

test.each([
  [{ from: '2022-07', until: null }, 'since July 2022', 'জুলাই ২০২২ থেকে'],
  [{ from: null, until: '2024' }, 'until 2023', '২০২৩ পর্যন্ত'],
  [{ from: '2021', until: '2022' }, '2021', '২০২১'],
  [{ from: null, until: null }, 'dates not known', 'তারিখ জানা নেই'],
])('%o is "%s" and "%s"', (period, en, bn) => {
  expect(periodWords(period, { lang: 'en', say: sayIn('en') })).toBe(en);
  expect(periodWords(period, { lang: 'bn', say: sayIn('bn') })).toBe(bn);
});
