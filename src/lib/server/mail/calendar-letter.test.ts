import { expect, test } from 'vitest';
import { checkLetter, type Letter } from '#lib/mail/templates.ts';
import { compose } from './compose.ts';
import { testHead } from './testing.ts';

const letter: Letter = {
  template: 'meeting-invitation',
  lang: 'bn',
  to: 'shirin@ministry.example',
  values: {
    name: 'শিরিন সুলতানা',
    title: 'চতুর্থ সভা',
    when: '১ ডিসেম্বর ২০২৬',
    where: 'ঢাকা',
    link: 'https://network.example/bn/answer/x',
  },
  calendar: {
    method: 'REQUEST',
    uid: 'meeting-lm-1@bdunnm.setu',
    sequence: 0,
    stamp: '2026-11-23T03:00:00.000Z',
    summary: 'চতুর্থ সভা',
    description: null,
    location: null,
    url: 'https://network.example/bn/meetings/lm-1',
    when: { from: '2026-12-01', until: '2026-12-02' },
    timeZone: 'Asia/Dhaka',
    name: 'শিরিন সুলতানা',
  },
};

test('a letter with a calendar entry is the same byte by byte with every try', async () => {
  const row = { id: 7, created_at: new Date('2026-11-23T03:00:00Z') };
  const [first, second] = await Promise.all([compose(letter, row, testHead), compose(letter, row, testHead)]);
  expect(first.source.equals(second.source)).toBe(true);
  expect(first.source.toString('latin1')).toMatch(
    /multipart\/mixed[\s\S]+multipart\/alternative[\s\S]+text\/calendar/u,
  );
});

test.each([
  ['a UID that would begin a line', { uid: 'x@y\r\nATTENDEE:z' }],
  ['another method', { method: 'PUBLISH' }],
  ['an address that runs something', { url: 'javascript:alert(1)' }],
  ['a time that is none', { when: { starts: '2026-12-01T10:00:00Z', ends: null } }],
])('a calendar entry with %s is refused', (_, changes) => {
  expect(() => checkLetter({ ...letter, calendar: { ...letter.calendar, ...changes } })).toThrow();
});
