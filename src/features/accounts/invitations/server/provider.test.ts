import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Door } from '#lib/server/auth/door.ts';
import { openProvider, through } from '#lib/server/auth/provider-testing.ts';
import { caller, nobody, openDoor, origin, password, system, tokenOf } from '#lib/server/auth/testing.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import * as invitations from './commands.ts';

let world: TestDatabase;
let door: Door;
let other: Awaited<ReturnType<typeof openProvider>>;

beforeAll(async () => {
  world = await openTestDatabase();
  other = await openProvider();
  door = openDoor(world, other.provider);
}, 60_000);
afterAll(async () => {
  other.close();
  await world.close();
});

const opened = { name: 'Invited', lang: 'en', conduct: 'yes' } as const;
const invite = (email: string) =>
  door.ask(caller(), system, (tx) => invitations.invite(tx, { email, name: 'Invited', lang: 'en' }, origin));
const accept = (link: string) =>
  door.ask(caller(), nobody, (tx) => invitations.accept(tx, tokenOf(link), opened));
const accounts = () =>
  asSystem(world.database, 'the test counts', async (db) =>
    (await db.selectFrom('accounts').select('email').orderBy('email').execute()).map(({ email }) => email),
  );

test('an invitation is accepted without a password, and the provider lets in with the same confirmed address', async () => {
  const email = 'through@ministry.example';
  const { account, link } = await invite(email);
  expect((await through(door, email)).session).toBeNull();
  await accept(link);
  expect((await through(door, email)).session).toMatchObject({
    account: { id: account },
    lacks: null,
    factors: 1,
  });
  expect((await door.signIn(caller(), { email, password })).outcome).toBe('wrong');
  await expect(accept(link)).rejects.toThrow('accounts.link_over');
});

test('nobody else comes in by it: another address, or the same one that the provider has not confirmed', async () => {
  const email = 'careful@ministry.example';
  const { link } = await invite(email);
  await accept(link);
  const before = await accounts();
  for (const login of ['somebody@ministry.example', `unconfirmed-${email}`]) {
    const { session, location } = await through(door, login);
    expect([login, session]).toEqual([login, null]);
    expect(location).toContain('failed=1');
  }
  expect(await accounts()).toEqual(before);
});
