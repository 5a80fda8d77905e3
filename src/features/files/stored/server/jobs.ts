import { z } from 'zod';
import type { Database } from '#lib/server/db/database.ts';
import { asViewer, type Viewer } from '#lib/server/db/viewer.ts';
import type { Scanner } from '#lib/server/files/scanner.ts';
import type { FileStore } from '#lib/server/files/store.ts';
import type { Handler } from '#lib/server/jobs/jobs.ts';
import { markSpoiled, scanned } from './commands.ts';

const payloadOf = z.object({ hash: z.string() });
const scannerViewer: Viewer = { kind: 'system', actor: 'virus scanner' };
const storeViewer: Viewer = { kind: 'system', actor: 'file store' };

type Parts = { database: Database; store: FileStore; scanner: Scanner | null; now: () => Date };

/**
 * `files.scan`: lets the scanner look at stored content and says the verdict of every file with it. Repeating asks
 * again. While the scanner cannot be asked the files stay in quarantine.
 */
export function scanFile({ database, store, scanner, now }: Parts): Handler {
  return async (payload) => {
    const { hash } = payloadOf.parse(payload);
    if (!scanner) throw new Error('a file waits for a scanner, and none is set up');
    const content = await store.open(hash);
    if (!content) throw new Error(`the content ${hash} is not in the store`);
    const verdict = await scanner(content);
    const asking = { viewer: scannerViewer, door: 'job' as const, requestId: `scan ${hash}`, now: now() };
    await asViewer(database, asking, (tx) => scanned(tx, hash, verdict));
  };
}

/** Notes of the files with this content that what is stored is no longer what was uploaded. */
export async function noteSpoiled(
  { database, now }: Pick<Parts, 'database' | 'now'>,
  hash: string,
): Promise<void> {
  const asking = { viewer: storeViewer, door: 'job' as const, requestId: `verify ${hash}`, now: now() };
  await asViewer(database, asking, (tx) => markSpoiled(tx, hash, true));
}
