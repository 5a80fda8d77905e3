import fs from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as commands from '#features/files/stored/server/commands.ts';
import { tend, verify } from '#features/files/stored/server/jobs.ts';
import * as stored from '#features/files/stored/server/queries.ts';
import { openFilesWorld, storeFile } from '#features/portal/server/testing.ts';
import { testNow } from '#lib/server/db/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { clearUnreferred, noteKept } from '#lib/server/files/contents.ts';
import { openFolderStore } from '#lib/server/files/folder-store.ts';
import { hashOf, unwatched, type FileStore } from '#lib/server/files/store.ts';
import { pdf } from '#lib/server/files/testing.ts';

let world: Awaited<ReturnType<typeof openFilesWorld>>;
beforeAll(async () => {
  world = await openFilesWorld();
}, 90_000);
afterAll(() => world.close());

const later = (hours: number) => new Date(testNow.getTime() + hours * 3_600_000);
const fileOf = (hash: string) => path.join(world.folder, 'files', hash.slice(0, 2), hash);
const partsAt = (at: Date) => ({ database: world.database, store: world.store, now: () => at });
const clear = (store: FileStore = world.store) => clearUnreferred(world.database, store, later(24));
const attach = (bytes: Buffer) =>
  world.asSecretariat((tx) =>
    commands.attach(tx, {
      hash: hashOf(bytes),
      size: bytes.length,
      mediaType: 'application/pdf',
      name: 'report.pdf',
      evidence: 'open',
      visibility: 'public',
      isScanned: false,
    }),
  );
const isSpoiled = async (ref: string) =>
  (await world.asPublic((tx) => stored.listOf(tx, 'open'))).find((file) => file.ref === ref)?.isSpoiled;

test('a damaged and a missing file are found and named, and are right again once they are brought back', async () => {
  const [whole, bitten, lost] = ['whole', 'bitten', 'lost'].map((words) => pdf(words)) as [
    Buffer,
    Buffer,
    Buffer,
  ];
  const ref = await storeFile(world, 'open', 'public', whole);
  const bittenRef = await storeFile(world, 'open', 'public', bitten);
  const lostRef = await storeFile(world, 'open', 'public', lost);
  fs.writeFileSync(fileOf(hashOf(bitten)), 'bitten off');
  fs.rmSync(fileOf(hashOf(lost)));

  const first = await verify(partsAt(testNow));
  expect(first.read).toBe(3);
  expect(first.troubles).toHaveLength(2);
  expect(first.troubles).toEqual(
    expect.arrayContaining([
      { hash: hashOf(bitten), standing: 'damaged', of: ['public.pdf of /evidence/open'] },
      { hash: hashOf(lost), standing: 'missing', of: ['public.pdf of /evidence/open'] },
    ]),
  );
  expect(await Promise.all([ref, bittenRef, lostRef].map(isSpoiled))).toEqual([false, true, true]);
  expect((await world.as('administrator')).viewer.kind).toBe('person');
  expect(await spoiledFor('administrator')).toBe(2);
  expect(await spoiledFor('secretariat')).toBe(0);

  fs.writeFileSync(fileOf(hashOf(bitten)), bitten);
  await world.store.put(lost);
  expect(await verify(partsAt(later(1)))).toEqual({ read: 3, troubles: [] });
  expect(await Promise.all([ref, bittenRef, lostRef].map(isSpoiled))).toEqual([false, false, false]);
  expect(await spoiledFor('administrator')).toBe(0);
});

/** What the page on safety counts. */
const spoiledFor = async (role: 'administrator' | 'secretariat') =>
  (await world.as(role)).ask(
    async (tx) => (await sql<{ n: number }>`select spoiled_contents()::int as n`.execute(tx.db)).rows[0]?.n,
  );

test('a store that does not answer says nothing about any file', async () => {
  const ref = await storeFile(world, 'open', 'public', pdf('out of reach'));
  const away = () => Promise.reject(new Error('files.store_away'));
  const store: FileStore = { ...world.store, check: away };
  await expect(verify({ ...partsAt(later(2)), store })).rejects.toThrow('files.store_away');
  expect(await isSpoiled(ref)).toBe(false);
});

test('each turn reads a part of many, the longest unread first, until all were read', async () => {
  await verify(partsAt(later(3)));
  const bounds = { before: later(4), most: 2 };
  const total = (await verify(partsAt(later(3)))).read;
  let read = 0;
  for (let turn = 0; turn < Math.ceil(total / 2); turn += 1) {
    const { read: some } = await verify(partsAt(later(5)), bounds);
    expect(some).toBeLessThanOrEqual(2);
    read += some;
  }
  expect([read, (await verify(partsAt(later(5)), bounds)).read]).toEqual([total, 0]);
});

test('content no record refers to goes after a day, also unfinished uploads; what is referred to stays', async () => {
  const refused = await world.store.put(pdf('the form was refused'));
  const kept = pdf('kept');
  await storeFile(world, 'labour', 'body', kept);
  const swept: Date[] = [];
  const sweep = (before: Date) => Promise.resolve(void swept.push(before));
  const { signal } = new AbortController();
  expect(await tend({ ...partsAt(later(23)), sweep }, signal)).toEqual([]);
  expect(await world.store.has(refused)).toBe(true);
  await tend({ ...partsAt(later(25)), sweep }, signal);
  expect([await world.store.has(refused), await world.store.has(hashOf(kept))]).toEqual([false, true]);
  expect(swept).toEqual([later(-1), later(1)]);
});

test('content of other tables is never cleared: whatever has a key to it refers to it', async () => {
  const printed = await world.store.put(Buffer.from('printed'));
  const change = (statement: ReturnType<typeof sql>) =>
    asSystem(world.database, 'the test makes a table', (db) => statement.execute(db));
  await change(sql`create table pressed (hash text references stored_contents)`);
  await change(sql`insert into pressed values (${printed})`);
  await clear();
  expect(await world.store.has(printed)).toBe(true);
  await change(sql`drop table pressed`);
  await clear();
  expect(await world.store.has(printed)).toBe(false);
});

test('the same content put in at the moment it is cleared away is there afterwards', async () => {
  const bytes = pdf('two at once');
  const hash = await world.store.put(bytes);
  let uploading: Promise<string> | undefined;
  const begun = Promise.withResolvers<undefined>();
  const upload = openFolderStore(path.join(world.folder, 'files'), {
    ...unwatched,
    beforeKeeping: (kept) => {
      begun.resolve(undefined);
      return noteKept(world.database, kept, later(30));
    },
  });
  // While the row is gone and the content is about to go, somebody sends the same.
  const racing: FileStore = {
    ...world.store,
    remove: async (removed) => {
      uploading ??= upload.put(bytes);
      await begun.promise;
      await world.store.remove(removed);
    },
  };
  expect(await clear(racing)).toBe(1);
  expect(await uploading).toBe(hash);
  await attach(bytes);
  expect(await world.store.check(hash)).toBe('right');
});

test('whoever comes first, the record or the clearing, a record never names content that is gone', async () => {
  for (let round = 0; round < 20; round += 1) {
    const bytes = pdf(`race ${String(round)}`);
    const hash = await world.store.put(bytes);
    const [attached] = await Promise.allSettled([attach(bytes), clear()]);
    const isThere = (await world.store.check(hash)) === 'right';
    expect([round, isThere]).toEqual([round, attached.status === 'fulfilled']);
  }
});
