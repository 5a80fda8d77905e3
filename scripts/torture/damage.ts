type Ask = <Row>(statement: string) => Promise<Row[]>;

/** Looks at every b-tree and every table's pages with PostgreSQL's own amcheck; says what is damaged. */
export async function damagedPages(ask: Ask): Promise<string[]> {
  await ask('create extension if not exists amcheck');
  const faults: string[] = [];
  const indexes = await ask<{ name: string }>(`
    select c.oid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indexrelid
    join pg_am a on a.oid = c.relam and a.amname = 'btree' where c.relpersistence = 'p' and i.indisvalid`);
  for (const { name } of indexes) {
    await ask(`select bt_index_check('${name}', true)`).catch((error: unknown) => {
      faults.push(`index ${name}: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
  const tables = await ask<{ name: string }>(`
    select oid::regclass::text as name from pg_class where relkind in ('r', 't') and relpersistence = 'p'`);
  for (const { name } of tables) {
    for (const { msg } of await ask<{ msg: string }>(`select msg from verify_heapam('${name}')`)) {
      faults.push(`table ${name}: ${msg}`);
    }
  }
  return faults;
}
