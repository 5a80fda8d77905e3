import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actionPointInput } from '#features/meetings/action-points/schema.ts';
import * as points from '#features/meetings/action-points/server/commands.ts';
import * as pointQueries from '#features/meetings/action-points/server/queries.ts';
import { adopt, circulate } from '#features/meetings/adoption/server/commands.ts';
import * as decisions from '#features/meetings/decisions/server/commands.ts';
import * as decisionQueries from '#features/meetings/decisions/server/queries.ts';
import { openMinutesWorld, type Reader } from '#features/meetings/minutes/server/testing.ts';
import { decisionInput } from '#features/meetings/schema.ts';
import { write } from '#features/meetings/writing/server/commands.ts';
import { markOf } from '#features/meetings/writing/server/queries.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import type { Typed } from '#lib/forms/fields.ts';
import { archive, change, create } from './commands.ts';
import { open, openNew } from './queries.ts';

let world: Awaited<ReturnType<typeof openMinutesWorld>>;
const today = '2026-11-23';
const strangers = ['public', 'stranger', 'outsider', 'member', 'alternate'] as const;

beforeAll(async () => {
  world = await openMinutesWorld();
  await world.as('secretariat', async (tx) => {
    await people.save(tx, [personInput.parse({ ref: 'hidden', name: 'Hidden', visibility: 'secretariat' })]);
    const decided = { body: 'labour', decided_on: '2026-11-10', kind: 'decision' };
    await decisions.save(tx, [
      decisionInput.parse({ ...decided, ref: 'd1', wording: 'The plan stands.', meeting: 'mtg' }),
      decisionInput.parse({ ...decided, ref: 'd2', wording: 'The plan changes.', meeting: 'next' }),
      decisionInput.parse({ ...decided, ref: 'other', wording: 'Elsewhere.', body: 'climate' }),
    ]);
    const agreed = { body: 'labour', meeting: 'mtg', agreed_on: '2026-11-10' };
    const owner = { kind: 'organisation', ref: 'mol' };
    await points.save(tx, [
      actionPointInput.parse({ ...agreed, ref: 'p1', task: 'Share the plan', owner }),
      actionPointInput.parse({ ...agreed, ref: 'p2', task: 'Ask', owner: { kind: 'person', ref: 'hidden' } }),
    ]);
  });
}, 120_000);
afterAll(() => world.close());

type Kind = 'decisions' | 'action_points';
/** What the form would send: what stands, with what is typed over it. */
const edit = (reader: Reader, kind: Kind, ref: string, typed: Typed) =>
  world.as(reader, async (tx) => {
    const opened = await open(tx, kind, ref);
    await change(tx, kind, ref, { typed: { ...opened.typed, ...typed }, version: opened.version });
  });
const decision = (ref: string) => world.as('secretariat', (tx) => decisionQueries.get(tx, ref));
const point = (ref: string) => world.as('secretariat', (tx) => pointQueries.get(tx, ref, today));

