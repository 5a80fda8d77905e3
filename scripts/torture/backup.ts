import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { askForBackup } from '../../src/lib/server/backup/door.ts';
import type { Manifest } from '../../src/lib/server/backup/manifest.ts';
import { refuseUnfinished } from '../../src/lib/server/backup/place.ts';
import { readBackup } from '../../src/lib/server/backup/reading.ts';
import { restoreBackup, type Target } from '../../src/lib/server/backup/restore.ts';
import { fileSink, writeBackup } from '../../src/lib/server/backup/write.ts';
import { openFolderStore } from '../../src/lib/server/files/folder-store.ts';
import { openDatabase } from '../../src/lib/server/db/database.ts';
import { emptyDatabase, type Emptied } from './empty-database.ts';
import { faultsOfMoment } from './moment.ts';
import { check, startScript, startWriter, type Place } from './victim.ts';

export type BackupReport = {
  rounds: number;
  ways: Record<string, number>;
  /** Commits that were acknowledged while a backup was being made. */
  written: number;
  killedRestores: number;
  failures: string[];
};

/**
 * Again and again: makes a backup while a process writes; kills a restore of it half-way; restores it; and holds the
 * result against what was acknowledged before the backup began. With `server` (an address of a PostgreSQL server) the
 * backups go from the embedded database to a server and back in turns, and from each to its like.
 */
export async function backupRounds(
  folder: string,
  rounds: number,
  say: (line: string) => void,
  server?: string,
): Promise<BackupReport> {
  const report: BackupReport = { rounds, ways: {}, written: 0, killedRestores: 0, failures: [] };
  const engines = server ? [undefined, server] : [undefined];
  for (let round = 1; round <= rounds; round++) {
    const from = engines[round % engines.length];
    const to = engines[Math.floor(round / 2) % engines.length];
    const way = `${from ? 'server' : 'embedded'} to ${to ? 'server' : 'embedded'}`;
    const ground = path.join(folder, String(round));
    fs.mkdirSync(ground);
    const faults = await oneRound(ground, { from, to }, report);
    report.ways[way] = (report.ways[way] ?? 0) + 1;
    for (const fault of faults) report.failures.push(`round ${String(round)}, ${way}: ${fault}`);
    say(`round ${String(round)}: ${way}, ${faults.join('; ') || 'everything there'}`);
    if (faults.length === 0) fs.rmSync(ground, { recursive: true });
  }
  return report;
}

type Way = { from: string | undefined; to: string | undefined };

async function oneRound(ground: string, { from, to }: Way, report: BackupReport): Promise<string[]> {
  const source = await emptyDatabase(from);
  const target = await emptyDatabase(to);
  try {
    const file = path.join(ground, 'backup.tar.gz');
    const place = {
      data: path.join(ground, 'source'),
      acknowledgements: path.join(ground, 'acks'),
      url: source.url,
    };
    const before = await backUpWhileWriting(place, file, report);
    const goal = { dataDir: path.join(ground, 'target'), url: target.url || undefined };
    const faults = await killRestore(file, goal, target, report);
    const { manifest } = await restoreBackup(file, goal);
    const acknowledgements = path.join(ground, 'acks-before');
    fs.writeFileSync(acknowledgements, before);
    const found = await check({ data: goal.dataDir, acknowledgements, url: target.url });
    return [...faults, ...found.faults, ...(await compareAgain(ground, goal, manifest))];
  } finally {
    await source.remove();
    await target.remove();
  }
}

const read = (file: string) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '');
const count = (text: string) => text.split('\n').length - 1;

/** Returns what was acknowledged before the backup began. */
async function backUpWhileWriting(place: Place, file: string, report: BackupReport): Promise<string> {
  const writer = startWriter(place);
  await writer.untilWriting();
  await wait(300 + Math.random() * 1000);
  const before = read(place.acknowledgements);
  if (place.url) await backUpServer(place, file);
  else if (!(await askForBackup(place.data, file))) throw new Error('nobody is at the door');
  report.written += count(read(place.acknowledgements)) - count(before);
  await writer.kill();
  await readBackup(file);
  return before;
}

async function backUpServer({ url, data }: Place, file: string): Promise<void> {
  const database = await openDatabase({ engine: 'server', url });
  const making = { store: openFolderStore(path.join(data, 'files')), version: 'torture', madeAt: new Date() };
  await writeBackup(database, making, fileSink(file)).finally(() => database.destroy());
}

/** A restore killed at any moment leaves nothing that starts as if it were whole. */
async function killRestore(
  file: string,
  goal: Target,
  target: Emptied,
  report: BackupReport,
): Promise<string[]> {
  const restorer = startScript('restorer.ts', [file, goal.dataDir, goal.url ?? '']);
  const gone = once(restorer, 'exit');
  await Promise.race([wait(500 + Math.random() * 5000), gone]);
  if (restorer.exitCode !== null) {
    // It was faster than the killer: what it restored goes, and the next one begins in an empty place.
    fs.rmSync(goal.dataDir, { recursive: true });
    await target.empty();
    return [];
  }
  restorer.kill('SIGKILL');
  await gone;
  report.killedRestores += 1;
  const isEmpty = !fs.existsSync(path.join(goal.dataDir, 'postgres'));
  if (isEmpty && !goal.url) return [];
  try {
    refuseUnfinished(goal.dataDir);
  } catch {
    return [];
  }
  return (await target.isEmpty()) ? [] : ['a killed restore left data that starts as if it were whole'];
}

/** A backup of what was restored holds the same as the backup itself, and is a state the source was in. */
async function compareAgain(ground: string, goal: Target, manifest: Manifest): Promise<string[]> {
  const again = path.join(ground, 'again.tar.gz');
  const { dataDir, url } = goal;
  const database = await openDatabase(
    url ? { engine: 'server', url } : { engine: 'embedded', folder: dataDir },
  );
  try {
    const making = {
      store: openFolderStore(path.join(dataDir, 'files')),
      version: 'torture',
      madeAt: new Date(),
    };
    const { contents } = await writeBackup(database, making, fileSink(again));
    const faults = await faultsOfMoment(database);
    return contents === manifest.contents ? faults : [...faults, 'restored contents differ'];
  } finally {
    await database.destroy();
  }
}
