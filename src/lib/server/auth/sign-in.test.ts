import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Door } from '#lib/server/auth/door.ts';
import { caller, nobody, openAccount, openDoor, password, signedIn } from './testing.ts';
import type { Caller } from './caller.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';

let world: TestDatabase;
let door: Door;

beforeAll(async () => {
  world = await openTestDatabase();
  door = openDoor(world);
}, 60_000);
afterAll(() => world.close());

describe('signing in', () => {
  test('gives a session whose token stands hashed, in a cookie scripts cannot read', async () => {
    const { email, account } = await openAccount(door, 'cookie');
    const result = await door.signIn(caller(), { email: email.toUpperCase(), password });
    expect(result.outcome).toBe('in');
    const line = result.cookies.find((cookie) => cookie.startsWith('__Secure-setu.session_token=')) ?? '';
    expect(line).toMatch(/HttpOnly/u);
    expect(line).toMatch(/Secure/u);
    expect(line).toMatch(/SameSite=Lax/u);
    const token = decodeURIComponent(line.split(/[=;]/u)[1] ?? '').split('.')[0] ?? '';
    expect(token.length).toBeGreaterThanOrEqual(32);
    const rows = await asSystem(world.database, 'looks for the token', (db) =>
      db.selectFrom('sessions').select('token').where('account_id', '=', account).execute(),
    );
    expect(rows.map((row) => row.token)).not.toContain(token);
    expect(rows).toHaveLength(1);
  });

  test('wrong, unknown and invited look the same, and take as long', async () => {
    const { email } = await openAccount(door, 'timed');
    const ask = async (address: string) => {
      const since = performance.now();
      const result = await door.signIn(caller(), { email: address, password: 'not the right words' });
      return { result, took: performance.now() - since };
    };
    await ask(email);
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const first = await ask(email);
      const second = await ask(`nobody${String(round)}@ministry.example`);
      expect(second.result).toEqual(first.result);
      known.push(first.took);
      unknown.push(second.took);
    }
    const median = (values: number[]) => values.sort((a, b) => a - b)[3] ?? 0;
    const ratio = median(known) / median(unknown);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  test('is slowed for an account from one address, and for nobody else', async () => {
    const { email } = await openAccount(door, 'tried');
    const owner = await signedIn(door, email);
    const address = '203.0.113.7';
    const wrong = () => door.signIn(caller({ address }), { email, password: 'not the right words' });
    const outcomes: string[] = [];
    for (let round = 0; round < 12; round += 1) outcomes.push((await wrong()).outcome);
    expect(outcomes.slice(0, 10)).toEqual(Array(10).fill('wrong'));
    expect(outcomes.slice(10)).toEqual(['later', 'later']);
    const right = (fields: Partial<Caller>) => door.signIn(caller(fields), { email, password });
    expect((await right({ address })).outcome).toBe('later');
    expect((await right({})).outcome).toBe('in');
    const device = owner.cookie?.split('; ').find((pair) => pair.startsWith('setu.device=')) ?? null;
    expect((await right({ address, cookie: device })).outcome).toBe('in');
    const other = await openAccount(door, 'neighbour');
    expect((await door.signIn(caller({ address }), { email: other.email, password })).outcome).toBe('in');
  });

  test('a device cookie of one account is worth nothing for another', async () => {
    const one = await openAccount(door, 'deviceone');
    const two = await openAccount(door, 'devicetwo');
    const { cookie } = await signedIn(door, one.email);
    const address = '203.0.113.8';
    for (let round = 0; round < 10; round += 1)
      await door.signIn(caller({ address }), { email: two.email, password: 'not the right words' });
    const tried = await door.signIn(caller({ address, cookie }), { email: two.email, password });
    expect(tried.outcome).toBe('later');
  });
});

test('the door cannot read a record, give a duty, or write history of anything but accounts', async () => {
  const attempts = [
    sql`select * from people`,
    sql`insert into grants (account_id, duty, from_day, granted_by, granted_at, reason)
      values ('account-of-nobody', 'administrator', '2020-01-01', 'x', now(), 'because')`,
    sql`insert into history (at, request_id, door, actor, kind, ref, action, before, after)
      values (now(), 'x', 'form', 'x', 'people', 'x', 'change', '{}', '{}')`,
    sql`insert into outbox (topic, payload, created_at, due_at) values ('bulletins.render', '{}', now(), now())`,
  ];
  for (const attempt of attempts)
    await expect(door.ask(caller(), nobody, (tx) => attempt.execute(tx.db))).rejects.toThrow(
      /permission denied|row-level security/u,
    );
  const role = await sql<{ role: string }>`select current_user::text as role`.execute(world.database);
  expect(role.rows[0]?.role).not.toBe('setu_auth');
});
