import { createHash, randomUUID } from 'node:crypto';
import fs, { type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { explained, fileErrors, isMissing } from './errors.ts';
import {
  hashOf,
  hashOfAll,
  isHash,
  type Content,
  type FileStore,
  type Slice,
  type Watch,
  unwatched,
} from './store.ts';

/** Where a folder store keeps what is not whole yet: beside it, on the same disk. */
export const halfFolder = (folder: string) => `${folder}.half`;

/** Files in a folder: written beside, made durable, then renamed, so that half a file is never found. */
export function openFolderStore(folder: string, watch: Watch = unwatched): FileStore {
  const fileOf = (hash: string) => path.join(folder, hash.slice(0, 2), hash);
  /** What a file looked like when its hash was last found right: a part of it is sent without reading all again. */
  const verified = new Map<string, string>();

  return {
    put: async (content) => {
      const half = path.join(halfFolder(folder), randomUUID());
      await fs.mkdir(path.dirname(half), { recursive: true, mode: 0o700 });
      try {
        const hash = await writeDurably(half, content);
        await watch.beforeKeeping(hash);
        await fs.mkdir(path.dirname(fileOf(hash)), { recursive: true, mode: 0o700 });
        await fs.rename(half, fileOf(hash));
        return hash;
      } catch (error) {
        await fs.rm(half, { force: true });
        throw explained(error);
      }
    },
    get: async (hash) => {
      if (!isHash(hash)) return null;
      const bytes = await present(fs.readFile(fileOf(hash)));
      if (!bytes || hashOf(bytes) === hash) return bytes && new Uint8Array(bytes);
      watch.onSpoiled(hash);
      return null;
    },
    open: async (hash, slice) => {
      const handle = isHash(hash) ? await present(fs.open(fileOf(hash), 'r')) : null;
      if (!handle) return null;
      if (!(await isRight(handle, hash, slice ? verified : undefined))) {
        await handle.close();
        watch.onSpoiled(hash);
        throw fileErrors.spoiled();
      }
      verified.set(hash, await look(handle));
      return streamOf(handle, slice);
    },
    has: async (hash) => isHash(hash) && (await present(fs.stat(fileOf(hash)))) !== null,
    check: async (hash) => {
      const handle = isHash(hash) ? await present(fs.open(fileOf(hash), 'r')) : null;
      if (!handle) return 'missing';
      return (await isRight(handle, hash).finally(() => handle.close())) ? 'right' : 'damaged';
    },
    remove: async (hash) => {
      if (isHash(hash)) await fs.rm(fileOf(hash), { force: true });
    },
  };
}

/** Writes the content, on the disk before it returns, and gives its hash. */
export async function writeDurably(file: string, content: Content): Promise<string> {
  const hash = createHash('sha256');
  const handle = await fs.open(file, 'wx', 0o600);
  try {
    for await (const piece of content instanceof Uint8Array ? [content] : content) {
      hash.update(piece);
      await handle.writeFile(piece);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

/** Changes with every write to the file. */
async function look(handle: FileHandle): Promise<string> {
  const { ino, size, mtimeMs, ctimeMs } = await handle.stat();
  return [ino, size, mtimeMs, ctimeMs].join(' ');
}

async function isRight(handle: FileHandle, hash: string, known?: Map<string, string>): Promise<boolean> {
  if (known?.get(hash) === (await look(handle))) return true;
  return (await hashOfAll(handle.createReadStream({ start: 0, autoClose: false }))) === hash;
}

/** From the handle that was verified: what comes under the same name meanwhile is not read. */
function streamOf(handle: FileHandle, slice: Slice = { start: 0, end: Infinity }) {
  return Readable.toWeb(handle.createReadStream(slice)) as ReadableStream<Uint8Array>;
}

async function present<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
