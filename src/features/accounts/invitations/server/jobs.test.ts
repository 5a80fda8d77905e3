import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Door } from '#lib/server/auth/door.ts';
import { caller, nobody, openDoor, origin, system } from '#lib/server/auth/testing.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import * as invitations from './commands.ts';
import { removeRequests } from './jobs.ts';

let world: TestDatabase;
let door: Door;

beforeAll(async () => {
  world = await openTestDatabase();
  door = openDoor(world);
}, 60_000);
afterAll(() => world.close());

const left = () =>
  asSystem(world.database, 'the test looks', async (db) =>
    (await db.selectFrom('access_requests').select(['id', 'name']).orderBy('id').execute()).map(
      ({ id, name }) => ({ id, name }),
    ),
  );

test('a request is removed a month after it was decided; one that waits stays', async () => {
  for (const name of ['declined', 'approved', 'waiting'])
    await door.ask(caller(), nobody, (tx) =>
      invitations.request(
        tx,
        {
          email: `${name}@ministry.example`,
          name,
          organisation: 'Ministry',
          reason: 'for work',
          lang: 'en',
        },
        '2026-11-23',
      ),
    );
  const [declined, approved] = await left();
  await door.ask(caller(), system, (tx) =>
    invitations.decide(tx, declined?.id ?? 0, { approve: false, answer: 'no seat' }),
  );
  await door.ask(caller(), system, (tx) =>
    invitations.decide(tx, approved?.id ?? 0, { approve: true, origin }),
  );
  const after = (days: number) =>
    removeRequests(door.means.db, new Date(caller().now.getTime() + days * 86_400_000));
  await after(29);
  expect((await left()).map(({ name }) => name)).toEqual(['declined', 'approved', 'waiting']);
  await after(31);
  expect((await left()).map(({ name }) => name)).toEqual(['waiting']);
});
