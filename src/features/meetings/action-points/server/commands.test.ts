import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportInput, stepInput } from '#features/meetings/action-points/schema.ts';
import type { TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import * as points from './commands.ts';
import { board, counts, get, list, mayReport } from './queries.ts';
import { everybody, openGroup, today, type Who } from './testing.ts';

let world: TestDatabase;
let as: Awaited<ReturnType<typeof openGroup>>['as'];

beforeAll(async () => {
  ({ world, as } = await openGroup());
}, 60_000);
afterAll(() => world.close());

const underWay = stepInput.parse({ status: 'under-way', on_day: '2026-11-20', comment: 'Draft is with us' });
const whoMay = async (ref: string, work: (who: Who) => Promise<unknown>) => {
  const allowed: Who[] = [];
  for (const who of everybody)
    await work(who).then(
      () => allowed.push(who),
      () => undefined,
    );
  return [ref, allowed];
};

describe('who says how far an action point is', () => {
  test.each([
    ['of-seat', ['chair', 'holder', 'alternate']],
    ['of-organisation', ['chair', 'officer']],
    ['of-person', ['chair', 'herself']],
    ['draft', ['chair']],
  ])('%s', async (ref, allowed) => {
    const tried = await whoMay(ref, (who) =>
      as(who, async (tx) => {
        await points.addStep(tx, ref, stepInput.parse({ ...underWay, comment: `said by ${who}` }), today);
      }),
    );
    expect(tried).toEqual([ref, allowed]);
    const offered = await whoMay(ref, async (who) => {
      if (!(await as(who, (tx) => mayReport(tx, ref)))) throw new Error('not offered');
    });
    expect(offered).toEqual([ref, allowed]);
  });

  test('an owner outside the body reads its own point and no other of the body', async () => {
    const seen = await as('officer', (tx) => list(tx, { body: 'lm' }, { today, size: 10 }));
    expect(seen.rows.map(({ ref }) => ref)).toEqual(['of-organisation']);
    const none = await as('stranger', (tx) => list(tx, {}, { today, size: 10 }));
    expect(none.rows).toEqual([]);
    expect((await world.asPublic((tx) => list(tx, {}, { today, size: 10 }))).total).toBe(0);
  });

  test('a step cannot be written past the command for another point, changed or taken away', async () => {
    const add = (who: Who) =>
      as(who, (tx) =>
        sql`insert into action_point_steps (action_point_id, number, status, on_day, made_at)
          select id, 900, 'done', '2026-11-01', now() from action_points where ref = 'of-seat'`.execute(
          tx.db,
        ),
      );
    await expect(add('member')).rejects.toThrow('row-level security');
    for (const statement of [
      sql`update action_point_steps set status = 'done'`,
      sql`delete from action_point_steps`,
    ])
      await expect(as('chair', (tx) => statement.execute(tx.db))).rejects.toThrow('permission denied');
  });

  test('an owner changes nothing else about the point', async () => {
    const change = as('holder', (tx) =>
      sql`update action_points set due_on = '2030' where ref = 'of-seat' returning ref`.execute(tx.db),
    );
    expect((await change).rows).toEqual([]);
  });
});

describe('how far an action point is', () => {
  test('what has not happened is refused', async () => {
    const early = stepInput.parse({ status: 'done', on_day: '2026-11-24' });
    await expect(as('chair', (tx) => points.addStep(tx, 'of-seat', early, today))).rejects.toMatchObject({
      code: 'action_point.step_in_future',
    });
  });

  test('the last step counts, on any day the steps up to then, and each leaves its history', async () => {
    const done = stepInput.parse({ status: 'done', on_day: '2026-11-22' });
    await as('herself', (tx) => points.addStep(tx, 'of-person', done, today));
    await as('herself', (tx) => points.addStep(tx, 'of-person', done, today));
    const point = await as('herself', (tx) => get(tx, 'of-person', today));
    expect([point.status, point.since, point.overdue]).toEqual(['done', '2026-11-22', false]);
    const before = await as('herself', (tx) => get(tx, 'of-person', '2026-11-19'));
    expect(before.status).toBe('open');
    const { rows } = await asSystem(world.database, 'looks', (db) =>
      sql<{ actor: string; status: string }>`select actor, after ->> 'status' as status from history
        where kind = 'action_points' and ref = 'of-person' and action = 'change' order by number`.execute(db),
    );
    expect(rows.at(-1)).toEqual({ actor: 'herself', status: 'done' });
    expect(rows.filter(({ status }) => status === 'done')).toHaveLength(1);
  });

  test('an owner says where the proof is; what is no address is refused at its field', async () => {
    const proof = 'https://ministry.example/report';
    const step = stepInput.parse({ status: 'under-way', on_day: today, proof });
    await as('officer', (tx) => points.addStep(tx, 'of-organisation', step, today));
    const [last] = (await as('chair', (tx) => get(tx, 'of-organisation', today))).steps;
    expect(last?.proof).toBe(proof);
    for (const typed of ['javascript:alert(1)', 'my report'])
      expect(
        reportInput.safeParse({ status: 'done', on_day: today, proof: typed }).error?.issues,
      ).toMatchObject([{ path: ['proof'], message: 'form_error_web' }]);
  });

  test('a point is overdue when the last day its date can mean is over, and counted so', async () => {
    const at = (day: string) => as('chair', (tx) => counts(tx, { body: 'lm' }, day));
    expect((await at('2026-11-30')).overdue).toBe(0);
    expect(await at('2026-12-01')).toEqual({
      ...{ open: 0, 'under-way': 3, done: 1, dropped: 0 },
      ...{ unfinished: 3, overdue: 3 },
    });
    const late = await as('chair', (tx) =>
      list(tx, { body: 'lm', state: 'overdue' }, { today: '2026-12-01', size: 10 }),
    );
    expect(late.rows.map(({ overdue }) => overdue)).toEqual([true, true, true]);
  });

  test('the board has every point once, in the column of its status', async () => {
    const size = 2;
    const columns = await as('chair', (tx) => board(tx, { body: 'lm' }, { today: '2026-12-01', size }));
    expect(columns.map(({ status, points: shown, total }) => [status, shown.length, total])).toEqual([
      ['open', 0, 0],
      ['under-way', 2, 3],
      ['done', 1, 1],
      ['dropped', 0, 0],
    ]);
    for (const { status, points: shown } of columns)
      expect(shown.every((point) => point.status === status)).toBe(true);
  });
});
