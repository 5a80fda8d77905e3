import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pledge } from '#features/desk/registers/server/testing.ts';
import * as desk from '#features/desk/server/commands.ts';
import { noteRead } from '#features/workbooks/sent/server/commands.ts';
import { get, list } from '#features/workbooks/sent/server/queries.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import { testNow } from '#lib/server/db/testing.ts';
import type { Tx, Viewer } from '#lib/server/db/viewer.ts';
import { csvOf } from '#lib/server/xlsx/csv.ts';
import { readSheets } from '#lib/server/xlsx/reading.ts';
import type { Sheet } from '#lib/server/xlsx/sheets.ts';
import * as workbooks from './commands.ts';
import { workbookOf, wrongRowsOf } from './exports.ts';
import { readWorkbook } from './jobs.ts';
import { editable, openWorkbooks, person, secretariat, type Workbooks } from './testing.ts';

const claimed = { id: 1, topic: 'workbooks.read', payload: {}, attempts: 1, created_at: testNow };
let world: Workbooks;
beforeAll(async () => {
  world = await openWorkbooks();
}, 120_000);
afterAll(() => world.close());
const { as, exported, sent, kindsOf, rows, typedNow } = {
  as: <T>(viewer: Viewer, work: (tx: Tx) => Promise<T>) => world.as(viewer, work),
  exported: () => world.exported(),
  sent: (sheet: Sheet) => world.sent(sheet),
  kindsOf: (id: string) => world.kindsOf(id),
  rows: (id: string, what: 'error' | 'conflict' | 'changed' | 'new') => world.rows(id, what),
  typedNow: (ref: string) => world.typedNow(ref),
};

describe('a list that goes out as a workbook', () => {
  test('comes back unchanged when nobody touched it, whatever was done to its rows and columns', async () => {
    const ref = await world.add('commitments', pledge('Untouched pledge', { 'target.en': 'A target' }));
    const sheet = await exported();
    const moved = sheet.rows.map((row) => [...row.slice(3), null, ...row.slice(0, 3)]);
    const sorted = [...moved.slice(0, 2), ...moved.slice(2).reverse()];
    const id = await sent({ ...sheet, rows: sorted });
    const { unchanged, ...others } = await kindsOf(id);
    expect(others).toEqual({});
    expect(unchanged).toBeGreaterThan(0);
    expect(sheet.rows.some((row) => row[0] === ref)).toBe(true);
    await expect(as(secretariat, (tx) => workbooks.apply(tx, id))).rejects.toMatchObject({
      code: 'workbook.nothing_to_apply',
    });
  });

  test('is for the secretariat alone', async () => {
    await expect(as(person('member-01'), (tx) => workbookOf(tx, 'commitments'))).rejects.toMatchObject({
      status: 403,
    });
    await expect(world.asPublic((tx) => workbookOf(tx, 'commitments'))).rejects.toMatchObject({
      status: 403,
    });
  });
});

