import { sql } from 'kysely';
import { fieldsOf, subjectLabel, takesNew, type Subject } from '#features/workbooks/subjects/schema.ts';
import type { Noun } from '#features/desk/schema.ts';
import { list } from '#features/desk/server/queries.ts';
import { headedSheet, nounMark, refKey, versionKey } from '#features/workbooks/reading/rules.ts';
import { wrongRows } from '#features/workbooks/sent/server/queries.ts';
import { columnName } from '#features/workbooks/labels.ts';
import { cellOf, columnsOf, headerOf, leftOut, listOf, textOf } from '#features/workbooks/rules.ts';
import type { SheetColumn } from '#features/workbooks/schema.ts';
import { standingOf } from '#features/workbooks/server/queries.ts';
import { maySend } from '#features/workbooks/subjects/server/queries.ts';
import { notFound } from '#lib/errors.ts';
import type { Language } from '#lib/i18n/context.ts';
import { inBoth } from '#lib/i18n/in-both.ts';
import { langs } from '#lib/i18n/lang.ts';
import { suggestion } from '#lib/forms/naming.ts';
import { sayIn, type MessageKey } from '#lib/i18n/messages.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { readSheets } from '#lib/server/xlsx/reading.ts';
import {
  workbookLimits,
  type CellValue,
  type WrittenColumn,
  type WrittenWorkbook,
} from '#lib/server/xlsx/sheets.ts';
import { writeWorkbook } from '#lib/server/xlsx/writing.ts';
import type { Translated } from '#lib/translated.ts';

/** So many records of a kind a drop-down offers; any other can be typed. */
const mostOffered = 1000;
/** Empty rows under those that stand, for what is added. */
const spareRows = 200;

const guideKeys = [
  'workbook_guide_what',
  'workbook_guide_change',
  'workbook_guide_add',
  'workbook_guide_delete',
  'workbook_guide_names',
  'workbook_guide_dates',
  'workbook_guide_sort',
  'workbook_guide_back',
] as const satisfies MessageKey[];

/** Which records go out: as the list of the desk is narrowed; what is archived stays where it is. */
export type Wanted = Pick<Parameters<typeof list>[2], 'q' | 'within'>;

/**
 * The records of a kind as a workbook to be filled in: one row for each, in the order of the list, with what may be
 * chosen, and empty rows for new ones. Throws refused.
 */
export async function workbookOf(tx: Tx, noun: Noun, wanted: Wanted = {}): Promise<Uint8Array> {
  const listed = await list(tx, noun, { ...wanted, archived: false, page: 1, size: workbookLimits.rows });
  const refs = listed.rows.map(({ ref }) => ref);
  const columns = columnsOf(fieldsOf(noun));
  const named = await namesOf(tx, columns);
  return written(noun, { rows: await rowsFor(tx, noun, { refs, named }), named, spare: spareRows });
}

/**
 * The progress reports of a round that the asker writes, as a workbook: one row for each action, beside its title.
 * Throws refused where there are none.
 */
export async function reportsWorkbook(tx: Tx, round: string): Promise<Uint8Array> {
  const noun = 'progress_reports';
  await maySend(tx, noun);
  const { rows: reports } = await sql<{ ref: string; title: Translated }>`
    select p.ref, a.title from progress_reports p join rounds r on r.id = p.round_id join actions a on a.id = p.action_id
    where r.ref = ${round} and p.archived_at is null
      and (p.id = any((select own_reports())::bigint[]) or viewer_clearance() = 'secretariat')
    order by a.sort, a.ref, p.ref`.execute(tx.db);
  if (reports.length === 0) throw notFound('rounds', round);
  const named = await namesOf(tx, columnsOf(fieldsOf(noun)));
  const titles = new Map(reports.map(({ ref, title }) => [ref, inBothTexts(title)]));
  const rows = await rowsFor(tx, noun, { refs: [...titles.keys()], named });
  const beside = { header: 'field_action_id' as const, of: (ref: string) => titles.get(ref) ?? '' };
  return written(noun, { rows, named, spare: 0, beside });
}

/** A text of a record in the languages it has. */
const inBothTexts = (text: Translated): string =>
  langs.flatMap((lang) => (text[lang] === undefined ? [] : [text[lang]])).join(' · ');

type Named = { kind: string; ref: string; title: Translated };
type Names = ReadonlyMap<string, Named & { text: string }>;

async function rowsFor(
  tx: Tx,
  noun: Subject,
  { refs, named }: { refs: readonly string[]; named: Names },
): Promise<CellValue[][]> {
  const columns = columnsOf(fieldsOf(noun));
  const stood = await standingOf(tx, noun, refs);
  const nameOf = (kind: string, ref: string) => named.get(`${kind} ${ref}`)?.text ?? ref;
  return refs.flatMap((ref): CellValue[][] => {
    const record = stood.get(ref);
    if (!record) return [];
    const { standing, typed } = record;
    return [[ref, standing.version, ...columns.map((column) => cellOf(column, typed, nameOf))]];
  });
}

type Book = {
  rows: CellValue[][];
  named: Names;
  spare: number;
  /** A column beside the references that says what each row is about, and is not read when the file comes back. */
  beside?: { header: MessageKey; of: (ref: string) => string };
  /** A last column that says something of each row, and is not read when the file comes back. */
  remark?: MessageKey;
};

