import type { Typed } from '#lib/forms/fields.ts';
import { reference } from '#lib/record.ts';

/** The form of an item with a paper in its next empty row, if it is not among its papers already. */
export function withPaper(typed: Typed, paper: string | null): Typed {
  const ref = reference.safeParse(paper);
  const standing = Object.keys(typed).filter((name) => name.startsWith('papers.') && typed[name] !== '');
  if (!ref.success || standing.some((name) => typed[name] === ref.data)) return typed;
  const next = Math.max(-1, ...standing.map((name) => Number(name.split('.')[1]))) + 1;
  return { ...typed, [`papers.${String(next)}.evidence`]: ref.data };
}
