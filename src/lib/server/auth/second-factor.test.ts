import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Door } from '#lib/server/auth/door.ts';
import { caller, codeNow, cookiesOf, openAccount, openDoor, password, signedIn } from './testing.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import type { Caller } from './caller.ts';
import { renewRecoveryCodes, showCode, startEnrolment } from './second-factor.ts';

let world: TestDatabase;
let door: Door;

beforeAll(async () => {
  world = await openTestDatabase();
  door = openDoor(world);
}, 60_000);
afterAll(() => world.close());

/** Signs in with the password only, and gives the browser that now has to show a code. */
async function halfway(email: string): Promise<Caller> {
  const from = caller();
  const half = await door.signIn(from, { email, password });
  expect(half.outcome).toBe('second-factor');
  const browser = { ...from, cookie: cookiesOf(half.cookies) };
  expect((await door.sessionOf(browser)).session).toBeNull();
  return browser;
}

const show = (browser: Caller, code: string, session: string | null = null) =>
  showCode(door.means, browser, { code, session });

/** An officer of the secretariat who has set up one-time codes. */
async function officer(name: string) {
  const { email, account } = await openAccount(door, name);
  await asSystem(world.database, 'grants for the test', (db) =>
    sql`insert into grants (account_id, duty, from_day, granted_by, granted_at, reason)
      values (${account}, 'secretariat', '2020-01-01', 'test', now(), 'for the test')`.execute(db),
  );
  const first = await signedIn(door, email);
  const { session } = await door.sessionOf(first);
  expect(session).toMatchObject({ lacks: 'enrolment' });
  const enrolment = await startEnrolment(door.means, first, password);
  if (!enrolment || !session) throw new Error('codes were not set up');
  const shown = await show(first, codeNow(enrolment.uri), session.id);
  if (shown.outcome !== 'in') throw new Error('the first code was refused');
  return { email, account, ...enrolment, browser: { ...first, cookie: cookiesOf(shown.cookies) } };
}

test('an officer is let in nowhere until a second factor is set up, and then is', async () => {
  const { browser } = await officer('bound');
  expect((await door.sessionOf(browser)).session).toMatchObject({ lacks: null, factors: 2 });
});

test('a code is good once; a wrong one never', async () => {
  const { email, uri } = await officer('codes');
  const browser = await halfway(email);
  expect((await show(browser, '000000')).outcome).toBe('wrong');
  const next = codeNow(uri, 1);
  expect((await show(browser, next)).outcome).toBe('in');
  expect((await show(await halfway(email), next)).outcome).toBe('wrong');
});

test('a recovery code is good once, and is kept hashed, as the secret is kept encrypted', async () => {
  const { email, account, codes, uri } = await officer('recovery');
  const [code = ''] = codes;
  expect((await show(await halfway(email), code.toUpperCase())).outcome).toBe('in');
  expect((await show(await halfway(email), code)).outcome).toBe('wrong');
  const stored = await asSystem(world.database, 'looks at what is kept', (db) =>
    db
      .selectFrom('second_factors')
      .select(['recovery_codes', 'secret'])
      .where('account_id', '=', account)
      .executeTakeFirstOrThrow(),
  );
  for (const plain of codes) expect(stored.recovery_codes).not.toContain(plain);
  expect(stored.secret).not.toContain(new URL(uri).searchParams.get('secret'));
});

test('new recovery codes void the old ones, and need the password', async () => {
  const { email, codes, browser } = await officer('renewed');
  expect(await renewRecoveryCodes(door.means, browser, 'not the right words')).toBeNull();
  expect(await renewRecoveryCodes(door.means, await halfway(email), password)).toBeNull();
  const [old = '', ...unused] = codes;
  expect((await show(await halfway(email), old)).outcome).toBe('in');
  const renewed = (await renewRecoveryCodes(door.means, browser, password)) ?? [];
  expect(new Set([...renewed, ...codes]).size).toBe(20);
  expect((await show(await halfway(email), unused[0] ?? '')).outcome).toBe('wrong');
  expect((await show(await halfway(email), renewed[0] ?? '')).outcome).toBe('in');
  const kept = await asSystem(world.database, 'looks for the codes', (db) =>
    sql<{ row: string }>`select second_factors::text as row from second_factors`.execute(db),
  );
  for (const code of renewed) expect(kept.rows.some(({ row }) => row.includes(code))).toBe(false);
});

test('who has no one-time codes is given no recovery codes', async () => {
  const { email } = await openAccount(door, 'without');
  expect(await renewRecoveryCodes(door.means, await signedIn(door, email), password)).toBeNull();
});
