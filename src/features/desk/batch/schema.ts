import { reference } from '#lib/record.ts';

/** So many records are changed at once at most: a page of a register's list holds as many. */
export const mostAtOnce = 50;

/** The records an address or a form names: each once, at most as many as a page of the list; anything else is left out. */
export function refsIn(names: readonly unknown[]): string[] {
  const refs = names.flatMap((name) => {
    const parsed = reference.safeParse(name);
    return parsed.success ? [parsed.data] : [];
  });
  return [...new Set(refs)].slice(0, mostAtOnce);
}

/** A record as the person saw it. */
export type Seen = { ref: string; version: number };

/** The records of a form that shows what would change, each with the version it was shown in. */
export function seenIn(refs: readonly unknown[], versions: readonly unknown[]): Seen[] {
  const known = refsIn(refs);
  return known.map((ref) => ({ ref, version: Number(versions[refs.indexOf(ref)]) || 0 }));
}
