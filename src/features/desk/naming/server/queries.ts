import { sql } from 'kysely';
import type { FormField, Typed } from '#lib/forms/fields.ts';
import { withUnicode } from '#lib/forms/legacy.ts';
import {
  kindsNamed,
  namedIn,
  namingsIn,
  withReferences,
  type Candidate,
  type Naming,
} from '#lib/forms/naming.ts';
import type { FieldProblem } from '#lib/forms/problems.ts';
import { latinDigits } from '#lib/forms/written-dates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** The records that a field may name, each with what it is called. */
export type Choices = Record<string, Candidate[]>;

/** So many records of a kind are suggested at most; any other is found by what is typed. */
const mostSuggested = 1000;
/** So many are told where a name means several. */
const mostTold = 4;

/** What the fields of a form may name, by kind; what is archived cannot be chosen anew, but what stands is shown. */
export async function choices(tx: Tx, fields: readonly FormField[], typed: Typed = {}): Promise<Choices> {
  const kinds = kindsNamed(fields);
  const standing = namingsIn(fields, typed).map(({ control }) => namedIn(typed[control] ?? ''));
  const { rows } = await sql<Candidate & { kind: string }>`
    select kind, ref, title from (
      select kind, ref, title, coalesce(title ->> 'en', title ->> 'bn') as name,
        row_number() over (partition by kind order by coalesce(title ->> 'en', title ->> 'bn'), ref) as place
      from records where kind = any(${kinds}::text[]) and (not archived or ref = any(${standing}::text[]))) r
    where place <= ${mostSuggested} or ref = any(${standing}::text[]) order by name, ref`.execute(tx.db);
  const named = (of: string) => rows.filter(({ kind }) => kind === of);
  return Object.fromEntries(
    kinds.map((kind) => [kind, named(kind).map(({ ref, title }) => ({ ref, title }))]),
  );
}

/** Names beside the title by which people know a record, in small letters: acronyms, aliases, codes of frameworks. */
const otherNames = sql`
  select 'organisations' as kind, ref, unnest(aliases || array[acronym ->> 'en', acronym ->> 'bn']) as name
    from organisations
  union all select 'bodies', ref, unnest(aliases || array[acronym ->> 'en', acronym ->> 'bn']) from bodies
  union all select 'people', ref, unnest(aliases) from people
  union all select 'items', i.ref, unnest(array[i.short_title ->> 'en', i.short_title ->> 'bn',
      case when i.kind not in ('action', 'cluster') then (f.acronym ->> 'en') || ' ' || i.code end,
      case when i.kind not in ('action', 'cluster') then (f.acronym ->> 'bn') || ' ' || i.code end,
      case when i.kind = 'action' then (f.acronym ->> 'en') || ' ' || up.code || i.code end])
    from items i join frameworks f on f.id = i.framework_id left join items up on up.id = i.parent_id`;

/**
 * What was typed, with the references of the records in the place of their names, short names and other names. Texts
 * that mean no record or several stay, and are problems. Bijoy text is Unicode where that was chosen.
 */
export async function resolve(
  tx: Tx,
  fields: readonly FormField[],
  sent: Typed,
): Promise<{ typed: Typed; problems: FieldProblem[] }> {
  const typed = withUnicode(fields, sent);
  const namings = namingsIn(fields, typed);
  if (namings.length === 0) return { typed, problems: [] };
  const meant = await meantBy(tx, namings, typed);
  return withReferences(namings, typed, (of, text) => {
    const all = meant.get(`${of} ${text}`) ?? [];
    const exact = all.find(({ ref }) => ref === text);
    return exact ? [exact] : all.slice(0, mostTold);
  });
}

/** The records each text may mean, by kind and text. */
async function meantBy(tx: Tx, namings: readonly Naming[], typed: Typed): Promise<Map<string, Candidate[]>> {
  return meanings(
    tx,
    namings.map(({ of, control }) => ({ of, text: namedIn(typed[control] ?? '') })),
  );
}

/** The records that texts may mean, by `kind text`: by reference, name, short name, other name or code. */
export async function meanings(
  tx: Tx,
  asked: readonly { of: string; text: string }[],
): Promise<Map<string, Candidate[]>> {
  if (asked.length === 0) return new Map();
  const texts = asked.map(({ text }) => text);
  // Codes are written in the digits of either script.
  const plain = texts.map(latinDigits);
  const kinds = asked.map(({ of }) => of);
  const { rows } = await sql<Candidate & { kind: string; typed: string }>`
    with asked as (select distinct kind, typed, lower(typed) as small, lower(plain) as plain
      from unnest(${kinds}::text[], ${texts}::text[], ${plain}::text[]) as a (kind, typed, plain)),
    other as (select o.kind, o.ref, lower(o.name) as small from (${otherNames}) o
      where lower(o.name) in (select small from asked union select plain from asked))
    select a.kind, a.typed, r.ref, r.title from asked a join records r on r.kind = a.kind
    where r.ref = a.typed or (not r.archived and (
      a.small in (lower(r.ref), lower(r.title ->> 'en'), lower(r.title ->> 'bn'))
      or exists (select from other o where (o.kind, o.ref) = (a.kind, r.ref) and o.small in (a.small, a.plain))))
    order by r.ref`.execute(tx.db);
  return Map.groupBy(rows, ({ kind, typed: text }) => `${kind} ${text}`);
}
