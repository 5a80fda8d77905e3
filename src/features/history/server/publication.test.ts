import { afterAll, beforeAll, expect, test } from 'vitest';
import { historyQuery } from '#features/history/schema.ts';
import { personInput } from '#features/people/schema.ts';
import * as people from '#features/people/server/commands.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import * as history from './queries.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
}, 60_000);
afterAll(() => world.close());

const save = (name: string, published: boolean) =>
  world.asSecretariat((tx) => people.save(tx, [personInput.parse({ ref: 'shirin', name, published })]));

test('publishing and withdrawing stand in the history as such, whatever else changed with them', async () => {
  await save('Draft', false);
  await save('Draft, corrected', false);
  await save('Published', true);
  await save('Published, corrected', true);
  await save('Published, corrected', false);
  await save('Published again', true);
  const of = { kind: 'people', ref: 'shirin' };
  const { rows } = await world.asSecretariat((tx) => history.ofRecord(tx, of, { page: 1, size: 20 }));
  expect(rows.map(({ action }) => action).reverse()).toEqual([
    'create',
    'change',
    'publish',
    'change',
    'withdraw',
    'publish',
  ]);
  const found = await world.asSecretariat((tx) =>
    history.list(tx, historyQuery.parse({ action: 'withdraw' }), { timeZone: 'Asia/Dhaka', size: 20 }),
  );
  expect(found.rows.map(({ ref, version }) => [ref, version])).toEqual([['shirin', 5]]);
});
