import { parseArgs, type ParseArgsConfig } from 'node:util';
import { now } from '#lib/server/clock.ts';
import type { Database } from '#lib/server/db/database.ts';
import { asViewer, publicViewer, type Tx } from '#lib/server/db/viewer.ts';
import type { Settings } from '#settings';
import { loadPacks, openInstallation } from '../installation.ts';

export type Verb = {
  usage: string;
  summary: string;
  details: string;
  run: (argv: string[], settings: Settings) => Promise<void>;
};

/** The words after the verb were not understood; exit code 2. */
export class UsageError extends Error {}

/** What was looked at is not in order; exit code 1. */
export class NotInOrder extends Error {}

/** Says what is being done beside what is printed. */
export const tellOnError = (sentence: string) => void process.stderr.write(`${sentence}\n`);

/** Reads options strictly. Throws UsageError with what was not understood. */
export function readWords<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Opens the installation, does the work as the public reader, and closes it again whatever happens. */
export async function withInstallation<T>(settings: Settings, work: (tx: Tx) => Promise<T>): Promise<T> {
  const database: Database = await openInstallation(settings, tellOnError);
  try {
    await loadPacks(database, settings, tellOnError);
    const asking = {
      viewer: publicViewer,
      door: 'command-line' as const,
      requestId: 'command line',
      now: now(),
    };
    return await asViewer(database, asking, work);
  } finally {
    await database.destroy();
  }
}
