import { sql } from 'kysely';
import {
  prefixQuery,
  queryLine,
  queryWords,
  replacements,
  wholeWordQuery,
  type Alternatives,
  type SimilarWord,
} from '#features/portal/search/rules.ts';
import type { PartialDate } from '#lib/dates.ts';
import type { Tables } from '#lib/server/db/tables.generated.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** One record found. `within` is what it belongs to: the body of a decision, the plan of an action. */
export type Found = {
  kind: string;
  ref: string;
  path: string;
  title: Translated;
  summary: Translated | null;
  dated: PartialDate | null;
  /** Words of the record, its other names and text included, that the query matched. */
  matched: string[];
  within: Translated | null;
  /** For an item of a framework: objective, action, principle, target… */
  itemKind: string | null;
};

export type SearchAnswer = {
  results: Found[];
  /** Records found, of the chosen kind; at most `mostCounted`. */
  total: number;
  /** Records found by kind, most first; together at most `mostCounted`. */
  kinds: { kind: string; count: number }[];
  /** More were found than are counted, ranked and shown. */
  isMore: boolean;
  /** The words searched for, one list of alternatives for each word of the query. */
  places: Alternatives[];
  /** Words were replaced by similar ones, because nothing has all the words as typed. */
  isReplaced: boolean;
};

export type SearchInput = { query: string; kind?: string | undefined; exact?: boolean; page?: number };

/** Of more records than this only the ones changed last are ranked; nobody reads further. */
export const mostCounted = 500;
export const pageSize = 20;

const nothing: SearchAnswer = {
  results: [],
  total: 0,
  kinds: [],
  isMore: false,
  places: [],
  isReplaced: false,
};

type Outcome = Pick<SearchAnswer, 'total' | 'kinds' | 'isMore'> & {
  results: Found[] | null;
  similar: SimilarWord[] | null;
};

/**
 * Searches the register: every word as the beginning of a word, best first. When nothing has them all, words
 * nobody uses are replaced by similar ones, unless `exact`. Two statements at most; any text is a valid query.
 */
export async function search(tx: Tx, input: SearchInput): Promise<SearchAnswer> {
  const words = queryWords(input.query);
  if (words.length === 0) return nothing;
  const typed = words.map((word) => [word]);
  const first = await ask(tx, typed, input);
  const places = input.exact ? null : replacements(words, first.similar ?? []);
  const isReplaced = places !== null;
  const outcome = places ? await ask(tx, places, { ...input, exact: true }) : first;
  const { total, kinds, isMore, results } = outcome;
  return {
    results: results ?? [],
    total,
    kinds,
    isMore,
    places: places ?? typed,
    isReplaced,
  };
}

/** The records that match, newest changes first, at most one more than are counted. */
function candidates(prefix: string, kind: string | undefined) {
  return sql`
    select kind, ref, path, title, summary, dated, words
    from records_matching(${prefix}::tsquery, ${kind ?? null}::text, ${mostCounted + 1})`;
}

/** Words like those of the query that no word begins with, three for each. The register keeps words of 4 letters up. */
function similarWords(words: readonly string[]) {
  return sql`
    select jsonb_agg(jsonb_build_object('typed', typed, 'word', near.word, 'similarity', near.similarity))
    from unnest(${words}::text[]) as typed cross join lateral (
      select w.word, similarity(w.word, typed) as similarity from search_words w
      where w.word % typed order by similarity(w.word, typed) desc, w.word limit 3
    ) near
    where length(typed) > 3 and not exists (select from search_words w where w.word like typed || '%')`;
}

/** One page of the candidates: those named exactly so, then by rank, whole words above beginnings of words. */
function ranked(places: readonly Alternatives[], input: SearchInput) {
  return sql`
    select c.*, ${queryLine(input.query)}::text
        in (lower(c.ref), lower(coalesce(c.title ->> 'en', '')), lower(coalesce(c.title ->> 'bn', ''))) as is_named_so,
      ts_rank(c.words, ${prefixQuery(places)}::tsquery, 1) + ts_rank(c.words, ${wholeWordQuery(places)}::tsquery, 1)
        as rank
    from chosen c
    order by is_named_so desc, rank desc, c.dated desc nulls last, c.kind, c.ref
    limit ${pageSize} offset ${((input.page ?? 1) - 1) * pageSize}`;
}

async function ask(tx: Tx, places: readonly Alternatives[], input: SearchInput): Promise<Outcome> {
  const prefix = prefixQuery(places);
  const words = places.flat();
  const found = await sql<Outcome>`
    with anything as materialized (${candidates(prefix, undefined)}),
    chosen as ${input.kind === undefined ? sql`(select * from anything)` : sql`materialized (${candidates(prefix, input.kind)})`},
    page as (${ranked(places, input)})
    select
      (select jsonb_agg(jsonb_build_object('kind', kind, 'ref', ref, 'path', path, 'title', title,
          'summary', summary, 'dated', dated, 'within', ${within}, 'itemKind', ${itemKind}, 'matched', (
            select coalesce(jsonb_agg(lexeme order by lexeme), '[]') from unnest(page.words)
            where exists (select from unnest(${words}::text[]) as word
              where lexeme = word or (length(word) > 1 and starts_with(lexeme, word)))))
        order by is_named_so desc, rank desc, dated desc nulls last, kind, ref) from page) as results,
      (select least(count(*), ${mostCounted}) from chosen) as total,
      (select count(*) > ${mostCounted} from anything) as "isMore",
      (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'count', count) order by count desc, kind), '[]')
        from (select kind, count(*) from anything group by kind) counted) as kinds,
      case when not exists (select from anything)
        then (${input.exact ? sql`null::jsonb` : similarWords(words)}) end as similar`.execute(tx.db);
  const row = found.rows[0];
  if (!row) throw new Error('a select without a from clause has one row');
  return row;
}

/** What records of a kind belong to: the table and the column with its name, and the column that points there. */
const owners: readonly { kind: keyof Tables; owner: keyof Tables; key: string; name: string }[] = [
  { kind: 'actions', owner: 'plans', key: 'plan_id', name: 'title' },
  { kind: 'meetings', owner: 'bodies', key: 'body_id', name: 'name' },
  { kind: 'decisions', owner: 'bodies', key: 'body_id', name: 'name' },
  { kind: 'bodies', owner: 'bodies', key: 'parent_id', name: 'name' },
  { kind: 'organisations', owner: 'organisation_types', key: 'type_id', name: 'name' },
  { kind: 'places', owner: 'places', key: 'parent_id', name: 'name' },
  { kind: 'stories', owner: 'editions', key: 'edition_id', name: 'title' },
];

/**
 * The name of what a record of the page belongs to. Asked in the same statement: a second one would wait its turn
 * behind every other reader of the embedded database.
 */
const within = sql`case page.kind
  when 'items' then (
    select coalesce(p.short_title, p.title, f.name)::jsonb from items i join frameworks f on f.id = i.framework_id
      left join items p on p.id = i.parent_id where i.ref = page.ref)
  ${sql.join(
    owners.map(
      ({ kind, owner, key, name }) => sql`when ${sql.lit(kind)} then (
        select o.${sql.ref(name)}::jsonb from ${sql.table(kind)} r join ${sql.table(owner)} o on o.id = r.${sql.ref(key)}
        where r.ref = page.ref)`,
    ),
    sql` `,
  )} end`;

/** What the framework calls an item; null for other records. */
const itemKind = sql`case page.kind when 'items' then (select i.kind from items i where i.ref = page.ref) end`;
