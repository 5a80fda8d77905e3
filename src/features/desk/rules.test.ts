import { describe, expect, test } from 'vitest';
import { reference } from '#lib/record.ts';
import fc from 'fast-check';
import { referenceFrom } from './rules.ts';

const none = new Set<string>();

describe('the reference of a new record', () => {
  test.each([
    [[{ en: 'Ministry of Expatriates’ Welfare' }], 'ministry-of-expatriates-welfare'],
    [[{ bn: 'রহিমা খাতুন' }], 'rahima-khatuna'],
    [[{ bn: 'স্বরাষ্ট্র মন্ত্রণালয় ২০২৩' }], 'sbarashtra-mantranalaya-2023'],
    [['labour', 'iom', 'co-chair'], 'labour-iom-co-chair'],
    [[{ en: 'Ærø – Société Générale' }], 'r-societe-generale'],
    [[{ en: '日本' }], 'people'],
    [[undefined], 'people'],
  ])('of %j is %s', (values, wanted) => {
    expect(referenceFrom(values, 'people', none)).toBe(wanted);
  });

  test('in use gets the next number', () => {
    expect(referenceFrom(['a'], 'people', new Set(['a', 'a-2']))).toBe('a-3');
  });

  test('is always a reference that can stand in an address', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 200 })), (values) => {
        const made = referenceFrom(
          values.map((bn) => ({ bn })),
          'people',
          none,
        );
        expect(reference.safeParse(made).success).toBe(true);
      }),
    );
  });
});
