import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import type { Door } from './door.ts';
import { openAccount, openDoor, signedIn } from './testing.ts';

let world: TestDatabase;
let door: Door;

beforeAll(async () => {
  world = await openTestDatabase();
  door = openDoor(world);
}, 60_000);
afterAll(() => world.close());

const change = (statement: ReturnType<typeof sql>) =>
  asSystem(world.database, 'the test changes an account', (db) => statement.execute(db));

test('a session lacks the code of conduct while an older version is accepted, or none, and goes on afterwards', async () => {
  const { email, account } = await openAccount(door, 'conduct');
  const from = await signedIn(door, email);
  const lacks = async () => (await door.sessionOf(from)).session?.lacks;
  expect(await lacks()).toBeNull();
  for (const version of [0, null]) {
    await change(sql`update accounts set conduct_version = ${version} where id = ${account}`);
    expect([version, await lacks()]).toEqual([version, 'conduct']);
  }
  await change(sql`update accounts set conduct_version = 1 where id = ${account}`);
  expect(await lacks()).toBeNull();
});

test('who has to show a second factor shows it before anything is asked', async () => {
  const { email, account } = await openAccount(door, 'both');
  await change(sql`update accounts set conduct_version = 0 where id = ${account}`);
  await change(sql`insert into grants (account_id, duty, from_day, granted_by, granted_at, reason)
    values (${account}, 'secretariat', '2020-01-01', 'test', now(), 'for the test')`);
  const from = await signedIn(door, email);
  const lacks = async () => (await door.sessionOf(from)).session?.lacks;
  expect(await lacks()).toBe('enrolment');
  await change(sql`update sessions set factors = 2 where account_id = ${account}`);
  expect(await lacks()).toBe('conduct');
});
