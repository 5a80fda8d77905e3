import { expect, it } from 'vitest';
import { messageProblems } from './problems.ts';

it('texts that agree have no problem', () => {
  const en = {
    days: '{n, plural, one {# day} other {# days}} until {date}',
    status_done: 'Done',
    status_late_long: 'Late',
    switch_language: 'বাংলা',
    title: 'It’s {name}: <b>',
  };
  const bn = {
    days: '{date} পর্যন্ত {n, number} দিন',
    status_done: 'সম্পন্ন',
    status_late_long: 'বিলম্বিত',
    switch_language: 'English',
    title: '{name}: PDF ০১',
  };
  const source =
    "say('days'); say(`status_${code}`); say(`status_${code}_long`); say('title') say(\"switch_language\")";
  expect(messageProblems(en, bn, source)).toEqual([]);
});

it.each([
  ['a missing Bangla text', { a: 'A' }, {}, 'a: is missing in messages/bn.json'],
  ['a missing English text', {}, { a: 'ক' }, 'a: is missing in messages/en.json'],
  ['a lost placeholder', { a: 'A {x}' }, { a: 'ক' }, 'a: the placeholder {x} is missing in Bangla'],
  ['a new placeholder', { a: 'A' }, { a: 'ক {x}' }, 'a: the placeholder {x} is missing in English'],
  [
    'a placeholder inside a branch',
    { a: '{n, plural, one {{x}} other {#}}' },
    { a: 'ক {n}' },
    'a: the placeholder {x} is missing in Bangla',
  ],
  ['an untranslated text', { a: 'Save' }, { a: 'Save' }, 'a: the Bangla text is written in Latin letters'],
  [
    'Latin digits in Bangla',
    { a: 'A 5' },
    { a: 'ক 5' },
    'a: the Bangla text has Latin digits; write ০১২৩৪৫৬৭৮৯',
  ],
  ['Bangla in English', { a: 'ক' }, { a: 'ক' }, 'a: the English text has Bangla letters'],
  ['an empty text', { a: '' }, { a: 'ক' }, 'a: is empty in one language'],
  ['decomposed letters', { a: 'Cafe\u0301' }, { a: 'ক' }, 'a: is not in Unicode NFC: "Cafe\u0301"'],
])('%s is a problem', (_what, en, bn, problem) => {
  expect(messageProblems(en, bn, "say('a')")).toEqual([problem]);
});

it('a text that is not ICU message syntax is a problem', () => {
  expect(messageProblems({ a: 'A {' }, { a: 'ক' }, "say('a')")).toEqual([
    expect.stringMatching(/^a: is not valid ICU message syntax in messages\/en\.json/u),
  ]);
});

it('keys out of order and keys that nothing says are problems', () => {
  const problems = messageProblems({ b: 'B', a: 'A' }, { a: 'ক', b: 'খ' }, "say('b'); // a, `a_${x}`");
  expect(problems).toEqual([
    'a: messages/en.json is not sorted by key from here on',
    'a: nothing in src says it; delete it from both files',
  ]);
});
