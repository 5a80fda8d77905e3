import fs from 'node:fs';
import path from 'node:path';
import { DatabaseUnusable } from './errors.ts';

/** What the living database keeps for itself when a copy is put on the same disk. */
const spareBytes = 256 * 1024 * 1024;

/**
 * Copies the files of the embedded database into another data folder. Called in the thread that owns the database,
 * between two transactions, the copy is what a crash at this moment would leave: whole, with all that was committed.
 */
export function copyDatabase(from: string, to: string): void {
  const source = path.join(from, 'postgres');
  fs.mkdirSync(to, { recursive: true, mode: 0o700 });
  const { bavail, bsize } = fs.statfsSync(to);
  if (bavail * bsize < sizeOf(source) + spareBytes) {
    throw new DatabaseUnusable(
      `The disk of ${to} has no room for a copy of the database, which a backup of a running Setu needs for a while; make room.`,
    );
  }
  fs.cpSync(source, path.join(to, 'postgres'), { recursive: true, mode: fs.constants.COPYFILE_FICLONE });
}

function sizeOf(folder: string): number {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .reduce((sum, { parentPath, name }) => sum + fs.statSync(path.join(parentPath, name)).size, 0);
}
