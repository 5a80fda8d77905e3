import { createReadStream } from 'node:fs';
import { cleanName } from './file-name.ts';
import { fileErrors } from './errors.ts';
import { inspect } from './inspect.ts';
import type { Parts } from './parts.ts';
import type { FileStore } from './store.ts';

/** Where uploads come in. `isScanned`: a scanner is set up, so that new files wait for it. */
export type Intake = { parts: Parts; store: FileStore; isScanned: boolean };

/** A complete upload that was found fit and is in the store. */
export type TakenIn = { hash: string; size: number; mediaType: string; name: string };

/** The name of an upload as it comes, before its content is known: only its length is limited. */
const arriving = (name: string) => name.slice(-300) || 'file';

/** Whose upload it is, and when they ask. */
export type Sender = { account: string; now: Date };

/** Takes the file of a form in as an upload and gives its id. Throws files.empty, and what beginning and adding throw. */
export async function uploadOf({ parts }: Intake, { account, now }: Sender, file: File): Promise<string> {
  if (file.size === 0) throw fileErrors.empty();
  const id = await parts.begin({ account, name: arriving(file.name), size: file.size }, now);
  await parts.add(id, account, 0, file.stream());
  return id;
}

/**
 * Looks at a complete upload and puts it into the store. An upload that is refused is dropped; one that is taken in
 * stays until the caller drops it. Throws files.upload_gone, files.upload_incomplete, files.no_room, files.store_away,
 * and what inspect throws.
 */
export async function takeIn({ parts, store }: Intake, account: string, id: string): Promise<TakenIn> {
  const { file, name, size, offset } = await parts.find(id, account);
  if (offset !== size) throw fileErrors.uploadIncomplete();
  const media = await inspect(file, name).catch(async (error: unknown) => {
    await parts.drop(id);
    throw error;
  });
  const hash = await store.put(createReadStream(file));
  return { hash, size, mediaType: media.type, name: cleanName(name, media) };
}
