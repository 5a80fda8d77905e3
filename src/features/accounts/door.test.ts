import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Door } from '#lib/server/auth/door.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { showCode, startEnrolment } from '#lib/server/auth/second-factor.ts';
import { asSystem, asViewer, type Viewer } from '#lib/server/db/viewer.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import * as grants from './grants/server/commands.ts';
import * as invitations from './invitations/server/commands.ts';
import { openLink } from './links/server/commands.ts';
import * as own from './own/server/commands.ts';
import * as queries from './own/server/queries.ts';
import { tie } from './server/commands.ts';

const origin = 'https://network.example';
const password = 'tram lantern 42 copper';
const secretariat: Viewer = { kind: 'system', actor: 'test secretariat' };
const nobody: Viewer = { kind: 'public' };

let world: TestDatabase;
let door: Door;
let addresses = 0;

beforeAll(async () => {
  world = await openTestDatabase();
  door = new Door(world.database, {
    origin,
    secret: 'a secret for tests that is long enough',
    name: 'Setu',
    secondFactor: 'duties',
  });
}, 60_000);
afterAll(() => world.close());

/** A caller from an address nobody has tried from. better-auth reads the real clock, so these tests do too. */
const caller = (fields: Partial<Caller> = {}): Caller => ({
  cookie: null,
  agent: 'test',
  address: `192.0.2.${String((addresses += 1))}`,
  requestId: 'test',
  now: new Date(),
  today: new Date().toISOString().slice(0, 10),
  ...fields,
});

