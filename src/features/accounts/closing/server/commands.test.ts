import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as grants from '#features/accounts/grants/server/commands.ts';
import * as invitations from '#features/accounts/invitations/server/commands.ts';
import { openLink } from '#features/accounts/links/server/commands.ts';
import * as tokens from '#features/accounts/tokens/server/commands.ts';
import { accessOf, type Duty } from '#lib/access.ts';
import type { Door } from '#lib/server/auth/door.ts';
import {
  caller,
  mails,
  nobody,
  openAccount,
  openDoor,
  origin,
  password,
  signedIn,
  system,
  tokenOf,
} from '#lib/server/auth/testing.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem, asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';
import { verifyHistory } from '#lib/server/history/chain.ts';
import { noteReading } from '#lib/server/history/reads.ts';
import * as closing from './commands.ts';

const today = new Date().toISOString().slice(0, 10);
const closed = { reason: 'left the ministry', today };
let world: TestDatabase;
let door: Door;

beforeAll(async () => {
  world = await openTestDatabase();
  door = openDoor(world);
  // Somebody else administers, so that the accounts of the tests may be closed.
  await duty((await openAccount(door, 'keeper')).account, 'administrator');
}, 60_000);
afterAll(() => world.close());

const duty = (account: string, which: Duty) =>
  asSystem(world.database, 'the test gives a duty', (db) =>
    sql`insert into grants (account_id, duty, from_day, granted_by, granted_at, reason)
      values (${account}, ${which}, '2020-01-01', 'test', now(), 'for the test')`.execute(db),
  );

type Person = Extract<Viewer, { kind: 'person' }>;
/** An open account with a duty, as the person it makes. */
async function person(name: string, ...duties: Duty[]): Promise<Person & { email: string }> {
  const { account, email } = await openAccount(door, name);
  for (const which of duties) await duty(account, which);
  const access = accessOf({ duties, bodies: [], organisations: [] });
  return { kind: 'person', account, actor: name, access, email };
}
const atDoor = <T>(viewer: Viewer, work: (tx: Tx) => Promise<T>) => door.ask(caller(), viewer, work);
const atDesk = <T>(viewer: Viewer, work: (tx: Tx) => Promise<T>) =>
  asViewer(world.database, { viewer, requestId: 'test', now: new Date() }, work);
const look = <T>(work: (db: Tx['db']) => Promise<T>) => asSystem(world.database, 'the test looks', work);
const makeToken = (viewer: Viewer) =>
  atDesk(viewer, (tx) =>
    tokens.create(tx, { name: 'Sheet', scopes: ['records:mine'], days: 30 }, { today, factors: 2 }),
  );

/** Every row of every table in which a name stands. */
async function standing(name: string): Promise<string[]> {
  return look(async (db) => {
    const tables = await sql<{ name: string }>`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db);
    const found: string[] = [];
    for (const table of tables.rows) {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table.name)} t
        where t::text ~ ${`\\m${name}\\M`}`.execute(db);
      if (rows[0]?.n) found.push(table.name);
    }
    return found;
  });
}

/** Somebody who left a name wherever an account leaves one. */
async function busy(name: string): Promise<Person & { email: string }> {
  const who = await person(name, 'administrator', 'secretariat');
  const other = await openAccount(door, `other-than-${name.slice(0, 3)}`);
  await atDesk(who, (tx) =>
    grants.give(tx, other.account, { duty: 'auditor', from: today, reason: 'audit' }),
  );
  const [row] = (
    await look((db) =>
      sql<{ id: number }>`select id from grants where account_id = ${other.account}`.execute(db),
    )
  ).rows;
  await atDesk(who, (tx) => grants.end(tx, other.account, row?.id ?? 0, { day: today, reason: 'done' }));
  await atDesk(who, (tx) => noteReading(tx, { kind: 'people', ref: 'x', what: 'history' }));
  const asked = {
    email: `asked-${String(name.length)}@ministry.example`,
    name: 'Asked',
    organisation: 'Org',
    reason: 'why',
    lang: 'en' as const,
  };
  await atDoor(nobody, (tx) => invitations.request(tx, asked, today));
  const waiting = await look((db) =>
    sql<{ id: number }>`select max(id) as id from access_requests`.execute(db),
  );
  await atDoor(who, (tx) =>
    invitations.decide(tx, waiting.rows[0]?.id ?? 0, { approve: false, answer: 'no' }),
  );
  await makeToken(who);
  return who;
}

