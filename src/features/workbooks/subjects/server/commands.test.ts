import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRounds, type RoundWorld, type Who } from '#features/rounds/server/testing.ts';
import { get as getReport, inputOfReport } from '#features/rounds/progress-reports/server/queries.ts';
import { noteRead } from '#features/workbooks/sent/server/commands.ts';
import { get, rowsOf } from '#features/workbooks/sent/server/queries.ts';
import * as workbooks from '#features/workbooks/server/commands.ts';
import { reportsWorkbook } from '#features/workbooks/server/exports.ts';
import { editable } from '#features/workbooks/server/testing.ts';
import { readSheets } from '#lib/server/xlsx/reading.ts';
import type { Sheet } from '#lib/server/xlsx/sheets.ts';

let rounds: RoundWorld;
beforeAll(async () => {
  rounds = await openRounds();
}, 120_000);
afterAll(() => rounds.world.close());

const exported = async (who: Who, round = 'r'): Promise<Sheet> => {
  const [sheet] = await readSheets(await rounds.as(who, (tx) => reportsWorkbook(tx, round)));
  if (!sheet) throw new Error('the workbook has no sheet');
  return sheet;
};
const sent = async (who: Who, sheet: Sheet): Promise<string> => {
  const file = { name: 'my report.xlsx', bytes: new TextEncoder().encode('x') };
  const id = await rounds.as(who, (tx) => workbooks.send(tx, file, 'progress_reports'));
  await rounds.as(who, (tx) => noteRead(tx, id, [sheet]));
  return id;
};
const refsIn = ({ rows }: Sheet) => rows.slice(2).map((row) => row[0]);

describe('the report of a focal point as a workbook', () => {
  test('has the reports of one’s own organisation and no others', async () => {
    expect(refsIn(await exported('officer'))).toEqual(['r-1']);
    await expect(exported('outsider')).rejects.toMatchObject({ status: 403 });
    await expect(exported('member')).rejects.toMatchObject({ status: 403 });
  });

  test('sent back untouched it changes nothing', async () => {
    const id = await sent('officer', await exported('officer'));
    expect((await rounds.as('officer', (tx) => get(tx, id))).counts).toEqual({ unchanged: 1 });
  });

  test('filled in and applied it is the report, with its values, and handed in where it says so', async () => {
    const file = editable(await exported('officer'));
    file.set('r-1', 'done.bn', 'প্রশিক্ষণ হয়েছে।');
    file.set('r-1', 'status', 'চলমান');
    file.set('r-1', 'values', 'i1 | | ১২০ | ২০২৬-০৭ | ২০২৬-০৯');
    file.set('r-1', 'hand_in', 'হ্যাঁ');
    const id = await sent('officer', file.sheet);
    const page = { what: 'changed' as const, page: 1, size: 10 };
    const { rows } = await rounds.as('officer', (tx) => rowsOf(tx, id, page));
    expect(rows[0]?.cells.map(({ key, problem }) => [key, problem])).toEqual([
      ['done.bn', null],
      ['status', null],
      ['values', null],
      ['hand_in', null],
    ]);
    expect(await rounds.as('officer', (tx) => workbooks.apply(tx, id))).toBe(1);
    const report = await rounds.as('officer', (tx) => getReport(tx, 'r-1'));
    expect(report.step).toBe('submitted');
    const input = await rounds.as('officer', (tx) => inputOfReport(tx, 'r-1'));
    expect(input).toMatchObject({
      done: { bn: 'প্রশিক্ষণ হয়েছে।' },
      status: 'under-way',
      values: [{ indicator: 'i1', value: 120, from_on: '2026-07', until_on: '2026-10' }],
    });
  });

  test('a report that is handed in takes nothing from a workbook, and says so at its row', async () => {
    const file = editable(await exported('officer'));
    file.set('r-1', 'done.bn', 'আরও কিছু।');
    const id = await sent('officer', file.sheet);
    await expect(rounds.as('officer', (tx) => workbooks.apply(tx, id))).rejects.toMatchObject({
      code: 'report.locked',
    });
    await rounds.as('officer', (tx) => workbooks.findRefused(tx, id));
    const page = { what: 'error' as const, page: 1, size: 10 };
    const { rows } = await rounds.as('officer', (tx) => rowsOf(tx, id, page));
    expect(rows[0]?.cells[0]?.problem?.message).toBe('error_report_locked');
  });

  test('a row of another organisation’s report, or of a register, is not theirs to send', async () => {
    const sheet = await exported('officer');
    const foreign = { ...sheet, rows: [...sheet.rows, ['r-2', 1, 'x', 'Stolen']] };
    const id = await sent('officer', foreign);
    const page = { what: 'error' as const, page: 1, size: 10 };
    const { rows } = await rounds.as('officer', (tx) => rowsOf(tx, id, page));
    expect(rows[0]?.cells[0]?.problem?.message).toBe('workbook_ref_unknown');
    const register = { ...sheet, rows: [['x'], ['ref:actions', 'version', 'title.en'], ['a1', 1, 'Mine']] };
    await expect(sent('officer', register)).rejects.toMatchObject({ status: 403 });
    const file = { name: 'x.xlsx', bytes: new TextEncoder().encode('x') };
    await expect(rounds.as('officer', (tx) => workbooks.send(tx, file, 'actions'))).rejects.toMatchObject({
      status: 403,
    });
  });
});