const cookiesOf = (lines: readonly string[]) =>
  lines
    .map((line) => line.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');

const tokenOf = (link: string) => link.split('/').at(-1) ?? '';

/** Invites somebody and opens the account. */
async function opened(name: string): Promise<{ account: string; email: string }> {
  const email = `${name}@ministry.example`;
  const { account, link } = await door.ask(caller(), secretariat, (tx) =>
    invitations.invite(tx, { email, name, lang: 'bn' }, origin),
  );
  await door.ask(caller(), nobody, (tx) =>
    invitations.accept(tx, tokenOf(link), { name, lang: 'bn', password, conduct: 'yes' }),
  );
  return { account, email };
}

/** Signs in and gives a caller with the cookies of the browser. */
async function signedIn(email: string, fields: Partial<Caller> = {}): Promise<Caller> {
  const from = caller(fields);
  const result = await door.signIn(from, { email, password });
  return { ...from, cookie: cookiesOf(result.cookies) };
}

const personOf = (account: string): Viewer => ({
  kind: 'person',
  account,
  actor: account,
  access: { duties: [], bodies: [], organisations: [], inNetwork: false },
});

const count = async (table: 'sessions' | 'outbox' | 'accounts') =>
  asSystem(world.database, 'counts', async (db) => {
    const found = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return Number(found.n);
  });

/** The code an authenticator program shows (RFC 6238). */
function codeNow(uri: string, steps = 0): string {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(secret.replaceAll('=', ''), (letter) =>
    alphabet.indexOf(letter).toString(2).padStart(5, '0'),
  ).join('');
  const key = Buffer.from((bits.match(/.{8}/gu) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0');
}

describe('an invitation', () => {
  test('is good once, and looking at it does not use it up', async () => {
    const { link } = await door.ask(caller(), secretariat, (tx) =>
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
    const first = await door.ask(caller(), secretariat, (tx) => invitations.invite(tx, input, origin));
    const second = await door.ask(caller(), secretariat, (tx) => invitations.invite(tx, input, origin));
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
    const { link } = await door.ask(caller(), secretariat, (tx) =>
      invitations.invite(tx, { email: 'kept@ministry.example', name: 'Kept', lang: 'en' }, origin),
    );
    const rows = await asSystem(world.database, 'looks for the token', (db) =>
      sql<{ row: string }>`select mail_links::text as row from mail_links`.execute(db),
    );
    expect(rows.rows.some(({ row }) => row.includes(tokenOf(link)))).toBe(false);
  });

  test('comes from the secretariat and administrators only, and nobody is invited twice', async () => {
    const { account, email } = await opened('inviter');
    const input = { email: 'x@ministry.example', name: 'Xx', lang: 'en' } as const;
    for (const viewer of [nobody, personOf(account)])
      await expect(door.ask(caller(), viewer, (tx) => invitations.invite(tx, input, origin))).rejects.toThrow(
        'door.no_duty',
      );
    await expect(
      door.ask(caller(), secretariat, (tx) => invitations.invite(tx, { ...input, email }, origin)),
    ).rejects.toThrow('accounts.exists');
  });

  test('an account that was only invited cannot sign in', async () => {
    await door.ask(caller(), secretariat, (tx) =>
      invitations.invite(tx, { email: 'only@ministry.example', name: 'Only', lang: 'en' }, origin),
    );
    const result = await door.signIn(caller(), { email: 'only@ministry.example', password });
    expect(result.outcome).toBe('wrong');
  });
});

describe('signing in', () => {
  test('gives a session whose token stands hashed, in a cookie scripts cannot read', async () => {
    const { email, account } = await opened('cookie');
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
    const { email } = await opened('timed');
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
    const { email } = await opened('tried');
    const owner = await signedIn(email);
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
    const other = await opened('neighbour');
    expect((await door.signIn(caller({ address }), { email: other.email, password })).outcome).toBe('in');
  });

  test('a device cookie of one account is worth nothing for another', async () => {
    const one = await opened('deviceone');
    const two = await opened('devicetwo');
    const { cookie } = await signedIn(one.email);
    const address = '203.0.113.8';
    for (let round = 0; round < 10; round += 1)
      await door.signIn(caller({ address }), { email: two.email, password: 'not the right words' });
    const tried = await door.signIn(caller({ address, cookie }), { email: two.email, password });
    expect(tried.outcome).toBe('later');
  });
});

describe('a session', () => {
  test('ends for the server when it is signed out, revoked, or its account closed', async () => {
    const { email, account } = await opened('sessions');
    const [first, second, third] = [await signedIn(email), await signedIn(email), await signedIn(email)];
    const idOf = async (from: Caller) => (await door.sessionOf(from)).session?.id ?? '';
    const keeping = { id: account, session: await idOf(third) };
    await door.signOut(first);
    expect(await idOf(first)).toBe('');
    const revoked = await idOf(second);
    await door.ask(third, personOf(account), (tx) => own.endSession(tx, keeping, revoked));
    expect(await idOf(second)).toBe('');
    expect(await idOf(third)).not.toBe('');
    await door.ask(third, personOf(account), (tx) => own.close(tx, keeping, password));
    expect(await idOf(third)).toBe('');
    const left = await asSystem(world.database, 'looks at the closed account', (db) =>
      db.selectFrom('accounts').selectAll().where('id', '=', account).executeTakeFirstOrThrow(),
    );
    expect(JSON.stringify(left)).not.toContain('sessions@ministry');
    expect(left.closed_at).not.toBeNull();
    const history = await asSystem(world.database, 'reads the history', (db) =>
      db.selectFrom('history').select('after').where('ref', '=', account).execute(),
    );
    expect(history.length).toBeGreaterThanOrEqual(3);
  });

  test('of somebody else cannot be revoked', async () => {
    const victim = await opened('victim');
    const from = await signedIn(victim.email);
    const { session } = await door.sessionOf(from);
    const attacker = await opened('attacker');
    const attempt = door.ask(caller(), personOf(attacker.account), (tx) =>
      own.endSession(tx, { id: attacker.account, session: '' }, session?.id ?? ''),
    );
    await expect(attempt).rejects.toThrow('accounts.unknown');
    expect((await door.sessionOf(from)).session?.account.id).toBe(victim.account);
  });

  test('with a forged, cut or foreign cookie is none', async () => {
    const { email } = await opened('forged');
    const from = await signedIn(email);
    const cookie = from.cookie ?? '';
    for (const bad of [
      cookie.replace(/session_token=./u, 'session_token=X'),
      cookie.replace(/session_token=([^.]+)\.[^;]+/u, 'session_token=$1.AAAA'),
      cookie.replace(/session_token=([^.]+)\.[^;]+/u, 'session_token=$1'),
      '__Secure-setu.session_token=',
    ])
      expect((await door.sessionOf({ ...from, cookie: bad })).session).toBeNull();
  });

  test('has the rights of the day: a duty begins, ends, and is never given to oneself', async () => {
    const { email, account } = await opened('duty');
    const from = await signedIn(email);
    const duties = async () => (await door.sessionOf(from)).session?.access.duties;
    expect(await duties()).toEqual([]);
    const administrator: Viewer = {
      kind: 'person',
      account: 'administrator-1',
      actor: 'Administrator',
      access: { duties: ['administrator'], bodies: [], organisations: [], inNetwork: false },
    };
    const asAdministrator = <T>(work: Parameters<typeof asViewer<T>>[2], viewer: Viewer = administrator) =>
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
    const self = { ...administrator, account } as Viewer;
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
    await expect(door.ask(caller(), administrator, (tx) => tie(tx, account, null))).rejects.toThrow(
      'no_duty',
    );
  });

  test('of an administrator without a second factor is let in nowhere until one is set up', async () => {
    const { email, account } = await opened('bound');
    await asSystem(world.database, 'grants for the test', (db) =>
      sql`insert into grants (account_id, duty, from_day, granted_by, granted_at, reason)
        values (${account}, 'secretariat', '2020-01-01', 'test', now(), 'for the test')`.execute(db),
    );
    const first = await signedIn(email);
    expect((await door.sessionOf(first)).session?.lacks).toBe('enrolment');
    const started = await startEnrolment(door.means, first, password);
    const uri = started?.uri ?? '';
    const session = (await door.sessionOf(first)).session?.id ?? null;
    const confirmed = await showCode(door.means, first, { code: codeNow(uri), session });
    expect(confirmed.outcome).toBe('in');
    const after = { ...first, cookie: cookiesOf(confirmed.outcome === 'in' ? confirmed.cookies : []) };
    expect((await door.sessionOf(after)).session).toMatchObject({ lacks: null, factors: 2 });

    const again = caller();
    const half = await door.signIn(again, { email, password });
    expect(half.outcome).toBe('second-factor');
    const halfway = { ...again, cookie: cookiesOf(half.cookies) };
    expect((await door.sessionOf(halfway)).session).toBeNull();
    const show = (code: string) => showCode(door.means, halfway, { code, session: null });
    expect((await show('000000')).outcome).toBe('wrong');
    // The code that was used to set up is used.
    const used = await show(codeNow(uri));
    const [code = ''] = started?.codes ?? [];
    const next =
      used.outcome === 'in'
        ? used
        : await showCode(door.means, halfway, { code: codeNow(uri, 1), session: null });
    expect([used.outcome, next.outcome]).toContain('wrong');

    const third = caller();
    const thirdHalf = await door.signIn(third, { email, password });
    const thirdway = { ...third, cookie: cookiesOf(thirdHalf.cookies) };
    const recovery = await showCode(door.means, thirdway, { code: code.toUpperCase(), session: null });
    expect(recovery.outcome).toBe('in');
    const fourth = caller();
    const fourthHalf = await door.signIn(fourth, { email, password });
    const fourthway = { ...fourth, cookie: cookiesOf(fourthHalf.cookies) };
    expect((await showCode(door.means, fourthway, { code, session: null })).outcome).toBe('wrong');
    const stored = await asSystem(world.database, 'looks at the recovery codes', (db) =>
      db
        .selectFrom('second_factors')
        .select(['recovery_codes', 'secret'])
        .where('account_id', '=', account)
        .executeTakeFirstOrThrow(),
    );
    for (const plain of started?.codes ?? []) expect(stored.recovery_codes).not.toContain(plain);
    expect(stored.secret).not.toContain(new URL(uri).searchParams.get('secret'));
  });
});

describe('a forgotten password', () => {
  test('sets a new one by the link alone, ends every session, and tells nobody whether the address is known', async () => {
    const { email } = await opened('forgot');
    const from = await signedIn(email);
    const before = await count('outbox');
    await door.ask(caller(), nobody, (tx) => own.askForReset(tx, 'unknown@ministry.example', origin));
    expect(await count('outbox')).toBe(before);
    await door.ask(caller(), nobody, (tx) => own.askForReset(tx, email, origin));
    const mail = await asSystem(world.database, 'reads the mail', (db) =>
      db.selectFrom('outbox').select('payload').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow(),
    );
    const { values, lang } = mail.payload as { values: { link: string }; lang: string };
    expect(lang).toBe('bn');
    const reset = (given: string) =>
      door.ask(caller(), nobody, (tx) => own.reset(tx, tokenOf(values.link), given));
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
    const { email, account } = await opened('moving');
    const me = { id: account, session: '' };
    const ask = (current: string) =>
      door.ask(caller(), personOf(account), (tx) =>
        own.askForAddress(tx, me, { email: 'moved@ministry.example', current, origin }),
      );
    await expect(ask('wrong words here')).rejects.toThrow('wrong_password');
    await ask(password);
    const last = async () =>
      asSystem(world.database, 'reads the mail', async (db) => {
        const row = await db
          .selectFrom('outbox')
          .select('payload')
          .orderBy('id', 'desc')
          .limit(1)
          .executeTakeFirstOrThrow();
        return row.payload as { template: string; to: string; values: { link: string } };
      });
    const mail = await last();
    expect([mail.template, mail.to]).toEqual(['address-change', 'moved@ministry.example']);
    expect((await door.signIn(caller(), { email, password })).outcome).toBe('in');
    await door.ask(caller(), nobody, (tx) => own.confirmAddress(tx, tokenOf(mail.values.link)));
    expect(await last()).toMatchObject({ template: 'address-changed', to: email });
    expect((await door.signIn(caller(), { email, password })).outcome).toBe('wrong');
    expect((await door.signIn(caller(), { email: 'moved@ministry.example', password })).outcome).toBe('in');
  });

  test('of somebody else is not taken, and nothing is said about it', async () => {
    const { email: taken } = await opened('taken');
    const { account } = await opened('taker');
    const before = await count('outbox');
    await door.ask(caller(), personOf(account), (tx) =>
      own.askForAddress(tx, { id: account, session: '' }, { email: taken, current: password, origin }),
    );
    expect(await count('outbox')).toBe(before);
  });
});

test('one’s own data holds what is held, and no secret', async () => {
  const { account, email } = await opened('data');
  await signedIn(email);
  const held = JSON.stringify(await door.ask(caller(), personOf(account), (tx) => queries.data(tx, account)));
  expect(held).toContain(email);
  for (const secret of ['password":"', 'token', 'secret']) expect(held).not.toContain(secret);
});

test('the door cannot read a record, give a duty, or write history of anything but accounts', async () => {
  const attempts = [
    sql`select * from people`,
    sql`insert into grants (account_id, duty, from_day, granted_by, granted_at, reason)
      values ('administrator-1', 'administrator', '2020-01-01', 'x', now(), 'because')`,
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
