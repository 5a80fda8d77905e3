import fs from 'node:fs';
import path from 'node:path';
import { PGlite, type Extensions } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { unusable } from './errors.ts';
import { takeFolder } from './folder-lock.ts';
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

export type EmbeddedEngine = { folder: string; database: PGlite; close: () => Promise<void> };

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
      folder,
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
