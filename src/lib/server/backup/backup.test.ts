import S3rver from '@20minutes/s3rver';
import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase, type Database, type Where } from '#lib/server/db/database.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { makeTestPlace, testNow } from '#lib/server/db/testing.ts';
import { asSnapshot, asSystem } from '#lib/server/db/viewer.ts';
import { noteKept } from '#lib/server/files/contents.ts';
import { openFolderStore } from '#lib/server/files/folder-store.ts';
import { openS3Store } from '#lib/server/files/s3-store.ts';
import type { FileStore } from '#lib/server/files/store.ts';
import { refuseUnfinished } from './place.ts';
import { readBackup } from './reading.ts';
import { restoreBackup } from './restore.ts';
import { contentsOf } from './rows.ts';
import { emptyTarget, scrapFolder } from './testing.ts';
import { fileSink, writeBackup } from './write.ts';

const fixture = path.join(import.meta.dirname, 'fixtures/made-by-0.1.0.tar.gz');

/** Tables of every sort somebody may add one day. */
const oddTables = `
create table odd_values (
  id bigint generated always as identity primary key,
  whole bigint, exact numeric, price numeric(12, 4), approximate double precision, yes boolean,
  document jsonb, plain json, words tsvector, list text[], numbers int[], at timestamptz, day date, span interval,
  bytes bytea, code char(4), half partial_date,
  halved bigint generated always as (whole / 2) stored
);
create table odd_hens (id int primary key, egg_id int not null);
create table odd_eggs (id int primary key, hen_id int references odd_hens);
alter table odd_hens add foreign key (egg_id) references odd_eggs deferrable initially deferred;
create table odd_loose ("Größe of it" text, seen serial);
create table odd_files (hash text references stored_contents);
create table odd_noted (note text);
create function note_it() returns trigger language plpgsql as $$
begin insert into odd_noted values ('fired'); return null; end $$;
create trigger noted after insert on odd_loose for each row execute function note_it();
create trigger never after insert on odd_hens for each row execute function note_it();
alter table odd_hens disable trigger never;`;

const oddRows = [
  `insert into odd_values (whole, exact, price, approximate, yes, document, plain, words, list, numbers, at, day, span,
    bytes, code, half) values
    (9223372036854775807, 123456789012345678901234567890.123456789, 0.1000, 0.1, true, '{"b": [1.0, null], "a": "এক"}',
     '{"b":1,  "a":2, "b":3}', 'fat:2A cat:3', array['a,b', null, 'c"d\\e', ''], '{{1,2},{3,null}}',
     '2026-11-23 03:04:05.678901+00', '0044-03-15 BC', '1 year 2 days 03:04:05.6', '\\xdeadbeef', 'ab', '2022-07'),
    (-1, 'NaN', null, 'Infinity', null, null, null, '', '{}', null, 'infinity', null, '-1 mon', '', null, null)`,
  `insert into odd_values (exact) select n from generate_series(1, 3000) as n`,
  `insert into odd_eggs values (1, null)`,
  `insert into odd_hens values (1, 1)`,
  `update odd_eggs set hen_id = 1`,
  `insert into odd_loose ("Größe of it") values (E'zwei\\nZeilen\\t\\\\'), (null), (null)`,
];

/** A checkout whose last migration makes the odd tables. */
function oddRoot(): string {
  const root = scrapFolder();
  fs.cpSync('migrations', path.join(root, 'migrations'), { recursive: true });
  fs.writeFileSync(path.join(root, 'migrations/9000-odd.sql'), oddTables);
  return root;
}

async function opened(where: Where): Promise<Database> {
  const database = await openDatabase(where);
  onTestFinished(() => database.destroy());
  return database;
}

async function fullDatabase(root: string): Promise<Database> {
  const { where, remove } = await makeTestPlace();
  onTestFinished(remove);
  const database = await opened(where);
  await migrate(database, root);
  await asSystem(database, 'test rows', async (db) => {
    for (const statement of oddRows) await sql.raw(statement).execute(db);
  });
  return database;
}

