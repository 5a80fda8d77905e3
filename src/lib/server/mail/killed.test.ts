import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '#lib/server/db/database.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { makeTestPlace, secretariat, testNow } from '#lib/server/db/testing.ts';
import { asSystem, asViewer } from '#lib/server/db/viewer.ts';
import { openJobs } from '#lib/server/jobs/jobs.ts';
import { leaveLetter } from '#lib/server/outbox/letters.ts';
import { mailPatience, sendLetter } from './post.ts';
import { openMailServer, postTo, type MailServer } from './testing.ts';

type Place = Awaited<ReturnType<typeof makeTestPlace>>;
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A database with one letter in its outbox, closed, so that another process may open it. */
async function placeWithLetter(): Promise<Place> {
  const place = await makeTestPlace();
  const database = await openDatabase(place.where);
  await migrate(database);
  await asViewer(database, { viewer: secretariat, requestId: 'test', now: testNow }, (tx) =>
    leaveLetter(tx, {
      template: 'invitation',
      lang: 'en',
      to: 'shirin@ministry.example',
      values: { name: 'Shirin', link: 'https://network.example/en/open?token=x', days: 7 },
    }),
  );
  await database.destroy();
  open.push(place.remove);
  return place;
}

/** Sends from another process and kills it (SIGKILL) when `moment` comes. */
async function killAt(place: Place, server: MailServer, moment: Promise<unknown>): Promise<void> {
  const victim = path.join(import.meta.dirname, 'victim.ts');
  const child = spawn(process.execPath, [victim, JSON.stringify(place.where), String(server.port)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<string | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  await Promise.race([moment, ended]);
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
}

/** What the next process finds in the outbox, and what it does about it twenty minutes later. */
async function recover(place: Place, server: MailServer) {
  const database = await openDatabase(place.where);
  const look = () =>
    asSystem(database, 'looks', (db) =>
      db.selectFrom('outbox').select(['done_at', 'attempts', 'handed']).executeTakeFirstOrThrow(),
    );
  const found = await look();
  const failures: unknown[] = [];
  const handlers = { 'mail.send': sendLetter(database, postTo(server.port)) };
  const jobs = openJobs(database, handlers, (error) => failures.push(error), mailPatience);
  const atOnce = await jobs.runDue(testNow);
  const later = new Date(testNow.getTime() + 20 * 60_000);
  const done = await jobs.runDue(later);
  const left = await look();
  await database.destroy();
  expect({ atOnce, done, failures }).toEqual({ atOnce: 0, done: 1, failures: [] });
  return { found, left };
}

const moment = () => {
  let come: (() => void) | undefined;
  const coming = new Promise<void>((resolve) => (come = resolve));
  return { coming, come: () => come?.() };
};

test('killed before the content went out: the letter is not lost and arrives exactly once', async () => {
  const place = await placeWithLetter();
  const asked = moment();
  let held = true;
  const server = await openMailServer({
    // The recipient is named and the server does not answer: nothing of the letter can have gone out.
    onRcptTo: (_, __, done) => {
      asked.come();
      if (!held) done();
    },
  });
  open.push(server.close);
  await killAt(place, server, asked.coming);
  held = false;
  const { found, left } = await recover(place, server);
  expect(found).toEqual({ done_at: null, attempts: 1, handed: 0 });
  expect(left.handed).toBe(1);
  expect(server.arrived).toHaveLength(1);
}, 60_000);

test('killed between sending and acknowledgement: it arrives again, the same byte by byte, and the row says so', async () => {
  const place = await placeWithLetter();
  const read = moment();
  let held = true;
  const server = await openMailServer({
    // The server has the whole letter and holds its answer: whether it keeps it, the sender cannot know.
    verdict: () => {
      read.come();
      return held ? new Promise(() => undefined) : undefined;
    },
  });
  open.push(server.close);
  await killAt(place, server, read.coming);
  held = false;
  const { found, left } = await recover(place, server);
  expect(found).toEqual({ done_at: null, attempts: 1, handed: 1 });
  expect(left.handed).toBe(2);
  expect(server.arrived).toHaveLength(2);
  const [first, second] = server.arrived;
  expect(second?.mail.messageId).toMatch(/\.setu@network\.example>$/u);
  expect(second?.raw).toBe(first?.raw);
}, 60_000);
