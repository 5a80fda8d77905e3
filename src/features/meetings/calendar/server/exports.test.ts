import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import { meetingInput } from '#features/meetings/schema.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import * as commands from '#features/meetings/server/commands.ts';
import { calendar } from './exports.ts';

const meeting = {
  ref: 'bdunnm-2023-1',
  body: 'bdunnm',
  kind: 'meeting',
  title: { en: 'First meeting', bn: 'প্রথম সভা' },
  from_on: '2023-01-16',
  starts_at: '14:30',
  ends_at: '16:00',
  venue: 'UN House, Dhaka',
};

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await bodies.save(
      tx,
      [
        { ref: 'bdunnm', kind: 'network', name: 'Network' },
        { ref: 'lm', kind: 'working-group', parent: 'bdunnm', name: 'Labour group' },
      ].map((row) => bodyInput.parse(row)),
    );
    await commands.save(
      tx,
      [
        meeting,
        { ref: 'week', kind: 'observance', title: 'Week', from_on: '2022-12-17', until_on: '2022-12-24' },
        { ref: 'month', kind: 'launch', title: 'Launch', from_on: '2022-07', body: 'lm' },
        {
          ref: 'span',
          kind: 'visit',
          title: 'Visit',
          from_on: '2023-01-20',
          until_on: '2023-02-01',
          starts_at: '09:00',
          body: 'lm',
        },
        { ref: 'draft', kind: 'meeting', title: 'Draft', from_on: '2023-01-17', published: false },
      ].map((row) => meetingInput.parse(row)),
    );
  });
}, 60_000);
afterAll(() => world.close());

async function feed(lang: Lang, body?: string) {
  const place = { lang, origin: 'https://network.example', timeZone: 'Asia/Dhaka' };
  const text = await world.asPublic((tx) => calendar(tx, place, body));
  const parsed = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return parsed.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
}

test('has what is known to the day, and neither drafts nor what is known to the month', async () => {
  const events = await feed('en');
  expect(events.map(({ uid }) => uid)).toEqual([
    'meeting-week@bdunnm.setu',
    'meeting-bdunnm-2023-1@bdunnm.setu',
    'meeting-span@bdunnm.setu',
  ]);
});

test('what has hours is a clock time, what lasts without a stated end is whole days', async () => {
  const [week, first, span] = await feed('en');
  expect([week?.startDate.toString(), week?.endDate.toString()]).toEqual(['2022-12-17', '2022-12-24']);
  expect([first?.startDate.toString(), first?.endDate.toString()]).toEqual([
    '2023-01-16T14:30:00',
    '2023-01-16T16:00:00',
  ]);
  expect([span?.startDate.isDate, span?.endDate.toString()]).toEqual([true, '2023-02-01']);
});

test('speaks the language of its address and leads to the page in it', async () => {
  const first = (await feed('bn'))[1];
  expect(first?.summary).toBe('প্রথম সভা');
  expect(first?.component.getFirstPropertyValue('url')).toBe(
    'https://network.example/bn/meetings/bdunnm-2023-1',
  );
});

test('a body has its own feed; an unknown one has none', async () => {
  expect((await feed('en', 'lm')).map(({ uid }) => uid)).toEqual(['meeting-span@bdunnm.setu']);
  await expect(feed('en', 'no-such')).rejects.toThrow('not_found');
});

test('a change keeps the UID and raises the sequence; a cancelled meeting stays, marked', async () => {
  await world.asSecretariat((tx) =>
    commands.save(tx, [meetingInput.parse({ ...meeting, cancelled_on: '2023-01-10' })]),
  );
  const first = (await feed('en'))[1];
  expect([first?.uid, first?.sequence, first?.summary]).toEqual([
    'meeting-bdunnm-2023-1@bdunnm.setu',
    1,
    'Cancelled: First meeting',
  ]);
  expect(first?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
});
