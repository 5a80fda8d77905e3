import { sql } from 'kysely';
import type { z } from 'zod';
import { FormRefused } from '#features/desk/errors.ts';
import { importFields } from '#features/imports/labels.ts';
import { undecided } from '#features/imports/errors.ts';
import {
  choiceMeant,
  keyTarget,
  chosenFor,
  plain,
  suggested,
  targetsOf,
  targetLabel,
  remembered,
  type Column,
  type Target,
} from '#features/imports/mapping/rules.ts';
import { headersRead, inUnicode, legacyColumns, namesIn, type Meanings } from '#features/imports/rules.ts';
import { importInput, settingsInput, type Settings } from '#features/imports/schema.ts';
import { headerRowsIn, tableOf } from '#features/imports/sheets/rules.ts';
import type { Sheet, Table } from '#features/imports/sheets/schema.ts';
import { resolve } from '#features/desk/naming/server/queries.ts';
import { forms, isNoun, type Noun } from '#features/desk/schema.ts';
import { mayKeep } from '#features/desk/server/queries.ts';
import { notFound } from '#lib/errors.ts';
import type { FormField, Typed } from '#lib/forms/fields.ts';
import { problemsIn } from '#lib/forms/problems.ts';
import { langs } from '#lib/i18n/lang.ts';
import { sayIn, type Say } from '#lib/i18n/messages.ts';
import { toUnicode } from '#lib/i18n/bijoy/conversion.ts';
import { looksLikeBijoy } from '#lib/i18n/bijoy/recognition.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

export type Import = {
  id: string;
  fileName: string;
  noun: Noun;
  organisation: string;
  organisationId: number;
  organisationName: Translated;
  madeAt: Date;
  appliedAt: Date | null;
  outcome: Record<string, number>;
};
export type Opened = Import & { sheets: Sheet[]; settings: Settings };

const columns = sql`
  i.id, i.file_name as "fileName", i.noun, o.ref as organisation, o.id as "organisationId", o.name as "organisationName",
  i.made_at as "madeAt", i.applied_at as "appliedAt", i.outcome`;
const mostListed = 30;

/** The files brought in last. Throws refused. */
export async function list(tx: Tx): Promise<Import[]> {
  mayKeep(tx);
  const { rows } =
    await sql<Import>`select ${columns} from imports i join organisations o on o.id = i.organisation_id
    order by i.made_at desc, i.id limit ${mostListed}`.execute(tx.db);
  return rows;
}

/** What was said of a file, before the file is looked at. Throws refused, FormRefused. */
export async function asked(tx: Tx, typed: Typed): Promise<z.infer<typeof importInput>> {
  mayKeep(tx);
  const named = await resolve(tx, importFields, typed);
  const input = importInput.safeParse(named.typed);
  const wrong = input.success ? [] : problemsIn(importFields, input.error, named.typed);
  const problems = [...named.problems, ...wrong];
  if (!input.success || problems.length > 0) throw new FormRefused(problems);
  return input.data;
}

/** One file with its sheets and how it is read. Throws refused, notFound. */
export async function open(tx: Tx, id: string): Promise<Opened> {
  mayKeep(tx);
  const { rows } = await sql<Import & { content: { sheets: Sheet[] }; settings: unknown }>`
    select ${columns}, i.content, i.settings from imports i join organisations o on o.id = i.organisation_id
    where i.id = ${id}`.execute(tx.db);
  const [found] = rows;
  if (!found || !isNoun(found.noun)) throw notFound('imports', id);
  const { content, settings, ...about } = found;
  return { ...about, sheets: content.sheets, settings: settingsInput.parse(settings) };
}

/** The table of the chosen sheet as it stands in the file. */
export function rawTable({ sheets, settings }: Pick<Opened, 'sheets' | 'settings'>): Table {
  const sheet = sheets[settings.sheet] ?? sheets[0];
  return sheet ? tableOf(sheet, settings.headerRows) : { headers: [], rows: [], first: 1 };
}

/** The table as it is read: in Unicode where that was chosen. Throws undecided where nothing was. */
export function readTable(opened: Pick<Opened, 'sheets' | 'settings'>): Table {
  const table = rawTable(opened);
  if (opened.settings.legacy === 'typed' || legacyColumns(table).size === 0) return table;
  if (opened.settings.legacy !== 'unicode') throw undecided('legacy');
  return inUnicode(table);
}

/** Texts of a table before and after, where it has Bijoy text; the headers too. */
export function legacySamples(table: Table): { before: string; after: string }[] {
  const cells = [...table.headers, ...table.rows.flat()].filter(looksLikeBijoy);
  return [...new Set(cells)].slice(0, 5).map((before) => ({ before, after: toUnicode(before) }));
}

const mostSamples = 3;

/** Each column with the first different things that stand in it. */
export function columnsOf({ headers, rows }: Table, most = mostSamples): Column[] {
  return headers.map((header, at) => ({
    header,
    samples: [...new Set(rows.map((row) => row[at] ?? '').filter(Boolean))].slice(0, most),
  }));
}

const says: Say[] = langs.map((lang) => sayIn(lang));

