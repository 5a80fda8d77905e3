import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkLetter, type Letter } from '#lib/mail/templates.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { openJobs } from '#lib/server/jobs/jobs.ts';
import { leaveLetter } from '#lib/server/outbox/letters.ts';
import { sendLetter, type Post } from './post.ts';
import { openMailServer, postTo } from './testing.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
}, 60_000);
afterAll(() => world.close());
beforeEach(() =>
  asSystem(world.database, 'each test begins with an empty outbox', (db) =>
    sql`delete from outbox`.execute(db),
  ),
);

const reset: Letter = {
  template: 'password-reset',
  lang: 'bn',
  to: 'shirin@ministry.example',
  values: { link: 'https://network.example/bn/reset?token=x', hours: 2 },
};
const jobs = (post: Post) =>
  openJobs(world.database, { 'mail.send': sendLetter(world.database, post) }, () => undefined);
const leave = (letter: Letter) => world.asSecretariat((tx) => leaveLetter(tx, letter));

describe('hostile text', () => {
  const hostile = [
    'Shirin\r\nBcc: everybody@ministry.example\r\n\r\nBody',
    'Shirin\u2028Bcc: everybody@ministry.example',
    '\u202Eexample.gpj\u202C"><script>alert(1)</script>',
    'Call https://evil.example/now or www.evil.example',
    'x'.repeat(1_000_000),
    '\u09B8\u09C7\u09A4\u09C1 '.repeat(200_000),
    '\u0000\u0007\u001B[31m=?utf-8?B?QmNjOiB4?=',
    '{link} {items} {name}',
  ];
  test.each(hostile)('in a name stays text, in one subject line (%#)', async (name) => {
    const server = await openMailServer();
    await leave({
      template: 'access-request',
      lang: 'en',
      to: 'office@network.example',
      values: { name, organisation: name, link: 'https://network.example/en/desk' },
    });
    expect(await jobs(postTo(server.port)).runDue(testNow)).toBe(1);
    await server.close();
    const [{ mail, to } = never()] = server.arrived;
    expect(to).toEqual(['office@network.example']);
    expect([mail.bcc, mail.cc, mail.headers.has('bcc')]).toEqual([undefined, undefined, false]);
    expect(mail.subject?.startsWith('Request for access: ')).toBe(true);
    expect(mail.subject?.length).toBeLessThan(400);
    expect(mail.subject).not.toMatch(/[\r\n\u2028\u202A-\u202E]/u);
    expect(mail.html).not.toContain('<script>');
    expect(String(mail.text)).not.toMatch(/https?:\/\/evil|www\.evil/u);
  });

  test.each([
    'shirin@ministry.example, other@ministry.example',
    'shirin@ministry.example\r\nBcc: x@y.example',
    '"x" <shirin@ministry.example>',
    'shirin',
    '@ministry.example',
    `${'x'.repeat(65)}@ministry.example`,
    `x@${'y'.repeat(260)}.example`,
    '',
  ])('is no address: %j', (to) => {
    expect(() => checkLetter({ ...reset, to })).toThrow();
  });

  test('a link that leads elsewhere is never written', async () => {
    const server = await openMailServer();
    await leave({ ...reset, values: { link: 'https://network.example.evil.example/bn/reset', hours: 2 } });
    expect(await jobs(postTo(server.port)).runDue(testNow)).toBe(0);
    await server.close();
    expect(server.arrived).toEqual([]);
  });
});

function never(): never {
  throw new Error('nothing is there');
}
