import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Door } from '#lib/server/auth/door.ts';
import {
  caller,
  mails,
  nobody,
  openAccount,
  openDoor,
  origin,
  password,
  personOf,
  signedIn,
  tokenOf,
} from '#lib/server/auth/testing.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem, asViewer } from '#lib/server/db/viewer.ts';
import { closeOwn } from '#features/accounts/closing/server/commands.ts';
import * as tokens from '#features/accounts/tokens/server/commands.ts';
import { conductVersion } from '#features/accounts/rules.ts';
import * as own from './commands.ts';
import * as queries from './queries.ts';

let world: TestDatabase;
let door: Door;

const today = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  world = await openTestDatabase();
  door = openDoor(world);
}, 60_000);
afterAll(() => world.close());

describe('a session', () => {
  test('ends for the server when it is signed out, revoked, or its account closed', async () => {
    const { email, account } = await openAccount(door, 'sessions');
    const [first, second, third] = [
      await signedIn(door, email),
      await signedIn(door, email),
      await signedIn(door, email),
    ];
    const idOf = async (from: Caller) => (await door.sessionOf(from)).session?.id ?? '';
    const keeping = { id: account, session: await idOf(third) };
    await door.signOut(first);
    expect(await idOf(first)).toBe('');
    const revoked = await idOf(second);
    await door.ask(third, personOf(account), (tx) => own.endSession(tx, keeping, revoked));
    expect(await idOf(second)).toBe('');
    expect(await idOf(third)).not.toBe('');
    await door.ask(third, personOf(account), (tx) => closeOwn(tx, password, today));
    expect(await idOf(third)).toBe('');
    const left = await asSystem(world.database, 'looks at the closed account', (db) =>
      db.selectFrom('accounts').selectAll().where('id', '=', account).executeTakeFirstOrThrow(),
    );
    expect(JSON.stringify(left)).not.toContain('sessions@ministry');
    expect(left.closed_at).not.toBeNull();
    const history = await asSystem(world.database, 'reads the history', (db) =>
      db.selectFrom('history').select('after').where('ref', '=', account).execute(),
    );
    expect(history.length).toBeGreaterThanOrEqual(2);
  });

  test('of somebody else cannot be revoked', async () => {
    const victim = await openAccount(door, 'victim');
    const from = await signedIn(door, victim.email);
    const { session } = await door.sessionOf(from);
    const attacker = await openAccount(door, 'attacker');
    const attempt = door.ask(caller(), personOf(attacker.account), (tx) =>
      own.endSession(tx, { id: attacker.account, session: '' }, session?.id ?? ''),
    );
    await expect(attempt).rejects.toThrow('accounts.unknown');
    expect((await door.sessionOf(from)).session?.account.id).toBe(victim.account);
  });

  test('with a forged, cut or foreign cookie is none', async () => {
    const { email } = await openAccount(door, 'forged');
    const from = await signedIn(door, email);
    const cookie = from.cookie ?? '';
    for (const bad of [
      cookie.replace(/session_token=./u, 'session_token=X'),
      cookie.replace(/session_token=([^.]+)\.[^;]+/u, 'session_token=$1.AAAA'),
      cookie.replace(/session_token=([^.]+)\.[^;]+/u, 'session_token=$1'),
      '__Secure-setu.session_token=',
    ])
      expect((await door.sessionOf({ ...from, cookie: bad })).session).toBeNull();
  });
});

