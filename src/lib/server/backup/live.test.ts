import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openTestDatabase, testNow } from '#lib/server/db/testing.ts';
import { openFolderStore } from '#lib/server/files/folder-store.ts';
import { askForBackup, openDoor } from './door.ts';
import { liveBackups } from './live.ts';
import { nightlyBackups } from './nightly.ts';
import { readBackup } from './reading.ts';
import { scrapFolder } from './testing.ts';

async function liveDatabase() {
  const { database, close } = await openTestDatabase();
  onTestFinished(close);
  const dataDir = scrapFolder();
  const store = openFolderStore(path.join(dataDir, 'files'));
  return { dataDir, backup: liveBackups(database, dataDir, { store, version: '0.0.0' }) };
}

const hours = (count: number) => new Date(testNow.getTime() + count * 3_600_000);

test(
  'each night has its backup, a missed one is made up, and only the newest are kept',
  { timeout: 120_000 },
  async () => {
    const { dataDir, backup } = await liveDatabase();
    const folder = path.join(dataDir, 'backups');
    const names = () => fs.readdirSync(folder).sort();
    // testNow is 9 in the morning of 23 November in Dhaka.
    const turn = nightlyBackups({ folder, hour: 2, keep: 2, timeZone: 'Asia/Dhaka' }, testNow, backup);
    expect(await turn(testNow)).toBeNull();
    expect(await turn(hours(0.2))).toEqual({
      file: path.join(folder, 'setu-2026-11-23.tar.gz'),
      damagedFiles: [],
    });
    expect(await turn(hours(16.9))).toBeNull();
    fs.writeFileSync(path.join(folder, 'mine.txt'), 'stays');
    fs.writeFileSync(path.join(folder, `setu-2026-11-22.tar.gz.half-${crypto.randomUUID()}`), 'half');
    await turn(hours(17));
    await turn(hours(65));
    expect(names()).toEqual(['mine.txt', 'setu-2026-11-24.tar.gz', 'setu-2026-11-26.tar.gz']);
    const { manifest } = await readBackup(path.join(folder, 'setu-2026-11-26.tar.gz'));
    expect(manifest.tables.length).toBeGreaterThan(40);
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
  },
);

test(
  'a backup that fails leaves no file and is tried again after half an hour',
  { timeout: 120_000 },
  async () => {
    const { dataDir, backup } = await liveDatabase();
    const folder = path.join(dataDir, 'backups');
    const turn = nightlyBackups({ folder, hour: 2, keep: 2, timeZone: 'Asia/Dhaka' }, testNow, backup);
    await expect(turn(hours(1), AbortSignal.abort())).rejects.toThrow();
    expect(fs.readdirSync(folder)).toEqual([]);
    expect(await turn(hours(1.4))).toBeNull();
    expect(await turn(hours(1.6))).not.toBeNull();
  },
);

test(
  'another process gets a whole backup at the door, and is told when nobody is there',
  { timeout: 120_000 },
  async () => {
    const { dataDir, backup } = await liveDatabase();
    const file = path.join(scrapFolder(), 'asked.tar.gz');
    expect(await askForBackup(dataDir, file)).toBe(false);
    const errors: unknown[] = [];
    const door = openDoor(dataDir, backup, { now: () => testNow, report: (error) => errors.push(error) });
    onTestFinished(door.close);
    expect(await askForBackup(dataDir, file)).toBe(true);
    const { head } = await readBackup(file);
    expect(head.madeAt).toBe(testNow.toISOString());
    await expect.poll(() => fs.readdirSync(dataDir), { timeout: 10_000 }).toEqual(['backup.sock']);
    expect(errors).toEqual([]);
  },
);
