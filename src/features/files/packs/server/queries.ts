import fs from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { translatedInput, type Translated } from '#lib/translated.ts';

const label = z.object({
  title: translatedInput,
  licence: z.string(),
  sources: z.array(z.string()).default([]),
});

/** What a pack is, under which terms, and where it comes from. */
export type PackLabel = { name: string; title: Translated; licence: string; sources: string[] };

/**
 * What the manifests of packs (packs/NAME/pack.yaml) say about them, in the order of `names`.
 * A pack whose folder was taken away after loading is left out.
 */
export async function packLabels(names: readonly string[], folder = 'packs'): Promise<PackLabel[]> {
  const labels = await Promise.all(names.map((name) => readLabel(name, path.join(folder, name, 'pack.yaml'))));
  return labels.filter((found) => found !== null);
}

async function readLabel(name: string, file: string): Promise<PackLabel | null> {
  const text = await fs.readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const read = label.safeParse(parse(text));
  return read.success ? { name, ...read.data } : null;
}