function written(noun: Subject, { rows, named, spare, beside, remark }: Book): Promise<Uint8Array> {
  const columns = columnsOf(fieldsOf(noun));
  const heads: CellValue[][] = [
    [inBoth('workbook_ref'), inBoth('workbook_version'), ...columns.map((column) => headerOf(column))],
    [nounMark(noun), versionKey, ...columns.map(({ key }) => key)],
  ];
  if (remark) heads[0]?.push(inBoth(remark));
  const besides = (ref: CellValue): CellValue[] => (beside ? [beside.of(String(ref))] : []);
  const told = (row: CellValue[]): CellValue[] => [
    ...row.slice(0, 2),
    ...besides(row[0] ?? null),
    ...row.slice(2),
  ];
  if (beside)
    for (const [at, head] of heads.entries()) head.splice(2, 0, at === 0 ? inBoth(beside.header) : null);
  return writeWorkbook({
    guide: { name: inBoth('workbook_guide'), lines: guideLines(noun) },
    sheets: [
      {
        name: inBoth(subjectLabel(noun)),
        head: heads.length,
        hiddenRows: [1],
        columns: [
          { width: 24, locked: true, kind: 'text' },
          { width: 8, locked: true, hidden: true, kind: 'number' },
          ...(beside ? [{ width: 50, locked: true, kind: 'text' as const }] : []),
          ...columns.map(writtenColumn),
          ...(remark ? [{ width: 60, locked: true, kind: 'text' as const }] : []),
        ],
        rows: [...heads, ...rows.map(told)],
        spare,
      },
    ],
    lists: listsOf(columns, named),
  });
}

/**
 * The rows of a workbook that cannot be read, as a workbook again: each as it came, with what is wrong beside it in the
 * language of the reader. `ask` runs as whoever asks, so that nothing waits while the file is read. Throws refused,
 * notFound.
 */
export async function wrongRowsOf(
  ask: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  id: string,
  language: Language,
): Promise<{ bytes: Uint8Array; fileName: string }> {
  const { noun, fileName, content, problems } = await ask((tx) => wrongRows(tx, id));
  const columns = columnsOf(fieldsOf(noun));
  const found = headedSheet(await readSheets(content), () => columns);
  if (!found) throw notFound('workbooks', id);
  const { sheet, heading } = found;
  const keys = [refKey, versionKey, ...columns.map(({ key }) => key)];
  const rows = problems.map(({ row, cells }): CellValue[] => {
    const cellAt = (key: string) => sheet.rows[row - 1]?.[heading.places.get(key) ?? -1] ?? null;
    const wrong = cells.flatMap(({ key, problem }) =>
      problem ? [`${columnName(noun, key, language)}: ${language.say(problem.message, problem.values)}`] : [],
    );
    return [...keys.map((key) => asText(cellAt(key))), wrong.join('\n')];
  });
  const named = await ask((tx) => namesOf(tx, columns));
  return { bytes: await written(noun, { rows, named, spare: 0, remark: 'workbook_wrong' }), fileName };
}

const asText = (value: CellValue): CellValue => (value instanceof Date ? textOf(value) : value);

/** What records are called in cells, by kind and reference, in the order of drop-downs. */
async function namesOf(tx: Tx, columns: readonly SheetColumn[]): Promise<Names> {
  const kinds = columns.flatMap(({ field }) =>
    field.kind === 'reference'
      ? [field.of]
      : field.kind === 'rows'
        ? field.row.flatMap((cell) => (cell.kind === 'reference' ? [cell.of] : []))
        : [],
  );
  const { rows } = await sql<Named>`
    select kind, ref, title from records where kind = any(${[...new Set(kinds)]}::text[])
    order by kind, archived, coalesce(title ->> 'en', title ->> 'bn'), ref`.execute(tx.db);
  return new Map(rows.map((row) => [`${row.kind} ${row.ref}`, { ...row, text: suggestion(row, 'en') }]));
}

function listsOf(columns: readonly SheetColumn[], named: Names): WrittenWorkbook['lists'] {
  const lists = new Map<string, readonly string[]>();
  for (const column of columns) {
    const list = listOf(column);
    if (!list) continue;
    if ('values' in list) lists.set(column.key, list.values);
    else
      lists.set(
        list.kind,
        [...named.values()]
          .filter(({ kind }) => kind === list.kind)
          .slice(0, mostOffered)
          .map(({ text }) => text),
      );
  }
  return lists;
}

function writtenColumn(column: SheetColumn): WrittenColumn {
  const { kind } = column.field;
  const list = listOf(column);
  const width = kind === 'passage' ? 60 : kind === 'text' || kind === 'rows' ? 40 : 24;
  return {
    width,
    kind: kind === 'number' || kind === 'decimal' ? 'number' : 'text',
    ...(list && { list: 'values' in list ? column.key : list.kind }),
  };
}

function guideLines(noun: Subject): string[] {
  const out = leftOut(fieldsOf(noun));
  return langs.flatMap((lang) => {
    const say = sayIn(lang);
    return [
      say('workbook_guide_title', { list: say(subjectLabel(noun)) }),
      ...guideKeys.filter((key) => takesNew(noun) || key !== 'workbook_guide_add').map((key) => say(key)),
      ...(takesNew(noun) ? [] : [say('workbook_guide_reports')]),
      ...(out.length > 0
        ? [say('workbook_guide_left_out', { fields: out.map(({ label }) => say(label)).join(', ') })]
        : []),
      '',
    ];
  });
}
