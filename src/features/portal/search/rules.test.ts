import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordsOf } from '#lib/i18n/words.ts';
import type { Translated } from '#lib/translated.ts';
import {
  excerpt,
  matchingLine,
  prefixQuery,
  queryLine,
  queryWords,
  replacements,
  segments,
  wholeWordQuery,
} from './rules.ts';

const both = (en: string, bn: string): Translated => ({ source: 'en', en, bn, status: {} });
const hits = (text: string, words: string[]) =>
  segments(text, words)
    .filter((part) => part.hit)
    .map((part) => part.text);

describe('reading a query', () => {
  test.each([
    ['Labour  MIGRATION labour', ['labour', 'migration']],
    ['BDUNNM-২০২৩-০১', ['bdunnm', '2023', '01']],
    ["'); drop table records; --", ['drop', 'table', 'records']],
    ['!!! & | <-> :*', []],
    ['\u0000\u0000', []],
    ['', []],
  ])('%j gives the words %j', (query, words) => expect(queryWords(query)).toEqual(words));

  test('a letter with two encodings gives one word', () => {
    const composed = queryWords('\u09DF\u09BE\u09A4\u09CD\u09B0\u09BE \u0995\u09CB');
    expect(queryWords('\u09AF\u09BC\u09BE\u09A4\u09CD\u09B0\u09BE \u0995\u09C7\u09BE')).toEqual(composed);
  });

  test('only so much is read of a query of 10,000 characters', () => {
    expect(queryWords('word '.repeat(2000))).toEqual(['word']);
    expect(queryWords('x'.repeat(10_000))).toHaveLength(1);
    expect(queryWords(Array.from({ length: 3000 }, (_, i) => i).join(' '))).toHaveLength(10);
  });

  test('digits of both languages give one line', () => {
    expect(queryLine('  BDUNNM-২০২৩-০১ ')).toBe('bdunnm-2023-01');
  });

  test('whatever is typed, a tsquery holds letters, marks and digits between its quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (query) => {
        const words = queryWords(query);
        const text = prefixQuery(words.map((word) => [word]));
        const shape = /^\('[\p{L}\p{M}\p{N}]+'(:\*)?\)( & \('[\p{L}\p{M}\p{N}]+'(:\*)?\))*$/u;
        expect(text === '' || shape.test(text)).toBe(true);
      }),
    );
  });
});

describe('the query for the database', () => {
  test('asks for every word as a beginning, and for a single sign as it is', () => {
    expect(prefixQuery([['labour'], ['6']])).toBe("('labour':*) & ('6')");
    expect(prefixQuery([['a1', 'b2'], ['c3']])).toBe("('a1':* | 'b2':*) & ('c3':*)");
    expect(wholeWordQuery([['a1', 'b2'], ['c3']])).toBe("'a1' | 'b2' | 'c3'");
  });

  test('replaces a word by the nearest ones only', () => {
    const similar = [
      { typed: 'migraton', word: 'migration', similarity: 0.6 },
      { typed: 'migraton', word: 'migrations', similarity: 0.55 },
      { typed: 'migraton', word: 'migrant', similarity: 0.4 },
    ];
    expect(replacements(['labour', 'migraton'], similar)).toEqual([['labour'], ['migration', 'migrations']]);
    expect(replacements(['labour'], [])).toBeNull();
  });
});

describe('showing why a record was found', () => {
  test('marks words that begin as typed, whatever their case, accents, digits and encoding', () => {
    expect(hits('Labour migrants’ rights, since ২০২৩', ['migrant', '2023'])).toEqual(['migrants’', '২০২৩']);
    expect(hits('Objective 16', ['6'])).toEqual([]);
    expect(hits('শ্রম অভিবাসন', ['অভি'])).toEqual(['অভিবাসন']);
  });

  test('the stretches of a text put together are the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 5 }), (text, query) => {
        const parts = segments(text, queryWords(query));
        expect(parts.map((part) => part.text).join('')).toBe(text);
      }),
    );
  });

  test('an excerpt of a long text holds the first hit', () => {
    const long = `${'before '.repeat(100)}needle ${'after '.repeat(100)}`;
    const short = excerpt(long, wordsOf('needle'));
    expect(short).toMatch(/^… .*needle.* …$/u);
    expect(short.length).toBeLessThan(220);
    expect(excerpt('x'.repeat(500), ['needle']).length).toBeLessThan(220);
  });

  test.each([
    ['title says it', both('Fair recruitment', 'ন্যায্য নিয়োগ'), null, [], null],
    ['summary says it', both('Fair', 'ন্যায্য'), both('On recruitment', 'নিয়োগ'), [], 'On recruitment'],
    ['title of the other language', both('Fair', 'recruitment নিয়োগ'), null, [], 'recruitment নিয়োগ'],
  ])('%s', (_, title, summary, matched, expected) => {
    const line = matchingLine({ title, summary, matched }, ['recruit'], 'en');
    const text = line?.kind === 'text' ? line.parts.map((part) => part.text).join('') : null;
    expect(text).toBe(expected);
  });

  test('a record found by another name says by which', () => {
    const title = both('Refugee and Migratory Movements Research Unit', 'গবেষণা ইউনিট');
    expect(matchingLine({ title, summary: null, matched: ['rmmru'] }, ['rmmru'], 'en')).toEqual({
      kind: 'words',
      words: ['rmmru'],
    });
  });
});
