import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Where } from '#lib/server/db/database.ts';
import { makeTestPlace } from '#lib/server/db/testing.ts';
import type { Target } from './restore.ts';

/** A folder for one test. */
export function scrapFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'setu-backup-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty place to restore into, on the engine of this test run. */
export async function emptyTarget(root?: string): Promise<{ target: Target; where: Where }> {
  const { where, remove } = await makeTestPlace();
  onTestFinished(remove);
  const dataDir = where.engine === 'embedded' ? where.folder : scrapFolder();
  const url = where.engine === 'server' ? where.url : undefined;
  return { where, target: { dataDir, url, ...(root !== undefined && { root }) } };
}
