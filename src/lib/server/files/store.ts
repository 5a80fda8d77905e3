import { createHash } from 'node:crypto';

/** Bytes from one to another, both counted. */
export type Slice = { start: number; end: number };

/** Content on its way in: whole, or piece by piece. */
export type Content = Uint8Array | AsyncIterable<Uint8Array>;

/** Files kept by the SHA-256 of their content: the same content is stored once and never changes. */
export type FileStore = {
  /** Keeps the content and returns its hash (64 hexadecimal digits). Throws files.no_room, files.store_away. */
  put: (content: Content) => Promise<string>;
  /** The bytes behind a hash; null when there are none, or when they no longer have this hash. */
  get: (hash: string) => Promise<Uint8Array<ArrayBuffer> | null>;
  /**
   * The bytes behind a hash, or a part of them, as they are read; null when there are none. What is kept is verified
   * before the first byte leaves. Throws files.spoiled, files.store_away.
   */
  open: (hash: string, slice?: Slice) => Promise<ReadableStream<Uint8Array> | null>;
  has: (hash: string) => Promise<boolean>;
  /** Reads all that is kept behind a hash, whatever was found before. Throws files.store_away. */
  check: (hash: string) => Promise<Standing>;
  /** Takes the content away for good. Nothing happens when there is none. */
  remove: (hash: string) => Promise<void>;
};

/** How what is kept behind a hash was found. */
export type Standing = 'right' | 'damaged' | 'missing';

/** Told of what happens in a store. */
export type Watch = {
  /** Content with this hash is whole and will be kept next: it is not while this is waited for. */
  beforeKeeping: (hash: string) => Promise<void>;
  /** What is kept was read and no longer has its hash. */
  onSpoiled: (hash: string) => void;
};

/** A store nobody watches. */
export const unwatched: Watch = {
  beforeKeeping: () => Promise.resolve(),
  onSpoiled: () => undefined,
};

export const isHash = (hash: string) => /^[0-9a-f]{64}$/u.test(hash);

export const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The hash of what comes piece by piece. */
export async function hashOfAll(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}
