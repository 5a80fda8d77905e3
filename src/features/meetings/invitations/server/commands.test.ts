import ICAL from 'ical.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as mine from '#features/meetings/invitations/server/queries.ts';
import { guestsIn } from '#features/meetings/invitations/rules.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { testNow } from '#lib/server/db/testing.ts';
import { openJobs } from '#lib/server/jobs/jobs.ts';
import { sendLetter } from '#lib/server/mail/post.ts';
import { openMailServer, postTo, type Arrived } from '#lib/server/mail/testing.ts';
import * as commands from './commands.ts';
import { openGroup, sending, today, type Group, type Who } from './testing.ts';

let group: Group;
beforeAll(async () => {
  group = await openGroup();
}, 120_000);
afterAll(() => group.world.close());
beforeEach(async () => {
  await asSystem(group.world.database, 'each test begins with nobody invited', async (db) => {
    await db.deleteFrom('outbox').execute();
    await db.deleteFrom('meeting_invitations').execute();
  });
  await group.change({});
});

const later = (hours: number) => new Date(testNow.getTime() + hours * 3_600_000);
const seat = ['seat:s-chair:chair', 'seat:s-moewoe:holder'];
const guests = guestsIn('Rahima Khatun <rahima@guest.example>', 'bn').guests;

const invite = (who: readonly string[] = seat, of = guests) =>
  group.as('chair', (tx) => commands.invite(tx, 'lm-1', { who, guests: of, lang: 'en' }));
const send = (now = testNow) => group.as('chair', (tx) => commands.send(tx, 'lm-1', sending, today), now);
const list = (who: Who = 'chair') => group.as(who, async (tx) => mine.list(tx, await mine.facts(tx, 'lm-1')));
const codeOf = async (address: string) => (await list()).find((one) => one.address === address)?.code ?? '';

type Left = { template: string; to: string; calendar?: { method: string; sequence: number } };
/** The letters in the outbox, in order. */
const left = async (): Promise<Left[]> => {
  const rows = await asSystem(group.world.database, 'looks', (db) =>
    db.selectFrom('outbox').select('payload').where('topic', '=', 'mail.send').orderBy('id').execute(),
  );
  return rows.map(({ payload }) => payload as Left);
};

/** Sends what is in the outbox to a real mail server. */
async function deliver(): Promise<Arrived[]> {
  const server = await openMailServer();
  const failures: unknown[] = [];
  const handlers = { 'mail.send': sendLetter(group.world.database, postTo(server.port)) };
  await openJobs(group.world.database, handlers, (error) => failures.push(error)).runDue(later(24));
  await server.close();
  expect(failures).toEqual([]);
  return server.arrived;
}

/** The calendar part of a mail as another library reads it. */
function calendarIn({ mail }: Arrived) {
  const part = mail.attachments.find(({ contentType }) => contentType.startsWith('text/calendar'));
  const calendar = new ICAL.Component(ICAL.parse(part?.content.toString('utf8') ?? '') as unknown[]);
  const event = calendar.getFirstSubcomponent('vevent') ?? never();
  const valueOf = (name: string) => event.getFirstPropertyValue(name);
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: valueOf('uid'),
    sequence: Number(valueOf('sequence')),
    starts: String(valueOf('dtstart')),
    status: valueOf('status'),
    summary: valueOf('summary'),
    organiser: valueOf('organizer'),
    attendee: valueOf('attendee'),
  };
}

