/** Opens a folder rebuilt after a power cut and prints, as JSON, what is wrong with it. */
import { amcheck } from '@electric-sql/pglite/contrib/amcheck';
import { openEmbedded } from '../../src/lib/server/db/embedded-engine.ts';
import { damagedPages } from './damage.ts';

const [folder = '', acknowledged = '0'] = process.argv.slice(2);
const { database, close } = await openEmbedded(folder, { more: { amcheck } });
const ask = async <Row>(statement: string): Promise<Row[]> => (await database.query<Row>(statement)).rows;
const faults: string[] = [];

const [ledger] = await ask<{ rows: number; last: number; wrong: number; total: number }>(`
  select count(*)::int as rows, coalesce(max(number), 0) as last,
    count(*) filter (where digest <> md5(content))::int as wrong, (select count from total) as total from ledger`);
if (!ledger || ledger.last < Number(acknowledged))
  faults.push(`lost rows after ${String(ledger?.last)} of ${acknowledged}`);
if (ledger && (ledger.rows !== ledger.last || ledger.total !== ledger.rows))
  faults.push('half a transaction');
if (ledger?.wrong) faults.push(`${String(ledger.wrong)} rows changed by themselves`);
faults.push(...(await damagedPages(ask)));
await database.query(`insert into ledger values (999999, 'b', 'x', md5('x'))`).catch((error: unknown) => {
  faults.push(`cannot be written: ${String(error)}`);
});
await close();
process.stdout.write(JSON.stringify(faults));
