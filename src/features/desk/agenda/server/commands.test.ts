import { afterAll, beforeAll, expect, test } from 'vitest';
import { everybody, openGroup, today } from '#features/meetings/action-points/server/testing.ts';
import { evidenceInput } from '#features/files/schema.ts';
import * as evidence from '#features/files/server/commands.ts';
import { agendaPaper } from '#features/meetings/agenda/server/exports.ts';
import * as agenda from '#features/meetings/agenda/server/commands.ts';
import { agendaOf } from '#features/meetings/agenda/server/queries.ts';
import { mattersArising } from '#features/meetings/arising/server/queries.ts';
import { agendaItemInput, meetingInput } from '#features/meetings/schema.ts';
import * as meetings from '#features/meetings/server/commands.ts';
import { passagesIn } from '#lib/publication/resolve.ts';
import { plainText } from '#lib/publication/resolved-text.ts';
import type { Typed } from '#lib/forms/fields.ts';
import * as commands from './commands.ts';
import * as desk from './queries.ts';

let group: Awaited<ReturnType<typeof openGroup>>;
beforeAll(async () => {
  group = await openGroup();
  await group.world.asSecretariat(async (tx) => {
    const meeting = { kind: 'meeting', title: 'Meeting', visibility: 'body', body: 'lm' };
    await meetings.save(tx, [
      meetingInput.parse({ ...meeting, ref: 'before', from_on: '2026-09-10' }),
      meetingInput.parse({ ...meeting, ref: 'next', from_on: '2026-12-10', starts_at: '10:00' }),
      meetingInput.parse({ ...meeting, ref: 'after', from_on: '2027-03-10' }),
    ]);
    await agenda.save(tx, [
      agendaItemInput.parse({
        ref: 'before-1',
        meeting: 'before',
        position: 1,
        title: 'Left over',
        kind: 'decision',
        visibility: 'body',
        ended: 'carried-over',
      }),
    ]);
    await evidence.save(
      tx,
      ['public', 'secretariat'].map((visibility) =>
        evidenceInput.parse({
          ref: `paper-${visibility}`,
          title: `Paper ${visibility}`,
          kind: 'publication',
          visibility,
        }),
      ),
    );
  });
}, 240_000);
afterAll(() => group.world.close());

const line = (title: string, more: Typed = {}): Typed => ({ title, kind: 'discussion', ...more });
const add = (typed: Typed, meeting = 'next') =>
  group.as('chair', (tx) => commands.add(tx, meeting, typed, 'bn'));
const order = async (meeting = 'next') =>
  (await group.as('chair', (tx) => agendaOf(tx, meeting))).map(({ ref, parent }) =>
    parent ? `${parent}>${ref}` : ref,
  );

test('only whoever runs the body touches its agenda', async () => {
  for (const who of everybody.filter((one) => one !== 'chair')) {
    const sent = { typed: {}, version: 1, base: 1, choices: new Map() };
    const tries = [
      group.as(who, (tx) => commands.add(tx, 'next', line('Mine'), 'en')),
      group.as(who, (tx) => commands.change(tx, 'before', 'before-1', sent)),
      group.as(who, (tx) => commands.move(tx, 'before', 'before-1', 'up')),
      group.as(who, (tx) => commands.place(tx, 'before', 'before-1', '')),
      group.as(who, (tx) => commands.remove(tx, 'before', 'before-1')),
      group.as(who, (tx) => commands.takeUp(tx, 'next', 'before-1', today)),
      group.as(who, (tx) => commands.publish(tx, 'before')),
      group.as(who, (tx) => desk.open(tx, 'before', 'before-1')),
    ];
    const done = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled').length;
    expect([who, done]).toEqual([who, 0]);
  }
});

test('an item is one line: who presents it is named as people say it, minutes in digits of either script', async () => {
  const ref = await add(line('সূচনা', { duration: '১৫', presenter: 'IOM' }));
  expect(ref).toBe('next-1');
  expect(await add(line('সূচনা', { duration: '১৫', presenter: 'IOM' }))).toBe(ref);
  const [item] = await group.as('chair', (tx) => agendaOf(tx, 'next'));
  expect(item).toMatchObject({
    title: { source: 'bn', bn: 'সূচনা' },
    duration: 15,
    presenter: { organisation: { ref: 'iom' }, person: null },
    visibility: 'body',
    isDraft: true,
  });
  await add(line('Person', { presenter: 'holder' }));
  const found = await group.as('chair', (tx) => agendaOf(tx, 'next'));
  expect(found[1]?.presenter.person?.ref).toBe('holder');
});

