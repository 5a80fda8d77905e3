import path from 'node:path';
import { sql } from 'kysely';
import { openDatabase, type Where } from '#lib/server/db/database.ts';
import { takeFolder } from '#lib/server/db/folder-lock.ts';
import { migrateUpTo } from '#lib/server/db/migrate.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { openFolderStore } from '#lib/server/files/folder-store.ts';
import type { FileStore } from '#lib/server/files/store.ts';
import { fullName, tablesIn, type Db, type Table } from './catalogue.ts';
import { clearForLoading, loadLines, setSequences } from './load.ts';
import { contentsHash, type Head } from './manifest.ts';
import { openPlace, type Place } from './place.ts';
import { readBackup, type Read, type Reader } from './reading.ts';
import { BackupRefused } from './refused.ts';
import { contentsOf, writeExactly } from './rows.ts';

/**
 * Where a backup goes: `url` names a server, else the embedded database in `dataDir` is made; files go into `store`, else
 * into the folder `files` there.
 */
export type Target = {
  dataDir: string;
  url?: string | undefined;
  store?: FileStore | undefined;
  root?: string;
};

/**
 * Restores a backup into an empty database and data folder: all of it or nothing. The tables are made as they were when
 * the backup was written; migrations that came later run at the next start.
 * Throws BackupRefused and DatabaseUnusable with a sentence for the operator.
 */
export async function restoreBackup(file: string, target: Target): Promise<Read> {
  const lock = takeFolder(target.dataDir);
  try {
    const place = openPlace(target.dataDir);
    try {
      const restored = await restoreInto(file, target, place);
      await place.finish();
      return restored;
    } catch (error) {
      place.clear();
      throw error;
    }
  } finally {
    lock.close();
  }
}

async function restoreInto(file: string, target: Target, place: Place): Promise<Read> {
  const { url, root = process.cwd() } = target;
  const store = target.store ?? openFolderStore(path.join(place.staging, 'files'));
  const where: Where = url ? { engine: 'server', url } : { engine: 'embedded', folder: place.staging };
  const database = await openDatabase(where);
  try {
    return await asSystem(database, 'a restore writes all rows as they were', async (db) => {
      await refuseFull(db);
      const loading = new Loading(db, store, root);
      const restored = await readBackup(file, loading);
      await loading.finish(restored);
      // Before the commit: rows never name files that are not there.
      await place.placeFiles();
      return restored;
    });
  } finally {
    await database.destroy();
  }
}

async function refuseFull(db: Db): Promise<void> {
  const [table] = await tablesIn(db);
  if (table)
    throw new BackupRefused(
      `The database holds data already (table ${fullName(table)}); restore into an empty database.`,
    );
}

class Loading implements Reader {
  readonly #db: Db;
  readonly #store: FileStore;
  readonly #root: string;
  #tables = new Map<string, Table>();
  #columns = new Map<string, string[]>();
  #putBack = () => Promise.resolve();

  constructor(db: Db, store: FileStore, root: string) {
    this.#db = db;
    this.#store = store;
    this.#root = root;
  }

  async begin(head: Head): Promise<void> {
    await migrateUpTo(this.#db, head.migrations, this.#root);
    await writeExactly(this.#db);
    const tables = await tablesIn(this.#db);
    this.#tables = new Map(tables.map((table) => [fullName(table), table]));
    this.#columns = new Map(head.tables.map((table) => [fullName(table), table.columns]));
    const unknown = [...this.#columns.keys()].find((name) => !this.#tables.has(name));
    if (unknown)
      throw new BackupRefused(
        `The backup holds a table that no migration makes (${unknown}); nothing was restored.`,
      );
    this.#putBack = await clearForLoading(this.#db, tables);
  }

  async rows(name: string, lines: string[]): Promise<void> {
    const table = this.#tables.get(name);
    const columns = this.#columns.get(name);
    if (table && columns) await loadLines(this.#db, table, columns, lines);
  }

  async file(_sha256: string, body: Buffer): Promise<void> {
    await this.#store.put(body);
  }

  /** Checks keys, and reads everything once more: the database must give back what the backup holds. */
  async finish({ head, manifest }: Read): Promise<void> {
    await setSequences(this.#db, head.sequences);
    await this.#putBack();
    const contents = await contentsOf(this.#db);
    if (contentsHash(contents) !== manifest.contents) {
      const other = contents.find(({ table, sha256 }) =>
        manifest.tables.some((one) => one.table === table && one.sha256 !== sha256),
      );
      throw new Error(
        `the restored rows are not those of the backup: ${other?.table ?? 'another list of tables'}`,
      );
    }
    await sql`analyze`.execute(this.#db);
  }
}
