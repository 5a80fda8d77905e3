import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countCharacters, lengthState } from './length.ts';

test.each([
  ['', 0],
  ['Pledge', 6],
  ['  a  b ', 3],
  ['ক্ষি', 1],
  ['অভিবাসন', 5],
  ['য\u09BC', 1],
  ['\u09DF', 1],
  ['e\u0301', 1],
  ['👩‍🌾', 1],
])('characters of %j as people see them', (text, count) => {
  expect(countCharacters(text)).toBe(count);
});

/** As many as a machine counts: code points, of which people see one or several as one character. */
const points = (text: string) => Array.from(text).length;

const letters = fc.string({
  unit: fc.constantFrom('a', ' ', 'ক', 'ি', '্', 'ষ', 'য়', '০', '\n', 'é'),
  maxLength: 40,
});
test('never more than a machine counts, the same in whichever encoding, and never more for two texts put together', () => {
  fc.assert(
    fc.property(letters, letters, (a, b) => {
      expect(countCharacters(a)).toBeLessThanOrEqual(points(a.normalize('NFD')));
      expect(countCharacters(a.normalize('NFD'))).toBe(countCharacters(a.normalize('NFC')));
      expect(countCharacters(a + b)).toBeLessThanOrEqual(points(a) + points(b));
      expect(countCharacters(`${a} ${b}`)).toBeLessThanOrEqual(countCharacters(a) + countCharacters(b) + 2);
    }),
  );
});

test.each([
  [0, 'right'],
  [2, 'short'],
  [3, 'right'],
  [5, 'right'],
  [6, 'long'],
])('%d characters where three to five are wanted', (count, state) => {
  expect(lengthState(count, { least: 3, most: 5 })).toBe(state);
});
