import { headedSheet, rowsUnder } from '../src/features/workbooks/reading/rules.ts';
import { forms } from '../src/features/desk/schema.ts';
import { columnsOf } from '../src/features/workbooks/rules.ts';
import { workbookOf } from '../src/features/workbooks/server/exports.ts';
import { compare } from '../src/features/workbooks/server/queries.ts';
import { asViewer, type Tx } from '../src/lib/server/db/viewer.ts';
import { readSheets } from '../src/lib/server/xlsx/reading.ts';
import type { CellValue, Sheet } from '../src/lib/server/xlsx/sheets.ts';
import { streamList } from '../src/lib/server/xlsx/writing.ts';
import { median } from './load.ts';
import { fillPlace, makePlace, openDatabase, whereOf } from './product.ts';
import { seed } from './seed.ts';

const records = 2000;
const edited = 200;
const rounds = 5;

/** A workbook that comes back, checked and compared, against reading its file alone (the bar is 3); and a long list. */
export async function workbooks(): Promise<void> {
  const place = await makePlace('embedded');
  await fillPlace(place, (database) => seed(database, records));
  const database = await openDatabase(whereOf(place));
  const viewer = { kind: 'system', actor: 'bench' } as const;
  const asking = { viewer, requestId: 'bench', now: new Date('2026-11-23T03:00:00Z') };
  const bytes = await asViewer(database, asking, (tx) => workbookOf(tx, 'commitments', { q: 'BENCH-' }));
  const times = { read: [] as number[], compare: [] as number[] };
  let found = '';
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const sheets = await readSheets(bytes);
    const read = performance.now();
    const { rows, unchanged } = await asViewer(database, asking, (tx) => compared(tx, sheets));
    times.read.push(read - started);
    times.compare.push(performance.now() - read);
    found = `${String(rows.length)} changed, ${String(unchanged)} unchanged`;
  }
  const [read, checked] = [median(times.read), median(times.compare)];
  process.stdout.write(
    `\nworkbook of ${String(records)} rows (${found}) | read ms | checked and compared ms | share (bar 3)\n` +
      `commitments | ${read.toFixed(0)} | ${checked.toFixed(0)} | ${(checked / read).toFixed(2)}\n`,
  );
  await database.destroy();
  await place.remove();
  await longList();
}

/** As the job compares a file in which every tenth record was given another text. */
async function compared(tx: Tx, sheets: readonly Sheet[]) {
  const columns = columnsOf(forms.commitments.fields);
  const headed = headedSheet(sheets, () => columns);
  if (!headed) throw new Error('the workbook has no header');
  const { sheet, heading, marks } = headed;
  const rows = rowsUnder(sheet.rows, heading, { columns, marks });
  for (let at = 0; at < edited; at++) {
    const row = rows[at * (records / edited)];
    if (row) row.cells['follow_up.bn'] = { text: `নতুন লেখা ${String(at)}` };
  }
  return compare(tx, 'commitments', rows);
}

/** A list of 100,000 rows as a stream: how fast, and how much memory stands while it is written. */
async function longList(): Promise<void> {
  process.stdout.write(
    '\nrows written as a stream | s | MB written | most MB of memory above the beginning\n',
  );
  for (const count of [10_000, 100_000]) {
    const rows = function* (): Generator<CellValue[]> {
      for (let at = 0; at < count; at++)
        yield [
          `REF-${String(at)}`,
          'মন্ত্রণালয়ের কর্মপরিকল্পনা',
          'A title of usual length',
          at,
          at / 7,
          '2026-07',
          'x',
          null,
        ];
    };
    const columns = Array.from({ length: 8 }, () => ({ header: 'Header', width: 20, kind: 'text' as const }));
    const before = process.memoryUsage().rss;
    const started = performance.now();
    let most = 0;
    let size = 0;
    for await (const piece of streamList({ name: 'List', columns, rows: rows() })) {
      size += piece.byteLength;
      most = Math.max(most, process.memoryUsage().rss - before);
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(2);
    const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
    process.stdout.write(`${String(count)} | ${seconds} | ${megabytes(size)} | ${megabytes(most)}\n`);
  }
}
