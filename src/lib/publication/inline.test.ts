import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasWords, parseCite, parseInline, type Piece } from './inline.ts';

const text = (value: string): Piece => ({ type: 'text', text: value });

describe('parseInline', () => {
  test.each<[string, Piece[]]>([
    ['', []],
    ['Plain words.', [text('Plain words.')]],
    ['two  spaces\n and\ta break', [text('two spaces and a break')]],
    [
      '[[bodies/bdunnm acronym]] met on [[meetings/BDUNNM-2023-01 date]].',
      [
        { type: 'cite', record: 'bodies/bdunnm', field: 'acronym', token: '[[bodies/bdunnm acronym]]' },
        text(' met on '),
        {
          type: 'cite',
          record: 'meetings/BDUNNM-2023-01',
          field: 'date',
          token: '[[meetings/BDUNNM-2023-01 date]]',
        },
        text('.'),
      ],
    ],
    [
      '[[bodies/lm-twg co-chair@2023]]',
      [
        {
          type: 'cite',
          record: 'bodies/lm-twg',
          field: 'co-chair@2023',
          token: '[[bodies/lm-twg co-chair@2023]]',
        },
      ],
    ],
    [
      'See [[https://example.org/a?b=1 | the paper]]',
      [
        text('See '),
        {
          type: 'link',
          href: 'https://example.org/a?b=1',
          label: 'the paper',
          token: '[[https://example.org/a?b=1 | the paper]]',
        },
      ],
    ],
    [
      '[[mailto:office@network.example]]',
      [
        {
          type: 'link',
          href: 'mailto:office@network.example',
          label: 'office@network.example',
          token: '[[mailto:office@network.example]]',
        },
      ],
    ],
  ])('%j', (raw, pieces) => {
    expect(parseInline(raw)).toEqual(pieces);
  });

  test.each([
    ['[[javascript:alert(1) | click]]', 'link_protocol'],
    ['[[http://example.org | plain]]', 'link_protocol'],
    ['[[data:text/html,x | x]]', 'link_protocol'],
    ['[[file:///etc/passwd | x]]', 'link_protocol'],
    ['[[https://user:secret@example.org | x]]', 'link_protocol'],
    ['[[//example.org | x]]', 'token_malformed'],
    ['[[bodies/bdunnm]]', 'token_malformed'],
    ['[[bodies/bdunnm ACRONYM]]', 'token_malformed'],
    ['[[../bdunnm name]]', 'token_malformed'],
    ['[[]]', 'token_malformed'],
    ['words [[bodies/bdunnm acronym', 'token_unclosed'],
  ])('%j is bad: %s', (raw, code) => {
    const bad = parseInline(raw).filter((piece) => piece.type === 'bad');
    expect(bad).toMatchObject([{ code }]);
  });

  test('text without double brackets comes out as it went in, spaces apart', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }).filter((s) => !s.includes('[[')),
        (raw) => {
          const printed = parseInline(raw).map((piece) => (piece.type === 'text' ? piece.text : '?'));
          expect(printed.join('')).toBe(raw.replace(/\s+/gu, ' ').trim());
        },
      ),
    );
  });

  test('whatever is typed, nothing but https and mailto becomes a link', () => {
    const hostile = fc
      .array(
        fc.constantFrom('[[', ']]', '|', ' ', 'javascript:', 'https://', 'mailto:', 'x/y', 'a', '@', '/'),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(hostile, (raw) => {
        for (const piece of parseInline(raw)) {
          if (piece.type === 'link') expect(piece.href).toMatch(/^(https:\/\/|mailto:)/u);
        }
        expect(parseInline(raw)).toEqual(parseInline(raw));
      }),
    );
  });

  test('a megabyte of opening brackets is cut in a moment', () => {
    expect(parseInline('[['.repeat(500_000)).length).toBe(2);
    expect(parseInline('[[a '.repeat(250_000)).length).toBe(2);
  });
});

test.each([
  ['[[bodies/bdunnm members]]', false],
  ['[[a/b c]], [[d/e f]] (2023)', false],
  ['[[a/b c]] members', true],
  ['[[https://example.org | paper]]', true],
  ['সদস্য [[a/b c]]', true],
])('%j has words of its own: %s', (raw, expected) => {
  expect(hasWords(raw)).toBe(expected);
});

test('a citation outside a text is the same without brackets', () => {
  expect(parseCite('people/momen office@2023-03')).toEqual({
    record: 'people/momen',
    field: 'office@2023-03',
  });
  expect(parseCite('people/momen')).toBeNull();
});
