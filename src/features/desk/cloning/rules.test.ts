import { describe, expect, test } from 'vitest';
import { daysOf, fateOf, type ClonePart } from './rules.ts';

const item = (ended: string | null, isTaken = false) => ({ ref: 'a', parent: null, ended, isTaken });
const all = new Set<ClonePart>(['agenda', 'unfinished']);

describe('what becomes of an item in a clone of its meeting', () => {
  test.each([
    ['carried over', item('carried-over'), all, { isHeld: true, isFirst: true }, 'carry'],
    ['held without an end', item(null), all, { isHeld: true, isFirst: true }, 'carry'],
    ['of a meeting to come', item(null), all, { isHeld: false, isFirst: true }, 'copy'],
    ['treated', item('treated'), all, { isHeld: true, isFirst: true }, 'copy'],
    ['taken up already', item('carried-over', true), all, { isHeld: true, isFirst: true }, 'copy'],
    ['in the second of a series', item('carried-over'), all, { isHeld: true, isFirst: false }, 'copy'],
    [
      'treated, without the agenda',
      item('treated'),
      new Set<ClonePart>(['unfinished']),
      { isHeld: true, isFirst: true },
      null,
    ],
  ] as const)('%s', (_, one, parts, more, fate) => {
    expect(fateOf(one, { parts, ...more })).toBe(fate);
  });
});

test('a series falls on the same day of its months', () => {
  expect(daysOf({ day: '2026-11-30', times: 3, every: 3 })).toEqual([
    '2026-11-30',
    '2027-02-28',
    '2027-05-30',
  ]);
});
