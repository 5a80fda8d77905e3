import fs from 'node:fs/promises';
import path from 'node:path';
import { demonstrationRoles, signInLine } from '#features/accounts/demonstration/rules.ts';
import * as demonstration from '#features/accounts/demonstration/server/commands.ts';
import { loadPack, type Loaded } from '#features/exchange/server/commands.ts';
import { readPack } from '#features/exchange/server/queries.ts';
import { refuseUnfinished } from '#lib/server/backup/place.ts';
import { now } from '#lib/server/clock.ts';
import { openDatabase, type Database, type Where } from '#lib/server/db/database.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { demonstrationPassword } from '#lib/server/auth/demonstration-password.ts';
import { asSystem, asViewer, type Viewer } from '#lib/server/db/viewer.ts';
import { SettingsError, type Settings } from '#settings';

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

/** Is this installation one for trying out, and may it have accounts anybody at this machine knows? Throws SettingsError. */
function isDemonstration({ PACKS, DEMONSTRATION_ACCOUNTS, HOST, ORIGIN }: Settings): boolean {
  const isLoaded = PACKS.includes('bangladesh-demonstration');
  if (DEMONSTRATION_ACCOUNTS === 'no') return false;
  if (DEMONSTRATION_ACCOUNTS === 'yes') {
    if (isLoaded) return true;
    throw new SettingsError(
      'DEMONSTRATION_ACCOUNTS is yes, but the pack bangladesh-demonstration is not among PACKS: demonstration accounts are made in the demonstration only.',
    );
  }
  const own = ['127.0.0.1', '::1', 'localhost'];
  return isLoaded && own.includes(HOST) && (!ORIGIN || own.includes(new URL(ORIGIN).hostname));
}

/**
 * Makes the demonstration accounts, one for each role, or closes those that exist when the installation is none.
 * Gives the sign-ins as lines for the terminal; passwords hang on the secret of the installation.
 */
export async function openDemonstration(
  database: Database,
  settings: Settings,
  { secret, now: at }: { secret: string; now: Date },
): Promise<string[]> {
  const isOpen = isDemonstration(settings);
  const roles = demonstrationRoles.map((role) => ({
    ...role,
    password: demonstrationPassword(secret, role.role),
  }));
  await asSystem(database, 'demonstration accounts are made by the installation', (db) =>
    demonstration.keep(
      {
        db,
        viewer: { kind: 'system', actor: 'demonstration' },
        door: 'command-line',
        requestId: 'start',
        now: at,
      },
      isOpen ? roles : [],
    ),
  );
  return isOpen ? roles.map(signInLine) : [];
}
