import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportInput } from '#features/rounds/progress-reports/schema.ts';
import { save, submit } from '#features/rounds/progress-reports/server/commands.ts';
import { giveBack } from '#features/rounds/returns/server/commands.ts';
import { openRounds, today, type RoundWorld, type Who } from '#features/rounds/server/testing.ts';
import { personViewer } from '#lib/server/db/person.ts';
import { due } from './queries.ts';

let world: RoundWorld['world'];
let as: RoundWorld['as'];
beforeAll(async () => {
  ({ world, as } = await openRounds());
}, 60_000);
afterAll(() => world.close());

async function duesOf(who: Who, day = today): Promise<string[]> {
  const viewer = await personViewer(world.database, `account-${who}`, day);
  if (!viewer) throw new Error('the account is there');
  const me = { account: viewer.account, access: viewer.access, today: day };
  const dues = await as(who, (tx) => due(tx, me), day);
  return dues.map(({ kind, path }) => `${kind} ${path.split('/').at(-1) ?? ''}`);
}

test('who is asked changes with every step', async () => {
  expect(await duesOf('officer')).toEqual(['report_to_write r-1', 'report_to_write two-1']);
  expect(await duesOf('officer', '2026-10-01')).toEqual([]);
  for (const who of ['secretary', 'chair', 'member', 'activist', 'outsider'] as const)
    expect([who, await duesOf(who)]).toEqual([who, []]);
  await as('officer', async (tx) => {
    for (const ref of ['r-1', 'two-1']) {
      await save(tx, ref, reportInput.parse({ done: 'All of it', status: 'completed' }));
      await submit(tx, ref);
    }
  });
  expect(await duesOf('officer')).toEqual([]);
  expect(await duesOf('secretary')).toEqual(['report_to_approve r-1']);
  expect(await duesOf('chair')).toEqual(['report_to_approve two-1']);
  await as('secretary', (tx) =>
    giveBack(
      tx,
      'r-1',
      { fields: ['done'], reason: 'Say where', open_until: '2026-11-30' },
      { today, origin: 'https://setu.example' },
    ),
  );
  expect(await duesOf('colleague')).toEqual(['report_returned r-1']);
  expect(await duesOf('secretary')).toEqual([]);
});
