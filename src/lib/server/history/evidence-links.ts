import { sql } from 'kysely';
import { unknownReference } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { isEdited, type Work } from './change.ts';

/** Makes the evidence each record cites ("ref" or "ref#place in it") equal to what was given. */
export async function saveEvidence(tx: Tx, kind: string, works: readonly Work[]): Promise<void> {
  const standing = await citesOf(
    tx,
    kind,
    works.filter((work) => !work.isNew).map((work) => work.ref),
  );
  const changed: Work[] = [];
  for (const work of works) {
    const current = standing.get(work.ref) ?? [];
    const wanted = [...new Set(work.evidence)].sort();
    if (current.join('\n') === wanted.join('\n')) continue;
    if (isEdited(work.edited, 'evidence')) {
      work.kept.push('evidence');
      continue;
    }
    if (!work.isNew) work.before = { ...work.before, evidence: current };
    work.after['evidence'] = wanted;
    changed.push(work);
  }
  await replace(tx, kind, changed);
}

/** What records of a kind cite now, by their references. */
export async function citesOf(tx: Tx, kind: string, refs: readonly string[]): Promise<Map<string, string[]>> {
  if (refs.length === 0) return new Map();
  const found = await sql<{ ref: string; cites: string[] }>`
    select l.ref, array_agg(e.ref || case l.locator when '' then '' else '#' || l.locator end) as cites
    from evidence_links l join evidence e on e.id = l.evidence_id
    where l.kind = ${kind} and l.ref = any(${refs}::text[]) group by l.ref`.execute(tx.db);
  return new Map(found.rows.map((row) => [row.ref, row.cites.sort()]));
}

async function replace(tx: Tx, kind: string, works: readonly Work[]): Promise<void> {
  const old = works.filter((work) => !work.isNew).map((work) => work.ref);
  if (old.length) {
    await sql`delete from evidence_links where kind = ${kind} and ref = any(${old}::text[])`.execute(tx.db);
  }
  const cites = works.flatMap((work) =>
    [...new Set(work.evidence)].map((cite) => ({ ref: work.ref, ...split(cite) })),
  );
  if (cites.length === 0) return;
  const known = await sql<{ ref: string; id: number }>`
    select ref, id from evidence where ref = any(${cites.map((cite) => cite.evidence)}::text[])`.execute(
    tx.db,
  );
  const ids = new Map(known.rows.map((row) => [row.ref, row.id]));
  const rows = cites.map((cite) => {
    const id = ids.get(cite.evidence);
    if (id === undefined) throw unknownReference('evidence', cite.evidence);
    return sql`(${id}, ${kind}, ${cite.ref}, ${cite.locator})`;
  });
  await sql`insert into evidence_links (evidence_id, kind, ref, locator) values ${sql.join(rows)}`.execute(
    tx.db,
  );
}

function split(cite: string): { evidence: string; locator: string } {
  const [evidence = '', ...rest] = cite.split('#');
  return { evidence, locator: rest.join('#') };
}