async function backUp(database: Database, store: FileStore): Promise<string> {
  const file = path.join(scrapFolder(), 'backup.tar.gz');
  await writeBackup(database, { store, version: '0.0.0', madeAt: testNow }, fileSink(file));
  return file;
}

/** Keeps a file that a row refers to. */
async function keepFile(database: Database, store: FileStore, text: string): Promise<string> {
  const hash = await store.put(Buffer.from(text));
  await noteKept(database, hash, testNow);
  await ask(database, `insert into odd_files values ('${hash}')`);
  return hash;
}

const allContents = (database: Database) => asSnapshot(database, 'the test compares', contentsOf);
const ask = async <Row>(database: Database, question: string) =>
  (await asSystem(database, 'the test looks', (db) => sql.raw<Row>(question).execute(db))).rows;

test('what is backed up comes back exactly, with its files, and goes on', { timeout: 120_000 }, async () => {
  const root = oddRoot();
  const source = await fullDatabase(root);
  const folder = openFolderStore(scrapFolder());
  const kept = await keepFile(source, folder, 'evidence');
  const file = await backUp(source, folder);
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);

  const { target, where } = await emptyTarget(root);
  await restoreBackup(file, target);
  const restored = await opened(where);
  expect(await allContents(restored)).toEqual(await allContents(source));
  const store = openFolderStore(path.join(target.dataDir, 'files'));
  expect(await store.get(kept)).toEqual(new Uint8Array(Buffer.from('evidence')));

  // Generated columns, sequences, keys and triggers work as before; those switched off stay so.
  const halved = 'select halved::text as n from odd_values where id = 1';
  expect(await ask(restored, halved)).toEqual([{ n: '4611686018427387903' }]);
  expect(await ask(restored, 'insert into odd_values (yes) values (true) returning id')).toEqual([
    { id: 3003 },
  ]);
  expect(await ask(restored, 'insert into odd_loose default values returning seen')).toEqual([{ seen: 4 }]);
  expect(await ask(restored, 'select count(*) as n from odd_noted')).toEqual([{ n: 4 }]);
  await ask(restored, 'insert into odd_hens values (2, 1)');
  expect(await ask(restored, 'select count(*) as n from odd_noted')).toEqual([{ n: 4 }]);
  await expect(ask(restored, 'insert into odd_hens values (3, 9)')).rejects.toThrow(/foreign key/u);
});

test(
  'files come from the S3-compatible store and go into one; what is damaged or missing there is named',
  { timeout: 180_000 },
  async () => {
    const root = oddRoot();
    const source = await fullDatabase(root);
    const folder = scrapFolder();
    const buckets = ['one', 'other'].map((name) => ({ name, configs: [] }));
    const server = new S3rver({
      port: 0,
      address: '127.0.0.1',
      silent: true,
      directory: folder,
      configureBuckets: buckets,
    });
    const { port } = await server.run();
    onTestFinished(() => server.close());
    const endpoint = `http://127.0.0.1:${String(port)}`;
    const [one, other] = ['one', 'other'].map((bucket) =>
      openS3Store({ endpoint, bucket, region: 'us-east-1', key: 'S3RVER', secret: 'S3RVER' }, scrapFolder()),
    ) as [FileStore, FileStore];
    const hashes: string[] = [];
    for (const text of ['whole', 'lost']) hashes.push(await keepFile(source, one, text));
    const [whole = '', lost = ''] = hashes;
    const orphan = await one.put(Buffer.from('nothing refers to it'));
    await noteKept(source, orphan, testNow);
    await one.remove(lost);
    const file = await backUp(source, one);

    const { target, where } = await emptyTarget(root);
    const { manifest } = await restoreBackup(file, { ...target, store: other });
    expect(manifest.files.map(({ sha256 }) => sha256)).toEqual([whole]);
    expect(manifest.damagedFiles).toEqual([lost]);
    expect(await Promise.all([whole, lost, orphan].map((hash) => other.check(hash)))).toEqual([
      'right',
      'missing',
      'missing',
    ]);
    expect(fs.existsSync(path.join(target.dataDir, 'files'))).toBe(false);
    const restored = await opened(where);
    expect(await ask(restored, 'select count(*) as n from odd_files')).toEqual([{ n: 2 }]);
  },
);

