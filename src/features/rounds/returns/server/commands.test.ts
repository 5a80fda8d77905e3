import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approve } from '#features/rounds/approval/server/commands.ts';
import { merged } from '#features/rounds/progress-reports/rules.ts';
import { reportInput, type ReportInput } from '#features/rounds/progress-reports/schema.ts';
import { save, submit } from '#features/rounds/progress-reports/server/commands.ts';
import { changesOf, get, inputOfReport } from '#features/rounds/progress-reports/server/queries.ts';
import { openRounds, today, type RoundWorld, type Who } from '#features/rounds/server/testing.ts';
import { asSystem, type Tx } from '#lib/server/db/viewer.ts';
import { giveBack } from './commands.ts';

let world: RoundWorld['world'];
let as: RoundWorld['as'];
const origin = 'https://setu.example';
const until = '2026-11-27';
const giving = { fields: ['value-7'], reason: 'The year before says 70: is it 7 or 70?', open_until: until };

const full: ReportInput = reportInput.parse({
  done: 'Two desks were opened',
  obstacles: 'The line is slow',
  status: 'under-way',
  values: Array.from({ length: 20 }, (_, n) => ({
    indicator: `i${String(n + 1)}`,
    from_on: '2026-01',
    until_on: '2026-07',
    value: n + 1,
  })),
});
const withValue = (number: number, value: number) => async (tx: Tx) => {
  const stands = await inputOfReport(tx, 'r-1');
  return {
    ...stands,
    values: stands.values.map((one) => (one.number === number ? { ...one, value } : one)),
  };
};
const change = (who: Who, number: number, value: number, day?: string) =>
  as(who, async (tx) => save(tx, 'r-1', await withValue(number, value)(tx)), day);

/** Writes another value past the command; people in office take a row out and put it in again. */
const tamper = (number: number, value: number) => async (tx: Tx) => {
  const { rows } = await sql<Record<string, unknown>>`delete from report_values where number = ${number}
    and progress_report_id = (select id from progress_reports where ref = 'r-1')
    returning progress_report_id as report, indicator_id as indicator`.execute(tx.db);
  await sql`insert into report_values (progress_report_id, number, indicator_id, from_on, until_on, value)
    values (${rows[0]?.['report']}, ${number}, ${rows[0]?.['indicator']}, '2026-01', '2026-07', ${value})`.execute(
    tx.db,
  );
};
const handIn = (tx: Tx) =>
  sql`insert into progress_steps (progress_report_id, step, account_id, at)
    select id, 'submitted', viewer_account(), now() from progress_reports where ref = 'r-1'`.execute(tx.db);

beforeAll(async () => {
  ({ world, as } = await openRounds());
  await as('officer', (tx) => save(tx, 'r-1', full));
  await as('officer', (tx) => submit(tx, 'r-1'));
}, 60_000);
afterAll(() => world.close());

