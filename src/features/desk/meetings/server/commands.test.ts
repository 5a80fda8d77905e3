import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import { clone } from '#features/desk/cloning/server/commands.ts';
import type { ClonePart } from '#features/desk/cloning/rules.ts';
import { everybody, openGroup, today } from '#features/meetings/action-points/server/testing.ts';
import * as agenda from '#features/meetings/agenda/server/commands.ts';
import { agendaOf } from '#features/meetings/agenda/server/queries.ts';
import { agendaItemInput, meetingInput } from '#features/meetings/schema.ts';
import * as meetings from '#features/meetings/server/commands.ts';
import { get } from '#features/meetings/server/queries.ts';
import { list } from '#features/meetings/workbench/server/queries.ts';
import type { Typed } from '#lib/forms/fields.ts';
import * as commands from './commands.ts';
import * as desk from './queries.ts';

let group: Awaited<ReturnType<typeof openGroup>>;
beforeAll(async () => {
  group = await openGroup();
  await group.world.asSecretariat(async (tx) => {
    await meetings.save(tx, [
      meetingInput.parse({
        ref: 'lm-2026-3',
        kind: 'meeting',
        title: { en: 'Third meeting of the group in 2026', bn: 'গ্রুপের ২০২৬ সালের তৃতীয় সভা' },
        body: 'lm',
        from_on: '2026-11-20',
        starts_at: '14:30',
        ordinal: 3,
        visibility: 'body',
        date_basis: 'The letter of invitation',
        organisations: [{ organisation: 'outside', role: 'guest' }],
      }),
    ]);
    await agenda.save(
      tx,
      [
        { ref: 'lm-2026-3-1', ended: 'treated' },
        { ref: 'lm-2026-3-2', ended: 'carried-over', outcome: 'Not enough time' },
        { ref: 'lm-2026-3-3', parent: 'lm-2026-3-2', ended: 'treated' },
      ].map((item, n) =>
        agendaItemInput.parse({
          meeting: 'lm-2026-3',
          position: n + 1,
          title: 'Item',
          kind: 'decision',
          visibility: 'body',
          ...item,
        }),
      ),
    );
  });
}, 240_000);
afterAll(() => group.world.close());

const typed = (more: Typed = {}): Typed => ({
  'title.en': 'Fourth meeting',
  'title.source': 'en',
  body: 'lm',
  from_on: '২০২৬-১২-১৬',
  starts_at: '৯.৩০',
  ends_at: '11:00',
  visibility: 'body',
  published: 'yes',
  ...more,
});

describe('who may', () => {
  test('only whoever runs the body makes, changes, calls off, archives or clones its meetings', async () => {
    for (const who of everybody.filter((one) => one !== 'chair')) {
      const sent = { typed: typed(), version: 1, base: 1, choices: new Map() };
      const cloning = { day: '2027-01-14', parts: new Set<ClonePart>(), times: 1, every: 1 };
      const tries = [
        group.as(who, (tx) => commands.create(tx, 'meeting', typed())),
        group.as(who, (tx) => commands.change(tx, 'lm-2026-3', sent)),
        group.as(who, (tx) => commands.callOff(tx, 'lm-2026-3', { day: today, version: 1, isSure: true })),
        group.as(who, (tx) => commands.archive(tx, 'lm-2026-3', { archived: true, reason: 'because' })),
        group.as(who, (tx) => clone(tx, 'lm-2026-3', cloning, today)),
        group.as(who, (tx) => desk.open(tx, 'lm-2026-3')),
        group.as(who, (tx) => list(tx, { side: 'past', today, page: 1, size: 9 })),
      ];
      const done = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled').length;
      expect([who, done]).toEqual([who, 0]);
    }
  });

  test('members are told that they may not, others that there is no such meeting', async () => {
    await expect(group.as('member', (tx) => desk.open(tx, 'lm-2026-3'))).rejects.toMatchObject({
      status: 403,
    });
    await expect(group.as('stranger', (tx) => desk.open(tx, 'lm-2026-3'))).rejects.toMatchObject({
      status: 404,
    });
  });

  test('the chair sees the meetings of the body, and makes none for nobody', async () => {
    const found = await group.as('chair', (tx) => list(tx, { side: 'past', today, page: 1, size: 9 }));
    expect(found.rows.map(({ ref, progress }) => [ref, progress.items])).toEqual([['lm-2026-3', 3]]);
    const loose = group.as('chair', (tx) =>
      commands.create(tx, 'meeting', typed({ body: '', visibility: 'public' })),
    );
    await expect(loose).rejects.toMatchObject({ problems: [{ control: 'body' }] });
  });
});

