import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

/** Files kept by the SHA-256 of their content: the same content is stored once and never changes. */
export type FileStore = {
  /** Keeps the bytes and returns their hash (64 hexadecimal digits). */
  put: (bytes: Uint8Array) => Promise<string>;
  /** The bytes behind a hash; null when there are none, or when they no longer have this hash. */
  get: (hash: string) => Promise<Uint8Array<ArrayBuffer> | null>;
};

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Files in a folder: written beside, made durable, then renamed, so that half a file is never found. */
export function openFileStore(folder: string): FileStore {
  const fileOf = (hash: string) => path.join(folder, hash.slice(0, 2), hash);
  return {
    put: async (bytes) => {
      const hash = hashOf(bytes);
      const file = fileOf(hash);
      const half = `${file}.${randomUUID()}`;
      await fs.mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const handle = await fs.open(half, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await fs.rename(half, file);
      return hash;
    },
    get: async (hash) => {
      if (!/^[0-9a-f]{64}$/u.test(hash)) return null;
      try {
        const bytes = new Uint8Array(await fs.readFile(fileOf(hash)));
        return hashOf(bytes) === hash ? bytes : null;
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
    },
  };
}
