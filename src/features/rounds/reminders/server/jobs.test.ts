import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportInput } from '#features/rounds/progress-reports/schema.ts';
import { save, submit } from '#features/rounds/progress-reports/server/commands.ts';
import { openRounds, type RoundWorld } from '#features/rounds/server/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { remindOfReports } from './jobs.ts';

let world: RoundWorld['world'];
let as: RoundWorld['as'];
const site = { timeZone: 'Asia/Dhaka', origin: 'https://setu.example', hour: 8 };

beforeAll(async () => {
  ({ world, as } = await openRounds());
}, 60_000);
afterAll(() => world.close());

type Told = { to: string; items: { text: string; note: string }[] };
const letters = async () =>
  (
    await asSystem(world.database, 'looks into the outbox', (db) =>
      sql<Told>`select payload ->> 'to' as to, payload #> '{values,items}' as items from outbox
        where payload ->> 'template' = 'reports-due' order by id`.execute(db),
    )
  ).rows;

/** Runs the job on a day, twice, and gives what it left: for each reader the stage of each line. */
async function remindOn(day: string): Promise<Record<string, string[]>> {
  const now = new Date(`${day}T04:00:00Z`);
  const seen = await letters();
  await remindOfReports(world.database, site, now);
  expect(await remindOfReports(world.database, site, now)).toBe(0);
  const left = (await letters()).slice(seen.length);
  const stages = ({ items }: Told) => items.map(({ text, note }) => `${text}: ${note.split(' · ')[1] ?? ''}`);
  return Object.fromEntries(left.map((told) => [told.to.replace(/@.*$/u, ''), stages(told)]));
}

test('each report is told once at each stage, in one letter to a reader; what is handed in no more', async () => {
  expect(await remindOn('2026-10-31')).toEqual({});
  const asked = ['Action a1: asked for', 'Action a1: asked for'];
  expect(await remindOn('2026-11-02')).toEqual({
    colleague: asked,
    officer: asked,
    other: ['Action a2: asked for', 'Action a2: asked for'],
  });
  expect(await remindOn('2026-11-03')).toEqual({});
  await as('other', async (tx) => {
    for (const ref of ['r-2', 'two-2'])
      await save(tx, ref, reportInput.parse({ done: 'All of it', status: 'completed' }));
    await submit(tx, 'r-2');
    await submit(tx, 'two-2');
  });
  const soon = ['Action a1: due soon', 'Action a1: due soon'];
  expect(await remindOn('2026-11-24')).toEqual({ colleague: soon, officer: soon });
  expect(Object.keys(await remindOn('2026-12-01')).sort()).toEqual(['colleague', 'officer']);
  const missing = ['Action a1: still missing', 'Action a1: still missing'];
  expect(await remindOn('2026-12-15')).toEqual({ chair: missing, colleague: missing, officer: missing });
  expect(await remindOn('2026-12-16')).toEqual({});
});

test('a new last day is reminded of anew; nobody is written to before the hour of letters', async () => {
  await asSystem(world.database, 'the test moves the last day', (db) =>
    sql`update rounds set due_on = '2026-12-25' where ref = 'r'`.execute(db),
  );
  expect(await remindOfReports(world.database, site, new Date('2026-12-20T01:00:00Z'))).toBe(2);
  expect(await remindOn('2026-12-20')).toEqual({});
});