describe('a new meeting', () => {
  test('begins with the next number of its body in the title of both languages, and with how far its meetings reach', async () => {
    const asked = { kind: 'meeting', body: 'lm', day: '২০২৬-১২-১৬' };
    const form = await group.as('chair', (tx) => desk.newForm(tx, asked, today));
    expect(form.typed).toMatchObject({
      'title.en': 'Fourth meeting of the Labour in 2026',
      ordinal: '4',
      from_on: '2026-12-16',
      visibility: 'body',
    });
  });

  test('keeps the trust in its usual title, and takes it from one that was written over', async () => {
    await group.world.asSecretariat(async (tx) => {
      await bodies.save(tx, [
        bodyInput.parse({ ref: 'duo', kind: 'network', name: { en: 'Network', bn: 'নেটওয়ার্ক' } }),
      ]);
      const { typed: usual } = await desk.newForm(
        tx,
        { kind: 'meeting', body: 'duo', day: '2027-02-01' },
        today,
      );
      const kept = await commands.create(tx, 'meeting', usual);
      const own = await commands.create(tx, 'meeting', {
        ...usual,
        'title.bn': 'অন্য নাম',
        from_on: '2027-02-02',
      });
      expect((await get(tx, kept, today)).title.status).toEqual({ en: 'original', bn: 'reviewed' });
      expect((await get(tx, own, today)).title.status).toEqual({ en: 'original', bn: 'unreviewed' });
    });
  });

  test('asks of each kind only what makes sense for it', async () => {
    const names = async (kind: string) =>
      (await group.as('chair', (tx) => desk.newForm(tx, { kind, body: 'lm', day: null }, today))).fields.map(
        ({ name }) => name,
      );
    expect(await names('meeting')).not.toContain('parent');
    expect(await names('observance')).not.toContain('starts_at');
    expect(await names('session')).toContain('parent');
  });

  test('is made once, however often the form is sent, with a time as people write it', async () => {
    const ref = await group.as('chair', (tx) => commands.create(tx, 'meeting', typed()));
    expect(await group.as('chair', (tx) => commands.create(tx, 'meeting', typed()))).toBe(ref);
    expect(ref).toBe('lm-2026-4');
    const made = await group.as('member', (tx) => get(tx, ref, today));
    expect(made).toMatchObject({ from: '2026-12-16', startsAt: '09:30', endsAt: '11:00' });
  });

  test('that lasts several days is asked for its last one', async () => {
    const ref = await group.as('chair', (tx) =>
      commands.create(tx, 'visit', typed({ 'title.en': 'Visit', until_on: '১৮ ডিসেম্বর ২০২৬' })),
    );
    expect((await group.as('member', (tx) => get(tx, ref, today))).until).toBe('2026-12-19');
    const { form } = await group.as('chair', (tx) => desk.open(tx, ref));
    expect(form.typed['until_on']).toBe('2026-12-18');
  });

  test.each([
    ['ends before it begins', { starts_at: '14:00', ends_at: '13:00' }, 'ends_at'],
    ['has a time that is none', { starts_at: '25:00' }, 'starts_at'],
    ['has no day', { from_on: '' }, 'from_on'],
  ])('is refused at its field when it %s', async (_, more, control) => {
    const tried = group.as('chair', (tx) => commands.create(tx, 'meeting', typed(more)));
    await expect(tried).rejects.toMatchObject({ problems: [{ control }] });
  });
});