describe('a closed account', () => {
  test('takes the name out of everything, closed by its owner or by others, and the history holds', async () => {
    const owner = await busy('rokeya');
    const other = await busy('begum');
    for (const table of ['access_requests', 'accounts', 'grants', 'history', 'reads'])
      expect(await standing('rokeya')).toContain(table);
    await atDoor(owner, (tx) => closing.closeOwn(tx, password, today));
    const officer = await person('officer', 'secretariat');
    await atDoor(officer, (tx) => closing.close(tx, other.account, closed));
    // Letters of the account hold its address until they are sent, and as long as sent ones are kept.
    expect(await standing('rokeya')).toEqual(['outbox']);
    expect(await standing('begum')).toEqual(['outbox']);
    const entries = await look((db) =>
      sql<{ account: string | null; actor: string; event: string | null }>`
        select account_id as account, actor, after ->> 'event' as event from history
        where account_id in (${owner.account}, ${other.account}, ${officer.account}) or action = 'erase'
        order by number`.execute(db),
    );
    const of = (account: string | null) => entries.rows.filter((entry) => entry.account === account);
    expect(of(owner.account).length).toBeGreaterThanOrEqual(4);
    for (const entry of [...of(owner.account), ...of(other.account)]) expect(entry.actor).toBe('');
    expect(of(owner.account).at(-1)?.event).toBe('closed');
    expect(of(null).map(({ actor }) => actor)).toEqual(['closing of accounts']);
    expect(of(officer.account).map(({ actor, event }) => [actor, event])).toEqual([
      ['officer', 'closed'],
      ['officer', null],
    ]);
    expect((await look((db) => verifyHistory(db))).faults).toEqual([]);
  });

  test('is let in no more from that moment: sessions, password, tokens', async () => {
    const officer = await person('closer', 'administrator');
    const who = await person('shut');
    const from = await signedIn(door, who.email);
    const { token } = await makeToken(who);
    expect(await door.bearerOf(token, today)).not.toBeNull();
    await atDoor(officer, (tx) => closing.close(tx, who.account, closed));
    expect((await door.sessionOf(from)).session).toBeNull();
    expect(await door.bearerOf(token, today)).toBeNull();
    expect((await door.signIn(caller(), { email: who.email, password })).outcome).toBe('wrong');
    expect((await mails(world))[0]).toMatchObject({
      template: 'account-closed',
      to: who.email,
      values: { reason: closed.reason },
    });
    await expect(atDoor(officer, (tx) => closing.close(tx, who.account, closed))).rejects.toThrow('unknown');
    const again = { email: who.email, name: 'Again', lang: 'en' } as const;
    await atDoor(officer, (tx) => invitations.invite(tx, again, origin));
  });
});

