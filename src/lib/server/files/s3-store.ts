import { AwsClient } from 'aws4fetch';
import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { explained, fileErrors } from './errors.ts';
import { writeDurably } from './folder-store.ts';
import { hashOf, hashOfAll, isHash, unwatched, type Content, type FileStore, type Watch } from './store.ts';

/** Where an S3-compatible store is. Addresses are path-style: endpoint/bucket/name. */
export type S3 = { endpoint: string; bucket: string; region: string; key: string; secret: string };

/** How long an answer without a body may take. */
const patience = 30_000;

/** Asks for one object by its hash; null when there is none. Throws files.store_away. */
type Ask = (hash: string, init: RequestInit) => Promise<Response | null>;

function asker({ endpoint, bucket, region, key, secret }: S3): Ask {
  const client = new AwsClient({
    accessKeyId: key,
    secretAccessKey: secret,
    region,
    service: 's3',
    retries: 2,
  });
  const addressOf = (hash: string) => new URL(`${bucket}/${hash.slice(0, 2)}/${hash}`, `${endpoint}/`).href;
  return (hash, init) => answer(client.fetch(addressOf(hash), init));
}

const briefly = (method: string) => ({ method, signal: AbortSignal.timeout(patience) });

/**
 * Files in an S3-compatible store, under the first two digits of their hash. `spool` is a folder of this machine where
 * content waits until its hash and size are known.
 */
export function openS3Store(s3: S3, spool: string, watch: Watch = unwatched): FileStore {
  const ask = asker(s3);
  const tagOf = tags(ask, watch);
  return {
    put: (content) => put(ask, spool, content, watch),
    get: async (hash) => {
      const found = isHash(hash) ? await ask(hash, {}) : null;
      if (!found) return null;
      const bytes = new Uint8Array(await found.arrayBuffer());
      if (hashOf(bytes) === hash) return bytes;
      watch.onSpoiled(hash);
      return null;
    },
    open: async (hash, slice) => {
      const tag = isHash(hash) ? await tagOf(hash) : null;
      if (tag === null) return null;
      const range = slice && `bytes=${String(slice.start)}-${String(slice.end)}`;
      const headers = { ...(tag ? { 'if-match': tag } : {}), ...(range ? { range } : {}) };
      return (await ask(hash, { headers }))?.body ?? null;
    },
    has: async (hash) => isHash(hash) && (await ask(hash, briefly('HEAD'))) !== null,
    check: async (hash) => {
      const whole = isHash(hash) ? await ask(hash, {}) : null;
      if (!whole?.body) return 'missing';
      return (await hashOfAll(whole.body)) === hash ? 'right' : 'damaged';
    },
    remove: async (hash) => {
      if (isHash(hash)) await ask(hash, briefly('DELETE'));
    },
  };
}

async function put(ask: Ask, spool: string, content: Content, watch: Watch): Promise<string> {
  const half = path.join(spool, `half.${randomUUID()}`);
  await fs.mkdir(spool, { recursive: true, mode: 0o700 });
  try {
    const hash = await writeDurably(half, content);
    await watch.beforeKeeping(hash);
    const body = await openAsBlob(half);
    // The store checks the content against this before it keeps it.
    const headers = { 'x-amz-content-sha256': hash, 'content-type': 'application/octet-stream' };
    if (!(await ask(hash, { method: 'PUT', body, headers }))) throw fileErrors.storeAway();
    return hash;
  } catch (error) {
    throw explained(error);
  } finally {
    await fs.rm(half, { force: true });
  }
}

/**
 * Gives the entity tag of what is kept, once its hash was found right; null when there is nothing. What is sent is then
 * asked for under that tag, so that the bytes are the ones that were verified. Throws files.spoiled.
 */
function tags(ask: Ask, watch: Watch): (hash: string) => Promise<string | null> {
  const verified = new Map<string, string>();
  return async (hash) => {
    const head = await ask(hash, briefly('HEAD'));
    if (!head) return null;
    const tag = head.headers.get('etag') ?? '';
    if (tag !== '' && verified.get(hash) === tag) return tag;
    const whole = await ask(hash, tag === '' ? {} : { headers: { 'if-match': tag } });
    if (!whole?.body) return null;
    if ((await hashOfAll(whole.body)) !== hash) {
      watch.onSpoiled(hash);
      throw fileErrors.spoiled();
    }
    verified.set(hash, tag);
    return tag;
  };
}

/** What the store answered; null when it holds nothing there. Throws files.store_away. */
async function answer(asked: Promise<Response>): Promise<Response | null> {
  const response = await asked.catch((error: unknown) => {
    throw Object.assign(fileErrors.storeAway(), { cause: error });
  });
  if (response.ok) return response;
  await response.body?.cancel();
  if (response.status === 404) return null;
  throw Object.assign(fileErrors.storeAway(), {
    cause: new Error(`the file store says ${String(response.status)}`),
  });
}
