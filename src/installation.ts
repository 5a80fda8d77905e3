import fs from 'node:fs/promises';
import path from 'node:path';
import { loadPack, type Loaded } from '#features/exchange/server/commands.ts';
import { readPack } from '#features/exchange/server/queries.ts';
import { refuseUnfinished } from '#lib/server/backup/place.ts';
import { now } from '#lib/server/clock.ts';
import { openDatabase, type Database, type Where } from '#lib/server/db/database.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { asViewer, type Viewer } from '#lib/server/db/viewer.ts';
import type { Settings } from '#settings';

/** Who loads packs at start, as it stands in the history. */
export const packLoader: Viewer = { kind: 'system', actor: 'pack loader' };

/** Says what is being done, for the terminal. */
export type Tell = (sentence: string) => void;

export function whereOf({ DATABASE_URL, DATA_DIR }: Settings): Where {
  return DATABASE_URL ? { engine: 'server', url: DATABASE_URL } : { engine: 'embedded', folder: DATA_DIR };
}

/** Opens the database of the settings and brings its tables up to date. Throws DatabaseUnusable. */
export async function openInstallation(settings: Settings, tell: Tell): Promise<Database> {
  refuseUnfinished(settings.DATA_DIR);
  const database = await openDatabase(whereOf(settings));
  try {
    const applied = await migrate(database);
    if (applied.length) tell(`Database tables brought up to date (${String(applied.length)} migrations).`);
    return database;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

/** Loads the packs of the settings, each in a transaction of its own. Throws BrokenPack. */
export async function loadPacks(database: Database, settings: Settings, tell: Tell): Promise<Loaded[]> {
  const loaded: Loaded[] = [];
  for (const name of settings.PACKS) {
    const pack = await readPack(path.join('packs', name));
    const asking = { viewer: packLoader, door: 'pack' as const, requestId: `pack ${name}`, now: now() };
    const result = await asViewer(database, asking, (tx) => loadPack(tx, pack));
    loaded.push(result);
    const written = result.created + result.changed;
    if (written) tell(`Pack ${name} ${result.version}: ${String(written)} records written.`);
    if (result.kept.length) tell(`  kept as edited here: ${result.kept.join(', ')}`);
  }
  return loaded;
}

/** The version of this checkout, as package.json has it. */
export async function readVersion(root: string = process.cwd()): Promise<string> {
  const text = await fs.readFile(path.join(root, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
