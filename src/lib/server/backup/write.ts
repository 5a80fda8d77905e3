import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import type { Database } from '#lib/server/db/database.ts';
import { asSnapshot } from '#lib/server/db/viewer.ts';
import type { FileStore } from '#lib/server/files/store.ts';
import { packed, packedEnd } from './archive.ts';
import { fullName, sequencesIn, tablesIn, type Db, type Table } from './catalogue.ts';
import { contentsHash, type Head, type Manifest } from './manifest.ts';
import { BackupRefused } from './refused.ts';
import { LineCounter, linesOf, writeExactly } from './rows.ts';

/** What a backup is made of, besides the database: the store of files, the version, the time. */
export type Making = { store: FileStore; version: string; madeAt: Date };

/**
 * Writes a backup of one state of the database, and of the stored files, into `sink`. Readers and writers of a
 * server go on meanwhile. Returns its manifest. Throws BackupRefused when there is nothing to back up.
 */
export async function writeBackup(
  database: Database,
  making: Making,
  sink: Writable,
  signal?: AbortSignal,
): Promise<Manifest> {
  return asSnapshot(database, 'a backup holds all rows, whoever may see them', async (db) => {
    const found: Manifest = { contents: '', tables: [], files: [], damagedFiles: [] };
    const parts = Readable.from(partsOf(db, making, found), { objectMode: false });
    await pipeline(parts, createGzip(), sink, { ...(signal && { signal }) });
    return found;
  });
}

async function* partsOf(db: Db, making: Making, found: Manifest): AsyncGenerator<Buffer> {
  const { madeAt } = making;
  const part = (name: string, body: Buffer) => packed({ name, body }, madeAt);
  await writeExactly(db);
  const tables = await tablesIn(db);
  yield part('setu.json', json(await headOf(db, making, tables)));
  for (const table of tables) {
    const name = fullName(table);
    const counter = new LineCounter();
    let batch = 0;
    for await (const lines of linesOf(db, table)) {
      counter.add(lines);
      batch += 1;
      const body = Buffer.from(`${lines.join('\n')}\n`);
      yield part(`tables/${name}/${String(batch).padStart(6, '0')}.jsonl`, body);
    }
    found.tables.push(counter.contents(name));
  }
  // After the rows: a file is stored before the row that names it, so that none of them is missing.
  for (const hash of await storedHashes(db)) {
    const body = await making.store.get(hash);
    if (body) {
      found.files.push({ sha256: hash, bytes: body.length });
      yield part(`files/${hash}`, Buffer.from(body.buffer));
    } else found.damagedFiles.push(hash);
  }
  found.contents = contentsHash(found.tables);
  yield part('manifest.json', json(found));
  yield packedEnd();
}

const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);

async function headOf(db: Db, { version, madeAt }: Making, tables: Table[]): Promise<Head> {
  if (!tables.some(({ name }) => name === 'migrations'))
    throw new BackupRefused('The database is empty: there is nothing to back up.');
  const migrations = await sql<{ name: string; digest: string }>`
    select name, digest from migrations order by name collate "C"`.execute(db);
  return {
    product: 'setu',
    format: 1,
    version,
    madeAt: madeAt.toISOString(),
    migrations: migrations.rows,
    tables: tables.map(({ schema, name, columns }) => ({
      schema,
      name,
      columns: columns.map((column) => column.name),
    })),
    sequences: await sequencesIn(db),
  };
}

/** All content that rows refer to, wherever it is kept. Throws BackupRefused when the tables are older than that is told. */
async function storedHashes(db: Db): Promise<string[]> {
  const told = await sql<{ yes: boolean }>`select to_regclass('stored_contents') is not null as yes`.execute(
    db,
  );
  if (!told.rows[0]?.yes)
    throw new BackupRefused(
      'The database was made by an older version: start this one once, or back up with the version it was used with.',
    );
  const { rows } = await sql<{ hash: string }>`
    select hash from referred_contents() order by hash collate "C"`.execute(db);
  return rows.map(({ hash }) => hash);
}

/** Names of files that are still being written, or were when the process died. */
export const halfFile = /\.half-[0-9a-f-]{36}$/u;

/**
 * Where the bytes of a file go that is not there yet: private, and durable when it is closed. It is made at once: one
 * that is only on its way would appear after whoever gave up had cleared it away.
 */
export const fileSink = (file: string): Writable =>
  fs.createWriteStream(file, { fd: fs.openSync(file, 'wx', 0o600), flush: true });

/** Lets `write` make a file beside its place, then renames it: what has the name is whole. */
export async function writeWhole<T>(file: string, write: (half: string) => Promise<T>): Promise<T> {
  const half = `${file}.half-${randomUUID()}`;
  try {
    const written = await write(half);
    await fs.promises.rename(half, file);
    await syncFolder(path.dirname(file));
    return written;
  } catch (error) {
    await fs.promises.rm(half, { force: true });
    throw error;
  }
}

/** Makes names in a folder durable. Windows cannot open a folder, and does it by itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await fs.promises.open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
