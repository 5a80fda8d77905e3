import path from 'node:path';
import { Kysely, PostgresDialect, type Dialect } from 'kysely';
import pg from 'pg';
import { EmbeddedDatabase, embeddedDialect } from './embedded.ts';
import { unusable } from './errors.ts';
import { withNamedStatements } from './named-statements.ts';
import { parsers } from './parsers.ts';
import type { Tables } from './tables.generated.ts';

/**
 * The typed database. Reach it only through asViewer, asSystem and asSnapshot (viewer.ts). The embedded one has one
 * connection, so that a long reading would hold up everybody: it can be copied into another data folder instead.
 */
export type Database = Kysely<Tables> & { readonly copyTo?: (folder: string) => Promise<void> };

export type Where =
  | { engine: 'embedded'; folder: string; template?: Uint8Array<ArrayBuffer> }
  | { engine: 'server'; url: string; connections?: number };

/** Values come out the same on both engines. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    const own = parsers[oid];
    return own ?? (pg.types.getTypeParser(oid, format ?? 'text') as (raw: string) => unknown);
  },
};

/** Opens the database and proves that it answers. Throws DatabaseUnusable with a sentence for the operator. */
export async function openDatabase(where: Where): Promise<Database> {
  if (where.engine === 'embedded') {
    const folder = path.resolve(where.folder);
    const template = where.template;
    const embedded = await EmbeddedDatabase.open({ folder, ...(template && { template }) });
    const copyTo = (target: string) => embedded.copyTo(path.resolve(target));
    return Object.assign(over(embeddedDialect(embedded)), { copyTo });
  }
  const pool = new pg.Pool({
    connectionString: where.url,
    max: where.connections ?? 10,
    types,
    // Several statements may be on their way at once (reading.ts).
    pipeline: true,
  });
  // A dropped idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw unusable(error, 'DATABASE_URL');
  }
  return over(new PostgresDialect({ pool: withNamedStatements(pool) }));
}

const dialects = new WeakMap<Database, Dialect>();

function over(dialect: Dialect): Database {
  const database: Database = new Kysely({ dialect });
  dialects.set(database, dialect);
  return database;
}

/** What an open database stands on: another handle made from it shares its connections (as-role.ts). */
export function dialectOf(database: Database): Dialect {
  const dialect = dialects.get(database);
  if (!dialect) throw new Error('the database was not opened by openDatabase');
  return dialect;
}
