import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actionPointInput, stepInput } from '#features/meetings/action-points/schema.ts';
import * as points from '#features/meetings/action-points/server/commands.ts';
import { circulate } from '#features/meetings/adoption/server/commands.ts';
import * as decisions from '#features/meetings/decisions/server/commands.ts';
import { openMinutesWorld, type Reader } from '#features/meetings/minutes/server/testing.ts';
import { decisionInput, meetingInput } from '#features/meetings/schema.ts';
import * as meetings from '#features/meetings/server/commands.ts';
import { write } from '#features/meetings/writing/server/commands.ts';
import { markOf } from '#features/meetings/writing/server/queries.ts';
import { shifted } from '#lib/dates.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { testNow } from '#lib/server/db/testing.ts';
import { visit } from './commands.ts';
import { bodyOf, room } from './queries.ts';

let world: Awaited<ReturnType<typeof openMinutesWorld>>;
const today = testNow.toISOString().slice(0, 10);

beforeAll(async () => {
  world = await openMinutesWorld();
  await world.as('secretariat', async (tx) => {
    const decided = { body: 'labour', decided_on: '2026-11-10', kind: 'decision' };
    await decisions.save(tx, [
      decisionInput.parse({ ...decided, ref: 'd-body', wording: 'For members.', visibility: 'body' }),
      decisionInput.parse({ ...decided, ref: 'd-draft', wording: 'A draft.', published: false }),
    ]);
    const agreed = { body: 'labour', agreed_on: '2026-11-10', visibility: 'body' };
    await points.save(tx, [
      actionPointInput.parse({
        ...agreed,
        ref: 'p1',
        task: 'Share',
        owner: { kind: 'seat', ref: 's-member' },
      }),
      actionPointInput.parse({ ...agreed, ref: 'p2', task: 'Ask', owner: { kind: 'seat', ref: 's-chair' } }),
    ]);
    await meetings.save(tx, [
      meetingInput.parse({
        ref: 'secret',
        kind: 'meeting',
        title: 'Secret',
        body: 'labour',
        from_on: '2026-12-20',
        visibility: 'secretariat',
      }),
    ]);
  });
  await world.as('member', (tx) =>
    points.addStep(tx, 'p1', stepInput.parse({ status: 'under-way', on_day: today }), today),
  );
  await world.as('chair', async (tx) => {
    await write(tx, 'mtg', [{ item: 'mtg-1', version: 0, mark: markOf(null), en: 'Said.', bn: '' }]);
    await circulate(tx, 'mtg', { today, origin: 'https://setu.example' });
  });
}, 120_000);
afterAll(() => world.close());

const enter = (reader: Reader, since = shifted(today, -30)) =>
  world.as(reader, async (tx) => room(tx, await bodyOf(tx, 'labour'), { today, since }));

describe('the room of a body', () => {
  test('is open to who sits in it, the secretariat and nobody else', async () => {
    for (const reader of ['chair', 'member', 'alternate', 'secretariat'] as const)
      expect((await world.as(reader, (tx) => bodyOf(tx, 'labour'))).runs).toBe(
        reader === 'chair' || reader === 'secretariat',
      );
    for (const reader of ['outsider', 'stranger', 'public'] as const)
      await expect(enter(reader)).rejects.toMatchObject({ status: 403 });
    await expect(world.as('member', (tx) => bodyOf(tx, 'no-such'))).rejects.toMatchObject({ status: 404 });
  });

  test('says what changed, and nothing that its reader could not read by itself', async () => {
    const seen = async (reader: Reader) =>
      (await enter(reader)).changes.map(({ what, path }) => `${what} ${path}`);
    const member = await seen('member');
    expect(member).toContain('decision_new /decisions/d-body');
    expect(member).toContain('point_moved /action-points/p1');
    expect(member).toContain('minutes_circulated /meetings/mtg/minutes');
    for (const reader of ['member', 'chair'] as const)
      expect((await seen(reader)).join()).not.toMatch(/d-draft|secret/u);
    expect(await seen('secretariat')).toContain('meeting_new /meetings/secret');
    expect((await enter('member', shifted(today, 1))).changes).toEqual([]);
  });

  test('puts one’s own points first, and minutes that can be corrected', async () => {
    const { points: open, toCorrect, members, coming } = await enter('member');
    expect(open.map(({ ref, isMine }) => [ref, isMine])).toEqual([
      ['p1', true],
      ['p2', false],
    ]);
    expect((await enter('chair')).points[0]).toMatchObject({ ref: 'p2', isMine: true });
    expect(toCorrect.map(({ ref }) => ref)).toEqual(['mtg']);
    expect(members.map(({ ref }) => ref)).toContain('s-chair');
    expect(coming.map(({ ref }) => ref)).toEqual(['next']);
  });
});

describe('a visit', () => {
  const visiting = (day: string, reader: Reader = 'member') =>
    world.as(reader, async (tx) => visit(tx, (await bodyOf(tx, 'labour')).id, day));

  test('looks back to the visit before today’s, however often the room is opened today', async () => {
    expect(await visiting('2026-11-01')).toBe('2026-10-02');
    expect(await visiting('2026-11-05')).toBe('2026-11-01');
    expect(await visiting('2026-11-05')).toBe('2026-11-01');
    expect(await visiting('2026-11-20')).toBe('2026-11-05');
    expect(await visiting('2026-11-19')).toBe('2026-11-05');
    expect(await visiting('2026-11-20', 'chair')).toBe('2026-10-21');
  });

  test('is seen by the person alone, and goes with the account', async () => {
    const all = (reader: Reader) =>
      world.as(reader, (tx) => tx.db.selectFrom('room_visits').selectAll().execute());
    expect((await all('secretariat')).length).toBe(0);
    expect((await all('member')).map(({ account_id }) => account_id)).toEqual(['account-member']);
    await asSystem(world.database, 'closes an account', (db) =>
      sql`update accounts set closed_at = ${testNow} where id = 'account-member'`.execute(db),
    );
    const left = await asSystem(world.database, 'looks', (db) =>
      sql<{ account_id: string }>`select account_id from room_visits`.execute(db),
    );
    expect(left.rows.map(({ account_id }) => account_id)).toEqual(['account-chair']);
  });
});