describe('who runs the body changes what its meetings came to', () => {
  test('wording, status and links of a decision; the number stays', async () => {
    const before = await decision('d1');
    await edit('chair', 'decisions', 'd1', {
      'wording.en': 'The work plan stands.',
      carried_out_on: 'নভেম্বর ২০২৬',
    });
    const after = await decision('d1');
    expect([after.wording.en, after.status, after.carriedOut, after.number]).toEqual([
      'The work plan stands.',
      'carried-out',
      '2026-11',
      before.number,
    ]);
    await edit('chair', 'decisions', 'd1', { carried_out_on: '', superseded_by: 'd2' });
    expect((await decision('d1')).status).toBe('superseded');
  });

  test('task, owner and date of a point; exactly one owns it', async () => {
    await edit('chair', 'action_points', 'p1', {
      owner_organisation: '',
      owner_seat: 's-member',
      due_on: '15 February 2027',
    });
    const after = await point('p1');
    expect([after.owner?.kind, after.owner?.ref, after.due]).toEqual(['seat', 's-member', '2027-02-15']);
    const wrong: Typed[] = [{ owner_organisation: 'iom' }, { owner_seat: '' }];
    for (const typed of wrong)
      await expect(edit('chair', 'action_points', 'p1', typed)).rejects.toMatchObject({
        problems: [{ message: 'outcome_error_owner' }],
      });
  });

  test('and names no item of another meeting, no decision of another body', async () => {
    await expect(edit('chair', 'decisions', 'd1', { agenda_item: 'next-1' })).rejects.toMatchObject({
      problems: [{ control: 'agenda_item' }],
    });
    await expect(edit('chair', 'decisions', 'd1', { superseded_by: 'other' })).rejects.toMatchObject({
      problems: [{ control: 'superseded_by' }],
    });
    await expect(edit('chair', 'action_points', 'p1', { decision: 'other' })).rejects.toMatchObject({
      problems: [{ control: 'decision' }],
    });
  });

  test('but not a point whose owner is hidden from them, which stays as it is', async () => {
    await expect(edit('chair', 'action_points', 'p2', { owner_seat: 's-chair' })).rejects.toMatchObject({
      problems: [{ message: 'outcome_error_owner_unseen' }],
    });
    expect((await point('p2')).owner?.ref).toBe('hidden');
  });

  test.each(strangers)('%s changes nothing', async (reader) => {
    for (const [kind, ref] of [
      ['decisions', 'd1'],
      ['action_points', 'p1'],
    ] as const) {
      await expect(edit(reader, kind, ref, {})).rejects.toMatchObject({ status: 403 });
      const reason = 'not wanted';
      await expect(
        world.as(reader, (tx) => archive(tx, kind, ref, { archived: true, reason })),
      ).rejects.toMatchObject({ status: 403 });
      await expect(world.as(reader, (tx) => create(tx, kind, 'labour', {}))).rejects.toMatchObject({
        status: 403,
      });
    }
  });

  test('a draft of another body is not there', async () => {
    await expect(edit('chair', 'decisions', 'no-such', {})).rejects.toMatchObject({ status: 404 });
    await expect(edit('chair', 'decisions', 'other', {})).rejects.toMatchObject({ status: 403 });
  });
});

describe('without a meeting', () => {
  test('a decision is numbered with the others, and the same form sent twice makes one', async () => {
    const typed = await world.as('chair', async (tx) => ({
      ...(await openNew(tx, 'decisions', 'labour', today)).typed,
      'wording.en': 'By letter: the budget stands.',
    }));
    const first = await world.as('chair', (tx) => create(tx, 'decisions', 'labour', typed));
    const second = await world.as('chair', (tx) => create(tx, 'decisions', 'labour', typed));
    expect([first, second]).toEqual(['labour-2026-D1', 'labour-2026-D1']);
    const made = await decision(first);
    expect([made.number, made.meeting, made.status]).toEqual([3, null, 'in-force']);
  });

  test('a point needs words and an owner', async () => {
    const typed = { agreed_on: today, visibility: 'body' };
    await expect(
      world.as('chair', (tx) => create(tx, 'action_points', 'labour', typed)),
    ).rejects.toMatchObject({
      problems: [{ control: 'task.en' }],
    });
    const whole = { ...typed, 'task.bn': 'চিঠি পাঠানো', owner_organisation: 'IOM' };
    const ref = await world.as('chair', (tx) => create(tx, 'action_points', 'labour', whole));
    expect((await point(ref)).owner?.ref).toBe('iom');
  });
});

describe('adopted minutes', () => {
  beforeAll(async () => {
    await world.as('chair', async (tx) => {
      await write(tx, 'mtg', [{ item: 'mtg-1', version: 0, mark: markOf(null), en: 'Said.', bn: '' }]);
      await circulate(tx, 'mtg', { today, origin: 'https://setu.example' });
      await adopt(tx, 'mtg', '2026-12-31', { by: 'meeting', at: undefined });
    });
  });

  test('keep the words: the form does not ask them, and what is sent all the same is not taken', async () => {
    const opened = await world.as('chair', (tx) => open(tx, 'decisions', 'd1'));
    expect(opened.fields.map(({ name }) => name)).not.toContain('wording');
    await edit('chair', 'decisions', 'd1', { 'wording.en': 'Something else', superseded_by: '' });
    const after = await decision('d1');
    expect([after.wording.en, after.status]).toEqual(['The work plan stands.', 'in-force']);
  });

  test('let owner and date of a point go on', async () => {
    await edit('chair', 'action_points', 'p1', { due_on: 'March 2027', 'task.en': 'Something else' });
    const after = await point('p1');
    expect([after.due, after.task.en]).toEqual(['2027-03', 'Share the plan']);
  });

  test('are not emptied by archiving', async () => {
    await expect(
      world.as('chair', (tx) => archive(tx, 'decisions', 'd1', { archived: true, reason: 'not wanted' })),
    ).rejects.toMatchObject({ code: 'minutes.locked' });
  });
});