describe('who closes', () => {
  test('the own account with its password, those of others with the duty, and nobody else', async () => {
    const victim = await person('victim');
    const [plain, auditor, steward] = [
      await person('plain'),
      await person('auditor', 'auditor'),
      await person('steward', 'data-steward'),
    ];
    for (const viewer of [nobody, plain, auditor, steward]) {
      await expect(atDoor(viewer, (tx) => closing.close(tx, victim.account, closed))).rejects.toThrow(
        'no_duty',
      );
      await expect(atDoor(viewer, (tx) => closing.withdraw(tx, victim.account, closed))).rejects.toThrow(
        'no_duty',
      );
    }
    await expect(atDoor(nobody, (tx) => closing.closeOwn(tx, password, today))).rejects.toThrow('unknown');
    await expect(atDoor(plain, (tx) => closing.closeOwn(tx, 'wrong words', today))).rejects.toThrow(
      'wrong_password',
    );
    const officer = await person('own', 'secretariat');
    await expect(atDoor(officer, (tx) => closing.close(tx, officer.account, closed))).rejects.toThrow(
      'own_account',
    );
    expect((await door.signIn(caller(), { email: victim.email, password })).outcome).toBe('in');
  });

  test('in the database: no desk and no public forgets an account, and nobody one that is open', async () => {
    const victim = await person('open');
    const officer = await person('climber', 'secretariat', 'administrator');
    const forget = (tx: Tx) => sql`select forget_closed_account(${victim.account}, 'open')`.execute(tx.db);
    await expect(atDesk(officer, forget)).rejects.toThrow('permission denied');
    await expect(atDesk(nobody, forget)).rejects.toThrow('permission denied');
    await expect(atDoor(officer, forget)).rejects.toThrow('only a closed account');
    await expect(
      atDesk(officer, (tx) => sql`select erase_history_actors(${victim.account}, null, 9)`.execute(tx.db)),
    ).rejects.toThrow('does not exist');
    await expect(
      atDesk(officer, (tx) =>
        sql`update accounts set closed_at = now() where id = ${victim.account}`.execute(tx.db),
      ),
    ).rejects.toThrow('permission denied');
    // Closed, but the history does not say that names go.
    await expect(
      atDoor(officer, async (tx) => {
        await sql`update accounts set closed_at = now() where id = ${victim.account}`.execute(tx.db);
        return forget(tx);
      }),
    ).rejects.toThrow('the history says so first');
    await atDesk(officer, (tx) => noteReading(tx, { kind: 'people', ref: 'x', what: 'history' }));
    await expect(
      look((db) => sql`update reads set actor = '' where account_id = ${officer.account}`.execute(db)),
    ).rejects.toThrow('only added to');
  });

  test('closing gives an administrator no right to any record', async () => {
    const administrator = await person('powerless', 'administrator');
    const from = await signedIn(door, administrator.email);
    const rights = async () => (await door.sessionOf(from)).session?.access;
    const before = await rights();
    const gone = await person('gone');
    await atDoor(administrator, (tx) => closing.close(tx, gone.account, closed));
    expect(await rights()).toEqual(before);
    expect(before?.inNetwork).toBe(false);
  });
});

describe('a withdrawn invitation', () => {
  const invite = (email: string) =>
    atDoor(system, (tx) => invitations.invite(tx, { email, name: 'Invited', lang: 'en' }, origin));

  test('says so at its link, and the same address can be invited again', async () => {
    const officer = await person('inviter', 'secretariat');
    const first = await invite('withdrawn@ministry.example');
    await atDoor(officer, (tx) => closing.withdraw(tx, first.account, closed));
    const open = (link: string) => atDoor(nobody, (tx) => openLink(tx, 'invitation', tokenOf(link)));
    await expect(open(first.link)).rejects.toThrow('accounts.invitation_withdrawn');
    const input = { name: 'Late', lang: 'en', conduct: 'yes', password } as const;
    await expect(atDoor(nobody, (tx) => invitations.accept(tx, tokenOf(first.link), input))).rejects.toThrow(
      'accounts.invitation_withdrawn',
    );
    expect((await standing('withdrawn@ministry')).filter((table) => table !== 'outbox')).toEqual([]);
    const second = await invite('withdrawn@ministry.example');
    expect(second.account).not.toBe(first.account);
    await open(second.link);
  });

  test('is one that waits: an open account is closed, not withdrawn, and the other way about', async () => {
    const officer = await person('strict', 'administrator');
    const open = await person('opened');
    const { account } = await invite('waiting@ministry.example');
    await expect(atDoor(officer, (tx) => closing.withdraw(tx, open.account, closed))).rejects.toThrow(
      'unknown',
    );
    await expect(atDoor(officer, (tx) => closing.close(tx, account, closed))).rejects.toThrow('unknown');
  });
});

test('somebody always administers: the last one is not closed, nor the last two by each other at once', async () => {
  await look((db) =>
    sql`update grants set until_day = ${today}::date where duty = 'administrator'`.execute(db),
  );
  const close = (by: Viewer, account: string) => atDoor(by, (tx) => closing.close(tx, account, closed));
  const first = await person('first', 'administrator');
  await expect(close(system, first.account)).rejects.toThrow('last_administrator');
  await expect(atDoor(first, (tx) => closing.closeOwn(tx, password, today))).rejects.toThrow(
    'last_administrator',
  );
  // Somebody who has not accepted the invitation administers nothing.
  const invited = { email: 'second@ministry.example', name: 'Second', lang: 'en' } as const;
  const { account } = await atDoor(system, (tx) => invitations.invite(tx, invited, origin));
  await duty(account, 'administrator');
  await expect(close(system, first.account)).rejects.toThrow('last_administrator');
  const third = await person('third', 'administrator');
  const both = await Promise.allSettled([close(first, third.account), close(third, first.account)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(String(both.find((one) => one.status === 'rejected')?.reason)).toContain('last_administrator');
});