describe('a workbook that comes back', () => {
  test('changes what was changed in it, through the command of the form, and the history names it', async () => {
    const ref = await world.add('commitments', pledge('Pledge to change'));
    const file = editable(await exported());
    file.set(ref, 'target.bn', 'লক্ষ্য');
    file.set(ref, 'target_on', 'জুলাই ২০২৭');
    file.set(ref, 'kind', 'সুপারিশ');
    const id = await sent(file.sheet);
    const [row] = await rows(id, 'changed');
    expect(row?.cells.map(({ key, file: value }) => [key, value])).toEqual([
      ['kind', 'recommendation'],
      ['target.bn', 'লক্ষ্য'],
      ['target_on', '2027-07'],
    ]);
    expect(await as(secretariat, (tx) => workbooks.apply(tx, id))).toBe(1);
    expect(await typedNow(ref)).toMatchObject({
      kind: 'recommendation',
      target_on: '2027-07',
      'target.bn': 'লক্ষ্য',
    });
    const { rows: history } = await world.asSecretariat((tx) =>
      sql<{ door: string; reason: string }>`select door, reason from history where ref = ${ref}
        order by number desc limit 1`.execute(tx.db),
    );
    expect(history).toEqual([{ door: 'workbook', reason: 'plan from Shirin.xlsx' }]);
    // The same file once more changes nothing.
    expect(await kindsOf(await sent(file.sheet))).not.toHaveProperty('changed');
  });

  test('a new row is a new record, once however often it is sent; a taken-out row changes nothing', async () => {
    const file = editable(await exported());
    const before = file.sheet.rows.length;
    const [gone] = file.sheet.rows.splice(2, 1);
    file.add({
      kind: 'Pledge',
      'title.en': 'Brought by a workbook',
      'instrument.en': 'A forum',
      parties: 'MoFA | maker',
    });
    expect(file.sheet.rows).toHaveLength(before);
    const ids = [await sent(file.sheet), await sent(file.sheet)];
    const { absent } = await as(secretariat, (tx) => get(tx, ids[0] ?? ''));
    expect([absent.total, absent.named.map(({ ref }) => ref)]).toEqual([1, [gone?.[0]]]);
    for (const id of ids) {
      expect(await kindsOf(id)).toMatchObject({ new: 1 });
      await as(secretariat, (tx) => workbooks.apply(tx, id));
    }
    expect(await kindsOf(await sent(file.sheet))).not.toHaveProperty('new');
    const found = await world.asSecretariat((tx) =>
      tx.db.selectFrom('commitments').select('ref').where('ref', 'like', 'brought-by-a-workbook%').execute(),
    );
    expect(found).toEqual([{ ref: 'brought-by-a-workbook' }]);
  });

  test('a value that somebody changed meanwhile is a conflict, and stands until a person decides', async () => {
    const ref = await world.add('commitments', pledge('Pledge in conflict', { 'follow_up.en': 'first' }));
    const file = editable(await exported());
    file.set(ref, 'follow_up.en', 'from the file');
    file.set(ref, 'target.en', 'only in the file');
    const typed = { ...(await typedNow(ref)), 'follow_up.en': 'by form' };
    await as(secretariat, (tx) => desk.change(tx, 'commitments', ref, { typed, version: 1 }));
    const id = await sent(file.sheet);
    const [row] = await rows(id, 'conflict');
    expect(row?.cells.map(({ key, stands, isConflict }) => [key, stands, isConflict])).toEqual([
      ['target.en', '', false],
      ['follow_up.en', 'by form', true],
    ]);
    await expect(as(secretariat, (tx) => workbooks.apply(tx, id))).rejects.toMatchObject({
      code: 'workbook.nothing_to_apply',
    });
    const decide = (choice: 'mine' | 'theirs') =>
      as(secretariat, (tx) =>
        workbooks.decide(tx, id, {
          shown: [row?.row ?? 0],
          taken: new Set([row?.row ?? 0]),
          choices: new Map([[`${String(row?.row)} follow_up.en`, choice]]),
        }),
      );
    await decide('theirs');
    await as(secretariat, (tx) => workbooks.apply(tx, id));
    expect(await typedNow(ref)).toMatchObject({ 'follow_up.en': 'by form', 'target.en': 'only in the file' });
  });

  test('without its version every cell that differs is a conflict: nothing is overwritten in silence', async () => {
    const ref = await world.add('commitments', pledge('Pledge without version'));
    const file = editable(await exported());
    file.set(ref, 'version', null);
    file.set(ref, 'follow_up.en', 'typed');
    expect(await kindsOf(await sent(file.sheet))).toMatchObject({ conflict: 1 });
  });

  test('changed after the comparison, a record is compared again before anything is saved', async () => {
    const ref = await world.add('commitments', pledge('Pledge that moves on'));
    const file = editable(await exported());
    file.set(ref, 'follow_up.en', 'typed');
    const id = await sent(file.sheet);
    const typed = { ...(await typedNow(ref)), 'target.en': 'meanwhile' };
    await as(secretariat, (tx) => desk.change(tx, 'commitments', ref, { typed, version: 1 }));
    await expect(as(secretariat, (tx) => workbooks.apply(tx, id))).rejects.toMatchObject({
      code: 'workbook.outdated',
    });
    expect(await typedNow(ref)).toMatchObject({ 'follow_up.en': '' });
  });

  test('a bad row says what to do and takes no good one with it', async () => {
    const ref = await world.add('commitments', pledge('Good pledge'));
    const bad = await world.add('commitments', pledge('Bad pledge'));
    const file = editable(await exported());
    file.set(ref, 'follow_up.en', 'good');
    file.set(bad, 'kind', 'promise');
    file.set(bad, 'target_on', '45 July');
    file.add({ 'ref:commitments': 'no-such-record', 'title.en': 'X' });
    file.add({ 'title.en': 'No parties', kind: 'Pledge', 'instrument.en': 'A forum' });
    const id = await sent(file.sheet);
    const errors = await rows(id, 'error');
    const messages = errors.flatMap(({ cells }) =>
      cells.flatMap(({ key, problem }) => (problem ? [[key, problem.message]] : [])),
    );
    expect(messages).toEqual([
      ['kind', 'workbook_not_choice'],
      ['target_on', 'form_error_date'],
      ['ref', 'workbook_ref_unknown'],
      ['parties', 'form_error_other'],
    ]);
    expect(await as(secretariat, (tx) => workbooks.apply(tx, id))).toBe(1);
    expect(await typedNow(ref)).toMatchObject({ 'follow_up.en': 'good' });
  });

  test('rows that cannot be read come back as a workbook with what is wrong beside them, and can be sent again', async () => {
    const ref = await world.add('commitments', pledge('Pledge to mend'));
    const other = await world.add('commitments', pledge('Pledge beside it'));
    const workbook = await as(secretariat, (tx) => workbookOf(tx, 'commitments'));
    const [out] = await readSheets(workbook);
    const file = editable(out ?? { name: '', rows: [], marks: [] });
    file.set(ref, 'kind', 'promise');
    file.set(ref, 'follow_up.bn', 'লেখা থাকে');
    const text = csvOf(file.sheet.rows);
    const sending = { name: 'mend.csv', bytes: new TextEncoder().encode(text) };
    const id = await as(secretariat, (tx) => workbooks.send(tx, sending, 'commitments'));
    await readWorkbook(world.database, 'Asia/Dhaka')({ id, account: 'secretariat-1' }, claimed, testNow);
    expect(await kindsOf(id)).toMatchObject({ error: 1 });

    const ask = <T>(work: (tx: Tx) => Promise<T>) => as(secretariat, work);
    const { bytes } = await wrongRowsOf(ask, id, { lang: 'bn', say: sayIn('bn') });
    const [wrong] = await readSheets(bytes);
    const mended = editable(wrong ?? { name: '', rows: [], marks: [] });
    expect(mended.sheet.rows).toHaveLength(3);
    expect(mended.value(ref, 'kind')).toBe('promise');
    expect(mended.value(ref, 'follow_up.bn')).toBe('লেখা থাকে');
    expect(String(mended.sheet.rows[2]?.at(-1))).toContain('“promise”');
    mended.set(ref, 'kind', 'সুপারিশ');
    const again = await sent(mended.sheet);
    expect(await kindsOf(again)).toEqual({ changed: 1 });
    expect(await as(secretariat, (tx) => workbooks.apply(tx, again))).toBe(1);
    expect(await typedNow(ref)).toMatchObject({ kind: 'recommendation', 'follow_up.bn': 'লেখা থাকে' });
    expect(await typedNow(other)).toMatchObject({ kind: 'pledge' });
    const stranger = <T>(work: (tx: Tx) => Promise<T>) => as(person('secretariat-2', 'secretariat'), work);
    await expect(wrongRowsOf(stranger, id, { lang: 'en', say: sayIn('en') })).rejects.toMatchObject({
      status: 404,
    });
  });

  test('a value written in another way is the same value', async () => {
    const ref = await world.add('commitments', pledge('Pledge of a cycle', { cycle: 'UPR 4' }));
    const file = editable(await exported());
    file.set(ref, 'cycle', 'UPR ৪');
    expect(await kindsOf(await sent(file.sheet))).not.toHaveProperty('changed');
  });

  test('formulas, errors and merged cells are said, not guessed', async () => {
    const ref = await world.add('commitments', pledge('Pledge with a formula'));
    const { rows: cells, ...sheet } = await exported();
    const row = cells.findIndex((one) => one[0] === ref);
    const column = (cells[1] ?? []).findIndex((cell) => cell === 'follow_up.en');
    const id = await sent({ ...sheet, rows: cells, marks: [{ row, column, what: 'formula' }] });
    const [found] = await rows(id, 'error');
    expect(found?.cells).toMatchObject([{ key: 'follow_up.en', problem: { message: 'workbook_formula' } }]);
  });

  test('without the machine’s row its headers are read in either language', async () => {
    const ref = await world.add('commitments', pledge('Pledge read by its headers'));
    const file = editable(await exported());
    file.set(ref, 'follow_up.en', 'read');
    const id = await sent({ ...file.sheet, rows: [file.sheet.rows[0] ?? [], ...file.sheet.rows.slice(2)] });
    expect(await kindsOf(id)).toMatchObject({ changed: 1 });
    const none = await as(secretariat, (tx) =>
      workbooks.send(tx, { name: 'x.csv', bytes: new TextEncoder().encode('a') }, 'commitments'),
    );
    const tried = as(secretariat, (tx) => noteRead(tx, none, [{ name: 'S', rows: [['a', 'b']], marks: [] }]));
    await expect(tried).rejects.toMatchObject({ code: 'workbook.headers_unknown' });
  });

  test('belongs to whoever sent it', async () => {
    const id = await sent(await exported());
    const other = person('secretariat-2', 'secretariat');
    await expect(as(other, (tx) => get(tx, id))).rejects.toMatchObject({ status: 404 });
    await expect(as(other, (tx) => workbooks.apply(tx, id))).rejects.toMatchObject({ status: 404 });
    await expect(as(other, (tx) => workbooks.forget(tx, id))).rejects.toMatchObject({ status: 404 });
    expect(await as(other, list)).toEqual([]);
    await expect(as(person('member-01'), (tx) => get(tx, id))).rejects.toMatchObject({ status: 403 });
    const seen = await as(person('member-01'), (tx) =>
      tx.db.selectFrom('workbook_rows').selectAll().execute(),
    );
    expect(seen).toEqual([]);
  });
});
