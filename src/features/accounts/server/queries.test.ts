import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Duty } from '#lib/access.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem, asViewer, type Viewer } from '#lib/server/db/viewer.ts';
import * as accounts from './queries.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  await asSystem(world.database, 'accounts for the test', (db) =>
    sql`insert into accounts (id, name, email, created_at, updated_at) values
      ('account-officer', 'Officer', 'officer@ministry.example', now(), now()),
      ('account-shirin', 'Shirin', 'shirin@ministry.example', now(), now())`.execute(db),
  );
}, 60_000);
afterAll(() => world.close());
beforeEach(() =>
  asSystem(world.database, 'each test begins with an empty log', (db) => sql`delete from reads`.execute(db)),
);

function openedBy(duties: Duty[], id: string) {
  const access = { duties, bodies: [], organisations: [], inNetwork: true };
  const viewer: Viewer = { kind: 'person', account: 'account-officer', actor: 'Officer', access };
  return asViewer(world.database, { viewer, requestId: 'test', now: testNow }, (tx) => accounts.open(tx, id));
}
const noted = () =>
  asSystem(world.database, 'looks', (db) =>
    db.selectFrom('reads').select(['account_id as by', 'kind', 'ref', 'what']).execute(),
  );

test('opening the account of another person is noted, with who opened it', async () => {
  await openedBy(['auditor'], 'account-shirin');
  expect(await noted()).toEqual([
    { by: 'account-officer', kind: 'accounts', ref: 'account-shirin', what: 'account' },
  ]);
});

test('opening one’s own account is not noted', async () => {
  await openedBy(['secretariat'], 'account-officer');
  expect(await noted()).toEqual([]);
});

test('an account that may not be seen is unknown, and nothing was read', async () => {
  await expect(openedBy([], 'account-shirin')).rejects.toThrow('accounts.unknown');
  expect(await noted()).toEqual([]);
});
