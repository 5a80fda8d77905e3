import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Limiter } from '#lib/server/http/limiter.ts';
import { explained, fileErrors, isMissing } from './errors.ts';

/** What is known of an upload before its last byte: whose it is, how the file is called, how large it will be. */
const about = z.strictObject({ account: z.string(), name: z.string(), size: z.int().positive() });
export type Upload = z.infer<typeof about>;

/** Uploads on their way in. Only the account that began one finds it; nothing of one is ever served. */
export type Parts = {
  /** Begins an upload and gives its id. Throws files.no_room, files.too_many_uploads, files.daily_total. */
  begin: (upload: Upload, now: Date) => Promise<string>;
  /** The upload with how many of its bytes are here, and the file they are in. Throws files.upload_gone. */
  find: (id: string, account: string) => Promise<Upload & { offset: number; file: string }>;
  /** Adds bytes after the first `offset`; gives how many there are now. Throws files.upload_gone, files.wrong_offset,
   * files.upload_busy, files.too_large, files.no_room. What arrived before a line dropped stays. */
  add: (id: string, account: string, offset: number, pieces: AsyncIterable<Uint8Array>) => Promise<number>;
  drop: (id: string) => Promise<void>;
  /** Removes uploads nobody added to since `before`; gives how many. */
  sweep: (before: Date) => Promise<number>;
};

/** How much uploads may take: bytes an account begins in a day, and bytes of the disk that stay free for the database. */
export type Room = { daily: number; free: number };

/** An account may have this many uploads on their way at once. */
const mostAtOnce = 5;
const daySeconds = 86_400;
const idShape = /^[\w-]{32}$/u;

/** Keeps uploads as files in a folder: `<id>.json` says what it is, `<id>.part` are its bytes so far. */
export function openParts(folder: string, room: Room): Parts {
  const begun = new Limiter({ most: room.daily, seconds: daySeconds });
  const busy = new Set<string>();
  const partOf = (id: string) => path.join(folder, `${id}.part`);
  const noteOf = (id: string) => path.join(folder, `${id}.json`);

  const find: Parts['find'] = async (id, account) => {
    if (!idShape.test(id)) throw fileErrors.uploadGone();
    const upload = await readNote(noteOf(id));
    if (upload?.account !== account) throw fileErrors.uploadGone();
    const { size: offset } = await fs.stat(partOf(id)).catch(asGone);
    return { ...upload, offset, file: partOf(id) };
  };

  return {
    find,
    begin: async (upload, now) => {
      await fs.mkdir(folder, { recursive: true, mode: 0o700 });
      const disk = await fs.statfs(folder);
      // Once as an upload, and once more while the store takes it.
      if (disk.bavail * disk.bsize < 2 * upload.size + room.free) throw fileErrors.noRoom();
      if ((await countOf(folder, upload.account)) >= mostAtOnce) throw fileErrors.tooManyUploads();
      if (!begun.take(upload.account, now, upload.size).isWithin) {
        begun.giveBack(upload.account, upload.size);
        throw fileErrors.dailyTotal(room.daily);
      }
      const id = randomBytes(24).toString('base64url');
      try {
        await fs.writeFile(partOf(id), '', { flag: 'wx', mode: 0o600 });
        await fs.writeFile(noteOf(id), JSON.stringify(upload), { flag: 'wx', mode: 0o600 });
      } catch (error) {
        throw explained(error);
      }
      return id;
    },
    add: async (id, account, offset, pieces) => {
      const upload = await find(id, account);
      if (busy.has(id)) throw fileErrors.uploadBusy();
      busy.add(id);
      try {
        return await append({ ...upload, offset: (await fs.stat(upload.file)).size }, offset, pieces);
      } catch (error) {
        throw explained(error);
      } finally {
        busy.delete(id);
      }
    },
    drop: async (id) => {
      if (!idShape.test(id)) return;
      await fs.rm(noteOf(id), { force: true });
      await fs.rm(partOf(id), { force: true });
    },
    sweep: (before) => sweep(folder, before),
  };
}

type Found = { size: number; offset: number; file: string };

async function append(part: Found, offset: number, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  if (part.offset !== offset) throw fileErrors.wrongOffset(part.offset);
  const handle = await fs.open(part.file, 'a', 0o600);
  let at = offset;
  try {
    for await (const piece of arriving(pieces)) {
      if (at + piece.byteLength > part.size) throw fileErrors.tooLarge(part.size);
      await handle.appendFile(piece);
      at += piece.byteLength;
    }
  } finally {
    await handle.datasync();
    await handle.close();
  }
  return at;
}

/** What arrives until the line drops: the rest comes later. */
async function* arriving(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const line = pieces[Symbol.asyncIterator]();
  for (;;) {
    const next = await line.next().catch(() => null);
    if (next === null || next.done) return;
    yield next.value;
  }
}

async function readNote(file: string): Promise<Upload | null> {
  try {
    return about.parse(JSON.parse(await fs.readFile(file, 'utf8')));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function countOf(folder: string, account: string): Promise<number> {
  const names = (await fs.readdir(folder)).filter((name) => name.endsWith('.json'));
  const uploads = await Promise.all(names.map((name) => readNote(path.join(folder, name))));
  return uploads.filter((upload) => upload?.account === account).length;
}

/** Removes files of a folder that nobody wrote to since `before`, each upload as a whole; gives how many. */
export async function sweep(folder: string, before: Date): Promise<number> {
  const names = await fs.readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  let swept = 0;
  for (const name of names) {
    const base = path.join(folder, name);
    const newest = Math.max(...(await Promise.all([base, base.replace(/\.json$/u, '.part')].map(touched))));
    if (newest >= before.getTime()) continue;
    await fs.rm(base, { force: true });
    if (!name.endsWith('.json')) swept += 1;
  }
  return swept;
}

async function touched(file: string): Promise<number> {
  try {
    return (await fs.stat(file)).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

function asGone(error: unknown): never {
  throw isMissing(error) ? fileErrors.uploadGone() : error;
}
