import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLine } from '#lib/i18n/text.ts';
import { addressedIn, guestsIn, letterDue, momentOf, nextSequence } from './rules.ts';

describe('guests as people type them', () => {
  test.each([
    ['Shirin Sultana <Shirin@Ministry.example>', 'Shirin Sultana', 'shirin@ministry.example', 'en'],
    ['"Sultana, Shirin" <shirin@ministry.example>', 'Sultana Shirin', 'shirin@ministry.example', 'en'],
    ['শিরিন সুলতানা, shirin@ministry.example, bn', 'শিরিন সুলতানা', 'shirin@ministry.example', 'bn'],
    ['Shirin\tshirin@ministry.example\tBN', 'Shirin', 'shirin@ministry.example', 'bn'],
    ['shirin@ministry.example; Shirin; Ministry', 'Shirin Ministry', 'shirin@ministry.example', 'en'],
    ['mailto:shirin@ministry.example', 'shirin', 'shirin@ministry.example', 'en'],
  ])('%s', (line, name, address, lang) => {
    expect(guestsIn(line, 'en')).toEqual({ guests: [{ name, address, lang }], bad: [] });
  });

  test.each(['Shirin', 'Shirin <shirin>', 'a@b.example, c@d.example', '@ministry.example', 'bn', '<>'])(
    'is none: %s',
    (line) => {
      expect(guestsIn(line, 'en')).toEqual({ guests: [], bad: [line] });
    },
  );

  test('bad lines come back as typed beside the good ones, and nobody is asked twice', () => {
    const typed = 'A <a@x.example>\n\nnobody\r\nAgain <A@x.example>\nB b@x.example\nb@x.example';
    expect(guestsIn(typed, 'bn')).toEqual({
      guests: [
        { name: 'A', address: 'a@x.example', lang: 'bn' },
        { name: 'b', address: 'b@x.example', lang: 'bn' },
      ],
      bad: ['nobody', 'B b@x.example'],
    });
  });

  test('no line is lost: each is a guest, the same guest again, or comes back', () => {
    const line = fc.oneof(fc.string(), fc.emailAddress(), fc.constantFrom('A <a@x.example>', 'nobody', ''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const text = lines.join('\n');
        const { guests, bad } = guestsIn(text, 'en');
        const typed = text.split(/\r?\n/u).filter((one) => cleanLine(one) !== '');
        const good = typed.flatMap((one) => guestsIn(one, 'en').guests.map(({ address }) => address));
        expect(new Set(guests.map(({ address }) => address))).toEqual(new Set(good));
        expect(good.length + bad.length).toBe(typed.length);
      }),
    );
  });
});

const sentAt = new Date('2026-11-20T00:00:00Z');
test.each([
  ['never sent', { sentAt: null, shown: null, withdrawnAt: null }, false, 'meeting-invitation'],
  ['never sent and now cancelled', { sentAt: null, shown: null, withdrawnAt: null }, true, null],
  ['sent as it stands', { sentAt, shown: 'now', withdrawnAt: null }, false, null],
  ['sent, then changed', { sentAt, shown: 'before', withdrawnAt: null }, false, 'meeting-changed'],
  ['sent, then cancelled', { sentAt, shown: 'before', withdrawnAt: null }, true, 'meeting-cancelled'],
  ['told that it is cancelled', { sentAt, shown: 'now', withdrawnAt: null }, true, null],
  ['taken off the list', { sentAt, shown: 'before', withdrawnAt: sentAt }, false, null],
])('the letter still due, %s', (_, standing, isCancelled, due) => {
  expect(letterDue(standing, { shown: 'now', isCancelled })).toBe(due);
});

test('SEQUENCE is that of the feed, and rises with each letter', () => {
  expect(nextSequence({ sentAt: null, sequence: 0 }, 1)).toBe(0);
  expect(nextSequence({ sentAt: null, sequence: 0 }, 4)).toBe(3);
  expect(nextSequence({ sentAt, sequence: 3 }, 4)).toBe(4);
  expect(nextSequence({ sentAt, sequence: 3 }, 9)).toBe(8);
  expect(nextSequence({ sentAt: null, sequence: 7 }, 4)).toBe(7);
});

test('another day, hour or end is another time', () => {
  const time = { from: '2026-12-01', until: null, startsAt: '10:00', endsAt: '12:00' };
  const moments = [
    time,
    { ...time, from: '2026-12-02' },
    { ...time, startsAt: '11:00' },
    { ...time, endsAt: null },
  ].map(momentOf);
  expect(new Set(moments).size).toBe(4);
});

test('an address beside a seat is taken as it is written, left out where it is empty, and given back where it is none', () => {
  expect(
    addressedIn([
      ['seat:a:x', ' Own@Ministry.example '],
      ['seat:b:y', '  '],
      ['seat:c:', 'not an address'],
    ]),
  ).toEqual({ addressed: [{ choice: 'seat:a:x', address: 'own@ministry.example' }], bad: ['seat:c:'] });
});