test('an older backup opens in this version', { timeout: 120_000 }, async () => {
  const { target, where } = await emptyTarget();
  const { head } = await restoreBackup(fixture, target);
  expect(head.migrations).toHaveLength(10);
  const database = await opened(where);
  const store = openFolderStore(path.join(target.dataDir, 'files'));
  await expect(backUp(database, store)).rejects.toThrow('The database was made by an older version');
  const [printed = ''] = fs.readdirSync(path.join(target.dataDir, 'files/83'));
  await ask(database, `update issued_documents set pdf_hash = '${printed}' where lang = 'en'`);
  await migrate(database);
  // What was stored before the store knew what it holds is in the next backup.
  const { manifest } = await readBackup(await backUp(database, store));
  expect(manifest.files.map(({ sha256 }) => sha256)).toEqual([printed]);
  expect(
    await ask(
      database,
      `select title ->> 'en' as title from records where ref = 'gcm' and kind = 'frameworks'`,
    ),
  ).toEqual([{ title: expect.stringContaining('Global Compact') as string }]);
});

test('a place that holds data is refused and keeps it', { timeout: 120_000 }, async () => {
  const { where, remove } = await makeTestPlace();
  onTestFinished(remove);
  const database = await openDatabase(where);
  await migrate(database);
  await database.destroy();
  const dataDir = where.engine === 'embedded' ? where.folder : scrapFolder();
  const url = where.engine === 'server' ? where.url : undefined;
  await expect(restoreBackup(fixture, { dataDir, url })).rejects.toThrow(
    /holds data already|There is data in/u,
  );
  expect(() => refuseUnfinished(dataDir)).not.toThrow();
  const again = await opened(where);
  expect(await ask(again, 'select count(*) as n from records')).toEqual([{ n: 0 }]);
});

test('a damaged backup leaves nothing behind', { timeout: 120_000 }, async () => {
  const bytes = gunzipSync(fs.readFileSync(fixture));
  const at = bytes.indexOf('A file of November 2026');
  bytes.write('B', at);
  const { target, where } = await emptyTarget();
  const damaged = path.join(scrapFolder(), 'damaged.tar.gz');
  const broken = {
    'with another byte': gzipSync(bytes),
    'cut short': fs.readFileSync(fixture).subarray(0, 300_000),
  };
  for (const [how, content] of Object.entries(broken)) {
    fs.writeFileSync(damaged, content);
    await expect(restoreBackup(damaged, target), how).rejects.toThrow(/is not a whole backup of Setu/u);
    expect(fs.readdirSync(target.dataDir).filter((name) => name !== 'lock')).toEqual([]);
  }
  const database = await opened(where);
  expect(await allContents(database)).toEqual([]);
});

test('a backup of a newer version is refused with a sentence', { timeout: 120_000 }, async () => {
  const file = await backUp(await fullDatabase(oddRoot()), openFolderStore(scrapFolder()));
  const { target } = await emptyTarget();
  await expect(restoreBackup(file, target)).rejects.toThrow(
    'The backup is newer than this version of Setu (9000-odd.sql); upgrade Setu.',
  );
});

test(
  'after a restore that was broken off nothing starts, and the next restore begins afresh',
  { timeout: 120_000 },
  async () => {
    const { target } = await emptyTarget();
    fs.mkdirSync(path.join(target.dataDir, 'restoring/files'), { recursive: true });
    fs.mkdirSync(path.join(target.dataDir, 'files/aa'), { recursive: true });
    fs.writeFileSync(path.join(target.dataDir, 'files/aa/half'), 'half');
    expect(() => refuseUnfinished(target.dataDir)).toThrow(/was broken off; run the restore again/u);
    await expect(restoreBackup('nowhere', target)).rejects.toThrow('There is no file nowhere.');
    expect(() => refuseUnfinished(target.dataDir)).toThrow(/was broken off/u);
    await restoreBackup(fixture, target);
    expect(() => refuseUnfinished(target.dataDir)).not.toThrow();
    expect(fs.readdirSync(path.join(target.dataDir, 'files'))).toEqual(['83']);
  },
);