/** How a new file is read: as the organisation's last one with these columns, else as its words suggest. */
export async function firstSettings(
  tx: Tx,
  { noun, organisationId, sheets }: { noun: Noun; organisationId: number; sheets: readonly Sheet[] },
): Promise<Settings> {
  const { rows } = await sql<{ settings: unknown }>`select settings from import_mappings
    where organisation_id = ${organisationId} and noun = ${noun} order by updated_at desc limit 50`.execute(
    tx.db,
  );
  const [first] = sheets;
  const known = rows
    .map(({ settings }) => settingsInput.parse(settings))
    .flatMap((settings) => {
      const sheet = sheets[settings.sheet] ?? first;
      if (!sheet) return [];
      const { headers } = tableOf(sheet, settings.headerRows);
      const found = remembered(settings.columns, headers);
      const share = Object.keys(found).length / Math.max(1, Object.keys(settings.columns).length);
      const more = suggestedSettings(noun, sheets, settings).columns;
      const columns = { ...unlike(more, settings.columns), ...found };
      return share > 0.5 ? [{ share, settings: { ...settings, columns } }] : [];
    });
  const best = known.sort((a, b) => b.share - a.share)[0];
  return best?.settings ?? suggestedSettings(noun, sheets);
}

/** Suggestions for columns that were not there before, as far as their field is not taken. */
function unlike(suggestions: Settings['columns'], known: Settings['columns']): Settings['columns'] {
  const headers = new Set(Object.keys(known).map(plain));
  const taken = new Set(Object.values(known));
  return Object.fromEntries(
    Object.entries(suggestions).filter(([header, id]) => !headers.has(plain(header)) && !taken.has(id)),
  );
}

/** What the words of a file suggest, without anything remembered. */
export function suggestedSettings(
  noun: Noun,
  sheets: readonly Sheet[],
  asked: Partial<Settings> = {},
): Settings {
  const at = asked.sheet ?? 0;
  const sheet = sheets[at] ?? sheets[0];
  const headerRows = asked.headerRows ?? (sheet ? headerRowsIn(sheet) : 1);
  const table = sheet ? tableOf(sheet, headerRows) : { headers: [], rows: [], first: 1 };
  const targets = targetsOf(forms[noun].fields);
  const read = { ...inUnicode(table), headers: headersRead(table.headers) };
  const inWords = columnsOf(read, 20);
  const labels = new Map(targets.map((target) => [target.id, says.map((say) => targetLabel(target, say))]));
  const found = suggested(inWords, targets, labels);
  const columns = Object.fromEntries(
    table.headers.flatMap((header, index) => {
      const id = chosenFor(found, inWords[index]?.header ?? '');
      return id ? [[header, id]] : [];
    }),
  );
  const fixed =
    noun === 'commitments' && Object.values(columns).includes(keyTarget)
      ? { external_scheme: 'uhri', kind: 'recommendation' }
      : {};
  return settingsInput.parse({
    sheet: at,
    headerRows,
    columns,
    fixed: { visibility: 'public', published: 'yes', ...fixed },
  });
}

/** A word of the file in a column of choices or names; `meant` is what it means, or nothing yet. */
export type Word = { target: Target; word: string; meant: string; rows: number };

/** The words of a file that a person has to explain, as far as its table can be read yet. */
export async function wordsIn(tx: Tx, opened: Opened): Promise<Word[]> {
  const { legacy } = opened.settings;
  const table = readTable({ ...opened, settings: { ...opened.settings, legacy: legacy ?? 'unicode' } });
  return wordsOf(tx, table, opened);
}

/** The words of all columns that name records or choices, with what they mean: as a person said, else by themselves. */
export async function wordsOf(
  tx: Tx,
  table: Table,
  { noun, settings }: Pick<Opened, 'noun' | 'settings'>,
): Promise<Word[]> {
  const targets = targetsOf(forms[noun].fields);
  const words: Word[] = [];
  for (const [at, header] of table.headers.entries()) {
    const target = targets.find(({ id }) => id === chosenFor(settings.columns, header));
    const of = target && choosing(target.field);
    if (!target || !of) continue;
    const cells = table.rows.flatMap((row) =>
      target.field.kind === 'rows' ? namesIn(row[at] ?? '') : [row[at] ?? ''],
    );
    const counts = Map.groupBy(cells.filter(Boolean), (word) => word);
    const meant = await meanings(tx, of, [...counts.keys()]);
    for (const [word, all] of counts) {
      const said = chosenFor(settings.values[target.id] ?? {}, word);
      words.push({ target, word, meant: said || (meant.get(word) ?? ''), rows: all.length });
    }
  }
  return words;
}

/** The field in which a word is chosen, or nothing where any text may stand. */
function choosing(field: FormField): FormField | null {
  if (field.kind === 'rows') return field.row[0] ?? null;
  return field.kind === 'choice' || field.kind === 'reference' ? field : null;
}

async function meanings(tx: Tx, field: FormField, words: readonly string[]): Promise<Map<string, string>> {
  if (field.kind === 'choice')
    return new Map(words.map((word) => [word, choiceMeant(field.choices, word, says) ?? '']));
  const asked = words.map((_, at) => ({ ...field, name: `w${String(at)}` }));
  const { typed, problems } = await resolve(
    tx,
    asked,
    Object.fromEntries(words.map((word, at) => [`w${String(at)}`, word])),
  );
  const unknown = new Set(problems.map(({ control }) => control));
  return new Map(
    words.map((word, at) => {
      const name = `w${String(at)}`;
      return [word, unknown.has(name) ? '' : (typed[name] ?? '')];
    }),
  );
}

export function meaningsIn(words: readonly Word[]): Meanings {
  const byTarget = Map.groupBy(words, ({ target }) => target.id);
  return new Map(
    [...byTarget].map(([id, all]) => [id, new Map(all.map(({ word, meant }) => [word, meant]))]),
  );
}
