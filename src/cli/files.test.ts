import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evidenceInput } from '#features/files/schema.ts';
import * as evidence from '#features/files/server/commands.ts';
import * as stored from '#features/files/stored/server/commands.ts';
import { openDatabase } from '#lib/server/db/database.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { secretariat, testNow } from '#lib/server/db/testing.ts';
import { asViewer } from '#lib/server/db/viewer.ts';
import { noteKept } from '#lib/server/files/contents.ts';
import { openFolderStore } from '#lib/server/files/folder-store.ts';
import { hashOf, unwatched } from '#lib/server/files/store.ts';
import { makeFolder, pdf } from '#lib/server/files/testing.ts';

const { folder, remove } = makeFolder();
const contents = { 'bitten.pdf': pdf('a report'), 'lost.pdf': pdf('a letter') };
const fileOf = (content: Buffer) => {
  const hash = hashOf(content);
  return path.join(folder, 'files', hash.slice(0, 2), hash);
};

/** An installation in a folder with two stored files, and nobody serving from it. */
beforeAll(async () => {
  const database = await openDatabase({ engine: 'embedded', folder });
  await migrate(database);
  const watch = { ...unwatched, beforeKeeping: (kept: string) => noteKept(database, kept, testNow) };
  const store = openFolderStore(path.join(folder, 'files'), watch);
  for (const content of Object.values(contents)) await store.put(content);
  await asViewer(database, { viewer: secretariat, requestId: 'test', now: testNow }, async (tx) => {
    await evidence.save(tx, [evidenceInput.parse({ ref: 'e-1', kind: 'file', title: 'Report' })]);
    for (const [name, content] of Object.entries(contents)) {
      const said = { hash: hashOf(content), size: content.length, mediaType: 'application/pdf', name };
      await stored.attach(tx, { ...said, evidence: 'e-1', visibility: 'network', isScanned: false });
    }
  });
  await database.destroy();
}, 180_000);
afterAll(remove);

function setu(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli/main.ts', ...words], {
    env: { PATH: process.env['PATH'], DATA_DIR: folder },
    encoding: 'utf8',
  });
  return { status, lines: stdout.trimEnd().split('\n'), stderr };
}

test('files verify names each file in trouble on a line of its own, and ends with 1 until it is brought back', () => {
  const { 'bitten.pdf': bitten, 'lost.pdf': lost } = contents;
  fs.writeFileSync(fileOf(bitten), 'bitten off');
  fs.rmSync(fileOf(lost));
  const found = setu('files', 'verify');
  expect([...found.lines].sort()).toEqual([
    '2 stored files read, 2 in trouble.',
    `Damaged: bitten.pdf of /evidence/e-1, ${hashOf(bitten)}`,
    `Missing: lost.pdf of /evidence/e-1, ${hashOf(lost)}`,
  ]);
  expect([found.status, found.stderr]).toEqual([1, 'Not every stored file is what was uploaded.\n']);
  for (const content of [bitten, lost]) fs.writeFileSync(fileOf(content), content);
  expect(setu('files', 'verify')).toEqual({
    status: 0,
    lines: ['2 stored files read, 0 in trouble.'],
    stderr: '',
  });
}, 180_000);

test('files asks for its task', () => {
  expect(setu('files')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('files verify') as string,
  });
});
