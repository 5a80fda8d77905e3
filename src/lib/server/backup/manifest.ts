import { createHash } from 'node:crypto';
import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/u);
const named = z.object({ schema: z.string(), name: z.string() });

/** The first entry of a backup: what made it, and the shape of the tables that follow. */
export const head = z.object({
  product: z.literal('setu'),
  format: z.literal(1),
  version: z.string(),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), digest: hash })),
  tables: z.array(named.extend({ columns: z.array(z.string()) })),
  /** The last number each sequence gave; as text, because it may be greater than JavaScript counts. */
  sequences: z.array(named.extend({ last: z.string().regex(/^-?\d+$/u) })),
});
export type Head = z.infer<typeof head>;

/** The last entry of a backup: what must be found in it. A backup without it is no whole backup. */
export const manifest = z.object({
  contents: hash,
  tables: z.array(z.object({ table: z.string(), rows: z.int(), sha256: hash })),
  files: z.array(z.object({ sha256: hash, bytes: z.int() })),
  /** Stored files that are missing or no longer have their hash: left out, because they are lost already. */
  damagedFiles: z.array(z.string()),
});
export type Manifest = z.infer<typeof manifest>;
export type TableContents = Manifest['tables'][number];

/** One hash over all tables: two databases with the same one hold the same rows. */
export function contentsHash(tables: readonly TableContents[]): string {
  const sum = createHash('sha256');
  for (const { table, rows, sha256 } of tables) sum.update(`${table} ${String(rows)} ${sha256}\n`);
  return sum.digest('hex');
}
