import { z } from 'zod';
import { noteBegun, noteCompared, noteFailed, noteReady } from '#features/workbooks/sent/server/commands.ts';
import { civilDay } from '#lib/dates.ts';
import { ExpectedError } from '#lib/errors.ts';
import { asAccount } from '#lib/server/db/account-viewer.ts';
import type { Database } from '#lib/server/db/database.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import type { Handler } from '#lib/server/jobs/jobs.ts';
import { readSheets } from '#lib/server/xlsx/reading.ts';

const payloadOf = z.object({ id: z.string(), account: z.string() });

const rowsATime = 500;
/** Workbooks stay so many days, applied or not. */
const keptDays = 14;

/**
 * `workbooks.read`: reads a workbook in a thread of its own and compares it with what stands, with the rights its sender
 * has now. Repeating compares anew. A file that cannot be read is said on its page, not tried again.
 */
export function readWorkbook(database: Database, timeZone: string): Handler {
  return async (payload, _, now) => {
    const { id, account } = payloadOf.parse(payload);
    const when = { requestId: `workbook ${id}`, now, today: civilDay(now, timeZone) };
    const content = await asAccount(database, account, when, async (tx) => {
      const row = await tx.db
        .selectFrom('workbooks')
        .select('content')
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.content ?? null;
    });
    if (content === null) return;
    try {
      const sheets = await readSheets(new Uint8Array(Buffer.from(content, 'base64')));
      const table = await asAccount(database, account, when, (tx) => noteBegun(tx, id, sheets));
      const seen = new Set<string>();
      // Between two transactions others have their turn, and the page of the workbook says how far it is.
      for (let from = 0; from < table.rows.length; from += rowsATime) {
        const rows = table.rows.slice(from, from + rowsATime);
        await asAccount(database, account, when, (tx) => noteCompared(tx, id, { ...table, rows, seen }));
      }
      await asAccount(database, account, when, (tx) => noteReady(tx, id, { ...table, seen }));
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      await asAccount(database, account, when, (tx) => noteFailed(tx, id, error));
    }
  };
}

/** Clears workbooks that were sent longer ago than they are kept. */
export async function clearWorkbooks(database: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  await asSystem(database, 'workbooks are kept for some days only', (db) =>
    db.deleteFrom('workbooks').where('created_at', '<', before).execute(),
  );
}
