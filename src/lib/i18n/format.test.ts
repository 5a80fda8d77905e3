import { describe, expect, test } from 'vitest';
import {
  formatCode,
  formatDate,
  formatDigits,
  formatLarge,
  formatList,
  formatNumber,
  formatPeriod,
} from './format.ts';

describe('dates, numbers and lists in both languages', () => {
  test.each([
    [formatDate('2023-01-16', 'en'), '16 January 2023'],
    [formatDate('2023-01-16', 'bn'), '১৬ জানুয়ারি ২০২৩'],
    [formatDate('2022-07', 'en'), 'July 2022'],
    [formatDate('2022-07', 'bn'), 'জুলাই ২০২২'],
    [formatDate('2022', 'bn'), '২০২২'],
    [formatPeriod('2023', '2024', 'en'), '2023'],
    [formatPeriod('2022-12-18', null, 'en'), '18 December 2022'],
    [formatPeriod('2022-12-19', '2022-12-24', 'en').replace(/\s/gu, ' '), '19 – 23 December 2022'],
    [formatNumber(1_250_000, 'bn'), '১২,৫০,০০০'],
    [formatNumber(-3.5, 'en'), '−3.5'],
    [formatNumber(2, 'en', 1), '2.0'],
    [formatDigits('BDUNNM-2023-01', 'bn'), 'BDUNNM-২০২৩-০১'],
    [formatCode('10.7', 'bn'), '১০.৭'],
    [formatCode('10.c', 'bn'), '১০.গ'],
    [formatCode('10.c', 'en'), '10.c'],
    [formatCode('Rev.2019', 'bn'), 'Rev.2019'],
    [formatCode('f', 'bn'), 'f'],
    [formatLarge(27_200_000_000, 'en'), '27.2 billion'],
    [formatLarge(27_200_000_000, 'bn'), '২,৭২০ কোটি'],
    [formatList(['ক', 'খ', 'গ'], 'bn'), 'ক, খ ও গ'],
    [formatList(['a', 'b', 'c'], 'en'), 'a, b and c'],
  ])('%s', (made, wanted) => {
    expect(made.normalize('NFC')).toBe(wanted.normalize('NFC'));
  });
});
