import { expect, test } from 'vitest';
import { headerRowsIn, jsonSheet, sheetOf, tableOf } from './rules.ts';

const ministry = sheetOf('Plan', [
  ['Sample ministry: plan of work', '', '', '', ''],
  ['Activity', '', 'Time', '', 'Responsible'],
  ['No.', 'Name', 'Start', 'End', ''],
  ['1', 'Sample activity 1', '2026-01', '2026-12', 'Wing A'],
  ['2', 'Sample activity 2', '2026-03', '', 'Wing B'],
]);

test('three header rows are found and joined: the title is no header, a group goes for all its columns', () => {
  expect(headerRowsIn(ministry)).toBe(3);
  const { headers, rows, first } = tableOf(ministry, 3);
  expect(headers).toEqual(['Activity / No.', 'Activity / Name', 'Time / Start', 'Time / End', 'Responsible']);
  expect([rows.length, first]).toEqual([2, 4]);
});

test.each([
  [
    'one row of headers',
    [
      ['Title', 'Date'],
      ['A', '2026'],
      ['B', '2025'],
    ],
    1,
  ],
  [
    'no figures anywhere',
    [
      ['Title', 'Ministry'],
      ['A', 'B'],
      ['C', 'D'],
    ],
    1,
  ],
  [
    'Bangla figures',
    [
      ['শিরোনাম', ''],
      ['নাম', 'বছর'],
      ['ক', '২০২৬'],
    ],
    2,
  ],
  ['a single row', [['A', '1']], 1],
])('header rows: %s', (_, rows, expected) => {
  expect(headerRowsIn(sheetOf('x', rows))).toBe(expected);
});

test('headers met again are numbered, empty ones are called by their place', () => {
  expect(
    tableOf(
      sheetOf('x', [
        ['A', 'A', ''],
        ['1', '2', '3'],
      ]),
      1,
    ).headers,
  ).toEqual(['A', 'A (2)', '#3']);
});

test('JSON is flattened with dotted names; lists are joined, odd keys are columns like any other', () => {
  const text = `{"data": [
    {"AnnotationId": "X-1", "text": {"en": "Sample recommendation 1"}, "sdgs": ["8.8", "10.7"], "__proto__": {"polluted": "yes"}},
    {"AnnotationId": 2, "themes": [{"name": "A"}, {"name": "B"}], "empty": null}]}`;
  const { headers, rows } = tableOf(jsonSheet('x', text), 1);
  const cell = (row: number, header: string) => rows[row]?.[headers.indexOf(header)];
  expect(headers).toContain('__proto__.polluted');
  expect([cell(0, 'text.en'), cell(0, 'sdgs'), cell(1, 'AnnotationId'), cell(1, 'themes.name')]).toEqual([
    'Sample recommendation 1',
    '8.8; 10.7',
    '2',
    'A; B',
  ]);
  expect('polluted' in {}).toBe(false);
});

test.each([
  ['no JSON', '{"data": [', 'imports.broken'],
  ['no list', '{"a": 1}', 'imports.broken'],
  ['an empty list', '[]', 'imports.empty'],
  ['a depth without end', `[${'{"a":'.repeat(60)}1${'}'.repeat(60)}]`, 'imports.broken'],
  ['lists in lists', `[{"a":${'['.repeat(60)}{"b":1}${']'.repeat(60)}}]`, 'imports.broken'],
  ['a cell of a megabyte', JSON.stringify([{ a: 'x'.repeat(1_000_000) }]), 'imports.too_many_cell'],
  ['too many rows', JSON.stringify(Array.from({ length: 5001 }, () => ({ a: 1 }))), 'imports.too_many_rows'],
  ['too many columns', JSON.stringify([Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`c${String(at)}`, 1]))]), 'imports.too_many_columns'],
])('%s is refused with its reason', (_, text, code) => {
  expect(() => jsonSheet('x', text)).toThrow(expect.objectContaining({ code }) as Error);
}); // prettier-ignore
