import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Letter } from '#lib/mail/templates.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { openJobs } from '#lib/server/jobs/jobs.ts';
import { leaveLetter } from '#lib/server/outbox/letters.ts';
import { mailPatience, sendLetter, type Post } from './post.ts';
import { answer, openMailServer, postTo, testHead } from './testing.ts';

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
  values: { link: 'https://network.example/bn/reset?token=secret-of-shirin', hours: 2 },
};
const reported: string[] = [];
const jobs = (post: Post) =>
  openJobs(
    world.database,
    { 'mail.send': sendLetter(world.database, post) },
    (error) => reported.push(String(error)),
    mailPatience,
  );
const leave = (letter: Letter) => world.asSecretariat((tx) => leaveLetter(tx, letter));
const rows = async () =>
  (
    await asSystem(world.database, 'looks', (db) =>
      db.selectFrom('outbox').selectAll().orderBy('id').execute(),
    )
  ).map((row) => ({ ...row, payload: JSON.stringify(row.payload) }));
const later = (minutes: number) => new Date(testNow.getTime() + minutes * 60_000);

describe('a letter', () => {
  test('arrives in the language of its reader, with what mail programs need and nothing they do not', async () => {
    const server = await openMailServer();
    await leave(reset);
    expect(await jobs(postTo(server.port)).runDue(testNow)).toBe(1);
    await server.close();
    const [{ from, to, mail, raw } = never()] = server.arrived;
    expect({ from, to }).toEqual({ from: 'bounces@network.example', to: ['shirin@ministry.example'] });
    expect(mail.subject).toBe('নতুন পাসওয়ার্ড নির্ধারণ');
    expect(mail.from?.value).toEqual([{ name: 'অভিবাসন নেটওয়ার্ক', address: 'no-reply@network.example' }]);
    expect(mail.replyTo?.text).toBe('office@network.example');
    expect(mail.text).toContain('লিংকটি একবার এবং ২ ঘণ্টা পর্যন্ত কার্যকর');
    expect(mail.text).toContain('https://network.example/bn/reset?token=secret-of-shirin');
    expect(mail.html).toContain('<html lang="bn">');
    expect(mail.html).toContain('href="https://network.example/bn/reset?token=secret-of-shirin"');
    expect(mail.html).not.toMatch(/<(?:img|script|link|iframe|form)\b|url\(|@import/u);
    expect(mail.date).toEqual(testNow);
    expect(mail.messageId).toMatch(/^<\d+\.[0-9a-z]+\.setu@network\.example>$/u);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.get('content-language')).toBe('bn');
    expect(mail.headers.has('list')).toBe(false);
    expect(raw).toMatch(/multipart\/alternative/u);
  });

  test('leaves nothing behind that names its reader or opens anything', async () => {
    const server = await openMailServer();
    await leave(reset);
    await jobs(postTo(server.port)).runDue(testNow);
    await server.close();
    const [row = never()] = await rows();
    expect(row).toMatchObject({ payload: '{"template":"password-reset"}', handed: 1, last_error: null });
    expect(row.done_at).toEqual(testNow);
  });

  test('is sent once, however many processes look at the outbox', async () => {
    const server = await openMailServer();
    for (let index = 0; index < 8; index++)
      await leave({ ...reset, to: `reader${String(index)}@ministry.example` });
    const post = postTo(server.port);
    await Promise.all([jobs(post).runDue(testNow), jobs(post).runDue(testNow), jobs(post).runDue(testNow)]);
    await server.close();
    const readers = server.arrived.map(({ to }) => to[0]).sort();
    expect(readers).toEqual(
      Array.from({ length: 8 }, (_, index) => `reader${String(index)}@ministry.example`),
    );
  });

  test('that waited too long is not sent: a link that no longer works helps nobody', async () => {
    const server = await openMailServer();
    await leave(reset);
    await jobs(postTo(server.port)).runDue(later(5 * 60));
    await server.close();
    expect(server.arrived).toEqual([]);
    const [row = never()] = await rows();
    expect(row).toMatchObject({ done_at: null, payload: '{"template":"password-reset"}' });
    expect(row.dead_at).toEqual(later(5 * 60));
  });
});

