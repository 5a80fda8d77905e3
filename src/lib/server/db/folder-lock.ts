import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseUnusable, unusable } from './errors.ts';

/** What PostgreSQL may need at once for its write-ahead log; with less it would stop in the middle of its work. */
const leastFreeBytes = 64 * 1024 * 1024;

function refuseFullDisk(folder: string): void {
  const { bavail, bsize } = fs.statfsSync(folder);
  if (bavail * bsize >= leastFreeBytes) return;
  throw new DatabaseUnusable(
    `The disk of ${folder} is full (less than 64 MB free); make room and start again. Nothing was changed.`,
  );
}

/** Makes the folder ours: private mode, and a lock that dies with the process. */
export function takeFolder(folder: string): DatabaseSync {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    fs.chmodSync(folder, 0o700);
    fs.accessSync(folder, fs.constants.R_OK | fs.constants.W_OK);
    refuseFullDisk(folder);
  } catch (error) {
    throw unusable(error, folder);
  }
  const lock = new DatabaseSync(path.join(folder, 'lock'));
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
    return lock;
  } catch (cause) {
    lock.close();
    throw new DatabaseUnusable(
      `Another process is using the database in ${folder}; stop it first, or set DATA_DIR to another folder.`,
      { cause },
    );
  }
}
