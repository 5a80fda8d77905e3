import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '#lib/server/db/viewer.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import type { Door } from './door.ts';
import { comeBack, visitProvider } from './provider.ts';
import { here, openProvider, pairs, pass, through } from './provider-testing.ts';
import { openDoor } from './testing.ts';

let world: TestDatabase;
let door: Door;
let other: Awaited<ReturnType<typeof openProvider>>;

beforeAll(async () => {
  world = await openTestDatabase();
  other = await openProvider();
  door = openDoor(world, other.provider);
  await asSystem(world.database, 'accounts for the test', (db) =>
    sql`insert into accounts (id, name, email, email_verified, created_at, updated_at) values
      ('account-open', 'Open', 'open@ministry.example', true, now(), now()),
      ('account-two', 'Two', 'two@ministry.example', true, now(), now()),
      ('account-invited', 'Invited', 'invited@ministry.example', false, now(), now())`.execute(db),
  );
}, 60_000);
afterAll(async () => {
  other.close();
  await world.close();
});

test('lets in whoever has an open account with the same confirmed address, as one factor', async () => {
  const { session, location } = await through(door, 'open@ministry.example');
  expect(location).toContain('/en/desk');
  expect(session).toMatchObject({ account: { id: 'account-open' }, factors: 1 });
  const again = await through(door, 'open@ministry.example');
  expect(again.session?.account.id).toBe('account-open');
});

test.each([
  ['whom nobody invited', 'stranger@elsewhere.example'],
  ['whose address the provider has not confirmed', 'unconfirmed-two@ministry.example'],
  ['who was invited but has not opened the account', 'invited@ministry.example'],
])('does not let in somebody %s, and makes no account', async (_, login) => {
  const { session, location } = await through(door, login);
  expect(session).toBeNull();
  expect(location).toContain('failed=1');
  const accounts = await asSystem(world.database, 'counts', (db) =>
    db.selectFrom('accounts').select('id').orderBy('id').execute(),
  );
  expect(accounts.map(({ id }) => id)).toEqual(['account-invited', 'account-open', 'account-two']);
});

test('an answer that was begun in another browser, or comes twice, lets nobody in', async () => {
  const visit = await visitProvider(door.means, here(), { to: '/en/desk', failed: '/en/sign-in?failed=1' });
  const back = await pass(visit?.address ?? '', 'open@ministry.example');
  const foreign = await comeBack(door.means, here(), back);
  expect(pairs(foreign.headers.getSetCookie()).some((pair) => /session_token=./u.test(pair))).toBe(false);
  const first = await through(door, 'open@ministry.example');
  const twice = await comeBack(door.means, here(first.cookie), first.back);
  expect(pairs(twice.headers.getSetCookie()).some((pair) => /session_token=./u.test(pair))).toBe(false);
});
