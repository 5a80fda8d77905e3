import { finished } from 'node:stream/promises';
import { fromBufferPromise, openPromise, type Entry, type ZipFile } from 'yauzl';
import { ExpectedError } from '#lib/errors.ts';
import { fileErrors } from './errors.ts';

/** What an archive may hold at most; measured on honest documents (docs/decisions/0025). */
const limits = { parts: 2000, unpacked: 80 * 1024 * 1024, note: 1024 * 1024 };

/** Parts that run, or that hold another file. */
const active =
  /vbaProject|vbaData|(?:^|\/)(?:activeX|ctrlProps|embeddings|externalLinks|macrosheets|dialogsheets|Basic|Scripts)\/|^Object \d+$/iu;
/** Relations that make the program fetch something elsewhere when the file is opened. */
const fetched =
  /<Relationship\b(?=[^>]*TargetMode\s*=\s*["']External)(?=[^>]*Type\s*=\s*["'][^"']*\/(?:attachedTemplate|externalLink\w*|frame|oleObject|subDocument|image))[^>]*>/iu;
const encrypted = 1;
/** Office files never declare entities; who does wants them to grow or to be fetched. */
const declarations = [Buffer.from('<!DOCTYPE'), Buffer.from('<!ENTITY')];

/** Small parts whose text says what the archive is. */
const notes = new Set(['mimetype', '[Content_Types].xml', 'META-INF/manifest.xml']);

/** An archive that was read to the end: the names of its parts, and the text of those that say what it is. */
export type Archive = { names: ReadonlySet<string>; notes: ReadonlyMap<string, string> };

/**
 * Reads a whole archive, on disk or in memory, part by part, and gives what it holds. Sizes are proved by unpacking,
 * never believed. Throws files.bomb, files.active, files.unreadable.
 */
export async function readArchive(file: string | Uint8Array): Promise<Archive> {
  const options = { lazyEntries: true, strictFileNames: true, autoClose: false };
  const opened =
    typeof file === 'string'
      ? openPromise(file, options)
      : fromBufferPromise(Buffer.from(file.buffer, file.byteOffset, file.byteLength), options);
  const zip = await opened.catch(asUnreadable);
  try {
    return await readParts(zip);
  } finally {
    zip.close();
  }
}

async function readParts(zip: ZipFile): Promise<Archive> {
  const names = new Set<string>();
  const texts = new Map<string, string>();
  const left = { packed: zip.fileSize, unpacked: limits.unpacked };
  if (zip.entryCount > limits.parts) throw fileErrors.bomb();
  for await (const entry of entriesOf(zip)) {
    refuseUnfit(entry, names);
    names.add(entry.fileName);
    left.packed -= entry.compressedSize;
    left.unpacked -= entry.uncompressedSize;
    // Parts that lie over each other add up to more than the file.
    if (left.packed < 0 || left.unpacked < 0 || names.size > limits.parts) throw fileErrors.bomb();
    const text = await unpack(zip, entry);
    if (text !== undefined) texts.set(entry.fileName, text);
    if (fetched.test(text ?? '')) throw fileErrors.active();
  }
  return { names, notes: texts };
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    for await (const entry of zip.eachEntry()) yield entry;
  } catch (error) {
    asUnreadable(error);
  }
}

function refuseUnfit(entry: Entry, names: ReadonlySet<string>): void {
  if (active.test(entry.fileName)) throw fileErrors.active();
  if (names.has(entry.fileName) || (entry.generalPurposeBitFlag & encrypted) !== 0)
    throw fileErrors.unreadable();
}

/** Unpacks one part to prove its size; gives its text when it is one that is looked into. */
async function unpack(zip: ZipFile, entry: Entry): Promise<string | undefined> {
  const isNote = notes.has(entry.fileName) || entry.fileName.endsWith('.rels');
  if (isNote && entry.uncompressedSize > limits.note) throw fileErrors.bomb();
  const pieces: Uint8Array[] = [];
  const declares = declaresEntities(entry.fileName);
  try {
    const stream = await zip.openReadStreamPromise(entry);
    stream.on('data', (piece: Buffer) => {
      if (isNote) pieces.push(piece);
      if (declares(piece)) stream.destroy(fileErrors.active());
    });
    await finished(stream);
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    // The library stops at the first byte more than declared.
    if (error instanceof Error && /too many bytes|not enough bytes/u.test(error.message))
      throw fileErrors.bomb();
    asUnreadable(error);
  }
  return isNote ? new TextDecoder().decode(Buffer.concat(pieces)) : undefined;
}

/** Looks through the pieces of an XML part, also over their edges, for a declaration of entities. */
function declaresEntities(name: string): (piece: Buffer) => boolean {
  let tail = Buffer.alloc(0);
  if (!/\.(?:xml|rels)$/iu.test(name)) return () => false;
  return (piece) => {
    const seen = Buffer.concat([tail, piece]);
    tail = seen.subarray(-16);
    return declarations.some((words) => seen.includes(words));
  };
}

function asUnreadable(error: unknown): never {
  const message = error instanceof Error ? error.message : '';
  throw Object.assign(fileErrors.unreadable(), { cause: message });
}