describe('one value of twenty is returned', () => {
  test('by whoever runs the body while it is before them, or the secretariat; by nobody else', async () => {
    for (const who of ['officer', 'member', 'other', 'auditor', 'outsider'] as const)
      await expect(as(who, (tx) => giveBack(tx, 'r-1', giving, { today, origin }))).rejects.toThrow();
    await as('chair', (tx) => giveBack(tx, 'r-1', giving, { today, origin }));
    expect(await as('officer', (tx) => get(tx, 'r-1'))).toMatchObject({
      step: 'returned',
      open: ['value-7'],
    });
  });

  test('the reason and the field are in the letter to everybody in office there, and to nobody else', async () => {
    const { rows } = await asSystem(world.database, 'looks into the outbox', (db) =>
      sql<{
        to: string;
        values: Record<string, unknown>;
      }>`select payload ->> 'to' as to, payload -> 'values' as values
        from outbox where payload ->> 'template' = 'report-returned' order by 1`.execute(db),
    );
    expect(rows.map(({ to }) => to)).toEqual(['colleague@ministry.example', 'officer@ministry.example']);
    expect(rows[0]?.values).toMatchObject({
      reason: giving.reason,
      until,
      items: [{ text: 'Value 7' }],
      link: `${origin}/en/desk/rounds/r/reports/r-1`,
    });
  });

  test('nineteen stay locked in the command, for everybody', async () => {
    for (const who of ['officer', 'secretary'] as const)
      for (const number of Array.from({ length: 20 }, (_, n) => n + 1).filter((n) => n !== 7))
        await expect(change(who, number, 999)).rejects.toMatchObject({ code: 'report.field_locked' });
    const text = as('officer', async (tx) =>
      save(tx, 'r-1', { ...(await inputOfReport(tx, 'r-1')), done: full.obstacles }),
    );
    await expect(text).rejects.toMatchObject({ code: 'report.field_locked' });
  });

  test('the form sends the open field, and what else it is given changes nothing', async () => {
    const stands = await as('officer', (tx) => inputOfReport(tx, 'r-1'));
    const forged = {
      ...stands,
      done: undefined,
      values: stands.values.map((one) => ({ ...one, value: 555 })),
    };
    const made = merged(stands, forged, ['value-7']);
    expect(made.done).toEqual(stands.done);
    expect(made.values.filter(({ value }) => value === 555).map(({ number }) => number)).toEqual([7]);
  });

  test.each([
    ['a value taken out', sql`delete from report_values where number = 3`],
    [
      'a value taken out and put in again as another',
      sql`with gone as (delete from report_values where number = 4 returning *)
        insert into report_values (progress_report_id, number, indicator_id, from_on, until_on, value)
        select progress_report_id, 21, indicator_id, from_on, until_on, value from gone`,
    ],
    ['a text', sql`update progress_reports set done = obstacles where ref = 'r-1'`],
    ['where it stands', sql`update progress_reports set last_step = 'approved' where ref = 'r-1'`],
    [
      'who sees it',
      sql`update progress_reports set visibility = 'public', published_at = now() where ref = 'r-1'`,
    ],
    [
      'its organisation',
      sql`update progress_reports set organisation_id = organisation_id + 1 where ref = 'r-1'`,
    ],
    [
      'what was given back',
      sql`insert into report_returns (progress_report_id, field, reason, returned_by, returned_at, open_until)
        select id, '*', 'let me', viewer_account(), now(), '2027-01-01' from progress_reports where ref = 'r-1'`,
    ],
    ['how long it is open', sql`update report_returns set open_until = '2027-12-31'`],
  ])('past the command, as the database role of the desk: %s', async (_, statement) => {
    const tried = as('officer', async (tx) => {
      const done = await statement.execute(tx.db);
      if (done.numAffectedRows === 0n) throw new Error('no row');
    });
    await expect(tried).rejects.toThrow();
    const stands = await as('officer', (tx) => inputOfReport(tx, 'r-1'));
    expect(stands.values.map(({ value }) => value)).toEqual(full.values.map(({ value }) => value));
    expect((await as('officer', (tx) => get(tx, 'r-1'))).step).toBe('returned');
  });

  test('past the command, in several statements of one transaction', async () => {
    for (const who of ['officer', 'secretary'] as const) {
      for (const number of [1, 8, 20])
        await expect(as(who, tamper(number, 999))).rejects.toMatchObject({ code: 'report.field_locked' });
      const hidden = as(who, async (tx) => {
        await tamper(9, 999)(tx);
        await handIn(tx);
      });
      await expect(hidden).rejects.toMatchObject({ code: 'report.field_locked' });
    }
    // What ends as it began is no change, and the open one may be written.
    await as('officer', async (tx) => {
      await tamper(9, 999)(tx);
      await tamper(9, 9)(tx);
      await tamper(7, 77)(tx);
    });
    await as('officer', tamper(7, 7));
  });

  test('the one that was returned is answered, and both are in the history', async () => {
    await change('officer', 7, 70, until);
    const history = await as('officer', async (tx) => changesOf(tx, (await get(tx, 'r-1')).id));
    const values = (fields: Record<string, unknown>) =>
      (fields['report_values'] as { number: number; value: number }[] | undefined)?.find(
        ({ number }) => number === 7,
      )?.value;
    expect(history.flatMap(({ before, after }) => [[values(before), values(after)]])[0]).toEqual([7, 70]);
    await as('officer', (tx) => submit(tx, 'r-1'), until);
    expect(await as('officer', (tx) => get(tx, 'r-1'))).toMatchObject({ step: 'submitted', open: [] });
  });
});

test('a day after the last one it is locked again by itself, and can be handed in as it stands', async () => {
  await as('secretary', (tx) => giveBack(tx, 'r-1', giving, { today, origin }));
  await expect(change('officer', 7, 71, '2026-11-28')).rejects.toMatchObject({ code: 'report.locked' });
  const direct = as('officer', tamper(7, 71), '2026-11-28');
  await expect(direct).rejects.toMatchObject({ code: 'report.field_locked' });
  await as('officer', (tx) => submit(tx, 'r-1'), '2026-11-28');
  expect(await as('secretary', (tx) => approve(tx, 'r-1'), '2026-11-28')).toBe('approved');
});

test('what was approved is given back by the secretariat alone, and is no longer read by the network', async () => {
  await expect(as('chair', (tx) => giveBack(tx, 'r-1', giving, { today, origin }))).rejects.toThrow();
  await as('secretary', (tx) => giveBack(tx, 'r-1', { ...giving, fields: ['*'] }, { today, origin }));
  await expect(as('other', (tx) => get(tx, 'r-1'))).rejects.toMatchObject({ code: 'record.not_found' });
  await as('officer', async (tx) =>
    save(tx, 'r-1', { ...(await inputOfReport(tx, 'r-1')), done: full.obstacles }),
  );
});
