import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { fullName, tablesIn, type Db, type Table } from './catalogue.ts';
import type { TableContents } from './manifest.ts';

/** About how much of a table is held in memory at a time. */
const batchBytes = 1024 * 1024;
const mostRows = 4000;

/** Values are written as text that PostgreSQL reads back exactly, whatever the server's own settings are. */
export async function writeExactly(db: Db): Promise<void> {
  await sql`select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true),
    set_config('intervalstyle', 'postgres', true), set_config('bytea_output', 'hex', true),
    set_config('extra_float_digits', '1', true), set_config('row_security', 'off', true)`.execute(db);
}

/**
 * The rows of a table in batches, each row a JSON array of texts and nulls. The order is the primary key's by
 * code points, so that it is the same on every engine and under every collation.
 */
export async function* linesOf(db: Db, table: Table): AsyncGenerator<string[]> {
  const cells = table.columns.map(({ name }) => sql`${sql.ref(name)}::text`);
  const keys = table.key.map(({ name, collatable }) =>
    collatable ? sql`${sql.ref(name)} collate "C"` : sql.ref(name),
  );
  const line = sql`array_to_json(array[${sql.join(cells)}]::text[])::text`;
  const order = keys.length ? sql.join(keys) : sql`${line} collate "C"`;
  await sql`declare backup no scroll cursor for select ${line} as line
    from only ${sql.id(table.schema, table.name)} order by ${order}`.execute(db);
  let count = 50;
  for (;;) {
    const { rows } = await sql<{ line: string }>`fetch ${sql.raw(String(count))} from backup`.execute(db);
    if (rows.length === 0) break;
    const lines = rows.map((row) => row.line);
    yield lines;
    const bytesPerRow = lines.reduce((sum, { length }) => sum + length, 0) / lines.length;
    count = Math.min(mostRows, Math.max(1, Math.floor(batchBytes / bytesPerRow)));
  }
  await sql`close backup`.execute(db);
}

/** Counts and hashes the lines of one table as they pass. */
export class LineCounter {
  readonly #sum = createHash('sha256');
  #rows = 0;

  add(lines: readonly string[]): void {
    for (const line of lines) this.#sum.update(`${line}\n`);
    this.#rows += lines.length;
  }

  contents(table: string): TableContents {
    return { table, rows: this.#rows, sha256: this.#sum.copy().digest('hex') };
  }
}

/** What every table holds now. */
export async function contentsOf(db: Db): Promise<TableContents[]> {
  await writeExactly(db);
  const contents: TableContents[] = [];
  for (const table of await tablesIn(db)) {
    const counter = new LineCounter();
    for await (const lines of linesOf(db, table)) counter.add(lines);
    contents.push(counter.contents(fullName(table)));
  }
  return contents;
}
