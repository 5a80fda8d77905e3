import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordDifference } from './rules.ts';

const written = (before: string, after: string) =>
  wordDifference(before, after)
    .map(({ text, what }) => (what === 'same' ? text : what === 'in' ? `+${text}+` : `-${text}-`))
    .join('');

describe('the difference between two texts, word by word', () => {
  test.each([
    ['the old bridge', 'the new bridge', 'the -old-+new+ bridge'],
    ['মন্ত্রণালয়ের সচিব', 'মন্ত্রণালয়ের যুগ্ম সচিব', 'মন্ত্রণালয়ের +যুগ্ম +সচিব'],
    ['', 'new', '+new+'],
    ['gone', '', '-gone-'],
    ['same', 'same', 'same'],
  ])('of %j and %j', (before, after, wanted) => {
    expect(written(before, after)).toBe(wanted);
  });

  test('is the old text without what came in, and the new one without what went out', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'ক', 'খা', ',', ' ', '\n'), { maxLength: 60 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = wordDifference(before, after);
        const side = (without: string) =>
          parts
            .filter(({ what }) => what !== without)
            .map((part) => part.text)
            .join('');
        expect([side('in'), side('out')]).toEqual([before, after]);
      }),
    );
  });
});

test('a figure changes as a whole', () => {
  expect(wordDifference('It rose to 7.7 million', 'It rose to 7.6 million')).toEqual([
    { text: 'It rose to ', what: 'same' },
    { text: '7.7', what: 'out' },
    { text: '7.6', what: 'in' },
    { text: ' million', what: 'same' },
  ]);
});
