import { expect, test } from 'vitest';
import { translatedFromLabel } from './labels.ts';

test.each([
  ['en', 'bn', 'ইংরেজি থেকে অনূদিত'],
  ['bn', 'en', 'Translated from Bangla'],
  ['bn-Latn', 'bn', 'মূল পাঠ রোমান হরফে; এখানে বাংলা হরফে লিপ্যন্তরিত'],
  ['bn-Latn', 'en', 'Translated from Bangla in Roman script'],
] as const)('words said in %s say so in %s', (tag, lang, label) => {
  expect(translatedFromLabel(tag, lang).normalize('NFC')).toBe(label.normalize('NFC'));
});
