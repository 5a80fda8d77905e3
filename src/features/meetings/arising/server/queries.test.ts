import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import {
  actionPointInput,
  pointStatuses,
  type PointStatus,
} from '#features/meetings/action-points/schema.ts';
import * as points from '#features/meetings/action-points/server/commands.ts';
import * as agenda from '#features/meetings/agenda/server/commands.ts';
import * as decisions from '#features/meetings/decisions/server/commands.ts';
import { minutesInput } from '#features/meetings/minutes/schema.ts';
import * as minutes from '#features/meetings/minutes/server/commands.ts';
import { agendaEnds, agendaItemInput, decisionInput, meetingInput } from '#features/meetings/schema.ts';
import * as meetings from '#features/meetings/server/commands.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { shifted } from '#lib/dates.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { mattersArising } from './queries.ts';

const today = '2026-11-23';
let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'agency', name: 'Agency', sector: 'un' }),
    ]);
    await organisations.save(tx, [organisationInput.parse({ ref: 'iom', name: 'IOM', type: 'agency' })]);
  });
}, 240_000);
afterAll(() => world.close());

const day = (n: number) => shifted('2026-01-01', n);

const step = fc.record({ status: fc.constantFrom(...pointStatuses), after: fc.nat(60) });
const pointShape = fc.record({
  body: fc.nat(1),
  agreed: fc.nat(200),
  steps: fc.array(step, { maxLength: 3 }),
});
const meetingShape = fc.record({
  body: fc.nat(1),
  on: fc.nat(250),
  isCancelled: fc.boolean(),
  items: fc.array(fc.constantFrom(...agendaEnds, undefined), { maxLength: 3 }),
  /** Takes up this carried-over item of an earlier meeting of its body, if there is one. */
  takes: fc.option(fc.nat(5), { nil: undefined }),
});
const shape = fc.record({
  meetings: fc.uniqueArray(meetingShape, { minLength: 2, maxLength: 6, selector: ({ on }) => on }),
  points: fc.array(pointShape, { maxLength: 8 }),
});
type World = typeof shape extends fc.Arbitrary<infer W> ? W : never;

type Item = {
  ref: string;
  body: number;
  on: number;
  ended: string | undefined;
  continues: string | undefined;
};
type Point = { ref: string; body: number; agreed: string; steps: { status: PointStatus; on: string }[] };

const saveMeeting = (tx: Tx, values: Record<string, unknown>) =>
  meetings.save(tx, [meetingInput.parse({ kind: 'meeting', title: 'Meeting', ...values })]);
const saveItem = (tx: Tx, values: Record<string, unknown>) =>
  agenda.save(tx, [agendaItemInput.parse({ position: 1, title: 'Item', kind: 'discussion', ...values })]);
const savePoint = (tx: Tx, values: Record<string, unknown>) =>
  points.save(tx, [
    actionPointInput.parse({ task: 'To do', owner: { kind: 'organisation', ref: 'iom' }, ...values }),
  ]);

let runs = 0;
async function build(tx: Tx, shaped: World): Promise<{ w: string; items: Item[]; points: Point[] }> {
  const w = `w${String((runs += 1))}`;
  const held = [...shaped.meetings].sort((a, b) => a.on - b.on);
  await bodies.save(
    tx,
    [0, 1].map((n) => bodyInput.parse({ ref: `${w}-b${String(n)}`, kind: 'working-group', name: 'Group' })),
  );
  const items: Item[] = [];
  for (const [n, { body, on, isCancelled, items: ends, takes }] of held.entries()) {
    const meeting = `${w}-m${String(n)}`;
    await saveMeeting(tx, {
      ref: meeting,
      body: `${w}-b${String(body)}`,
      from_on: day(on),
      cancelled_on: isCancelled ? day(on) : undefined,
    });
    const free = items.filter(
      (item) =>
        item.body === body &&
        item.ended === 'carried-over' &&
        !items.some(({ continues }) => continues === item.ref),
    );
    const taken =
      takes === undefined || isCancelled ? undefined : free[takes % Math.max(1, free.length)]?.ref;
    const own = ends.map((ended, at) => ({ ended, continues: at === 0 ? taken : undefined }));
    for (const [at, { ended, continues }] of own.entries()) {
      const ref = `${meeting}-${String(at)}`;
      await saveItem(tx, { ref, meeting, position: at + 1, ended, continues });
      items.push({ ref, body, on: isCancelled ? Infinity : on, ended, continues });
    }
  }
  const made = shaped.points.map(({ body, agreed, steps }, n): Point => {
    let on = agreed;
    return {
      ref: `${w}-p${String(n)}`,
      body,
      agreed: day(agreed),
      steps: steps.map(({ status, after }) => ({ status, on: day((on += after)) })),
    };
  });
  for (const point of made) {
    await savePoint(tx, { ref: point.ref, body: `${w}-b${String(point.body)}`, agreed_on: point.agreed });
    for (const { status, on } of point.steps)
      await points.addStep(tx, point.ref, { status, on_day: on }, '2027-12-31');
  }
  return { w, items, points: made };
}

const isOpenBefore = ({ agreed, steps }: Point, on: string) => {
  const last = steps.findLast((one) => one.on < on)?.status ?? 'open';
  return agreed < on && (last === 'open' || last === 'under-way');
};
const sorted = (list: { ref: string }[]) => list.map(({ ref }) => ref).sort();