describe('the mail server', () => {
  test('is down: the letter waits, and arrives once when it is up again', async () => {
    const server = await openMailServer();
    await server.close();
    await leave(reset);
    expect(await jobs(postTo(server.port)).runDue(testNow)).toBe(0);
    const [row = never()] = await rows();
    expect(row).toMatchObject({ done_at: null, dead_at: null, attempts: 1, handed: 0, due_at: later(1) });
    expect(row.last_error).toMatch(/^the mail server cannot be used: /u);
    const again = await openMailServer();
    await jobs(postTo(again.port)).runDue(later(2));
    await again.close();
    expect(again.arrived).toHaveLength(1);
  });

  test('asks to try later: the same letter comes again under the same Message-ID', async () => {
    let times = 0;
    const server = await openMailServer({
      verdict: () => {
        times += 1;
        if (times === 1) throw answer(451, 'Try again later');
      },
    });
    await leave(reset);
    const worker = jobs(postTo(server.port));
    expect(await worker.runDue(testNow)).toBe(0);
    expect((await rows())[0]).toMatchObject({ handed: 0, attempts: 1, dead_at: null });
    expect(await worker.runDue(later(2))).toBe(1);
    await server.close();
    const [first, second] = server.arrived;
    expect(second?.raw).toBe(first?.raw);
    expect((await rows())[0]).toMatchObject({ handed: 1, last_error: null });
  });

  test.each([
    [
      'the reader',
      {
        onRcptTo: (_: unknown, __: unknown, done: (error?: Error) => void) =>
          done(answer(550, 'No shirin@ministry.example here')),
      },
    ],
    [
      'the content',
      {
        verdict: () =>
          Promise.reject(answer(554, 'Refused: https://network.example/bn/reset?token=secret-of-shirin')),
      },
    ],
  ])('refuses %s for good: nobody tries again, and the reason names nobody', async (_, options) => {
    const server = await openMailServer(options);
    await leave(reset);
    const worker = jobs(postTo(server.port));
    await worker.runDue(testNow);
    await worker.runDue(later(600));
    await server.close();
    const [row = never()] = await rows();
    expect(row).toMatchObject({ attempts: 1, done_at: null, dead_at: testNow, handed: 0 });
    expect(row.last_error).toMatch(/^the mail server refused it: .*55[04]/u);
    expect(`${String(row.last_error)} ${reported.join(' ')}`).not.toMatch(/shirin@|secret-of-shirin/u);
  });

  test('is slow: we wait for its answer', async () => {
    const server = await openMailServer({
      verdict: () => new Promise((resolve) => setTimeout(resolve, 1500)),
    });
    await leave(reset);
    expect(await jobs(postTo(server.port)).runDue(testNow)).toBe(1);
    await server.close();
    expect(server.arrived).toHaveLength(1);
  });

  test('never answers: the letter may have arrived, is tried again and is then marked as perhaps twice', async () => {
    let held = true;
    const server = await openMailServer({ verdict: () => (held ? new Promise(() => undefined) : undefined) });
    await leave(reset);
    const worker = jobs(postTo(server.port, { connect: 2000, answer: 300 }));
    expect(await worker.runDue(testNow)).toBe(0);
    expect((await rows())[0]).toMatchObject({ handed: 1, done_at: null, dead_at: null });
    held = false;
    expect(await worker.runDue(later(2))).toBe(1);
    expect((await rows())[0]).toMatchObject({ handed: 2 });
    expect(new Set(server.arrived.map(({ mail }) => mail.messageId)).size).toBe(1);
    void server.close();
  });

  test('is given the password only when one is set, and a wrong one keeps the letters', async () => {
    const seen: string[] = [];
    const server = await openMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username = '', password = '' }, _, done) => {
        seen.push(username);
        if (password === 'right') done(null, { user: username });
        else done(new Error('No'));
      },
    });
    await leave(reset);
    const post = postTo(server.port);
    const withPassword = (password: string): Post => ({
      ...post,
      smtp: { ...post.smtp, user: 'setu', password },
    });
    expect(await jobs(withPassword('not-the-one')).runDue(testNow)).toBe(0);
    expect((await rows())[0]).toMatchObject({ dead_at: null, handed: 0 });
    expect(`${JSON.stringify(await rows())} ${reported.join(' ')}`).not.toContain('not-the-one');
    expect(await jobs(withPassword('right')).runDue(later(2))).toBe(1);
    await server.close();
    expect(seen).toEqual(['setu', 'setu']);
  });

  test('that offers no TLS gets neither password nor letter when TLS is required', async () => {
    const server = await openMailServer();
    await leave(reset);
    const post = postTo(server.port);
    await jobs({ ...post, smtp: { ...post.smtp, requireTls: true } }).runDue(testNow);
    await server.close();
    expect(server.arrived).toEqual([]);
    expect((await rows())[0]?.last_error).toMatch(/cannot be used/u);
  });
});

describe('a demonstration', () => {
  const shown: Post = { kind: 'shown', head: testHead };

  test('shows its letters and sends none', async () => {
    await leave(reset);
    expect(await jobs(shown).runDue(testNow)).toBe(1);
    const letters = await asSystem(world.database, 'looks', (db) =>
      db.selectFrom('shown_letters').selectAll().execute(),
    );
    expect(letters).toMatchObject([
      { recipient: 'shirin@ministry.example', lang: 'bn', template: 'password-reset' },
    ]);
    expect(letters[0]?.body).toContain('secret-of-shirin');
  });

  test.each(['office@iom.int', 'someone@mofa.gov.bd', 'x@example.org.bd', 'x@notexample', 'x@test.gov.bd'])(
    'never writes to %s',
    async (to) => {
      await leave({ ...reset, to });
      expect(await jobs(shown).runDue(testNow)).toBe(0);
      const [row = never()] = await rows();
      expect(row).toMatchObject({ done_at: null, dead_at: testNow });
    },
  );
});

function never(): never {
  throw new Error('nothing is there');
}
