import { parentPort, workerData } from 'node:worker_threads';
import { parseCsv } from 'hucre/csv';
import { readOds } from 'hucre/ods';
import { readXlsx, type Cell, type MergeRange } from 'hucre/xlsx';
import { workbookLimits, type Mark, type Sheet } from './sheets.ts';

/*
 * Runs in a thread of its own: a file from outside may take all the time and memory this thread is given, and no more.
 */

export type ReadingInput = { kind: 'xlsx' | 'ods' | 'csv'; bytes: Uint8Array };
export type ReadingAnswer = { sheets: Sheet[] } | { refused: 'unreadable' | 'rows' };

type Raw = {
  name: string;
  rows: Sheet['rows'];
  cells?: Map<string, Cell>;
  merges?: MergeRange[];
  veryHidden?: boolean;
};

async function read({ kind, bytes }: ReadingInput): Promise<Raw[]> {
  const most = workbookLimits.rows + 100;
  if (kind === 'csv')
    return [{ name: 'csv', rows: parseCsv(new TextDecoder().decode(bytes), { maxRows: most }) }];
  const { sheets } =
    kind === 'xlsx' ? await readXlsx(bytes, { maxRows: most }) : await readOds(bytes, { maxRows: most });
  return sheets;
}

function marksOf({ cells, merges = [] }: Raw): Mark[] {
  const marks: Mark[] = [];
  for (const [place, { type }] of cells ?? []) {
    const [row = 0, column = 0] = place.split(',').map(Number);
    if (type === 'formula' || type === 'error') marks.push({ row, column, what: type });
  }
  return [...marks, ...merges.flatMap(coveredBy)];
}

/** The cells that another one lies over. */
function coveredBy({ startRow, startCol, endRow, endCol }: MergeRange): Mark[] {
  const rows = Math.min(endRow, workbookLimits.rows) - startRow + 1;
  const columns = Math.min(endCol, workbookLimits.columns) - startCol + 1;
  return Array.from({ length: Math.max(0, rows * columns - 1) }, (_, index): Mark => {
    const at = index + 1;
    return { row: startRow + Math.floor(at / columns), column: startCol + (at % columns), what: 'merged' };
  });
}

const answer = (told: ReadingAnswer) => parentPort?.postMessage(told);

try {
  const raw = await read(workerData as ReadingInput);
  if (raw.some(({ rows }) => rows.length > workbookLimits.rows)) answer({ refused: 'rows' });
  else
    answer({
      sheets: raw.map((sheet) => ({
        name: sheet.name,
        rows: sheet.rows.map((row) => row.slice(0, workbookLimits.columns)),
        marks: marksOf(sheet),
      })),
    });
} catch {
  answer({ refused: 'unreadable' });
}
