import { expect, test } from 'vitest';
import { sayIn } from '#lib/i18n/messages.ts';
import { placeWords } from './labels.ts';
import { paragraphOf } from './rules.ts';

test.each([
  ['paragraph 17', { paragraph: 17, point: '' }],
  ['paragraph 17 (a)', { paragraph: 17, point: 'a' }],
  ['paragraphs 17 and 18', null],
  ['page 3', null],
])('the place "%s"', (locator, place) => {
  expect(paragraphOf(locator)).toEqual(place);
});

test('a paragraph is said in the reader’s language, anything else as it is written', () => {
  const bangla = { lang: 'bn' as const, say: sayIn('bn') };
  expect(placeWords('paragraph 17 (a)', bangla)).toBe('অনুচ্ছেদ ১৭ (a)');
  expect(placeWords('annex II', bangla)).toBe('annex II');
});
