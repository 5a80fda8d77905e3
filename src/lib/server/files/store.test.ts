import S3rver from '@20minutes/s3rver';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFolderStore } from './folder-store.ts';
import { openS3Store } from './s3-store.ts';
import { unwatched, type FileStore } from './store.ts';
import { makeFolder } from './testing.ts';

const { folder, remove } = makeFolder();
const spoiled: string[] = [];
const watch = { ...unwatched, onSpoiled: (hash: string) => void spoiled.push(hash) };
const bucket = 'evidence';
const server = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: path.join(folder, 's3'),
  configureBuckets: [{ name: bucket, configs: [] }],
});
const stores: Record<string, FileStore> = {};
const s3 = { endpoint: '', bucket, region: 'us-east-1', key: 'S3RVER', secret: 'S3RVER' };

beforeAll(async () => {
  const { port } = await server.run();
  s3.endpoint = `http://127.0.0.1:${String(port)}`;
  stores['folder'] = openFolderStore(path.join(folder, 'plain'), watch);
  stores['S3'] = openS3Store(s3, path.join(folder, 'spool'), watch);
});
afterAll(async () => {
  await server.close();
  remove();
});

const storeOf = (name: string): FileStore => {
  const store = stores[name];
  if (!store) throw new Error(name);
  return store;
};
const read = async (stream: ReadableStream<Uint8Array> | null) =>
  stream && Buffer.from(await new Response(stream).arrayBuffer());
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The file of a store that holds the content with this hash. */
function fileOf(name: string, hash: string): string {
  const within = path.join(folder, name === 'S3' ? 's3' : 'plain');
  const found = fs
    .readdirSync(within, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file).startsWith(hash) && !/metadata|md5/u.test(file));
  return path.join(within, found[0] ?? 'nothing');
}

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 1000) yield await Promise.resolve(bytes.subarray(at, at + 1000));
}

describe.each(['folder', 'S3'])('a store in a %s', (name) => {
  test('gives back what was put in, whole and in parts', async () => {
    const store = storeOf(name);
    const bytes = randomBytes(300_000);
    const hash = await store.put(pieces(bytes));
    expect(hash).toBe(sha(bytes));
    expect(await store.put(bytes)).toBe(hash);
    expect(await store.has(hash)).toBe(true);
    expect(await read(await store.open(hash))).toEqual(bytes);
    expect(await read(await store.open(hash, { start: 10, end: 19 }))).toEqual(bytes.subarray(10, 20));
    expect(await store.get(hash)).toEqual(new Uint8Array(bytes));
  });

  test('has nothing under a hash nobody put in, nor under a path', async () => {
    const store = storeOf(name);
    for (const hash of ['0'.repeat(64), '../../secret', '', 'A'.repeat(64)]) {
      expect([hash, await store.get(hash), await store.open(hash), await store.has(hash)]).toEqual([
        hash,
        null,
        null,
        false,
      ]);
    }
  });

  test('refuses what no longer has its hash, before the first byte leaves, and says so', async () => {
    const store = storeOf(name);
    const hash = await store.put(Buffer.from(`true words, ${name}`));
    fs.writeFileSync(fileOf(name, hash), 'false words');
    await expect(store.open(hash)).rejects.toThrow('files.spoiled');
    await expect(store.open(hash, { start: 0, end: 2 })).rejects.toThrow('files.spoiled');
    expect(await store.get(hash)).toBeNull();
    expect(spoiled).toContain(hash);
  });

  test('says of all it keeps whether it is right, damaged or missing, whatever was read before', async () => {
    const store = storeOf(name);
    const hash = await store.put(Buffer.from(`words to check, ${name}`));
    await read(await store.open(hash, { start: 0, end: 2 }));
    expect(await store.check(hash)).toBe('right');
    const file = fileOf(name, hash);
    const kept = fs.readFileSync(file);
    fs.writeFileSync(file, 'others');
    expect(await store.check(hash)).toBe('damaged');
    fs.writeFileSync(file, kept);
    expect(await store.check(hash)).toBe('right');
    await store.remove(hash);
    expect([await store.check(hash), await store.check('../secret')]).toEqual(['missing', 'missing']);
  });

  test('two who put the same content at once have it once', async () => {
    const store = storeOf(name);
    const bytes = randomBytes(50_000);
    const hashes = await Promise.all([store.put(pieces(bytes)), store.put(pieces(bytes))]);
    expect(new Set(hashes)).toEqual(new Set([sha(bytes)]));
    expect(await store.get(sha(bytes))).toEqual(new Uint8Array(bytes));
  });

  test('keeps nothing of content that breaks off', async () => {
    const store = storeOf(name);
    const halves = async function* () {
      yield await Promise.resolve(Buffer.from('half'));
      throw new Error('the line dropped');
    };
    await expect(store.put(halves())).rejects.toThrow('the line dropped');
    const left = fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /half[./\\]./u.test(file));
    expect(left).toEqual([]);
    expect(await store.has(sha(Buffer.from('half')))).toBe(false);
  });

  test('forgets what was removed', async () => {
    const store = storeOf(name);
    const hash = await store.put(Buffer.from(`soon gone, ${name}`));
    await store.remove(hash);
    await store.remove(hash);
    expect(await store.has(hash)).toBe(false);
  });
});

test('a wrong key, and a store that does not answer, are told apart from a file that is not there', async () => {
  const wrong = openS3Store({ ...s3, secret: 'guessed' }, path.join(folder, 'spool'));
  await expect(wrong.put(Buffer.from('x'))).rejects.toThrow('files.store_away');
  const nowhere = openS3Store({ ...s3, endpoint: 'http://127.0.0.1:1' }, path.join(folder, 'spool'));
  await expect(nowhere.has('0'.repeat(64))).rejects.toThrow('files.store_away');
});
