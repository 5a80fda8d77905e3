import { isSubject, type Subject } from '#features/workbooks/subjects/schema.ts';
import { maySend } from '#features/workbooks/subjects/server/queries.ts';
import type { CellDifference, RowDifference, RowKind } from '#features/workbooks/schema.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';
import { pageOfList } from '#lib/ui/paging.ts';

/** A workbook somebody sent, as far as it is known what it would do. */
export type SentWorkbook = {
  id: string;
  noun: Subject;
  fileName: string;
  state: 'waiting' | 'ready' | 'failed' | 'applied';
  failure: { code: string; values: Record<string, string | number> } | null;
  /** Rows of each kind; while it is compared, also how many of all are `done`. */
  counts: Partial<Record<RowKind | 'done' | 'total', number>>;
  /** Columns of the sheet that were not in the file, by key. */
  missing: string[];
  /** Records of the list that are not in the file, with the first of them; nothing happens to them. */
  absent: { total: number; named: { ref: string; title: Translated }[] };
  createdAt: Date;
  appliedAt: Date | null;
};

const sentColumns = [
  'id',
  'noun',
  'file_name as fileName',
  'state',
  'failure_code as failureCode',
  'failure_values as failureValues',
  'counts',
  'left_out as leftOut',
  'created_at as createdAt',
  'applied_at as appliedAt',
] as const;

type SentRow = Omit<SentWorkbook, 'noun' | 'missing' | 'absent' | 'failure' | 'counts'> & {
  noun: string;
  failureCode: string | null;
  failureValues: unknown;
  counts: unknown;
  leftOut: unknown;
};

function sentFrom({ noun, failureCode, failureValues, counts, leftOut, ...row }: SentRow): SentWorkbook[] {
  if (!isSubject(noun)) return [];
  const { columns = [], records } = leftOut as { columns?: string[]; records?: SentWorkbook['absent'] };
  return [
    {
      ...row,
      noun,
      failure: failureCode
        ? { code: failureCode, values: failureValues as Record<string, string | number> }
        : null,
      counts: counts as SentWorkbook['counts'],
      missing: columns,
      absent: records ?? { total: 0, named: [] },
    },
  ];
}

/** The workbooks the asker has sent lately, the latest first. Throws refused. */
export async function list(tx: Tx): Promise<SentWorkbook[]> {
  await maySend(tx);
  const rows = await tx.db
    .selectFrom('workbooks')
    .select(sentColumns)
    .orderBy('created_at', 'desc')
    .limit(20)
    .execute();
  return rows.flatMap(sentFrom);
}

/** One workbook of the asker's own. Throws refused, notFound. */
export async function get(tx: Tx, id: string): Promise<SentWorkbook> {
  await maySend(tx);
  const row = await tx.db.selectFrom('workbooks').select(sentColumns).where('id', '=', id).executeTakeFirst();
  const [found] = row ? sentFrom(row) : [];
  if (!found) throw notFound('workbooks', id);
  await maySend(tx, found.noun);
  return found;
}

/** A row as its page shows it: whether it is taken, and what became of it. */
export type ShownRow = RowDifference & { taken: boolean; outcome: 'applied' | 'refused' | null };

/** One page of the rows that would do something of one kind, in the order of the sheet. */
export async function rowsOf(
  tx: Tx,
  id: string,
  { what, page: wanted, size }: { what: RowDifference['what']; page: number; size: number },
): Promise<{ rows: ShownRow[]; total: number; page: number }> {
  const all = tx.db.selectFrom('workbook_rows').where('workbook_id', '=', id).where('what', '=', what);
  const counted = await all.select((is) => is.fn.countAll<number>().as('n')).executeTakeFirst();
  const total = counted?.n ?? 0;
  const { page } = pageOfList(wanted, size, total);
  const rows = await all
    .select(['row', 'what', 'ref', 'title', 'record_version as version', 'cells', 'taken', 'outcome'])
    .orderBy('row')
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  return { rows: rows.map(shownFrom), total, page };
}

export function shownFrom(row: {
  row: number;
  what: RowDifference['what'];
  ref: string;
  title: Translated | null;
  version: number;
  cells: unknown;
  taken: boolean;
  outcome: 'applied' | 'refused' | null;
}): ShownRow {
  return { ...row, cells: row.cells as CellDifference[] };
}

/**
 * The rows of a workbook that cannot be read, with what is wrong, and the file they stand in. Throws refused, and
 * notFound also where there are none or the file is no longer kept.
 */
export async function wrongRows(
  tx: Tx,
  id: string,
): Promise<{
  noun: Subject;
  fileName: string;
  content: Uint8Array;
  problems: Pick<ShownRow, 'row' | 'cells'>[];
}> {
  const { noun, fileName } = await get(tx, id);
  const kept = await tx.db.selectFrom('workbooks').select('content').where('id', '=', id).executeTakeFirst();
  const problems = await tx.db
    .selectFrom('workbook_rows')
    .select(['row', 'cells'])
    .where('workbook_id', '=', id)
    .where('what', '=', 'error')
    .orderBy('row')
    .execute();
  if (!kept?.content || problems.length === 0) throw notFound('workbooks', id);
  return {
    noun,
    fileName,
    content: new Uint8Array(Buffer.from(kept.content, 'base64')),
    problems: problems.map(({ row, cells }) => ({ row, cells: cells as CellDifference[] })),
  };
}
