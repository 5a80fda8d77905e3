import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as invitations from '#features/meetings/invitations/server/commands.ts';
import * as lists from '#features/meetings/invitations/server/queries.ts';
import {
  meeting,
  openGroup,
  sending,
  today,
  type Group,
  type Who,
} from '#features/meetings/invitations/server/testing.ts';
import { meetingInput } from '#features/meetings/schema.ts';
import * as meetings from '#features/meetings/server/commands.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { endFeed, feedHash, makeFeed } from './commands.ts';
import { personal } from './exports.ts';
import { feedOwner, feedSince } from './queries.ts';

let group: Group;
beforeAll(async () => {
  group = await openGroup();
  const more = [
    { ...meeting, ref: 'lm-draft', published: false },
    { ...meeting, ref: 'network-1', body: 'bdunnm', visibility: 'network', title: 'Network meeting' },
    { ...meeting, ref: 'open-1', body: 'bdunnm', visibility: 'public', title: 'Open meeting' },
    { ...meeting, ref: 'secret-1', visibility: 'secretariat', title: 'Secretariat only' },
    {
      ref: 'joint-1',
      kind: 'meeting',
      title: 'Joint',
      from_on: '2026-12-03',
      visibility: 'network',
      bodies: [{ body: 'lm', role: 'participant' }],
    },
  ];
  await group.world.asSecretariat(async (tx) => {
    await meetings.save(
      tx,
      more.map((one) => meetingInput.parse(one)),
    );
  });
}, 120_000);
afterAll(() => group.world.close());

const feed = async (who: Who): Promise<string[]> => {
  const place = { lang: 'en' as const, origin: 'https://network.example', timeZone: 'Asia/Dhaka' };
  const text = await group.as(who, (tx) => personal(tx, place));
  expect(text).not.toMatch(/\/feeds\//u);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar
    .getAllSubcomponents('vevent')
    .map((event) => new ICAL.Event(event).uid.replace(/^meeting-|@.*$/gu, ''));
};

test('has the meetings of the person’s own bodies, as far as they may see them; no draft, nothing of others', async () => {
  expect(await feed('holder')).toEqual(['lm-1', 'joint-1']);
  // The chair keeps drafts, and they are in nobody's calendar all the same.
  expect(await feed('chair')).toEqual(['lm-1', 'joint-1']);
  expect(await feed('stranger')).toEqual([]);
});

test('has what the person is invited to, as far as they may see it', async () => {
  await group.world.asSecretariat(async (tx) => {
    for (const ref of ['open-1', 'secret-1']) {
      await invitations.invite(tx, ref, { who: ['person::stranger'], guests: [], lang: 'en' });
      await invitations.send(tx, ref, sending, today);
    }
  });
  expect(await feed('stranger')).toEqual(['open-1']);
});

test('its address is known by its hash only, is replaced, and ends when its owner says so', async () => {
  const owner = (secret: string) => group.world.asPublic((tx) => feedOwner(tx, secret));
  const first = await group.as('holder', makeFeed);
  expect(await owner(first)).toBe('account-holder');
  const kept = await asSystem(group.world.database, 'looks', (db) =>
    db.selectFrom('calendar_feeds').selectAll().execute(),
  );
  expect(JSON.stringify(kept)).not.toContain(first);
  const second = await group.as('holder', makeFeed);
  expect([await owner(first), await owner(second)]).toEqual([null, 'account-holder']);
  for (const wrong of ['', feedHash(second), second.slice(0, -1)]) expect(await owner(wrong)).toBeNull();
  expect(await group.as('stranger', feedSince)).toBeNull();
  await group.as('stranger', endFeed);
  expect(await owner(second)).toBe('account-holder');
  await group.as('holder', endFeed);
  expect(await owner(second)).toBeNull();
});

test('it ends with the account, whose address goes from the lists of meetings', async () => {
  const secret = await group.as('alternate', makeFeed);
  await group.as('chair', (tx) =>
    invitations.invite(tx, 'lm-1', { who: ['seat:s-moewoe:alternate'], guests: [], lang: 'en' }),
  );
  await asSystem(group.world.database, 'the account is closed', (db) =>
    db
      .updateTable('accounts')
      .set({ closed_at: new Date('2026-11-23') })
      .where('id', '=', 'account-alternate')
      .execute(),
  );
  expect(await group.world.asPublic((tx) => feedOwner(tx, secret))).toBeNull();
  const left = await asSystem(group.world.database, 'looks', (db) =>
    db.selectFrom('calendar_feeds').select('account_id').execute(),
  );
  expect(left).toEqual([]);
  const listed = await group.as('chair', async (tx) => lists.list(tx, await lists.facts(tx, 'lm-1')));
  expect(listed).toMatchObject([{ name: 'Person alternate', withdrawn: true }]);
  expect(listed[0]?.address).toMatch(/^[0-9a-f]{32}@closed\.invalid$/u);
});
