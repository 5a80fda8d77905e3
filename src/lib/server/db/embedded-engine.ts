import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PGlite, type Extensions } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { DatabaseUnusable, unusable } from './errors.ts';
import { parsers } from './parsers.ts';

/**
 * PGlite on a host folder, hardened (docs/decisions/0003): PostgreSQL's fsync reaches the disk,
 * one process only, folder mode 0700, bounded write-ahead log.
 */
class DurableFS extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const started = await super.init(...args);
    started.emscriptenOpts.preRun?.push((module: unknown) => wireFsync(module));
    return started;
  }
}

/** PGlite's file system glue has no fsync; give it the host's. Held by the power-cut test for every upgrade. */
function wireFsync(module: unknown): void {
  const { NODEFS } = module as { NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } } };
  NODEFS.stream_ops.fsync = (stream) => {
    fs.fsyncSync(stream.nfd);
    return 0;
  };
}

const postgresArguments = [
  ...PGlite.defaultStartParams.filter((flag) => flag !== '-F'),
  ...['wal_sync_method=fsync', 'max_wal_size=128MB', 'shared_buffers=64MB', 'timezone=UTC'].flatMap(
    (setting) => ['-c', setting],
  ),
];

export type EmbeddedEngine = { database: PGlite; close: () => Promise<void> };

/**
 * Opens (or creates) the embedded database in `folder`. `template` is a data folder archive to start from,
 * `more` are extensions besides ours (the torture tests look into pages with one).
 * Throws DatabaseUnusable when another process has it, or when the folder cannot be used.
 */
export async function openEmbedded(
  folder: string,
  { template, more = {} }: { template?: Blob | undefined; more?: Extensions } = {},
): Promise<EmbeddedEngine> {
  const lock = takeFolder(folder);
  try {
    const isNew = !fs.existsSync(path.join(folder, 'postgres', 'PG_VERSION'));
    const database = await PGlite.create({
      fs: new DurableFS(path.join(folder, 'postgres')),
      startParams: postgresArguments,
      extensions: { pg_trgm, ...more },
      parsers,
      ...(isNew && template ? { loadDataDir: template } : {}),
    });
    return {
      database,
      close: async () => {
        await database.close();
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw unusable(error, folder);
  }
}

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
function takeFolder(folder: string): DatabaseSync {
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
