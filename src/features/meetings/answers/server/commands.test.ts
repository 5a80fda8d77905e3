import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guestsIn } from '#features/meetings/invitations/rules.ts';
import * as invitations from '#features/meetings/invitations/server/commands.ts';
import * as lists from '#features/meetings/invitations/server/queries.ts';
import {
  openGroup,
  sending,
  today,
  type Group,
  type Who,
} from '#features/meetings/invitations/server/testing.ts';
import { answerAddress, codeOfToken } from '#lib/server/secrets/answer-links.ts';
import { stopToken } from '#lib/server/mail/stop-links.ts';
import { testNow } from '#lib/server/db/testing.ts';
import * as commands from './commands.ts';
import * as answers from './queries.ts';

let group: Group;
let code = '';
beforeAll(async () => {
  group = await openGroup();
  const who = ['seat:s-chair:chair', 'seat:s-moewoe:holder'];
  const { guests } = guestsIn('Stranger <stranger@ministry.example>\nRahima <rahima@guest.example>', 'en');
  await group.world.asSecretariat(async (tx) => {
    await invitations.invite(tx, 'lm-1', { who: [...who, 'person::stranger'], guests, lang: 'en' });
    await invitations.send(tx, 'lm-1', sending, today);
  });
  code = (await rowOf('rahima@guest.example'))?.code ?? '';
}, 120_000);
afterAll(() => group.world.close());

const rowOf = async (address: string) =>
  (await group.world.asSecretariat(async (tx) => lists.list(tx, await lists.facts(tx, 'lm-1')))).find(
    (one) => one.address === address,
  );
const byLink = (answer: 'accepted' | 'declined', day = today) =>
  group.world.asSecretariat((tx) => commands.answerByCode(tx, code, answer, day));
const later = (hours: number) => new Date(testNow.getTime() + hours * 3_600_000);

describe('the address of an answer', () => {
  test('opens that invitation and nothing else; no other is guessed from it', () => {
    const { secret, origin } = sending;
    const token = answerAddress(secret, origin, 'en', code).split('/').at(-1) ?? '';
    expect(codeOfToken(secret, token)).toBe(code);
    const forged = [
      token.replace(
        code,
        code.replace(/^./u, (first) => (first === '0' ? '1' : '0')),
      ),
      `${token}x`,
      token.slice(0, -1),
      code,
      `${code}.`,
      '',
      stopToken(secret, code),
      answerAddress('another secret', origin, 'en', code).split('/').at(-1) ?? '',
    ];
    for (const one of forged) expect(codeOfToken(secret, one)).toBeNull();
  });

  test('shows title, time and place, and nothing else of the meeting or of others', async () => {
    const asked = await group.world.asSecretariat((tx) => answers.byCode(tx, code, today));
    expect(Object.keys(asked ?? {}).sort()).toEqual([
      'answer',
      'body',
      'endsAt',
      'from',
      'isOld',
      'onlineLink',
      'place',
      'startsAt',
      'state',
      'title',
      'until',
      'venue',
    ]);
  });

  test('takes an answer, and another one, until the meeting is over', async () => {
    await byLink('declined');
    await byLink('accepted');
    expect(await rowOf('rahima@guest.example')).toMatchObject({
      answer: 'accepted',
      answeredBy: 'link',
      isOld: false,
    });
    await byLink('accepted', '2026-12-01');
    await expect(byLink('declined', '2026-12-02')).rejects.toMatchObject({
      code: 'invitation.over',
      status: 410,
    });
    expect(await rowOf('rahima@guest.example')).toMatchObject({ answer: 'accepted' });
  });
});

describe('a signed-in person', () => {
  const own = (who: Who) => group.as(who, (tx) => answers.own(tx, today));

  test('finds what they are invited to, also what they may not see otherwise, until it is answered', async () => {
    expect(await own('stranger')).toMatchObject([
      { ref: 'lm-1', answer: null, state: 'open', isSeen: false },
    ]);
    expect(await own('holder')).toMatchObject([{ ref: 'lm-1', isSeen: true }]);
    expect(await own('alternate')).toEqual([]);
    const due = () =>
      group.as('stranger', (tx) =>
        tx.viewer.kind === 'person'
          ? answers.due(tx, { account: tx.viewer.account, access: tx.viewer.access, today })
          : Promise.resolve([]),
      );
    expect(await due()).toMatchObject([
      { kind: 'invitation_unanswered', ground: 'invited', due: '2026-12-01' },
    ]);
    const [mine] = await own('stranger');
    await group.as('stranger', (tx) => commands.answerOwn(tx, mine?.code ?? '', 'tentative', today));
    expect(await due()).toEqual([]);
    expect(await rowOf('stranger@ministry.example')).toMatchObject({ answer: 'tentative' });
  });

  test('answers for nobody else, and changes nothing but the answer', async () => {
    const theirs = (await rowOf('holder@ministry.example'))?.code ?? '';
    await expect(
      group.as('stranger', (tx) => commands.answerOwn(tx, theirs, 'declined', today)),
    ).rejects.toMatchObject({ code: 'invitation.unknown' });
    await expect(
      group.as('holder', (tx) => commands.setAnswer(tx, 'lm-1', theirs, 'declined')),
    ).rejects.toMatchObject({ code: 'record.refused' });
    const changed = await group.as('holder', (tx) =>
      tx.db.updateTable('meeting_invitations').set({ name: 'x' }).executeTakeFirst(),
    );
    expect(Number(changed.numUpdatedRows)).toBe(0);
    expect(await rowOf('holder@ministry.example')).toMatchObject({ answer: null });
  });
});

