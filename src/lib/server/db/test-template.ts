import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { openDatabase } from './database.ts';
import { copyDatabase } from './embedded-copy.ts';
import { migrate } from './migrate.ts';

const cache = 'node_modules/.cache/setu-test-databases';

/** Names the state that all migrations of this checkout make, on this version of the engine. */
function nameOfState(): string {
  const hash = createHash('sha256');
  for (const name of fs.readdirSync('migrations').sort())
    hash.update(fs.readFileSync(path.join('migrations', name)));
  hash.update(fs.readFileSync('node_modules/@electric-sql/pglite/package.json'));
  return hash.digest('hex').slice(0, 16);
}

/**
 * Puts a migrated embedded database into `folder`. Making one takes seconds, copying it does not: it is made once for
 * a state of the migrations, aside, and put into its place in one step, so that test files may do this at once.
 */
export async function placeMigrated(folder: string): Promise<void> {
  const template = path.join(cache, nameOfState());
  if (!fs.existsSync(template)) {
    fs.mkdirSync(cache, { recursive: true });
    for (const old of fs.readdirSync(cache).filter((name) => !name.includes('-')))
      fs.rmSync(path.join(cache, old), { recursive: true, force: true });
    const making = fs.mkdtempSync(path.join(cache, 'making-'));
    const database = await openDatabase({ engine: 'embedded', folder: making });
    await migrate(database);
    await database.destroy();
    try {
      fs.renameSync(making, template);
    } catch {
      // Another test file was first; its template is the same.
      fs.rmSync(making, { recursive: true });
    }
  }
  copyDatabase(template, folder);
}
