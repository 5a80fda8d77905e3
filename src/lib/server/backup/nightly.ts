import fs from 'node:fs';
import path from 'node:path';
import { civilDay } from '#lib/dates.ts';
import type { LiveBackup } from './live.ts';
import { readBackup } from './reading.ts';
import { fileSink, halfFile, writeWhole } from './write.ts';

export type Nightly = {
  folder: string;
  /** The hour of the country's day from which the backup of a day is due. */
  hour: number;
  keep: number;
  timeZone: string;
};

/** A backup that was made, and the stored files that are not in it because they are damaged or missing. */
export type Made = { file: string; damagedFiles: string[] };

const nightlyFile = /^setu-\d{4}-\d{2}-\d{2}\.tar\.gz$/u;

/** After the start: a machine that is off at night makes its backup by day, but not while it is still starting. */
const quietAfterStart = 10 * 60_000;
const pauseAfterFailure = 30 * 60_000;

/**
 * Makes the backup of the day when it is due and not there yet: call it every minute or so. What is there is seen from
 * the names of the files, so a night that was missed is made up. Returns what it made.
 */
export function nightlyBackups(settings: Nightly, startedAt: Date, backup: LiveBackup) {
  const { folder, hour, keep, timeZone } = settings;
  let notBefore = startedAt.getTime() + quietAfterStart;
  return async (now: Date, signal?: AbortSignal): Promise<Made | null> => {
    if (now.getTime() < notBefore) return null;
    // The day begins at the hour of the backup: before it, yesterday's is the one that must be there.
    const day = civilDay(new Date(now.getTime() - hour * 3_600_000), timeZone);
    const file = path.join(folder, `setu-${day}.tar.gz`);
    if (fs.existsSync(file)) return null;
    notBefore = now.getTime() + pauseAfterFailure;
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { manifest } = await writeWhole(file, async (half) => {
      await backup(fileSink(half), now, signal);
      return readBackup(half);
    });
    notBefore = 0;
    tidy(folder, keep);
    return { file, damagedFiles: manifest.damagedFiles };
  };
}

/** Keeps the newest backups, and nothing a killed process left half-written. Other files are not touched. */
function tidy(folder: string, keep: number): void {
  const names = fs.readdirSync(folder);
  const old = names
    .filter((name) => nightlyFile.test(name))
    .sort()
    .slice(0, -keep);
  const halves = names.filter((name) => name.startsWith('setu-') && halfFile.test(name));
  for (const name of [...old, ...halves]) fs.rmSync(path.join(folder, name), { force: true });
}