describe('answers from calendars', () => {
  const file = (of: {
    attendee?: string;
    partstat?: string;
    sequence?: number;
    stamp?: string;
    uid?: string;
  }) =>
    new TextEncoder().encode(
      [
        'BEGIN:VCALENDAR',
        'METHOD:REPLY',
        'BEGIN:VEVENT',
        `UID:${of.uid ?? 'meeting-lm-1@bdunnm.setu'}`,
        `SEQUENCE:${String(of.sequence ?? 0)}`,
        `DTSTAMP:${of.stamp ?? '20261123T040000Z'}`,
        `ATTENDEE;PARTSTAT=${of.partstat ?? 'ACCEPTED'}:mailto:${of.attendee ?? 'Holder@ministry.example'}`,
        'END:VEVENT',
        'END:VCALENDAR',
      ].join('\r\n'),
    );
  const take = (of: Parameters<typeof file>[0], who: Who = 'chair') =>
    group.as(who, (tx) => commands.takeReplies(tx, 'lm-1', file(of)), later(24));
  const nothing = { taken: [], older: [], unknown: [], elsewhere: 0 };
  const holder = () => rowOf('holder@ministry.example');

  test('are taken by address; the one made last counts, and only for whoever runs the meeting', async () => {
    await expect(take({}, 'holder')).rejects.toMatchObject({ code: 'record.refused' });
    const address = 'holder@ministry.example';
    expect(await take({})).toEqual({ ...nothing, taken: [address] });
    expect(await take({ partstat: 'DECLINED', stamp: '20261123T050000Z' })).toEqual({
      ...nothing,
      taken: [address],
    });
    expect(await take({ stamp: '20261123T043000Z' })).toEqual({ ...nothing, older: [address] });
    expect(await holder()).toMatchObject({ answer: 'declined', answeredBy: 'calendar', isOld: false });
  });

  test('of nobody invited, to another meeting, or none at all change nothing', async () => {
    expect(await take({ attendee: 'x@y.example' })).toEqual({ ...nothing, unknown: ['x@y.example'] });
    expect(await take({ uid: 'meeting-lm-2@bdunnm.setu' })).toEqual({ ...nothing, elsewhere: 1 });
    const none = group.as('chair', (tx) => commands.takeReplies(tx, 'lm-1', new TextEncoder().encode('no')));
    await expect(none).rejects.toMatchObject({ code: 'invitation.no_reply' });
    expect(await holder()).toMatchObject({ answer: 'declined' });
  });

  test('to an earlier letter are shown as answers to the old time, until a new one comes', async () => {
    await group.change({ starts_at: '14:00', ends_at: '16:00' });
    expect(await holder()).toMatchObject({ answer: 'declined', isOld: true, due: 'meeting-changed' });
    await group.as('chair', (tx) => invitations.send(tx, 'lm-1', sending, today), later(4));
    expect(await holder()).toMatchObject({ answer: 'declined', isOld: true, due: null });
    await take({ sequence: 0, stamp: '20261123T060000Z' });
    expect(await holder()).toMatchObject({ answer: 'accepted', isOld: true });
    await take({ sequence: 1, stamp: '20261123T070000Z', partstat: 'TENTATIVE' });
    expect(await holder()).toMatchObject({ answer: 'tentative', isOld: false });
    await take({ sequence: 0, stamp: '20261123T080000Z', partstat: 'DECLINED' });
    expect(await holder()).toMatchObject({ answer: 'tentative', isOld: false });
  });
});

test('what the desk was told is noted and taken back', async () => {
  const of = (await rowOf('chair@ministry.example'))?.code ?? '';
  await group.as('chair', (tx) => commands.setAnswer(tx, 'lm-1', of, 'accepted'));
  expect(await rowOf('chair@ministry.example')).toMatchObject({ answer: 'accepted', answeredBy: 'desk' });
  await group.as('chair', (tx) => commands.setAnswer(tx, 'lm-1', of, null));
  expect(await rowOf('chair@ministry.example')).toMatchObject({ answer: null, answeredBy: null });
});

test('an invitation that was withdrawn answers nothing, whoever has its address', async () => {
  await group.as('chair', (tx) => invitations.withdraw(tx, 'lm-1', code, { sending, today }));
  expect(await group.world.asSecretariat((tx) => answers.byCode(tx, code, today))).toBeNull();
  await expect(byLink('declined')).rejects.toMatchObject({ code: 'invitation.unknown', status: 404 });
});
