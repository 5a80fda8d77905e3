import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Door } from '#lib/server/auth/door.ts';
import { tie } from '#features/accounts/server/commands.ts';
import { caller, openAccount, openDoor, personOf, signedIn } from '#lib/server/auth/testing.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem, asViewer, type Viewer } from '#lib/server/db/viewer.ts';
import * as grants from './commands.ts';

let world: TestDatabase;
let door: Door;

beforeAll(async () => {
  world = await openTestDatabase();
  door = openDoor(world);
}, 60_000);
afterAll(() => world.close());

test('a session has the rights of the day: a duty begins, ends, and is never given to oneself', async () => {
  const { email, account } = await openAccount(door, 'duty');
  const from = await signedIn(door, email);
  const duties = async () => (await door.sessionOf(from)).session?.access.duties;
  expect(await duties()).toEqual([]);
  const administrator: Extract<Viewer, { kind: 'person' }> = {
    kind: 'person',
    account: 'administrator-1',
    actor: 'Administrator',
    access: { duties: ['administrator'], bodies: [], organisations: [], inNetwork: false },
  };
  const asAdministrator = <T>(work: Parameters<typeof asViewer<T>>[2], viewer = administrator) =>
    asViewer(world.database, { viewer, requestId: 'test', now: new Date() }, work);
  await asSystem(world.database, 'an administrator for the test', (db) =>
    sql`insert into accounts (id, name, email, created_at, updated_at)
        values ('administrator-1', 'Administrator', 'administrator@ministry.example', now(), now())`.execute(
      db,
    ),
  );
  const input = { duty: 'auditor', from: from.today, reason: 'audit of the year' } as const;
  await asAdministrator((tx) => grants.give(tx, account, input));
  expect(await duties()).toEqual(['auditor']);
  const self = { ...administrator, account } as typeof administrator;
  await expect(asAdministrator((tx) => grants.give(tx, account, input), self)).rejects.toThrow('own_grant');
  // The database refuses it too, whatever the command forgets.
  const behind = asAdministrator(
    (tx) =>
      tx.db
        .insertInto('grants')
        .values({
          account_id: account,
          duty: 'administrator',
          from_day: from.today,
          granted_by: 'me',
          granted_at: new Date(),
          reason: 'because I want to',
        })
        .execute(),
    self,
  );
  await expect(behind).rejects.toThrow('row-level security');
  await expect(asAdministrator((tx) => grants.give(tx, account, input), personOf(account))).rejects.toThrow(
    'no_duty',
  );
  await expect(door.ask(caller(), administrator, (tx) => tie(tx, account, null))).rejects.toThrow('no_duty');
});
