import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLine, cleanText } from './text.ts';
import { wordsOf } from './words.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });

describe('text that enters', () => {
  test.each([
    ['য় as one letter becomes the two NFC knows', '\u09df', '\u09af\u09bc'],
    ['a joiner inside a word stays', 'র‍্যাপোর্ট', 'র‍্যাপোর্ট'],
    ['a joiner at the edge of a word goes', '\u200dশব্দ\u200c, শেষ\u200d', 'শব্দ, শেষ'],
    ['controls and direction marks go', 'a\u0000b\u202ec\u2066d\ufeffe', 'abcde'],
    ['spaces become one', '  a \t\u00a0 b  ', 'a b'],
  ])('%s', (_, raw, clean) => {
    expect(cleanLine(raw)).toBe(clean.normalize('NFC'));
  });

  test('keeps paragraphs, and no more than one empty line', () => {
    expect(cleanText('one\r\n\r\n\r\n\r\ntwo \n three')).toBe('one\n\ntwo\nthree');
  });

  test('cleaned once is clean for good', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        expect(cleanText(cleanText(raw))).toBe(cleanText(raw));
        expect(cleanText(raw)).toBe(cleanText(raw).normalize('NFC'));
      }),
    );
  });

  test('a million joiners are no work', () => {
    expect(cleanLine(`a${'\u200d'.repeat(1_000_000)}`)).toBe('a');
  });
});

describe('words as search compares them', () => {
  test.each([
    ['González MORALES', ['gonzalez', 'morales']],
    ['BDUNNM-২০২৩-০১', ['bdunnm', '2023', '01']],
    ['মন্ত্রণাল\u09df', ['মন্ত্রণাল\u09af\u09bc']],
    ["Migrants' Day, 8th", ['migrants', 'day', '8th']],
    ['… — ।', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test('are the same whichever way the letters were typed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(wordsOf(text.normalize('NFD'))).toEqual(wordsOf(text.normalize('NFC')));
      }),
    );
  });
});
