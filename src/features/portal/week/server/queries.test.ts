import { afterAll, beforeAll, expect, test } from 'vitest';
import { actionPointInput } from '#features/meetings/action-points/schema.ts';
import * as points from '#features/meetings/action-points/server/commands.ts';
import { buildMeeting, openMinutesWorld, type Reader } from '#features/meetings/minutes/server/testing.ts';
import { meetingInput } from '#features/meetings/schema.ts';
import * as meetings from '#features/meetings/server/commands.ts';
import { list } from '#features/portal/mine/server/queries.ts';
import { isStanding } from '#features/portal/week/rules.ts';
import type { Me } from '#lib/due.ts';
import { shifted } from '#lib/dates.ts';
import { testNow } from '#lib/server/db/testing.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { week } from './queries.ts';

let world: Awaited<ReturnType<typeof openMinutesWorld>>;
const today = testNow.toISOString().slice(0, 10);

beforeAll(async () => {
  world = await openMinutesWorld();
  await world.as('secretariat', async (tx) => {
    await buildMeeting(tx, 'near', shifted(today, 7));
    await meetings.save(tx, [
      meetingInput.parse({
        ref: 'climate-near',
        kind: 'meeting',
        title: 'Climate',
        body: 'climate',
        from_on: shifted(today, 3),
      }),
    ]);
    for (const body of ['labour', 'climate'])
      await points.save(tx, [
        actionPointInput.parse({
          ref: `late-${body}`,
          body,
          task: 'Late',
          owner: { kind: 'organisation', ref: 'iom' },
          agreed_on: '2026-01-01',
          due_on: '2026-02-01',
          visibility: 'body',
        }),
      ]);
  });
}, 120_000);
afterAll(() => world.close());

function meOf({ viewer }: Tx): Me {
  if (viewer.kind !== 'person') throw new Error('somebody signs in');
  return { account: viewer.account, access: viewer.access, today };
}
const weekOf = (reader: Reader) => world.as(reader, (tx) => week(tx, meOf(tx)));

test('the secretariat has the week of all bodies, a chair that of the own', async () => {
  const all = await weekOf('secretariat');
  expect(all.meetings.map(({ meeting }) => meeting.ref)).toEqual(['climate-near', 'near']);
  expect(all.overdue.map(({ body, n }) => [body.ref, n]).sort()).toEqual([
    ['climate', 1],
    ['labour', 1],
  ]);
  const own = await weekOf('chair');
  expect(own.meetings.map(({ meeting, step }) => [meeting.ref, step])).toEqual([['near', 'invite']]);
  expect(own.overdue.map(({ body }) => body.ref)).toEqual(['labour']);
});

test('has everything of one’s own list', async () => {
  for (const reader of ['secretariat', 'chair'] as const) {
    const { themes, standing } = await weekOf(reader);
    const mine = await world.as(reader, (tx) => list(tx, meOf(tx)));
    expect(themes.flatMap(({ dues }) => dues).length + standing).toBe(mine.length);
    expect(standing).toBe(mine.filter(isStanding).length);
  }
});

test.each(['member', 'alternate', 'stranger'] as const)('%s runs nothing and is refused', async (reader) => {
  await expect(weekOf(reader)).rejects.toMatchObject({ status: 403 });
});
