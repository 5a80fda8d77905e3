import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { ZodError } from 'zod';
import { BrokenPack, type PackProblem } from '#features/exchange/errors.ts';
import { packManifest, type PackKind, type PackManifest } from '#features/exchange/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { csvRows, UnreadableRows, yamlRows, type Row } from '#lib/server/rows/rows.ts';
import { parse } from 'yaml';

/** A file of a pack. `rows()` reads it as records; throws BrokenPack with file and line when it is none. */
export type PackFile = { file: string; kind: PackKind; rows: () => Row[] };
/** `digest` tells whether a pack is the one that was loaded, before anything is read as records. */
export type Pack = { manifest: PackManifest; digest: string; files: PackFile[] };

/** Reads a pack's folder. Throws BrokenPack when a file is missing or the manifest is wrong. */
export async function readPack(folder: string): Promise<Pack> {
  const name = path.basename(folder);
  const text = await readFile(folder, name, 'pack.yaml');
  const manifest = packManifest.safeParse(parse(text));
  if (!manifest.success)
    throw new BrokenPack(
      name,
      problemsOf('pack.yaml', manifest.error, () => 1),
    );
  const digest = createHash('sha256').update(text);
  const files: PackFile[] = [];
  for (const { file, kind, defaults } of manifest.data.files) {
    const content = await readFile(folder, name, file);
    digest.update(content);
    files.push({ file, kind, rows: () => withDefaults(rowsOf(name, file, content), defaults) });
  }
  return { manifest: manifest.data, digest: digest.digest('hex'), files };
}

/** Every problem of a record, at the line of its field. */
export function problemsOf(file: string, error: ZodError, lineOf: (field: string) => number): PackProblem[] {
  return error.issues.map((issue) => ({
    file,
    line: lineOf(String(issue.path[0] ?? '')),
    field: issue.path.join('.') || 'record',
    message: issue.message,
  }));
}

async function readFile(folder: string, pack: string, file: string): Promise<string> {
  try {
    return await fs.readFile(path.join(folder, file), 'utf8');
  } catch {
    throw new BrokenPack(pack, [
      { file, line: 1, field: 'file', message: 'the file is missing or cannot be read' },
    ]);
  }
}

function rowsOf(pack: string, file: string, content: string): Row[] {
  try {
    return file.endsWith('.csv') ? csvRows(content) : yamlRows(content);
  } catch (error) {
    if (!(error instanceof UnreadableRows)) throw error;
    throw new BrokenPack(pack, [{ file, line: error.line, field: 'file', message: error.message }]);
  }
}

function withDefaults(rows: Row[], defaults: Record<string, unknown>): Row[] {
  return rows.map((row) => ({ ...row, value: { ...defaults, ...row.value } }));
}

/** The packs that are loaded, by name. */
export async function loadedPacks(tx: Tx): Promise<Map<string, { version: string; digest: string }>> {
  const rows = await tx.db.selectFrom('packs').select(['name', 'version', 'digest']).execute();
  return new Map(rows.map((row) => [row.name, row]));
}