describe('a change', () => {
  const open = () => group.as('chair', (tx) => desk.open(tx, 'lm-2026-3'));

  test('leaves what the form of the kind does not show', async () => {
    const { form } = await open();
    const sent = { typed: { ...form.typed, 'venue.en': 'Room 2' }, version: 1, base: 1, choices: new Map() };
    await group.as('chair', (tx) => commands.change(tx, 'lm-2026-3', sent));
    const stands = await group.as('chair', (tx) => get(tx, 'lm-2026-3', today));
    expect(stands).toMatchObject({ venue: { en: 'Room 2' }, dateBasis: { en: 'The letter of invitation' } });
    expect(stands.organisations).toHaveLength(1);
  });

  test('of what somebody else changed meanwhile is shown both, also to a chair who reads no history', async () => {
    const { form } = await open();
    const sent = { typed: { ...form.typed, 'venue.en': 'Room 1' }, version: 1, base: 1, choices: new Map() };
    await expect(group.as('chair', (tx) => commands.change(tx, 'lm-2026-3', sent))).rejects.toMatchObject({
      code: 'record.conflict',
    });
    const clash = await group.as('chair', (tx) =>
      desk.clash(tx, 'lm-2026-3', { typed: sent.typed, version: 1 }),
    );
    expect(clash.differences.map(({ field, touched, by }) => [field.name, touched, by?.actor])).toEqual([
      ['venue', 'both', 'chair'],
    ]);
    const again = { ...sent, version: 2 };
    await expect(group.as('chair', (tx) => commands.change(tx, 'lm-2026-3', again))).rejects.toMatchObject({
      problems: [{ control: 'keep.venue' }],
    });
    await group.as('chair', (tx) =>
      commands.change(tx, 'lm-2026-3', { ...again, choices: new Map([['keep.venue', 'theirs']]) }),
    );
    expect((await group.as('chair', (tx) => get(tx, 'lm-2026-3', today))).venue?.en).toBe('Room 2');
  });

  test('learns nothing of what stood there while the meeting was for the secretariat alone, and asks before it overwrites', async () => {
    const { form } = await open();
    const { typed: first, version } = form;
    const stands = await group.world.asSecretariat((tx) => desk.open(tx, 'lm-2026-3'));
    const write = async (more: Typed, at: number) =>
      group.world.asSecretariat((tx) =>
        commands.change(tx, 'lm-2026-3', {
          typed: { ...stands.form.typed, ...more },
          version: at,
          base: at,
          choices: new Map(),
        }),
      );
    await write({ visibility: 'secretariat', 'venue.en': 'Secret' }, version);
    await write({ visibility: 'body', 'venue.en': 'Open' }, version + 1);
    const guess = async (venue: string) => {
      const form = { typed: { ...first, 'venue.en': venue }, version: version };
      const { differences } = await group.as('chair', (tx) => desk.clash(tx, 'lm-2026-3', form));
      return differences.map(({ field, touched }) => [field.name, touched]);
    };
    expect(await guess('Secret')).toEqual([['venue', 'both']]);
    expect(await guess('Anything')).toEqual([['venue', 'both']]);
    await write({ visibility: 'body', 'venue.en': 'Room 2' }, version + 2);
  });

  test('calls a meeting off and on again', async () => {
    const { version } = await open();
    const off = (isSure: boolean) =>
      group.as('chair', (tx) => commands.callOff(tx, 'lm-2026-3', { day: today, version, isSure }));
    await expect(off(false)).rejects.toMatchObject({ code: 'meeting.not_sure' });
    await off(true);
    expect((await group.as('member', (tx) => get(tx, 'lm-2026-3', today))).status).toBe('cancelled');
    await group.as('chair', (tx) =>
      commands.callOff(tx, 'lm-2026-3', { day: null, version: version + 1, isSure: false }),
    );
    expect((await group.as('member', (tx) => get(tx, 'lm-2026-3', today))).status).toBe('held');
  });
});

test('the next meeting comes after the one it is made of', async () => {
  const cloning = { day: '2026-11-20', parts: new Set<ClonePart>(), times: 1, every: 1 };
  await expect(group.as('chair', (tx) => clone(tx, 'lm-2026-3', cloning, today))).rejects.toMatchObject({
    code: 'clone.not_after',
  });
});

test('a series takes the next numbers and years, and what is unfinished goes on once, on its first meeting', async () => {
  const cloning = {
    day: '2027-01-14',
    parts: new Set<ClonePart>(['agenda', 'unfinished']),
    times: 2,
    every: 3,
  };
  const made = await group.as('chair', (tx) => clone(tx, 'lm-2026-3', cloning, today));
  expect(made).toEqual(['lm-2027-1', 'lm-2027-2']);
  const titles = await group.as('chair', (tx) =>
    Promise.all(made.map((ref) => get(tx, ref, today).then(({ title, from }) => [title.en, title.bn, from]))),
  );
  expect(titles).toEqual([
    ['First meeting of the group in 2027', 'গ্রুপের ২০২৭ সালের প্রথম সভা', '2027-01-14'],
    ['Second meeting of the group in 2027', 'গ্রুপের ২০২৭ সালের দ্বিতীয় সভা', '2027-04-14'],
  ]);
  const items = await group.as('chair', (tx) => agendaOf(tx, 'lm-2027-1'));
  expect(
    items.map(({ parent, continues, outcome, isDraft }) => [parent, continues?.ref, outcome, isDraft]),
  ).toEqual([
    [null, undefined, null, true],
    [null, 'lm-2026-3-2', null, true],
    ['lm-2027-1-2', undefined, null, true],
  ]);
  const later = await group.as('chair', (tx) => agendaOf(tx, 'lm-2027-2'));
  expect(later.map(({ continues }) => continues)).toEqual([null, null, null]);
  expect((await group.as('chair', (tx) => get(tx, 'lm-2027-1', today))).organisations).toEqual([]);
});
