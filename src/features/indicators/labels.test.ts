import { describe, expect, test } from 'vitest';
import { sayIn } from '#lib/i18n/messages.ts';
import { partText, periodText, themeName, toldText, valueText } from './labels.ts';

const english = { lang: 'en' as const, say: sayIn('en') };
const bangla = { lang: 'bn' as const, say: sayIn('bn') };

describe('a period is told as exactly as both of its ends are known', () => {
  test.each([
    ['2024', '2025', '2024'],
    ['2004', '2020-03', '2004 – February 2020'],
    ['2024-01-01', '2024-12', '1 January – 30 November 2024'],
    ['2020-04', '2021', 'April – December 2020'],
    ['2020', '2020-07', 'January – June 2020'],
    ['2023-07', '2024-07', 'July 2023 – June 2024'],
  ])('%s until %s', (from, until, words) => {
    // Formatters put thin spaces around a dash.
    expect(periodText({ from, until }, 'en').replaceAll(/\s/gu, ' ')).toBe(words);
  });
});

describe('a value', () => {
  test('is exact in a table and told in words in a sentence, with its qualifier and the digits of the language', () => {
    const one = { value: 1_305_453, qualifier: 'about' as const };
    expect(valueText(one, 0, english)).toBe('about 1,305,453');
    expect(toldText(one, 0, english)).toBe('about 1.31 million');
    expect(valueText(one, 0, bangla)).toBe('প্রায় ১৩,০৫,৪৫৩');
    expect(toldText({ value: 3.654 }, 1, english)).toBe('3.7');
  });

  test('says what it counts when it is not the whole', () => {
    const name = (en: string) => ({ source: 'en' as const, en, status: {} });
    const whole = {
      sex: null,
      destination: null,
      category: null,
      place: { ref: '050', name: name('Bangladesh') },
      home: true,
    };
    expect(partText(whole, english)).toBe('');
    const part = {
      ...whole,
      sex: 'female' as const,
      destination: { ref: '682', name: name('Saudi Arabia') },
    };
    expect(partText(part, english)).toBe('Women · Saudi Arabia');
  });
});

test('a theme without a name of ours is shown as it is', () => {
  expect(themeName('remittances', english.say)).toBe('Remittances');
  expect(themeName('glaciers', english.say)).toBe('glaciers');
});
