import { describe, expect, test } from 'vitest';
import { reading, translatedInput } from './translated.ts';

describe('a translated text', () => {
  test('a bare string is English original', () => {
    expect(translatedInput.parse('Word')).toEqual({ source: 'en', en: 'Word', status: { en: 'original' } });
  });

  test('a translation nobody vouched for is marked unreviewed', () => {
    expect(translatedInput.parse({ en: 'Word', bn: 'শব্দ' }).status).toEqual({
      en: 'original',
      bn: 'unreviewed',
    });
  });

  test('written in Bangla first, English is the translation', () => {
    expect(translatedInput.parse({ source: 'bn', bn: 'শব্দ', en: 'Word' }).status).toEqual({
      bn: 'original',
      en: 'unreviewed',
    });
  });

  test.each([[{}], [{ source: 'bn', en: 'Word' }], [{ en: '' }], [{ en: 'Word', fr: 'Mot' }]])(
    '%o is refused',
    (input) => {
      expect(translatedInput.safeParse(input).success).toBe(false);
    },
  );

  test('is read in the reader’s language, or in the other one, saying so', () => {
    const text = translatedInput.parse({ en: 'Word' });
    expect(reading(text, 'en')).toEqual({ text: 'Word', lang: 'en', fallback: false, status: 'original' });
    expect(reading(text, 'bn')).toEqual({ text: 'Word', lang: 'en', fallback: true, status: 'original' });
  });
});