test.each([
  ['without a title', { title: ' ' }, 'title'],
  ['with minutes that are no number', { duration: 'ten minutes' }, 'duration'],
  ['with minutes no meeting has', { duration: '601' }, 'duration'],
  ['with a presenter nobody knows', { presenter: 'Nobody at all' }, 'presenter'],
])('a line %s is refused at its field', async (_, more, control) => {
  await expect(add(line('Item', more))).rejects.toMatchObject({ problems: [{ control }] });
});

test('items move among those of their level, and leave with their sub-items', async () => {
  await add(line('Under', { parent: 'next-2' }));
  await add(line('Last'));
  expect(await order()).toEqual(['next-1', 'next-2>next-3', 'next-2', 'next-4']);
  await group.as('chair', (tx) => commands.move(tx, 'next', 'next-4', 'up'));
  await group.as('chair', (tx) => commands.move(tx, 'next', 'next-1', 'up'));
  expect((await order()).filter((one) => !one.includes('>'))).toEqual(['next-1', 'next-4', 'next-2']);
  await group.as('chair', (tx) => commands.remove(tx, 'next', 'next-2'));
  expect(await order()).toEqual(['next-1', 'next-4']);
});

test('an item of another meeting is not found here, and nothing stands under a sub-item', async () => {
  const elsewhere = group.as('chair', (tx) => commands.remove(tx, 'next', 'before-1'));
  await expect(elsewhere).rejects.toMatchObject({ status: 404 });
  const sub = await add(line('Sub', { parent: 'next-1' }));
  const opened = await group.as('chair', (tx) => desk.open(tx, 'next', 'next-4'));
  const sent = {
    typed: { ...opened.typed, parent: sub },
    version: opened.version,
    base: opened.version,
    choices: new Map(),
  };
  await expect(group.as('chair', (tx) => commands.change(tx, 'next', 'next-4', sent))).rejects.toMatchObject({
    problems: [{ control: 'parent' }],
  });
});

test('what was carried over is taken up once, and comes back when that meeting is called off', async () => {
  const arising = async (meeting: string) =>
    (await group.as('chair', (tx) => mattersArising(tx, meeting, today))).items.map(({ ref }) => ref);
  expect(await arising('next')).toEqual(['before-1']);
  await group.as('chair', (tx) => commands.takeUp(tx, 'next', 'before-1', today));
  await group.as('chair', (tx) => commands.takeUp(tx, 'next', 'before-1', today));
  expect((await order()).filter((ref) => ref === 'next-6')).toHaveLength(1);
  expect([await arising('next'), await arising('after')]).toEqual([[], []]);
  await group.world.asSecretariat((tx) =>
    meetings.save(tx, [
      meetingInput.parse({
        ref: 'next',
        kind: 'meeting',
        title: 'Meeting',
        visibility: 'body',
        body: 'lm',
        from_on: '2026-12-10',
        starts_at: '10:00',
        cancelled_on: '2026-12-01',
      }),
    ]),
  );
  expect(await arising('after')).toEqual(['before-1']);
  await group.as('chair', (tx) => commands.takeUp(tx, 'after', 'before-1', today));
  expect(await order('after')).toEqual(['after-1']);
});

test('members see the agenda once it is published, with the papers that are for them', async () => {
  const opened = await group.as('chair', (tx) => desk.open(tx, 'after', 'after-1'));
  const papers = { 'papers.0.evidence': 'Paper public' };
  const sent = {
    typed: { ...opened.typed, ...papers },
    version: opened.version,
    base: opened.version,
    choices: new Map(),
  };
  await group.as('chair', (tx) => commands.change(tx, 'after', 'after-1', sent));
  await group.world.asSecretariat(async (tx) => {
    const { input } = await desk.open(tx, 'after', 'after-1');
    const both = [{ evidence: 'paper-public' }, { evidence: 'paper-secretariat' }];
    await agenda.save(tx, [agendaItemInput.parse({ ...input, ref: 'after-1', papers: both })]);
  });
  expect(await group.as('member', (tx) => agendaOf(tx, 'after'))).toEqual([]);
  await group.as('chair', (tx) => commands.publish(tx, 'after'));
  const kept = await group.world.asSecretariat((tx) => agendaOf(tx, 'after'));
  expect(kept[0]?.papers.map(({ ref }) => ref)).toEqual(['paper-public', 'paper-secretariat']);
  const seen = await group.as('member', (tx) => agendaOf(tx, 'after'));
  expect(seen.map(({ papers: list }) => list.map(({ ref }) => ref))).toEqual([['paper-public']]);

  const paper = await group.as('member', (tx) => agendaPaper(tx, 'after', { lang: 'en', today }));
  const text = passagesIn(paper).map(plainText).join('\n');
  expect(text).toContain('Left over · Paper public');
  expect(text).not.toContain('Paper secretariat');
  // The group has an open point for each kind of owner.
  expect(text).toContain('Do what is of-person');
});
