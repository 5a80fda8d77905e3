import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { openJobs } from '#lib/server/jobs/jobs.ts';
import { sendLetter } from '#lib/server/mail/post.ts';
import { openMailServer, postTo } from '#lib/server/mail/testing.ts';
import { browserName } from './browser-name.ts';
import type { Door } from './door.ts';
import { noteChange, type SignInChange } from './notices.ts';
import { showCode, startEnrolment } from './second-factor.ts';
import {
  caller,
  codeNow,
  cookiesOf,
  mails,
  openAccount,
  openDoor,
  password,
  personOf,
  signedIn,
} from './testing.ts';

const firefox = 'Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0';

let world: TestDatabase;
let door: Door;
beforeAll(async () => {
  world = await openTestDatabase();
  door = openDoor(world);
}, 60_000);
afterAll(() => world.close());
beforeEach(() =>
  asSystem(world.database, 'each test begins with an empty outbox', (db) =>
    sql`delete from outbox`.execute(db),
  ),
);

const lettersTo = async (email: string) =>
  (await mails(world)).filter(({ to }) => to === email).map(({ template }) => template);

describe('a sign-in from a browser that was not seen before', () => {
  test('is told to the owner by mail: which browser, from where, when, and what to do', async () => {
    const { email } = await openAccount(door, 'stranger');
    const at = new Date('2026-11-26T03:15:00Z');
    const from = caller({ agent: firefox, address: '203.0.113.44', now: at });
    expect((await door.signIn(from, { email, password })).outcome).toBe('in');
    const server = await openMailServer();
    const handlers = { 'mail.send': sendLetter(world.database, postTo(server.port)) };
    const failures: unknown[] = [];
    await openJobs(world.database, handlers, (error) => failures.push(error)).runDue(at);
    await server.close();
    expect(failures).toEqual([]);
    const [letter, ...more] = server.arrived;
    expect(more).toEqual([]);
    expect(letter?.to).toEqual([email]);
    expect(letter?.mail.subject).toBe('নতুন ব্রাউজার থেকে আপনার অ্যাকাউন্টে প্রবেশ');
    const text = letter?.mail.text ?? '';
    for (const part of [
      'Firefox (Android)',
      '203.0.113.44',
      '২৬ নভেম্বর ২০২৬, ০৯:১৫',
      'পাসওয়ার্ড পরিবর্তন করুন',
      'https://network.example/bn/desk/account',
    ])
      expect(text).toContain(part);
  });

  test('is told once: the next from the same browser is not, and neither is a failed one', async () => {
    const { email } = await openAccount(door, 'again');
    await door.signIn(caller(), { email, password: 'not the right words' });
    expect(await lettersTo(email)).toEqual([]);
    const { cookie } = await signedIn(door, email);
    expect(await lettersTo(email)).toEqual(['new-device']);
    await door.signIn(caller({ cookie }), { email, password });
    expect(await lettersTo(email)).toEqual(['new-device']);
  });

  test('makes three letters a day and no more, whoever takes out the cookies', async () => {
    const { email } = await openAccount(door, 'flood');
    for (let round = 0; round < 6; round += 1) await signedIn(door, email);
    expect(await lettersTo(email)).toHaveLength(3);
  });

  test('of a shared computer is none for each who used it before', async () => {
    const one = await openAccount(door, 'sharedone');
    const two = await openAccount(door, 'sharedtwo');
    const { cookie: first } = await signedIn(door, one.email);
    const second = await door.signIn(caller({ cookie: first }), { email: two.email, password });
    const cookie = cookiesOf(second.cookies);
    expect(await lettersTo(two.email)).toEqual(['new-device']);
    for (const { email } of [one, two]) {
      await door.signIn(caller({ cookie }), { email, password });
      expect(await lettersTo(email)).toEqual(['new-device']);
    }
  });

  test('what a browser adds to its cookie gives it no further tries', async () => {
    const { email } = await openAccount(door, 'padded');
    const { cookie } = await signedIn(door, email);
    const device = cookie?.split('; ').find((pair) => pair.startsWith('setu.device=')) ?? '';
    const outcomes: string[] = [];
    for (let round = 0; round < 11; round += 1) {
      const padded = caller({ cookie: `${device}.${'x'.repeat(round + 20)}` });
      outcomes.push((await door.signIn(padded, { email, password: 'not the right words' })).outcome);
    }
    expect(outcomes.at(-2)).toBe('wrong');
    expect(outcomes.at(-1)).toBe('later');
  }, 90_000);

  test('that still has to show a code is told, and known, only when it has shown one', async () => {
    const { email } = await openAccount(door, 'coded');
    const first = await signedIn(door, email);
    const { session } = await door.sessionOf(first);
    const enrolment = await startEnrolment(door.means, first, password);
    const uri = enrolment?.uri ?? '';
    const shown = await showCode(door.means, first, { code: codeNow(uri), session: session?.id ?? null });
    expect(shown.outcome).toBe('in');
    expect(await lettersTo(email)).toEqual(['new-device']);
    const half = await door.signIn(caller(), { email, password });
    expect(half.outcome).toBe('second-factor');
    expect(cookiesOf(half.cookies)).not.toContain('setu.device');
    expect(await lettersTo(email)).toEqual(['new-device']);
    const browser = caller({ cookie: cookiesOf(half.cookies) });
    const whole = await showCode(door.means, browser, { code: codeNow(uri, 1), session: null });
    if (whole.outcome !== 'in') throw new Error('the code was refused');
    expect(cookiesOf(whole.cookies)).toContain('setu.device');
    expect(await lettersTo(email)).toEqual(['new-device', 'new-device']);
  });
});

describe('a change of how somebody signs in', () => {
  const changes: [SignInChange, string][] = [
    ['password-changed', 'পাসওয়ার্ড পরিবর্তন'],
    ['address-changed', 'ই-মেইল ঠিকানা পরিবর্তন'],
    ['second-factor-on', 'একবারের কোড চালু'],
    ['second-factor-off', 'একবারের কোড বন্ধ'],
    ['passkey-added', 'পাসকি যোগ'],
    ['passkey-removed', 'পাসকি বাদ'],
  ];
  test.each(changes)('%s: stands in the history and is told to the owner', async (change, words) => {
    const { account, email } = await openAccount(door, change);
    await door.ask(caller(), personOf(account), (tx) => noteChange(tx, account, change));
    const [letter] = await mails(world);
    expect(letter).toMatchObject({ template: 'sign-in-changed', to: email, lang: 'bn' });
    expect(JSON.stringify(letter?.values)).toContain(words);
    const history = await asSystem(world.database, 'reads the history', (db) =>
      db.selectFrom('history').select('after').where('ref', '=', account).execute(),
    );
    expect(history.map(({ after }) => after)).toEqual([{ event: change }]);
  });

  test('of a closed account is told to nobody', async () => {
    const { account } = await openAccount(door, 'gone');
    await door.ask(caller(), personOf(account), async (tx) => {
      await sql`update accounts set closed_at = now() where id = ${account}`.execute(tx.db);
      await noteChange(tx, account, 'passkey-removed');
    });
    expect(await mails(world)).toEqual([]);
  });
});

test.each([
  [firefox, 'Firefox on Android'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36 Edg/131.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 SamsungBrowser/26.0 Chrome/122.0 Mobile Safari/537.36',
    'Samsung Internet on Android',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1',
    'Safari on iOS',
  ],
  ['curl/8.5.0', 'a browser that does not say what it is'],
  [null, 'a browser that does not say what it is'],
])('%s is %s', (agent, name) => {
  expect(browserName(agent, 'en')).toBe(name);
});
