import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chosenIn } from '#features/rounds/approval/schema.ts';
import { board, round, toApprove } from '#features/rounds/completeness/server/queries.ts';
import { owed, publishedFor, publishedIn } from '#features/rounds/publishing/server/queries.ts';
import { reportInput } from '#features/rounds/progress-reports/schema.ts';
import { save, submit } from '#features/rounds/progress-reports/server/commands.ts';
import { get } from '#features/rounds/progress-reports/server/queries.ts';
import { openRounds, type RoundWorld, type Who } from '#features/rounds/server/testing.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { approveEach, publish } from './commands.ts';

let world: RoundWorld['world'];
let as: RoundWorld['as'];
beforeAll(async () => {
  ({ world, as } = await openRounds());
  const said = reportInput.parse({ done: 'All of it', status: 'completed' });
  for (const [who, ref] of [
    ['officer', 'r-1'],
    ['other', 'r-2'],
  ] as const)
    await as(who, async (tx) => {
      await save(tx, ref, said);
      await submit(tx, ref);
    });
}, 60_000);
afterAll(() => world.close());

const askAs =
  (who: Who) =>
  <T>(work: (tx: Tx) => Promise<T>) =>
    as(who, work);
const waiting = (who: Who) =>
  as(who, async (tx) => (await toApprove(tx, await round(tx, 'r'))).map(({ ref }) => ref));

test('nothing is before anybody who does not approve, and what they send approves nothing', async () => {
  for (const who of ['officer', 'chair', 'member', 'auditor'] as const)
    expect(await waiting(who)).toEqual([]);
  expect((await waiting('secretary')).sort()).toEqual(['r-1', 'r-2']);
  const { version } = await as('officer', (tx) => get(tx, 'r-1'));
  expect(await approveEach(askAs('officer'), [{ ref: 'r-1', version }])).toMatchObject([
    { done: null, problem: 'record.refused' },
  ]);
});

test('of many, those that stand as they were shown are approved; of the others it is said why not', async () => {
  const [one, two] = await as('secretary', async (tx) => [await get(tx, 'r-1'), await get(tx, 'r-2')]);
  const outcomes = await approveEach(askAs('secretary'), [
    { ref: 'r-1', version: one.version - 1 },
    { ref: 'r-2', version: two.version },
    { ref: 'nothing', version: 1 },
  ]);
  expect(outcomes.map(({ ref, done, problem }) => [ref, done, problem])).toEqual([
    ['r-1', null, 'record.conflict'],
    ['r-2', 'approved', null],
    ['nothing', null, 'record.not_found'],
  ]);
  expect(await waiting('secretary')).toEqual(['r-1']);
});

test('what is ticked names its version; anything else is left out', () => {
  const data = new FormData();
  for (const sent of ['r-1 3', 'r-2', '../x 1', 'r-3 -1']) data.append('report', sent);
  expect(chosenIn(data)).toEqual([{ ref: 'r-1', version: 3 }]);
});

test('the public reads what is published and nothing of the others; who owes is asked apart', async () => {
  await as('secretary', (tx) => publish(tx, 'r-2'));
  const read = await as('public', async (tx) => {
    const found = await round(tx, 'r');
    return {
      published: (await publishedIn(tx, found.id)).map(({ ref }) => ref),
      two: (await publishedFor(tx, 'a2')).reports.map(({ input }) => input.done?.en),
      one: (await publishedFor(tx, 'a1')).reports,
      owed: (await owed(tx, 'r')).map(({ organisation, expected, handedIn }) => [
        organisation.ref,
        expected,
        handedIn,
      ]),
      steps: (await sql`select from progress_steps`.execute(tx.db)).rows.length,
    };
  });
  expect(read).toEqual({
    published: ['r-2'],
    two: ['All of it'],
    one: [],
    owed: [
      ['bmet', 1, 1],
      ['moewoe', 1, 1],
    ],
    steps: 0,
  });
});

test('the board shows an officer of another organisation what the network reads, and no more', async () => {
  const lines = await as('other', async (tx) => board(tx, await round(tx, 'r')));
  expect(lines.map(({ ref }) => ref)).toEqual(['r-2']);
});
