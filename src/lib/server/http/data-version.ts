import { sql } from 'kysely';
import type { Database } from '#lib/server/db/database.ts';

/** How long another process's write may stay unseen on public pages. */
const staleMilliseconds = 1000;

/**
 * Which state of the data a page shows. Grows with every committed write (table data_version);
 * asked at most once a second, and at once after a write of this process.
 */
export class DataVersion {
  readonly #database: Database;
  #value = '';
  #askedAt = -Infinity;

  constructor(database: Database) {
    this.#database = database;
  }

  async current(now: Date): Promise<string> {
    if (now.getTime() - this.#askedAt > staleMilliseconds) {
      this.#askedAt = now.getTime();
      const found = await sql<{ version: number }>`select version from data_version`.execute(this.#database);
      this.#value = String(found.rows[0]?.version ?? '');
    }
    return this.#value;
  }

  /** Called after a write of this process has been committed. */
  forget(): void {
    this.#askedAt = -Infinity;
  }
}
