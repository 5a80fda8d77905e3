import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { Duty } from '#lib/access.ts';
import { openDatabase, type Database, type Where } from './database.ts';
import { migrate } from './migrate.ts';
import { placeMigrated } from './test-template.ts';
import { asSystem, asViewer, publicViewer, type Asking, type Door, type Tx, type Viewer } from './viewer.ts';

/** A migrated database of its own for one test file, on the engine SETU_TEST_ENGINE names. */
export type TestDatabase = {
  database: Database;
  /** Runs as the secretariat; `door` says through which door. */
  asSecretariat: <T>(work: (tx: Tx) => Promise<T>, door?: Door) => Promise<T>;
  asPublic: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
};

/** The instant at which tests happen: 23 November 2026, 9 in the morning in Dhaka. */
export const testNow = new Date('2026-11-23T03:00:00Z');

export const secretariat: Viewer = { kind: 'system', actor: 'test secretariat' };

export async function openTestDatabase(): Promise<TestDatabase> {
  const place = await makeTestPlace();
  if (place.where.engine === 'embedded') await placeMigrated(place.where.folder);
  const database = await openDatabase(place.where);
  await migrate(database);
  const asking = (viewer: Viewer, door: Door): Asking => ({ viewer, door, requestId: 'test', now: testNow });
  return {
    database,
    asSecretariat: (work, door = 'form') => asViewer(database, asking(secretariat, door), work),
    asPublic: (work) => asViewer(database, asking(publicViewer, 'form'), work),
    close: async () => {
      await database.destroy();
      await place.remove();
    },
  };
}

/** A place for an empty database on the engine SETU_TEST_ENGINE names: a folder, or a new one on TEST_DATABASE_URL. */
export async function makeTestPlace(): Promise<{ where: Where; remove: () => Promise<void> }> {
  return process.env['SETU_TEST_ENGINE'] === 'server' ? onServer() : embedded();
}

function embedded() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'setu-test-'));
  return {
    where: { engine: 'embedded' as const, folder },
    remove: () => {
      fs.rmSync(folder, { recursive: true });
      return Promise.resolve();
    },
  };
}

async function onServer() {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('TEST_DATABASE_URL names the PostgreSQL server to test on');
  const name = `setu_test_${randomUUID().replaceAll('-', '')}`;
  const administer = async (statement: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await administer(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    where: { engine: 'server' as const, url: own.href, connections: 4 },
    remove: () => administer(`drop database ${name} with (force)`),
  };
}

/** An account of its own with these duties, and its person as sign-in makes them. */
export async function accountFor(database: Database, name: string, duties: Duty[]): Promise<Viewer> {
  const account = `account-${name}`;
  const values = {
    id: account,
    name,
    email: `${name}@example.org`,
    created_at: testNow,
    updated_at: testNow,
  };
  await asSystem(database, 'tests make accounts', (db) => db.insertInto('accounts').values(values).execute());
  const access = { duties, bodies: [], organisations: [], inNetwork: duties.length > 0 };
  return { kind: 'person', account, actor: name, access };
}
