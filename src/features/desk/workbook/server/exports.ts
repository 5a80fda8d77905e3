import { sql } from 'kysely';
import { forms, type Noun } from '#features/desk/schema.ts';
import { keepLabels } from '#features/desk/labels.ts';
import { mayKeep } from '#features/desk/server/queries.ts';
import { nounMark, versionKey } from '#features/desk/workbook/reading/rules.ts';
import { cellOf, columnsOf, headerOf, inBoth, leftOut, listOf } from '#features/desk/workbook/rules.ts';
import type { SheetColumn } from '#features/desk/workbook/schema.ts';
import { standingOf } from '#features/desk/workbook/server/queries.ts';
import { langs } from '#lib/i18n/lang.ts';
import { suggestion } from '#lib/forms/naming.ts';
import { sayIn, type MessageKey } from '#lib/i18n/messages.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { CellValue, WrittenColumn, WrittenWorkbook } from '#lib/server/xlsx/sheets.ts';
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

/**
 * The records of a kind as a workbook to be filled in: one row for each, in the order of their references, with what may
 * be chosen, and empty rows for new ones. Throws refused.
 */
export async function workbookOf(tx: Tx, noun: Noun): Promise<Uint8Array> {
  mayKeep(tx);
  const { fields } = forms[noun];
  const columns = columnsOf(fields);
  const stood = await standingOf(tx, noun, await standingRefs(tx, noun));
  const named = await namesOf(tx, columns);
  const nameOf = (kind: string, ref: string) => named.get(`${kind} ${ref}`)?.text ?? ref;
  const rows = [...stood.values()].map(({ standing, typed }): CellValue[] => [
    standing.ref,
    standing.version,
    ...columns.map((column) => cellOf(column, typed, nameOf)),
  ]);
  const heads: CellValue[][] = [
    [inBoth('workbook_ref'), inBoth('workbook_version'), ...columns.map((column) => headerOf(column))],
    [nounMark(noun), versionKey, ...columns.map(({ key }) => key)],
  ];
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
        ],
        rows: [...heads, ...rows],
        spare: spareRows,
      },
    ],
    lists: listsOf(columns, named),
  });
}

async function standingRefs(tx: Tx, noun: Noun): Promise<string[]> {
  const { rows } = await sql<{ ref: string }>`
    select ref from ${sql.table(noun)} where archived_at is null order by ref`.execute(tx.db);
  return rows.map(({ ref }) => ref);
}

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