test('every open point and every item carried over of a body is on its next agenda exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(shape, async (shaped) => {
      await world.asSecretariat(async (tx) => {
        const { w, items, points: all } = await build(tx, shaped);
        const held = [...shaped.meetings].sort((a, b) => a.on - b.on);
        for (const [n, { body, on }] of held.entries()) {
          const found = await mattersArising(tx, `${w}-m${String(n)}`, today);
          const open = all.filter((point) => point.body === body && isOpenBefore(point, day(on)));
          expect(sorted(found.points)).toEqual(sorted(open));
          const carried = items.filter(
            (item) =>
              item.body === body &&
              item.on < on &&
              item.ended === 'carried-over' &&
              !items.some(({ continues, on: later }) => continues === item.ref && later <= on),
          );
          expect(sorted(found.items)).toEqual(sorted(carried));
        }
      });
    }),
    { numRuns: 25 },
  );
}, 240_000);

test('closing a point takes it off the next agenda; what was closed at a meeting stays on its agenda as done', async () => {
  await world.asSecretariat(async (tx) => {
    await bodies.save(tx, [bodyInput.parse({ ref: 'b', kind: 'working-group', name: 'Group' })]);
    await saveMeeting(tx, { ref: 'held', body: 'b', from_on: '2026-11-20' });
    await saveMeeting(tx, { ref: 'next', body: 'b', from_on: '2026-12-01' });
    await savePoint(tx, { ref: 'late', body: 'b', agreed_on: '2026-08', due_on: '2026-12-24' });
    await savePoint(tx, { ref: 'soon', body: 'b', agreed_on: '2026-09', due_on: '2026-12' });
    await savePoint(tx, { ref: 'whenever', body: 'b', agreed_on: '2026-07' });
    const on = async (meeting: string) => (await mattersArising(tx, meeting, today)).points;
    expect((await on('next')).map(({ ref }) => ref)).toEqual(['soon', 'late', 'whenever']);
    await points.addStep(tx, 'soon', { status: 'done', on_day: '2026-11-20' }, today);
    expect((await on('next')).map(({ ref }) => ref)).toEqual(['late', 'whenever']);
    expect((await on('held')).map(({ ref, status }) => [ref, status])).toEqual([
      ['soon', 'done'],
      ['late', 'open'],
      ['whenever', 'open'],
    ]);
  });
});

test('what is overdue before a meeting is told, as of today while it is to come and as of its day afterwards', async () => {
  await world.asSecretariat(async (tx) => {
    await bodies.save(tx, [bodyInput.parse({ ref: 'l', kind: 'working-group', name: 'Group' })]);
    await saveMeeting(tx, { ref: 'l-next', body: 'l', from_on: '2026-12-01' });
    await savePoint(tx, { ref: 'l-past', body: 'l', agreed_on: '2026-08', due_on: '2026-10' });
    await savePoint(tx, { ref: 'l-soon', body: 'l', agreed_on: '2026-08', due_on: '2026-12-05' });
    const late = async (day: string) =>
      (await mattersArising(tx, 'l-next', day)).points.map((point) => [point.ref, point.late]);
    expect(await late('2026-10-31')).toEqual([
      ['l-past', false],
      ['l-soon', false],
    ]);
    for (const day of ['2026-11-01', '2027-06-01'])
      expect(await late(day)).toEqual([
        ['l-past', true],
        ['l-soon', false],
      ]);
  });
});

test('minutes wait from their circulation until their adoption; decisions of the last meeting are to be confirmed', async () => {
  await world.asSecretariat(async (tx) => {
    await bodies.save(tx, [bodyInput.parse({ ref: 'c', kind: 'working-group', name: 'Group' })]);
    for (const [ref, from_on] of [
      ['one', '2026-03-02'],
      ['two', '2026-06-01'],
      ['three', '2026-09-07'],
      ['four', '2026-12-07'],
    ])
      await saveMeeting(tx, { ref: `c-${ref ?? ''}`, body: 'c', from_on });
    await minutes.save(tx, [
      minutesInput.parse({
        ref: 'c-one-minutes',
        meeting: 'c-one',
        circulated_on: '2026-03-10',
        corrections_until: '2026-03-20',
        adopted_on: '2026-06-01',
        adopted_by: 'meeting',
        adopted_at: 'c-two',
      }),
      minutesInput.parse({ ref: 'c-three-minutes', meeting: 'c-three', published: false }),
    ]);
    await decisions.save(
      tx,
      ['decision', 'discussion'].map((kind) =>
        decisionInput.parse({
          ref: `c-${kind}`,
          body: 'c',
          meeting: 'c-two',
          wording: 'So be it',
          decided_on: '2026-06-01',
          kind,
        }),
      ),
    );
    const at = async (meeting: string) => {
      const found = await mattersArising(tx, meeting, today);
      return [sorted(found.minutes), sorted(found.decisions)];
    };
    expect(await at('c-one')).toEqual([[], []]);
    expect(await at('c-two')).toEqual([['c-one'], []]);
    expect(await at('c-three')).toEqual([[], ['c-decision']]);
    expect(await at('c-four')).toEqual([['c-three'], []]);
  });
});

test('nobody reads in matters arising what they could not read by itself', async () => {
  await world.asSecretariat(async (tx) => {
    await bodies.save(tx, [bodyInput.parse({ ref: 'd', kind: 'working-group', name: 'Group' })]);
    await saveMeeting(tx, { ref: 'd-one', body: 'd', from_on: '2026-10-05' });
    await saveMeeting(tx, { ref: 'd-two', body: 'd', from_on: '2026-12-05' });
    for (const visibility of ['public', 'body']) {
      await savePoint(tx, { ref: `d-${visibility}`, body: 'd', agreed_on: '2026-10-05', visibility });
      await saveItem(tx, {
        ref: `d-item-${visibility}`,
        meeting: 'd-one',
        ended: 'carried-over',
        visibility,
      });
    }
  });
  const seen = await world.asPublic((tx) => mattersArising(tx, 'd-two', today));
  expect([sorted(seen.points), sorted(seen.items)]).toEqual([['d-public'], ['d-item-public']]);
});