describe('a forgotten password', () => {
  test('revokes every token of a program, and leaves those of others', async () => {
    const mine = await openAccount(door, 'token-owner');
    const theirs = await openAccount(door, 'token-other');
    const make = (account: string) =>
      asViewer(world.database, { viewer: personOf(account), requestId: 'test', now: new Date() }, (tx) =>
        tokens.create(tx, { name: 'Sheet', scopes: ['records:public'], days: 30 }, { today, factors: 1 }),
      );
    const [lost, kept] = [await make(mine.account), await make(theirs.account)];
    expect(await door.bearerOf(lost.token, today)).toMatchObject({ account: mine.account, lacks: null });
    await door.ask(caller(), nobody, (tx) => own.askForReset(tx, mine.email, origin));
    const link = (await mails(world))[0]?.values.link ?? '';
    await door.ask(caller(), nobody, (tx) => own.reset(tx, tokenOf(link), 'quite another sentence'));
    expect(await door.bearerOf(lost.token, today)).toBeNull();
    expect(await door.bearerOf(kept.token, today)).not.toBeNull();
  });

  test('sets a new one by the link alone, ends every session, and tells nobody whether the address is known', async () => {
    const { email } = await openAccount(door, 'forgot');
    const from = await signedIn(door, email);
    const before = (await mails(world)).length;
    await door.ask(caller(), nobody, (tx) => own.askForReset(tx, 'unknown@ministry.example', origin));
    expect((await mails(world)).length).toBe(before);
    await door.ask(caller(), nobody, (tx) => own.askForReset(tx, email, origin));
    const [mail] = await mails(world);
    const link = mail?.values.link ?? '';
    expect(mail?.lang).toBe('bn');
    const reset = (given: string) => door.ask(caller(), nobody, (tx) => own.reset(tx, tokenOf(link), given));
    await expect(reset('short')).rejects.toThrow('password_short');
    await reset('quite another sentence');
    await expect(reset('and once more again')).rejects.toThrow('link_over');
    expect((await door.sessionOf(from)).session).toBeNull();
    expect((await door.signIn(caller(), { email, password })).outcome).toBe('wrong');
    expect((await door.signIn(caller(), { email, password: 'quite another sentence' })).outcome).toBe('in');
  });
});

describe('another mail address', () => {
  test('counts when its link was followed; the old one is told', async () => {
    const { email, account } = await openAccount(door, 'moving');
    const me = { id: account, session: '' };
    const ask = (current: string) =>
      door.ask(caller(), personOf(account), (tx) =>
        own.askForAddress(tx, me, { email: 'moved@ministry.example', current, origin }),
      );
    await expect(ask('wrong words here')).rejects.toThrow('wrong_password');
    await ask(password);
    const last = async () => (await mails(world))[0];
    const mail = await last();
    expect([mail?.template, mail?.to]).toEqual(['address-change', 'moved@ministry.example']);
    expect((await door.signIn(caller(), { email, password })).outcome).toBe('in');
    await door.ask(caller(), nobody, (tx) => own.confirmAddress(tx, tokenOf(mail?.values.link ?? '')));
    expect(await last()).toMatchObject({ template: 'address-changed', to: email });
    expect((await door.signIn(caller(), { email, password })).outcome).toBe('wrong');
    expect((await door.signIn(caller(), { email: 'moved@ministry.example', password })).outcome).toBe('in');
  });

  test('of somebody else is not taken, and nothing is said about it', async () => {
    const { email: taken } = await openAccount(door, 'taken');
    const { account } = await openAccount(door, 'taker');
    const before = (await mails(world)).length;
    await door.ask(caller(), personOf(account), (tx) =>
      own.askForAddress(tx, { id: account, session: '' }, { email: taken, current: password, origin }),
    );
    expect((await mails(world)).length).toBe(before);
  });
});

test('one’s own data holds what is held, and no secret', async () => {
  const { account, email } = await openAccount(door, 'data');
  await signedIn(door, email);
  const held = JSON.stringify(await door.ask(caller(), personOf(account), (tx) => queries.data(tx, account)));
  expect(held).toContain(email);
  for (const secret of ['password":"', 'token', 'secret']) expect(held).not.toContain(secret);
});

test('the code of conduct is accepted as it is now, and the history says so', async () => {
  const { account } = await openAccount(door, 'accepts');
  await asSystem(world.database, 'an older version was accepted', (db) =>
    db.updateTable('accounts').set({ conduct_version: 0 }).where('id', '=', account).execute(),
  );
  await door.ask(caller(), personOf(account), (tx) => own.acceptConduct(tx, account));
  const held = await asSystem(world.database, 'looks', (db) =>
    db
      .selectFrom('accounts as a')
      .innerJoin('history as h', 'h.ref', 'a.id')
      .select(['a.conduct_version', 'h.account_id', 'h.after'])
      .where('a.id', '=', account)
      .execute(),
  );
  expect(held).toEqual([
    {
      conduct_version: conductVersion,
      account_id: account,
      after: { event: 'conduct-accepted', conduct: conductVersion },
    },
  ]);
});
