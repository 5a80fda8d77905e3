import { z } from 'zod';
import type { Database } from '#lib/server/db/database.ts';
import { asViewer, type Viewer } from '#lib/server/db/viewer.ts';
import { clearUnreferred, leastChecked, noteChecked } from '#lib/server/files/contents.ts';
import type { Scanner } from '#lib/server/files/scanner.ts';
import type { FileStore, Standing } from '#lib/server/files/store.ts';
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

/** Content that is damaged or missing: the files it is of, or else the tables that refer to it. */
export type Trouble = { hash: string; standing: Standing; of: string[] };

/** Says of content, and of the files with it, how it was found; names the files. */
export async function noteStanding(
  { database, now }: Pick<Parts, 'database' | 'now'>,
  hash: string,
  standing: Standing,
): Promise<string[]> {
  await noteChecked(database, hash, { standing, now: now() });
  const asking = { viewer: storeViewer, door: 'job' as const, requestId: `check ${hash}`, now: now() };
  return asViewer(database, asking, (tx) => markSpoiled(tx, hash, standing !== 'right'));
}

/**
 * Reads stored content, the longest unread first, and says of each piece how it was found: `before` and `most` bound
 * how much, `signal` ends it between two pieces. Gives what is in trouble, and how much was read.
 */
export async function verify(
  parts: Pick<Parts, 'database' | 'store' | 'now'>,
  { signal, ...bounds }: { before?: Date; most?: number; signal?: AbortSignal } = {},
): Promise<{ read: number; troubles: Trouble[] }> {
  const troubles: Trouble[] = [];
  let read = 0;
  for (const { hash, kinds } of await leastChecked(parts.database, bounds)) {
    if (signal?.aborted) break;
    const standing = await parts.store.check(hash);
    const names = await noteStanding(parts, hash, standing);
    read += 1;
    if (standing !== 'right') troubles.push({ hash, standing, of: names.length ? names : kinds });
  }
  return { read, troubles };
}

type Tending = Pick<Parts, 'database' | 'store' | 'now'> & { sweep: (before: Date) => Promise<void> };

const hour = 3_600_000;
/** Who lost the line has this long to go on; content without a record is kept as long. */
const keptHours = 24;
/** Every piece is read once a day while there are few; of many, this many each hour, in turn. */
const readAgainHours = 20;
const mostAnHour = 100;

/** One turn of looking after what is stored: old uploads and content nothing refers to go, some of the rest is read. */
export async function tend(parts: Tending, signal: AbortSignal): Promise<Trouble[]> {
  const ago = (hours: number) => new Date(parts.now().getTime() - hours * hour);
  await parts.sweep(ago(keptHours));
  await clearUnreferred(parts.database, parts.store, ago(keptHours));
  const bounds = { before: ago(readAgainHours), most: mostAnHour, signal };
  return (await verify(parts, bounds)).troubles;
}
