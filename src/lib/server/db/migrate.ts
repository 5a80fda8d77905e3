import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { sql, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import { DatabaseUnusable } from './errors.ts';
import type { Tables } from './tables.generated.ts';
import { asSystem } from './viewer.ts';

type Applied = { name: string; digest: string };
type Migration = Applied & { text: string };

async function readMigrations(root: string): Promise<Migration[]> {
  const folder = path.join(root, 'migrations');
  const names = (await fs.readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await fs.readFile(path.join(folder, name), 'utf8');
      return { name, text, digest: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/**
 * Brings the database up to date with migrations/*.sql: all new files in one transaction, under a lock.
 * Returns the names applied. Throws DatabaseUnusable when the database is newer than this version,
 * or when an applied file was changed afterwards.
 */
export async function migrate(database: Database, root: string = process.cwd()): Promise<string[]> {
  const files = await readMigrations(root);
  return asSystem(database, 'migrations create the tables and roles', (db) => apply(db, files));
}

/**
 * Makes the tables of an empty database as they were when exactly the migrations `known` were applied, in the
 * transaction of a restore. Throws DatabaseUnusable when this version does not have all of them.
 */
export async function migrateUpTo(db: Transaction<Tables>, known: Applied[], root: string): Promise<void> {
  const files = await readMigrations(root);
  refuseStrangers(known, files, 'backup');
  const names = new Set(known.map(({ name }) => name));
  await apply(
    db,
    files.filter(({ name }) => names.has(name)),
  );
}

async function apply(db: Transaction<Tables>, files: Migration[]): Promise<string[]> {
  await sql`select pg_advisory_xact_lock(8237461)`.execute(db);
  await sql`create table if not exists migrations (
    name text primary key, digest text not null, applied_at timestamptz not null default now())`.execute(db);
  const { rows: known } = await sql<Applied>`select name, digest from migrations`.execute(db);
  refuseStrangers(known, files, 'database');
  const names = new Set(known.map(({ name }) => name));
  const fresh = files.filter((file) => !names.has(file.name));
  for (const file of fresh) {
    for (const statement of statements(file.text)) await sql.raw(statement).execute(db);
    await sql`insert into migrations (name, digest) values (${file.name}, ${file.digest})`.execute(db);
  }
  return fresh.map((file) => file.name);
}

function refuseStrangers(known: Applied[], files: Migration[], what: 'database' | 'backup'): void {
  for (const { name, digest } of known) {
    const file = files.find((candidate) => candidate.name === name);
    if (!file)
      throw new DatabaseUnusable(`The ${what} is newer than this version of Setu (${name}); upgrade Setu.`);
    if (file.digest !== digest) {
      throw new DatabaseUnusable(
        `Migration ${name} was changed after it was applied; restore the file or add a new one.`,
      );
    }
  }
}

/** Splits a migration at the semicolons that end statements: not inside quotes, $tagged$ bodies or comments. */
export function statements(text: string): string[] {
  const token = /--[^\n]*|'(?:[^']|'')*'|(\$\w*\$)[\s\S]*?\1|;|[^;'$-]+|[$-]/gu;
  const found: string[] = [];
  let current = '';
  for (const [piece] of text.matchAll(token)) {
    if (piece === ';') {
      found.push(current);
      current = '';
    } else if (!piece.startsWith('--')) current += piece;
  }
  return [...found, current].map((statement) => statement.trim()).filter(Boolean);
}
