import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { openDatabase, type Database, type Where } from '../src/lib/server/db/database.ts';
import { loadPacks, openInstallation } from '../src/installation.ts';
import { readSettings } from '../src/settings.ts';
import { freePort } from '../scripts/test/free-port.mjs';
import { tethered } from '../scripts/test/tethered.mjs';

export type Engine = 'embedded' | 'server';
export type Place = {
  engine: Engine;
  folder: string;
  environment: Record<string, string>;
  remove: () => Promise<void>;
};

/** A place for a database of the product's own: a folder, or a new database on the server of BENCH_DATABASE_URL. */
export async function makePlace(engine: Engine): Promise<Place> {
  const folder = mkdtempSync(path.join(tmpdir(), 'setu-bench-'));
  const clear = () => {
    rmSync(folder, { recursive: true, force: true });
    return Promise.resolve();
  };
  if (engine === 'embedded') {
    return { engine, folder, environment: { DATA_DIR: folder }, remove: clear };
  }
  const url = new URL(process.env['BENCH_DATABASE_URL'] ?? '');
  const name = `setu_bench_${String(process.pid)}_${String(Math.floor(Math.random() * 1e6))}`;
  await administer(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    engine,
    folder,
    environment: { DATA_DIR: folder, DATABASE_URL: own.href },
    remove: async () => {
      await administer(url, `drop database ${name} with (force)`);
      await clear();
    },
  };
}

async function administer(url: URL, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Creates the database with its packs, lets `fill` add to it, and closes it. */
export async function fillPlace(place: Place, fill: (database: Database) => Promise<void>): Promise<void> {
  const settings = readSettings(place.environment);
  const database = await openInstallation(settings, () => {});
  await loadPacks(database, settings, () => {});
  await fill(database);
  await database.destroy();
}

export function whereOf(place: Place): Where {
  const url = place.environment['DATABASE_URL'];
  return url ? { engine: 'server', url } : { engine: 'embedded', folder: place.folder };
}

export { openDatabase };

/** Starts the built product there. `readyAfter` is how long it took to say its address, in milliseconds. */
export async function startProduct(
  place: Place,
): Promise<{ origin: string; readyAfter: number; stop: () => Promise<void> }> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${String(port)}`;
  const started = performance.now();
  const server = await tethered([process.execPath, 'server.ts'], {
    scrap: path.join(place.folder, 'scrap'),
    endWith: 'TERM',
    patience: 180_000,
    isReady: (output) => output.includes(origin),
    env: { ...place.environment, HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'silent' },
  });
  return { origin, readyAfter: performance.now() - started, stop: server.stop };
}

/** The engines that can be measured here. */
export function engines(): Engine[] {
  return process.env['BENCH_DATABASE_URL'] ? ['embedded', 'server'] : ['embedded'];
}
