import { sql } from 'kysely';
import type { PartialDate } from '#lib/dates.ts';
import { wordsOf } from '#lib/i18n/words.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** A record's row in the register: how it is named, found and addressed. `path` has no language in front. */
export type Entry = {
  path: string;
  title: Translated;
  summary?: Translated | null | undefined;
  dated?: PartialDate | null | undefined;
  /** Unlisted records can be cited but are not found by search. */
  listed?: boolean;
  /** Other names people may type: acronyms, aliases. Weighs as much as the title. */
  names?: readonly (Translated | string | null | undefined)[];
  /** Everything else worth finding. */
  text?: readonly (Translated | string | null | undefined)[];
};

export type RegisterRow = { kind: string; ref: string; entry: Entry };

type Searchable = Translated | string | null | undefined;

function wordsIn(texts: readonly Searchable[]): string[] {
  return texts.flatMap((text) => {
    if (!text) return [];
    return wordsOf(typeof text === 'string' ? text : `${text.en ?? ''} ${text.bn ?? ''}`);
  });
}

/** A tsvector literal: each word once, with its best weight (A names, B summary, C the rest). */
export function weightedWords(ref: string, entry: Entry): string {
  const weights = new Map<string, string>();
  const add = (words: string[], weight: string) => {
    for (const word of words) if (!weights.has(word)) weights.set(word, weight);
  };
  add(wordsIn([entry.title, ref, ...(entry.names ?? [])]), 'A');
  add(wordsIn([entry.summary]), 'B');
  add(wordsIn(entry.text ?? []), 'C');
  return [...weights]
    .slice(0, 4000)
    .map(([word, weight], index) => `'${word.replaceAll("'", "''")}':${String(index + 1)}${weight}`)
    .join(' ');
}

function rowOf(row: RegisterRow, now: Date) {
  const { entry } = row;
  const isListed = entry.listed ?? true;
  return sql`(${row.kind}, ${row.ref}, ${entry.path}, ${JSON.stringify(entry.title)}::jsonb,
    ${entry.summary ? JSON.stringify(entry.summary) : null}::jsonb, ${entry.dated ?? null},
    ${isListed}::boolean, ${now}::timestamptz,
    ${isListed ? weightedWords(row.ref, entry) : ''}::tsvector)`;
}

/** Writes rows of the register and remembers their words for misspelt searches. */
export async function register(tx: Tx, rows: readonly RegisterRow[]): Promise<void> {
  if (rows.length === 0) return;
  const written = await sql<{ kind: string; ref: string; is_public: boolean }>`
    insert into records (kind, ref, path, title, summary, dated, listed, updated_at, words)
    values ${sql.join(rows.map((row) => rowOf(row, tx.now)))}
    on conflict (kind, ref) do update set path = excluded.path, title = excluded.title,
      summary = excluded.summary, dated = excluded.dated, listed = excluded.listed,
      updated_at = excluded.updated_at, words = excluded.words
    returning kind, ref, is_public`.execute(tx.db);
  // Words of what is not public would tell of it: anybody may read them.
  const open = new Set(written.rows.filter((row) => row.is_public).map((row) => `${row.kind} ${row.ref}`));
  const known = rows.filter((row) => open.has(`${row.kind} ${row.ref}`) && (row.entry.listed ?? true));
  const words = new Set(
    known.flatMap(({ entry }) => wordsIn([entry.title, ...(entry.names ?? []), ...(entry.text ?? [])])),
  );
  const worthwhile = [...words].filter((word) => word.length > 3);
  await sql`insert into search_words (word)
    select unnest(${worthwhile}::text[]) on conflict do nothing`.execute(tx.db);
}
