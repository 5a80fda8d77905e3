import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as commands from '#features/files/stored/server/commands.ts';
import { noteStanding, scanFile } from '#features/files/stored/server/jobs.ts';
import * as stored from '#features/files/stored/server/queries.ts';
import { openFilesWorld, run, storeFile } from '#features/portal/server/testing.ts';
import { testNow } from '#lib/server/db/testing.ts';
import { openFolderStore } from '#lib/server/files/folder-store.ts';
import { openScanner } from '#lib/server/files/scanner.ts';
import { unwatched } from '#lib/server/files/store.ts';
import { pdf } from '#lib/server/files/testing.ts';
import { openJobs } from '#lib/server/jobs/jobs.ts';
import { GET } from './+server.ts';

let world: Awaited<ReturnType<typeof openFilesWorld>>;
/** A daemon that finds something in whatever has the word "evil" in it. */
const clamd = net.createServer((socket) => {
  let heard = '';
  socket.on('data', (piece: Buffer) => {
    heard += piece.toString('latin1');
    if (heard.endsWith('\0\0\0\0'))
      socket.end(heard.includes('evil') ? 'stream: Evil FOUND\0' : 'stream: OK\0');
  });
});
let address = '';
beforeAll(async () => {
  world = await openFilesWorld();
  await new Promise<void>((resolve) => clamd.listen(0, '127.0.0.1', resolve));
  const at = clamd.address();
  address = `127.0.0.1:${String(typeof at === 'object' && at ? at.port : 0)}`;
}, 90_000);
afterAll(async () => {
  clamd.close();
  await world.close();
});

const fetched = async (ref: string) =>
  (
    await run(world, 'secretariat', GET, {
      request: new Request('http://setu.example/en/files/x'),
      params: { ref },
    })
  ).status;
const now = () => testNow;

test('a file waits until the job has asked the scanner; while nobody answers, it goes on waiting', async () => {
  const refs: string[] = [];
  for (const words of ['good', 'evil']) {
    const bytes = pdf(words);
    const said = {
      hash: await world.store.put(bytes),
      size: bytes.length,
      mediaType: 'application/pdf',
      name: 'a.pdf',
    };
    refs.push(
      await world.asSecretariat((tx) =>
        commands.attach(tx, { ...said, evidence: 'open', visibility: 'public', isScanned: true }),
      ),
    );
  }
  const { database, store } = world;
  const troubles: unknown[] = [];
  const report = (error: unknown) => void troubles.push(error);
  const away = scanFile({ database, store, scanner: openScanner('127.0.0.1:1'), now });
  await openJobs(database, { 'files.scan': away }, report).runDue(testNow);
  expect(troubles).toHaveLength(2);
  for (const ref of refs) expect(await fetched(ref)).toBe(409);

  const scanning = scanFile({ database, store, scanner: openScanner(address), now });
  await openJobs(database, { 'files.scan': scanning }, report).runDue(
    new Date(testNow.getTime() + 3_600_000),
  );
  expect([troubles.length, await fetched(refs[0] ?? ''), await fetched(refs[1] ?? '')]).toEqual([
    2, 200, 410,
  ]);
});

test('a file that is no longer what was uploaded is not sent, and its page says so', async () => {
  const bytes = pdf('true words');
  const ref = await storeFile(world, 'open', 'public', bytes);
  const hash = await world.store.put(bytes);
  const notes: Promise<string[]>[] = [];
  const watched = openFolderStore(path.join(world.folder, 'files'), {
    ...unwatched,
    onSpoiled: (spoiled) => notes.push(noteStanding({ database: world.database, now }, spoiled, 'damaged')),
  });
  fs.writeFileSync(path.join(world.folder, 'files', hash.slice(0, 2), hash), 'false words');
  expect(await fetched(ref)).toBe(503);
  await expect(watched.open(hash)).rejects.toThrow('files.spoiled');
  await Promise.all(notes);
  const listed = await world.asPublic((tx) => stored.listOf(tx, 'open'));
  expect(listed.find((file) => file.ref === ref)).toMatchObject({ isSpoiled: true, hash });
});
