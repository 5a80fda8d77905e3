import { AwsClient } from 'aws4fetch';
import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { explained, fileErrors } from './errors.ts';
import { writeDurably } from './folder-store.ts';
import { hashOf, hashOfAll, isHash, type FileStore, type OnSpoiled } from './store.ts';

/** Where an S3-compatible store is. Addresses are path-style: endpoint/bucket/name. */
export type S3 = { endpoint: string; bucket: string; region: string; key: string; secret: string };

/** How long an answer without a body may take. */
const patience = 30_000;

/**
 * Files in an S3-compatible store, under the first two digits of their hash. `spool` is a folder of this machine where
 * content waits until its hash and size are known.
 */
export function openS3Store(s3: S3, spool: string, onSpoiled: OnSpoiled = () => undefined): FileStore {
  const client = new AwsClient({
    accessKeyId: s3.key,
    secretAccessKey: s3.secret,
    region: s3.region,
    service: 's3',
    retries: 2,
  });
  const addressOf = (hash: string) =>
    new URL(`${s3.bucket}/${hash.slice(0, 2)}/${hash}`, `${s3.endpoint}/`).href;
  const ask = (hash: string, init: RequestInit) => answer(client.fetch(addressOf(hash), init));
  /** The entity tags under which contents were found right: what is sent is asked for under that tag. */
  const verified = new Map<string, string>();

  /** The tag of what is kept, once its hash was found right; null when there is nothing. */
  const verifiedTag = async (hash: string): Promise<string | null> => {
    const head = await ask(hash, { method: 'HEAD', signal: AbortSignal.timeout(patience) });
    if (!head) return null;
    const tag = head.headers.get('etag') ?? '';
    if (tag !== '' && verified.get(hash) === tag) return tag;
    const whole = await ask(hash, tag === '' ? {} : { headers: { 'if-match': tag } });
    if (!whole?.body) return null;
    if ((await hashOfAll(whole.body)) !== hash) {
      onSpoiled(hash);
      throw fileErrors.spoiled();
    }
    verified.set(hash, tag);
    return tag;
  };

  return {
    put: async (content) => {
      const half = path.join(spool, `half.${randomUUID()}`);
      await fs.mkdir(spool, { recursive: true, mode: 0o700 });
      try {
        const hash = await writeDurably(half, content);
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
    },
    get: async (hash) => {
      const found = isHash(hash) ? await ask(hash, {}) : null;
      if (!found) return null;
      const bytes = new Uint8Array(await found.arrayBuffer());
      if (hashOf(bytes) === hash) return bytes;
      onSpoiled(hash);
      return null;
    },
    open: async (hash, slice) => {
      const tag = isHash(hash) ? await verifiedTag(hash) : null;
      if (tag === null) return null;
      const headers = {
        ...(tag ? { 'if-match': tag } : {}),
        ...(slice ? { range: `bytes=${String(slice.start)}-${String(slice.end)}` } : {}),
      };
      return (await ask(hash, { headers }))?.body ?? null;
    },
    has: async (hash) =>
      isHash(hash) && (await ask(hash, { method: 'HEAD', signal: AbortSignal.timeout(patience) })) !== null,
    remove: async (hash) => {
      if (isHash(hash)) await ask(hash, { method: 'DELETE', signal: AbortSignal.timeout(patience) });
    },
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
