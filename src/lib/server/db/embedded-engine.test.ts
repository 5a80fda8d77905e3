import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { EmbeddedDatabase } from './embedded.ts';
import { openEmbedded } from './embedded-engine.ts';
import { DatabaseUnusable, unusable } from './errors.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'setu-engine-'));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('the embedded database', () => {
  test('is refused to a second opener with a sentence, and is unharmed by the attempt', async () => {
    const first = await openEmbedded(folder);
    await first.database.exec('create table kept (n int); insert into kept values (1)');
    await expect(openEmbedded(folder)).rejects.toThrow(/Another process is using the database/u);
    await first.database.exec('insert into kept values (2)');
    await first.close();
    const again = await openEmbedded(folder);
    expect((await again.database.query('select count(*)::int as n from kept')).rows).toEqual([{ n: 2 }]);
    await again.close();
  });

  test('keeps its folder to itself', async () => {
    const { close } = await openEmbedded(folder);
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
    await close();
  });

  test('says so when the folder is a file', async () => {
    const file = path.join(folder, 'file');
    fs.writeFileSync(file, '');
    await expect(openDatabase({ engine: 'embedded', folder: file })).rejects.toThrow(
      /is a file, not a folder/u,
    );
  });

  test('forces every commit to the disk', async () => {
    let synced = 0;
    const original = fs.fsyncSync;
    fs.fsyncSync = (handle) => {
      synced += 1;
      original(handle);
    };
    const { database, close } = await openEmbedded(folder);
    await database.exec('create table counted (n int)');
    const before = synced;
    for (let commit = 0; commit < 10; commit++)
      await database.query('insert into counted values ($1)', [commit]);
    fs.fsyncSync = original;
    await close();
    expect(synced - before).toBeGreaterThanOrEqual(10);
  });
});

test('who gives up waiting for the connection does not keep those behind from it', async () => {
  const database = await EmbeddedDatabase.open({ folder });
  await database.take();
  await expect(database.take(5)).rejects.toThrow(/waited too long/u);
  database.give();
  await database.take(5000);
  database.give();
  await expect(database.close()).resolves.toBeUndefined();
});

describe('an error while opening becomes one sentence', () => {
  test.each([
    [{ code: 'EACCES' }, /cannot be read or written by this user/u],
    [{ code: 'EROFS' }, /read-only disk/u],
    [{ errno: 51 }, /disk of .* is full/u],
    [{ code: 'ECONNREFUSED' }, /does not answer/u],
    [{ code: '28P01' }, /refused the user or password/u],
    [{ code: '3D000' }, /does not exist/u],
  ])('%o', (error, sentence) => {
    const made = unusable(error, '/data');
    expect(made).toBeInstanceOf(DatabaseUnusable);
    expect(made.message).toMatch(sentence);
  });
});
