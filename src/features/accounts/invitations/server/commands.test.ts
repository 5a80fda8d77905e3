import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Door } from '#lib/server/auth/door.ts';
import { openLink } from '#features/accounts/links/server/commands.ts';
import {
  caller,
  nobody,
  openAccount,
  openDoor,
  origin,
  password,
  personOf,
  system,
  tokenOf,
} from '#lib/server/auth/testing.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import * as invitations from './commands.ts';

let world: TestDatabase;
let door: Door;

beforeAll(async () => {
  world = await openTestDatabase();
  door = openDoor(world);
}, 60_000);
afterAll(() => world.close());

describe('an invitation', () => {
  test('is good once, and looking at it does not use it up', async () => {
    const { link } = await door.ask(caller(), system, (tx) =>
      invitations.invite(tx, { email: 'once@ministry.example', name: 'Once', lang: 'en' }, origin),
    );
    expect(link).toMatch(/^https:\/\/network\.example\/en\/accept\/[\w-]{32}$/u);
    const look = () => door.ask(caller(), nobody, (tx) => openLink(tx, 'invitation', tokenOf(link)));
    await look();
    await look();
    const accept = () =>
      door.ask(caller(), nobody, (tx) =>
        invitations.accept(tx, tokenOf(link), { name: 'Once', lang: 'en', password, conduct: 'yes' }),
      );
    const both = await Promise.allSettled([accept(), accept()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(look()).rejects.toThrow('accounts.link_over');
  });

  test('is too old after seven days, and a newer one replaces it', async () => {
    const input = { email: 'old@ministry.example', name: 'Old', lang: 'en' } as const;
    const first = await door.ask(caller(), system, (tx) => invitations.invite(tx, input, origin));
    const second = await door.ask(caller(), system, (tx) => invitations.invite(tx, input, origin));
    expect(second.account).toBe(first.account);
    const open = (link: string, days: number) =>
      door.ask(caller({ now: new Date(Date.now() + days * 86_400_000) }), nobody, (tx) =>
        openLink(tx, 'invitation', tokenOf(link)),
      );
    await expect(open(first.link, 0)).rejects.toThrow('accounts.link_over');
    await expect(open(second.link, 7.1)).rejects.toThrow('accounts.link_over');
    expect((await open(second.link, 6.9)).account.id).toBe(first.account);
  });

  test('stands nowhere in the database as it is in the link, but for the mail that carries it', async () => {
    const { link } = await door.ask(caller(), system, (tx) =>
      invitations.invite(tx, { email: 'kept@ministry.example', name: 'Kept', lang: 'en' }, origin),
    );
    const rows = await asSystem(world.database, 'looks for the token', (db) =>
      sql<{ row: string }>`select mail_links::text as row from mail_links`.execute(db),
    );
    expect(rows.rows.some(({ row }) => row.includes(tokenOf(link)))).toBe(false);
  });

  test('comes from the secretariat and administrators only, and nobody is invited twice', async () => {
    const { account, email } = await openAccount(door, 'inviter');
    const input = { email: 'x@ministry.example', name: 'Xx', lang: 'en' } as const;
    for (const viewer of [nobody, personOf(account)])
      await expect(door.ask(caller(), viewer, (tx) => invitations.invite(tx, input, origin))).rejects.toThrow(
        'door.no_duty',
      );
    await expect(
      door.ask(caller(), system, (tx) => invitations.invite(tx, { ...input, email }, origin)),
    ).rejects.toThrow('accounts.exists');
  });

  test('an account that was only invited cannot sign in', async () => {
    await door.ask(caller(), system, (tx) =>
      invitations.invite(tx, { email: 'only@ministry.example', name: 'Only', lang: 'en' }, origin),
    );
    const result = await door.signIn(caller(), { email: 'only@ministry.example', password });
    expect(result.outcome).toBe('wrong');
  });
});
