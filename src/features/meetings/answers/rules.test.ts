import { expect, test } from 'vitest';
import { sortReplies, standOf } from './rules.ts';

const now = new Date('2026-11-23T12:00:00Z');
const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));
const asked = { sequence: 2, sentWhen: 'new time', answeredAt: null, answeredWhen: null };
const answered = { ...asked, answeredAt: at(6), answeredWhen: 'new time' };

test.each([
  ['the first answer', { sequence: 2, stamp: at(5) }, asked, { at: at(5), when: 'new time' }],
  ['a later one', { sequence: 2, stamp: at(7) }, answered, { at: at(7), when: 'new time' }],
  ['one made before the answer we have', { sequence: 2, stamp: at(5) }, answered, null],
  ['the same file once more', { sequence: 2, stamp: at(6) }, answered, null],
  [
    'one to an earlier letter, when nothing is known',
    { sequence: 1, stamp: at(5) },
    asked,
    { at: at(5), when: '' },
  ],
  ['one to an earlier letter, made later', { sequence: 1, stamp: at(7) }, answered, null],
  [
    'one to the present time after one to an earlier one, though its clock is behind',
    { sequence: 2, stamp: at(5) },
    { ...asked, answeredAt: at(6), answeredWhen: '' },
    { at: at(5), when: 'new time' },
  ],
  [
    'from a clock that runs ahead',
    { sequence: 2, stamp: new Date('2099-01-01') },
    answered,
    { at: now, when: 'new time' },
  ],
  ['with a SEQUENCE we never sent', { sequence: 9, stamp: at(7) }, answered, { at: at(7), when: 'new time' }],
])('a reply counts or not: %s', (_, reply, known, stand) => {
  expect(standOf(reply, known, now)).toEqual(stand);
});

test('replies count in the order of what they answer, then of when they were made', () => {
  const replies = [
    { sequence: 2, stamp: at(7) },
    { sequence: 1, stamp: at(9) },
    { sequence: 2, stamp: at(6) },
  ];
  expect(sortReplies(replies)).toEqual([replies[1], replies[2], replies[0]]);
});