describe('who may call a meeting together', () => {
  test.each([
    ['holder', 'record.refused'],
    ['stranger', 'record.not_found'],
  ] as const)('not the %s', async (who, code) => {
    await invite();
    for (const act of [
      () => group.as(who, (tx) => commands.invite(tx, 'lm-1', { who: [], guests, lang: 'en' })),
      () => group.as(who, (tx) => commands.send(tx, 'lm-1', sending, today)),
      () => group.as(who, (tx) => commands.remind(tx, 'lm-1', sending, today)),
      () => group.as(who, (tx) => commands.withdraw(tx, 'lm-1', 'x', { sending, today })),
      () => list(who),
    ])
      await expect(act()).rejects.toMatchObject({ code });
    expect(await left()).toEqual([]);
  });

  test('nobody else reads an address, whatever they ask for; a person reads their own row', async () => {
    await invite();
    const read = (who: Who) =>
      group.as(who, async (tx) => ({
        rows: (await tx.db.selectFrom('meeting_invitations').select('address').execute()).map(
          ({ address }) => address,
        ),
        found: await mine.candidates(tx, { id: 1 } as mine.Facts),
      }));
    expect((await read('holder')).rows).toEqual(['holder@ministry.example']);
    expect((await read('stranger')).rows).toEqual([]);
    for (const who of ['holder', 'stranger'] as const)
      expect((await read(who)).found.filter(({ address }) => address !== null)).toEqual([]);
  });

  test('the chair chooses among the seats of the body, and learns no other address; the secretariat among all', async () => {
    const choices = async (tx: Parameters<typeof mine.facts>[0]) => {
      const found = await mine.candidates(tx, await mine.facts(tx, 'lm-1'));
      return found.map(({ choice, address }) => [choice, address]);
    };
    const seats = [
      ['seat:s-bmet:member', null],
      ['seat:s-chair:chair', 'chair@ministry.example'],
      ['seat:s-moewoe:holder', 'holder@ministry.example'],
      ['seat:s-moewoe:alternate', 'alternate@ministry.example'],
    ];
    expect(await group.as('chair', choices)).toEqual(seats);
    expect(await group.world.asSecretariat(choices)).toEqual([
      ...seats,
      ['person::stranger', 'stranger@ministry.example'],
    ]);
  });

  test('who is not offered cannot be chosen by a made-up form, nor a seat without an address', async () => {
    const made = ['person::stranger', 'seat:s-bmet:member', 'seat:s-chair:stranger'];
    await expect(invite(made, [])).rejects.toMatchObject({ code: 'invitation.nobody' });
    expect(await list()).toEqual([]);
  });

  test('a seat without an account is called at the address written beside it; one with an account is not', async () => {
    const call = (choice: string) =>
      group.as('chair', (tx) =>
        commands.invite(tx, 'lm-1', {
          who: [],
          addressed: [{ choice, address: 'own@ministry.example' }],
          guests: [],
          lang: 'en',
        }),
      );
    for (const choice of ['seat:s-moewoe:holder', 'seat:s-none:member', 'person::stranger'])
      await expect(call(choice)).rejects.toMatchObject({ code: 'invitation.nobody' });
    await call('seat:s-bmet:member');
    expect(await list()).toMatchObject([{ name: 'Person member', address: 'own@ministry.example' }]);
    const seat = await asSystem(group.world.database, 'looks', (db) =>
      db
        .selectFrom('meeting_invitations as i')
        .innerJoin('seats as s', 's.id', 'i.seat_id')
        .select('s.ref')
        .execute(),
    );
    expect(seat).toEqual([{ ref: 's-bmet' }]);
    const { found } = await group.as('chair', async (tx) => ({
      found: await mine.candidates(tx, await mine.facts(tx, 'lm-1')),
    }));
    expect(found.map(({ choice }) => choice)).not.toContain('seat:s-bmet:member');
  });
});

