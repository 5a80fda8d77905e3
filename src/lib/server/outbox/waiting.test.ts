import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Duty } from '#lib/access.ts';
import { asSystem, asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { GivenUp, openJobs } from '#lib/server/jobs/jobs.ts';
import { leaveLetter } from './letters.ts';
import { enqueue } from './outbox.ts';
import { tidyOutbox } from './tidy.ts';
import * as outbox from './waiting.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  await asSystem(world.database, 'an account to decide with', (db) =>
    sql`insert into accounts (id, name, email, created_at, updated_at)
      values ('administrator', 'A', 'a@network.example', ${testNow}, ${testNow})`.execute(db),
  );
}, 60_000);
afterAll(() => world.close());

const person = (...duties: Duty[]): Viewer => ({
  kind: 'person',
  account: 'administrator',
  actor: 'A',
  access: { duties, bodies: [], organisations: [], inNetwork: true },
});
const as = <T>(viewer: Viewer, work: (tx: Tx) => Promise<T>) =>
  asViewer(world.database, { viewer, requestId: 'test', now: testNow }, work);
const administrator = person('administrator');

const rows = () =>
  asSystem(world.database, 'looks', (db) => db.selectFrom('outbox').selectAll().orderBy('id').execute());

/** One mail that was refused for good, one that waits. */
beforeEach(async () => {
  await asSystem(world.database, 'each test begins with two letters', (db) =>
    sql`delete from outbox`.execute(db),
  );
  const letter = (to: string) => ({
    template: 'password-reset' as const,
    lang: 'en' as const,
    to,
    values: { link: 'https://network.example/en/reset?token=secret-of-shirin', hours: 2 },
  });
  await world.asSecretariat(async (tx) => {
    await leaveLetter(tx, letter('shirin@ministry.example'));
  });
  const refuse = {
    'mail.send': () => Promise.reject(new GivenUp('no such reader: <shirin@ministry.example>')),
  };
  await openJobs(world.database, refuse, () => undefined).runDue(testNow);
  await world.asSecretariat((tx) => leaveLetter(tx, letter('karim@ministry.example')));
});

describe('what is not done', () => {
  test('an administrator sees with the reason, without link, and with the address shortened', async () => {
    const list = await as(administrator, outbox.list);
    expect(list).toMatchObject([
      { template: 'password-reset', recipient: 's…@ministry.example', attempts: 1, can_be_retried: true },
      { template: 'password-reset', recipient: 'k…@ministry.example', attempts: 0, dead_at: null },
    ]);
    expect(list[0]?.last_error).toBe('no such reader: <s…@ministry.example>');
    expect(JSON.stringify(list)).not.toMatch(/secret-of-shirin|shirin@/u);
    expect(await as(administrator, outbox.counts)).toEqual({ dead: 1, waiting: 1, done: 0 });
  });

  test.each<[string, Viewer]>([
    ['the secretariat', person('secretariat')],
    ['an auditor', person('auditor')],
    ['a data steward', person('data-steward')],
    ['whoever is signed in', person()],
  ])('%s neither sees nor decides', async (_, viewer) => {
    expect(await as(viewer, outbox.list)).toEqual([]);
    expect(await as(viewer, outbox.counts)).toEqual({ dead: 0, waiting: 0, done: 0 });
    const id = (await rows())[0]?.id ?? 0;
    await expect(as(viewer, (tx) => outbox.retry(tx, id))).rejects.toThrow('outbox.not_dead');
    await expect(as(viewer, (tx) => outbox.drop(tx, id))).rejects.toThrow('outbox.not_dead');
    expect((await rows())[0]).toMatchObject({ dead_at: testNow, dropped_at: null });
  });

  test('nobody reads the outbox itself, an administrator neither', async () => {
    await expect(as(administrator, (tx) => tx.db.selectFrom('outbox').selectAll().execute())).rejects.toThrow(
      'permission denied',
    );
    await expect(world.asPublic((tx) => sql`select * from outbox_waiting()`.execute(tx.db))).rejects.toThrow(
      'permission denied',
    );
  });
});

describe('an administrator', () => {
  const decide = async (how: typeof outbox.retry) => {
    const id = (await rows())[0]?.id ?? 0;
    await as(administrator, (tx) => how(tx, id));
  };

  test('has failed work tried again, once', async () => {
    await decide(outbox.retry);
    const tried: string[] = [];
    const take = {
      'mail.send': (payload: Record<string, unknown>) => Promise.resolve(tried.push(String(payload['to']))),
    };
    await openJobs(world.database, take, () => undefined).runDue(testNow);
    expect(tried).toEqual(['shirin@ministry.example', 'karim@ministry.example']);
    await expect(decide(outbox.retry)).rejects.toThrow('outbox.not_dead');
  });

  test('drops failed work: what it was stays, for whom and with what does not', async () => {
    await decide(outbox.drop);
    expect((await rows())[0]).toMatchObject({
      payload: { template: 'password-reset' },
      dropped_by: 'administrator',
      dropped_at: testNow,
    });
    expect(await as(administrator, outbox.list)).toHaveLength(1);
    await expect(decide(outbox.retry)).rejects.toThrow('outbox.not_dead');
  });

  test('cannot drop what still waits or what is not there', async () => {
    const waiting = (await rows())[1]?.id ?? 0;
    await expect(as(administrator, (tx) => outbox.drop(tx, waiting))).rejects.toThrow('outbox.not_dead');
    await expect(as(administrator, (tx) => outbox.drop(tx, 999_999))).rejects.toThrow('outbox.not_dead');
  });
});

describe('jobs', () => {
  test('leave alone what they have no handler for, and give up after the tries they are given', async () => {
    await world.asSecretariat((tx) => enqueue(tx, 'test.fails', { n: 1 }));
    const jobs = openJobs(
      world.database,
      { 'test.fails': () => Promise.reject(new Error('always')) },
      () => undefined,
      { attempts: 3, minutes: 5 },
    );
    const at = (minutes: number) => new Date(testNow.getTime() + minutes * 60_000);
    for (const minutes of [0, 0.5, 1, 2, 3, 60, 600]) await jobs.runDue(at(minutes));
    const row = (await rows()).at(-1);
    expect(row).toMatchObject({ attempts: 3, dead_at: at(3), last_error: 'always', done_at: null });
    expect((await rows())[1]).toMatchObject({ attempts: 0 });
  });

  test('a worker that was slow does not overwrite what another made of its row', async () => {
    await world.asSecretariat((tx) => enqueue(tx, 'test.slow', {}));
    let release: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = openJobs(
      world.database,
      { 'test.slow': () => held.then(() => Promise.reject(new Error('late'))) },
      () => undefined,
    );
    const quick = openJobs(world.database, { 'test.slow': () => Promise.resolve() }, () => undefined);
    const first = slow.runDue(testNow);
    const later = new Date(testNow.getTime() + 6 * 60_000);
    // The row is the slow one's for five minutes; then another may have it.
    for (let done = 0; done === 0;) done = await quick.runDue(later);
    release?.();
    await first;
    expect((await rows()).at(-1)).toMatchObject({ done_at: later, last_error: null, attempts: 2 });
  });
});

test('what is finished is forgotten after the days that are set, what waits is not', async () => {
  const at = (days: number) => new Date(testNow.getTime() + days * 86_400_000);
  expect(await tidyOutbox(world.database, 90, at(89))).toBe(0);
  expect(await tidyOutbox(world.database, 90, at(91))).toBe(1);
  expect(await rows()).toMatchObject([{ dead_at: null, done_at: null }]);
});
