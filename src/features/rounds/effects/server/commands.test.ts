import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { milestoneInput } from '#features/plans/milestones/schema.ts';
import * as milestones from '#features/plans/milestones/server/commands.ts';
import { approve, publish } from '#features/rounds/approval/server/commands.ts';
import { reportInput } from '#features/rounds/progress-reports/schema.ts';
import { save, submit } from '#features/rounds/progress-reports/server/commands.ts';
import { inputOfReport } from '#features/rounds/progress-reports/server/queries.ts';
import { giveBack } from '#features/rounds/returns/server/commands.ts';
import { openRounds, today, type RoundWorld, type Who } from '#features/rounds/server/testing.ts';

let world: RoundWorld['world'];
let as: RoundWorld['as'];
const value = { from_on: '2026-01', until_on: '2026-07' };

beforeAll(async () => {
  ({ world, as } = await openRounds());
  await world.asSecretariat((tx) =>
    milestones.save(
      tx,
      ['a1', 'a2'].map((action) =>
        milestoneInput.parse({ ref: `m-${action}`, action, title: 'Desk open', due_on: '2026-09' }),
      ),
    ),
  );
  const said = reportInput.parse({
    done: 'Two desks were opened',
    status: 'delayed',
    milestones: [{ milestone: 'm-a1', reached_on: '2026-10-03' }],
    values: [
      { indicator: 'i1', value: 12, ...value },
      { indicator: 'i2', value: 13, ...value },
    ],
  });
  await as('officer', (tx) => save(tx, 'r-1', said));
  await as('officer', (tx) => submit(tx, 'r-1'));
}, 60_000);
afterAll(() => world.close());

const stands = (who: Who | 'public') =>
  as(who, async (tx) => {
    const { rows } = await sql<{ status: string | null; reached: string | null; values: string | null }>`
      select (select s.status from action_statuses s where s.action_id = a.id) as status,
        (select reached_on from milestones where ref = 'm-a1') as reached,
        (select string_agg(o.value::text, ' ' order by o.ref) from observations o where o.archived_at is null) as values
      from actions a where a.ref = 'a1'`.execute(tx.db);
    return rows[0];
  });

test('a milestone of another action is not one of the report', async () => {
  const forged = as('other', async (tx) =>
    save(tx, 'r-2', {
      ...(await inputOfReport(tx, 'r-2')),
      milestones: [{ milestone: 'm-a1', reached_on: '2026-10-03' }],
    }),
  );
  await expect(forged).rejects.toMatchObject({ code: 'report.strange_milestone' });
});

test('nothing of the plan changes before a report is approved', async () => {
  expect(await stands('secretary')).toEqual({ status: null, reached: null, values: null });
});

test('approved, the network sees the status; values are drafts', async () => {
  await as('secretary', (tx) => approve(tx, 'r-1'));
  expect(await stands('secretary')).toEqual({ status: 'delayed', reached: '2026-10-03', values: '12 13' });
  expect(await stands('member')).toMatchObject({ status: 'delayed', values: null });
  expect(await stands('public')).toMatchObject({ status: null, values: null });
});

test('given back and approved again, the same step and values are changed, and what is gone is archived', async () => {
  const giving = { fields: ['value-1', 'value-2'], reason: 'Are these right?', open_until: '2026-11-30' };
  await as('secretary', (tx) => giveBack(tx, 'r-1', giving, { today, origin: 'https://setu.example' }));
  await as('officer', async (tx) => {
    const input = await inputOfReport(tx, 'r-1');
    await save(tx, 'r-1', {
      ...input,
      values: input.values.slice(0, 1).map((one) => ({ ...one, value: 21 })),
    });
    await submit(tx, 'r-1');
  });
  await as('secretary', (tx) => approve(tx, 'r-1'));
  expect(await stands('secretary')).toMatchObject({ status: 'delayed', values: '21' });
});

test('published, everybody sees the status and the values, which name the report as their source', async () => {
  await as('secretary', (tx) => publish(tx, 'r-1'));
  expect(await stands('public')).toEqual({ status: 'delayed', reached: '2026-10-03', values: '21' });
  const { rows } = await as('public', (tx) =>
    sql<{ ref: string }>`select e.ref from observations o join evidence e on e.id = o.evidence_id`.execute(
      tx.db,
    ),
  );
  expect(rows).toEqual([{ ref: 'report-r-1' }]);
});