describe('letters', () => {
  test('a request, its update and its cancellation arrive under one UID, in the language of each reader', async () => {
    await invite();
    expect(await send()).toBe(3);
    const first = await deliver();
    expect(first.map(({ mail, to }) => [to[0], mail.subject])).toEqual([
      ['chair@ministry.example', 'Invitation: Fourth meeting, 1 December 2026, 10:00–12:00'],
      ['holder@ministry.example', 'আমন্ত্রণ: চতুর্থ সভা, ১ ডিসেম্বর ২০২৬, ১০:০০–১২:০০'],
      ['rahima@guest.example', 'আমন্ত্রণ: চতুর্থ সভা, ১ ডিসেম্বর ২০২৬, ১০:০০–১২:০০'],
    ]);
    expect(first[2]?.raw).toMatch(/content-type: text\/calendar; charset=utf-8; method=REQUEST/iu);
    expect(first[2]?.raw).toMatch(/filename=invite\.ics/u);
    await group.change({ starts_at: '14:00', ends_at: '16:00' });
    expect(await send(later(2))).toBe(3);
    const second = await deliver();
    await group.change({ starts_at: '14:00', ends_at: '16:00', cancelled_on: '2026-11-24' });
    expect(await send(later(3))).toBe(3);
    const third = await deliver();

    const ofGuest = [first, second, third].map((mails) =>
      calendarIn(mails.find(({ to }) => to[0] === 'rahima@guest.example') ?? never()),
    );
    expect(ofGuest.map(({ method, starts, status }) => [method, starts, status])).toEqual([
      ['REQUEST', '2026-12-01T10:00:00', 'CONFIRMED'],
      ['REQUEST', '2026-12-01T14:00:00', 'CONFIRMED'],
      ['CANCEL', '2026-12-01T14:00:00', 'CANCELLED'],
    ]);
    expect(new Set(ofGuest.map(({ uid }) => uid))).toEqual(new Set(['meeting-lm-1@bdunnm.setu']));
    const [one = 0, two = 0, three = 0] = ofGuest.map(({ sequence }) => sequence);
    expect(one < two && two < three).toBe(true);
    expect(ofGuest[0]).toMatchObject({
      summary: 'চতুর্থ সভা',
      organiser: 'mailto:office@network.example',
      attendee: 'MAILTO:rahima@guest.example',
    });
  }, 120_000);

  test('the address of the answer is in the letter and not in the calendar entry, which is shared with others', async () => {
    await invite([]);
    await send();
    const [arrived = never()] = await deliver();
    expect(arrived.mail.text).toContain('https://network.example/bn/answer/');
    const part = arrived.mail.attachments[0]?.content.toString('utf8').replace(/\r\n /gu, '');
    expect(part).toContain('https://network.example/bn/meetings/lm-1');
    expect(part).not.toContain('/answer/');
  });

  test('each goes exactly once for an invitation and a state of the meeting', async () => {
    await invite();
    await Promise.all([send(), send(), send()]);
    expect(await send(later(1))).toBe(0);
    expect((await left()).map(({ to }) => to)).toEqual([
      'chair@ministry.example',
      'holder@ministry.example',
      'rahima@guest.example',
    ]);
    // What no calendar shows is no news.
    await group.change({ summary: 'A summary' });
    expect(await send(later(2))).toBe(0);
    await invite(['seat:s-moewoe:alternate'], []);
    expect(await send(later(3))).toBe(1);
  });

  test('a process that ends before its transaction does leaves neither letter nor mark; the next leaves each once', async () => {
    await invite();
    const died = group.as('chair', async (tx) => {
      await commands.send(tx, 'lm-1', sending, today);
      throw new Error('killed');
    });
    await expect(died).rejects.toThrow('killed');
    expect(await left()).toEqual([]);
    expect((await list()).map(({ sentAt }) => sentAt)).toEqual([null, null, null]);
    expect(await send()).toBe(3);
    expect(await left()).toHaveLength(3);
  });

  test('who is taken off the list is told once, and comes back under a higher SEQUENCE', async () => {
    await invite([]);
    await send();
    const code = await codeOf('rahima@guest.example');
    const off = () => group.as('chair', (tx) => commands.withdraw(tx, 'lm-1', code, { sending, today }));
    await off();
    await expect(off()).rejects.toMatchObject({ code: 'invitation.unknown' });
    await invite([]);
    await send(later(1));
    const letters = await left();
    expect(letters.map(({ template, calendar }) => [template, calendar?.method])).toEqual([
      ['meeting-invitation', 'REQUEST'],
      ['meeting-withdrawn', 'CANCEL'],
      ['meeting-invitation', 'REQUEST'],
    ]);
    const [one = 0, two = 0, three = 0] = letters.map(({ calendar }) => calendar?.sequence ?? 0);
    expect(one < two && two < three).toBe(true);
  });

  test('none goes about a meeting without a day, or one that has been', async () => {
    await invite();
    await group.change({ from_on: '2026-12', starts_at: undefined, ends_at: undefined });
    await expect(send()).rejects.toMatchObject({ code: 'invitation.no_day' });
    await group.change({ from_on: '2026-11-22' });
    await expect(send()).rejects.toMatchObject({ code: 'invitation.over' });
    expect(await left()).toEqual([]);
  });

  test('my list says to whoever runs the meeting that those invited were told something else', async () => {
    await invite();
    await send();
    const due = () =>
      group.as('chair', (tx) =>
        tx.viewer.kind === 'person'
          ? mine.due(tx, { account: tx.viewer.account, access: tx.viewer.access, today })
          : Promise.resolve([]),
      );
    expect(await due()).toEqual([]);
    await group.change({ venue: 'Another room' });
    expect(await due()).toMatchObject([
      { kind: 'invitations_outdated', path: '/desk/meetings/lm-1/invitations', ground: 'runs' },
    ]);
    await send(later(1));
    expect(await due()).toEqual([]);
  });
});

test('a person who is erased leaves neither name nor address on a list', async () => {
  await invite(['seat:s-moewoe:holder'], []);
  await group.world.asSecretariat((tx) => commands.forget(tx, 'holder'));
  const [row] = await list();
  expect(row).toMatchObject({ name: '–', withdrawn: true });
  expect(row?.address).toMatch(/^[0-9a-f]{32}@erased\.invalid$/u);
});

function never(): never {
  throw new Error('nothing is there');
}
