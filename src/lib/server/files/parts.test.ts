import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openParts } from './parts.ts';
import { makeFolder } from './testing.ts';

const { folder, remove } = makeFolder();
afterAll(remove);
const room = { daily: 1000, free: 0 };
const at = new Date('2026-11-23T03:00:00Z');
const parts = openParts(folder, room);
const own = 'account-one';
const begin = (size = 10, account = own) => parts.begin({ account, name: 'a.pdf', size }, at);

async function* pieces(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}
async function* dropped(text: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(text));
  throw new Error('the line dropped');
}
const read = async (id: string) => fs.readFileSync((await parts.find(id, own)).file, 'utf8');

test('an upload that is cut goes on where it stopped', async () => {
  const id = await begin();
  expect(await parts.add(id, own, 0, dropped('01234'))).toBe(5);
  expect((await parts.find(id, own)).offset).toBe(5);
  await expect(parts.add(id, own, 0, pieces('01234'))).rejects.toThrow('files.wrong_offset');
  await expect(parts.add(id, own, 6, pieces('x'))).rejects.toThrow('files.wrong_offset');
  expect(await parts.add(id, own, 5, pieces('56', '789'))).toBe(10);
  expect(await read(id)).toBe('0123456789');
  await parts.drop(id);
});

test('nobody sends more than was said', async () => {
  const id = await begin();
  await expect(parts.add(id, own, 0, pieces('01234567890'))).rejects.toThrow('files.too_large');
  expect((await parts.find(id, own)).offset).toBe(0);
  await parts.drop(id);
});

test('another person’s upload, a guessed id and a path are not found', async () => {
  const id = await begin();
  for (const [asked, account] of [
    [id, 'account-two'],
    ['A'.repeat(32), own],
    ['../../secret', own],
    [`${id}/..`, own],
    ['', own],
  ] as const) {
    await expect(parts.find(asked, account)).rejects.toThrow('files.upload_gone');
    await expect(parts.add(asked, account, 0, pieces('x'))).rejects.toThrow('files.upload_gone');
  }
  await parts.drop('../../secret');
  await parts.drop(id);
  await expect(parts.find(id, own)).rejects.toThrow('files.upload_gone');
});

test('two lines into one upload: one of them is refused', async () => {
  const id = await begin();
  const results = await Promise.allSettled([
    parts.add(id, own, 0, pieces('01', '23')),
    parts.add(id, own, 0, pieces('ab', 'cd')),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(['0123', 'abcd']).toContain(await read(id));
  await parts.drop(id);
});

test('an account has a few uploads on their way at once, whatever others have', async () => {
  const ids = await Promise.all([
    begin(1, 'busy'),
    begin(1, 'busy'),
    begin(1, 'busy'),
    begin(1, 'busy'),
    begin(1, 'busy'),
  ]);
  await expect(begin(1, 'busy')).rejects.toThrow('files.too_many_uploads');
  await parts.drop(await begin());
  for (const id of ids) await parts.drop(id);
});

test('a file larger than the disk is told so at once', async () => {
  await expect(begin(Number.MAX_SAFE_INTEGER)).rejects.toThrow('files.no_room');
});

test('an upload leaves the room on the disk that is to stay free', async () => {
  const { bavail, bsize } = fs.statfsSync(folder);
  const tight = openParts(folder, { daily: 1000, free: bavail * bsize });
  await expect(tight.begin({ account: own, name: 'a.pdf', size: 1 }, at)).rejects.toThrow('files.no_room');
});

test('a person begins no more in a day than is taken in, finished or not; others and the next day may', async () => {
  const one = { account: 'eager', name: 'a.pdf', size: 400 };
  const hours = (count: number) => new Date(at.getTime() + count * 3_600_000);
  for (const size of [400, 400]) await parts.drop(await parts.begin({ ...one, size }, at));
  await expect(parts.begin(one, hours(23))).rejects.toThrow('files.daily_total');
  // What was refused does not count.
  await parts.drop(await parts.begin({ ...one, size: 200 }, hours(23)));
  await parts.drop(await parts.begin({ ...one, account: 'calm' }, hours(23)));
  await parts.drop(await parts.begin(one, hours(24)));
});

test('what nobody added to is removed, what grows is not', async () => {
  const old = await begin();
  const young = await begin();
  const past = new Date('2020-01-01');
  for (const end of ['json', 'part']) fs.utimesSync(path.join(folder, `${old}.${end}`), past, past);
  fs.utimesSync(path.join(folder, `${young}.json`), past, past);
  expect(await parts.sweep(new Date('2021-01-01'))).toBe(1);
  await expect(parts.find(old, own)).rejects.toThrow('files.upload_gone');
  expect(fs.readdirSync(folder).sort()).toEqual([`${young}.json`, `${young}.part`]);
});
