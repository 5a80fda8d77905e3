import { sql } from 'kysely';
import { forms, type Noun } from '#features/desk/schema.ts';
import { keepLabels } from '#features/desk/labels.ts';
import { list } from '#features/desk/server/queries.ts';
import { headedSheet, nounMark, refKey, versionKey } from '#features/workbooks/reading/rules.ts';
import { wrongRows } from '#features/workbooks/sent/server/queries.ts';
import { columnName } from '#features/workbooks/labels.ts';
import { cellOf, columnsOf, headerOf, leftOut, listOf, textOf } from '#features/workbooks/rules.ts';
import type { SheetColumn } from '#features/workbooks/schema.ts';
import { standingOf } from '#features/workbooks/server/queries.ts';
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

type Named = { kind: string; ref: string; title: Translated };

/** Which records go out: as the list of the desk is narrowed; what is archived stays where it is. */
export type Wanted = Pick<Parameters<typeof list>[2], 'q' | 'within'>;

/**
 * The records of a kind as a workbook to be filled in: one row for each, in the order of the list, with what may be
 * chosen, and empty rows for new ones. Throws refused.
 */
export async function workbookOf(tx: Tx, noun: Noun, wanted: Wanted = {}): Promise<Uint8Array> {
  const listed = await list(tx, noun, { ...wanted, archived: false, page: 1, size: workbookLimits.rows });
  const refs = listed.rows.map(({ ref }) => ref);
  const columns = columnsOf(forms[noun].fields);
  const stood = await standingOf(tx, noun, refs);
  const named = await namesOf(tx, columns);
  const nameOf = (kind: string, ref: string) => named.get(`${kind} ${ref}`)?.text ?? ref;
  const rows = refs.flatMap((ref): CellValue[][] => {
    const record = stood.get(ref);
    if (!record) return [];
    const { standing, typed } = record;
    return [[ref, standing.version, ...columns.map((column) => cellOf(column, typed, nameOf))]];
  });
  return written(noun, { rows, named, spare: spareRows });
}

type Book = {
  rows: CellValue[][];
  named: ReadonlyMap<string, Named & { text: string }>;
  spare: number;
  /** A last column that says something of each row, and is not read when the file comes back. */
  remark?: MessageKey;
};

function written(noun: Noun, { rows, named, spare, remark }: Book): Promise<Uint8Array> {
  const columns = columnsOf(forms[noun].fields);
  const heads: CellValue[][] = [
    [inBoth('workbook_ref'), inBoth('workbook_version'), ...columns.map((column) => headerOf(column))],
    [nounMark(noun), versionKey, ...columns.map(({ key }) => key)],
  ];
  if (remark) heads[0]?.push(inBoth(remark));
  return writeWorkbook({
    guide: { name: inBoth('workbook_guide'), lines: guideLines(noun) },
    sheets: [
      {
        name: inBoth(keepLabels[noun]),
        head: heads.length,
        hiddenRows: [1],
        columns: [
          { width: 24, locked: true, kind: 'text' },
          { width: 8, locked: true, hidden: true, kind: 'number' },
          ...columns.map(writtenColumn),
          ...(remark ? [{ width: 60, locked: true, kind: 'text' as const }] : []),
        ],
        rows: [...heads, ...rows],
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
  const columns = columnsOf(forms[noun].fields);
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
async function namesOf(
  tx: Tx,
  columns: readonly SheetColumn[],
): Promise<Map<string, Named & { text: string }>> {
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

function listsOf(
  columns: readonly SheetColumn[],
  named: ReadonlyMap<string, Named & { text: string }>,
): WrittenWorkbook['lists'] {
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

function guideLines(noun: Noun): string[] {
  const out = leftOut(forms[noun].fields);
  return langs.flatMap((lang) => {
    const say = sayIn(lang);
    return [
      say('workbook_guide_title', { list: say(keepLabels[noun]) }),
      ...guideKeys.map((key) => say(key)),
      ...(out.length > 0
        ? [say('workbook_guide_left_out', { fields: out.map(({ label }) => say(label)).join(', ') })]
        : []),
      '',
    ];
  });
}
