import { sql } from 'kysely';
import { openRegisters } from '#features/desk/registers/server/testing.ts';
import { noteRead } from '#features/workbooks/sent/server/commands.ts';
import * as workbooks from '#features/workbooks/server/commands.ts';
import { workbookOf } from '#features/workbooks/server/exports.ts';
import { standingOf } from '#features/workbooks/server/queries.ts';
import { get, rowsOf } from '#features/workbooks/sent/server/queries.ts';
import type { Duty } from '#lib/access.ts';
import { testNow } from '#lib/server/db/testing.ts';
import { asSystem, asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';
import { readSheets } from '#lib/server/xlsx/reading.ts';
import type { CellValue, Sheet } from '#lib/server/xlsx/sheets.ts';

export const person = (account: string, ...duties: Duty[]): Viewer => ({
  kind: 'person',
  account,
  actor: account,
  access: { duties, bodies: [], organisations: [], inNetwork: true },
});
export const secretariat = person('secretariat-1', 'secretariat');

/** A sheet whose cells can be changed by reference and key of the column. */
export function editable({ rows, marks }: Sheet) {
  const keys = rows[1] ?? [];
  const at = (key: string) => keys.findIndex((cell) => cell === key);
  const rowOf = (ref: string) => {
    const row = rows.find((cells) => cells[0] === ref);
    if (!row) throw new Error(`no row for ${ref}`);
    return row;
  };
  return {
    sheet: { name: 'S', rows, marks },
    set: (ref: string, key: string, value: CellValue) => (rowOf(ref)[at(key)] = value),
    value: (ref: string, key: string) => rowOf(ref)[at(key)] ?? null,
    add: (cells: Record<string, CellValue>) => {
      const row: CellValue[] = keys.map(() => null);
      for (const [key, value] of Object.entries(cells)) row[at(key)] = value;
      rows.push(row);
    },
  };
}

/** The world of the registers with accounts that send workbooks, and what tests do with them. */
export async function openWorkbooks() {
  const world = await openRegisters();
  await asSystem(world.database, 'accounts that send workbooks', async (db) => {
    await sql`insert into accounts (id, name, email, created_at, updated_at) values
      ('secretariat-1', 'S', 's@network.example', ${testNow}, ${testNow}),
      ('secretariat-2', 'T', 't@network.example', ${testNow}, ${testNow}),
      ('member-01', 'M', 'm@network.example', ${testNow}, ${testNow})`.execute(db);
    await sql`insert into grants (account_id, duty, from_day, granted_by, granted_at, reason)
      select id, 'secretariat', '2026-01-01', 'test', ${testNow}, 'for a test' from accounts
      where id like 'secretariat-%'`.execute(db);
  });
  const as = <T>(viewer: Viewer, work: (tx: Tx) => Promise<T>) =>
    asViewer(world.database, { viewer, requestId: 'test', now: testNow }, work);
  return {
    ...world,
    as,
    /** The list of commitments as it goes out, and as it is read again. */
    exported: async (): Promise<Sheet> => {
      const [sheet] = await readSheets(await as(secretariat, (tx) => workbookOf(tx, 'commitments')));
      if (!sheet) throw new Error('the workbook has no sheet');
      return sheet;
    },
    /** Sends a sheet as if its file had been read; gives the id of the workbook. */
    sent: async (sheet: Sheet, viewer = secretariat): Promise<string> => {
      const file = { name: 'plan from Shirin.xlsx', bytes: new TextEncoder().encode('x') };
      const id = await as(viewer, (tx) => workbooks.send(tx, file, 'commitments'));
      await as(viewer, (tx) => noteRead(tx, id, [sheet]));
      return id;
    },
    kindsOf: async (id: string) => (await as(secretariat, (tx) => get(tx, id))).counts,
    rows: (id: string, what: 'error' | 'conflict' | 'changed' | 'new') =>
      as(secretariat, (tx) => rowsOf(tx, id, { what, page: 1, size: 50 })).then((found) => found.rows),
    typedNow: (ref: string) =>
      as(secretariat, async (tx) => (await standingOf(tx, 'commitments', [ref])).get(ref)?.typed ?? {}),
  };
}
export type Workbooks = Awaited<ReturnType<typeof openWorkbooks>>;
