import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { Tables } from '#lib/server/db/tables.generated.ts';

/** Where the chain ends: the number and hash of its last entry. Kept elsewhere, it proves that nothing before changed. */
export type Head = { number: number; hash: string };

/** What is wrong with one entry, or with the place where one should be. */
export type Fault = {
  number: number;
  what:
    'changed' | 'content-changed' | 'actor-changed' | 'removed' | 'broken' | 'erased-silently' | 'cut-off';
  /** Kind and reference of the entry, where there is one. */
  record?: string;
};

export type Verdict = { entries: number; head: Head; faults: Fault[] };

type Row = {
  number: number;
  record: string;
  previous: string;
  hash: string;
  content_proof: string;
  actor_proof: string;
  /** What the hashes were taken of, as migration 0017 writes it; null once it was erased. */
  entry: string;
  content: string | null;
  actor: string | null;
  /** The number of what erased content and actor, and whether it is a later entry that says so. */
  erasures_named: boolean;
};

const batch = 2000;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * Reads the whole history and recomputes every hash outside the database. `remembered` is a head noted down earlier:
 * whoever can rewrite the database can rewrite all of the chain, but not what somebody wrote on paper.
 */
export async function verifyHistory(db: Transaction<Tables>, remembered?: Head): Promise<Verdict> {
  const faults: Fault[] = [];
  let last: Head = { number: 0, hash: '' };
  let entries = 0;
  for (let rows = await read(db, 0); rows.length > 0; rows = await read(db, last.number)) {
    for (const row of rows) {
      faults.push(...faultsOf(row, last, remembered));
      last = { number: row.number, hash: row.hash };
    }
    entries += rows.length;
  }
  const noted = await notedHead(db);
  if (noted.number !== last.number || noted.hash !== last.hash)
    faults.push({ number: noted.number, what: 'cut-off' });
  if (remembered && remembered.number > last.number)
    faults.push({ number: remembered.number, what: 'cut-off' });
  return { entries, head: last, faults };
}

/** Where the chain ends, as the row says that every write touches. */
export async function notedHead(db: Transaction<Tables>): Promise<Head> {
  const { rows } = await sql<Head>`
    select history_number as number, history_hash as hash from data_version`.execute(db);
  return rows[0] ?? { number: 0, hash: '' };
}

async function read(db: Transaction<Tables>, after: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select h.number, h.kind || ' ' || h.ref as record, h.previous, h.hash, h.content_proof, h.actor_proof,
      jsonb_build_array(h.number, h.previous, (extract(epoch from h.at) * 1000000)::bigint, h.request_id, h.door,
        h.account_id, h.kind, h.ref, h.version, h.action, h.actor_proof, h.content_proof)::text as entry,
      case when h.content_erased_by is null
        then jsonb_build_array(h.content_salt, h.before, h.after, h.reason)::text end as content,
      case when h.actor_erased_by is null then jsonb_build_array(h.actor_salt, h.actor)::text end as actor,
      not exists (select from unnest(array[h.content_erased_by, h.actor_erased_by]) as e (number)
        where e.number is not null and not exists (select from history x
          where x.number = e.number and x.number > h.number and x.action = 'erase')) as erasures_named
    from history h where h.number > ${after} order by h.number limit ${batch}`.execute(db);
  return rows;
}

function faultsOf(row: Row, last: Head, remembered: Head | undefined): Fault[] {
  const wrong = [
    linkFault(row, last, remembered),
    row.content !== null && sha256(row.content) !== row.content_proof && 'content-changed',
    row.actor !== null && sha256(row.actor) !== row.actor_proof && 'actor-changed',
    !row.erasures_named && 'erased-silently',
  ] as const;
  const missing = Array.from({ length: Math.max(0, row.number - last.number - 1) }, (_, gap): Fault => ({
    number: last.number + 1 + gap,
    what: 'removed',
  }));
  const { number, record } = row;
  return [...missing, ...wrong.flatMap((what) => (what ? [{ number, what, record }] : []))];
}

/** Whether the entry is what its hash says, is what was remembered, and follows the one before it. */
function linkFault(row: Row, last: Head, remembered: Head | undefined): Fault['what'] | null {
  if (sha256(row.entry) !== row.hash) return 'changed';
  if (remembered?.number === row.number && remembered.hash !== row.hash) return 'changed';
  return row.previous !== last.hash && row.number === last.number + 1 ? 'broken' : null;
}
