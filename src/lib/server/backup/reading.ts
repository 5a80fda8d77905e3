import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { z } from 'zod';
import { entriesIn, type Entry } from './archive.ts';
import { contentsHash, head, manifest, type Head, type Manifest } from './manifest.ts';
import { BackupRefused, NotWhole } from './refused.ts';
import { LineCounter } from './rows.ts';

/** What is done with the parts of a backup as they are read. */
export type Reader = {
  begin: (head: Head) => Promise<void>;
  rows: (table: string, lines: string[]) => Promise<void>;
  file: (sha256: string, body: Buffer) => Promise<void>;
};

export type Read = { head: Head; manifest: Manifest };

const onlyLook: Reader = {
  begin: () => Promise.resolve(),
  rows: () => Promise.resolve(),
  file: () => Promise.resolve(),
};

/**
 * Reads a backup from the first byte to the last and holds it against its own manifest.
 * Throws BackupRefused when it is not whole, and whatever the reader throws.
 */
export async function readBackup(file: string, reader: Reader = onlyLook): Promise<Read> {
  const source = fs.createReadStream(file);
  const unpacked = createGunzip();
  source.on('error', (error) => unpacked.destroy(error));
  try {
    return await readEntries(entriesIn(source.pipe(unpacked)), reader);
  } catch (error) {
    throw sentenceFor(error, file);
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}

function sentenceFor(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new BackupRefused(`There is no file ${file}.`);
  if (code.startsWith('Z_') || error instanceof NotWhole)
    return new BackupRefused(`${file} is not a whole backup of Setu.`, { cause: error });
  return error;
}

async function readEntries(entries: AsyncGenerator<Entry>, reader: Reader): Promise<Read> {
  const first = await entries.next();
  if (first.done || first.value.name !== 'setu.json') throw new NotWhole('it does not start with setu.json');
  const started = parse(head, first.value.body);
  await reader.begin(started);
  const counters = new Map(
    started.tables.map((table) => [`${table.schema}.${table.name}`, new LineCounter()]),
  );
  const files: Manifest['files'] = [];
  for await (const { name, body } of entries) {
    const [folder, one = ''] = name.split('/');
    if (folder === 'tables') {
      const lines = body.toString('utf8').trimEnd().split('\n');
      const counter = counters.get(one);
      if (!counter) throw new NotWhole(`rows of ${one}, which is not announced`);
      counter.add(lines);
      await reader.rows(one, lines);
    } else if (folder === 'files') {
      if (createHash('sha256').update(body).digest('hex') !== one) throw new NotWhole(`file ${one}`);
      files.push({ sha256: one, bytes: body.length });
      await reader.file(one, body);
    } else {
      const expected = parse(manifest, body);
      const tables = [...counters].map(([table, counter]) => counter.contents(table));
      compare({ contents: contentsHash(tables), tables, files }, expected);
      return { head: started, manifest: expected };
    }
  }
  throw new NotWhole('it has no manifest');
}

function parse<T extends z.ZodType>(schema: T, body: Buffer): z.infer<T> {
  try {
    return schema.parse(JSON.parse(body.toString('utf8')));
  } catch (cause) {
    throw new NotWhole('a part cannot be read', { cause });
  }
}

function compare(found: Omit<Manifest, 'damagedFiles'>, expected: Manifest): void {
  const { contents, tables, files } = expected;
  if (JSON.stringify(found) !== JSON.stringify({ contents, tables, files }))
    throw new NotWhole('the hashes differ');
}
