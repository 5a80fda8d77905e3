/** Opens what a killed process left behind and prints, as JSON, what was acknowledged and what is wrong. */
import fs from 'node:fs';
import { amcheck } from '@electric-sql/pglite/contrib/amcheck';
import pg from 'pg';
import { openEmbedded } from '../../src/lib/server/db/embedded-engine.ts';
import { damagedPages } from './damage.ts';

const [data = '', acknowledgements = '', url] = process.argv.slice(2);
const lines = fs.existsSync(acknowledgements)
  ? fs.readFileSync(acknowledgements, 'utf8').split('\n').slice(0, -1)
  : [];
const { ask, close } = await (url ? onServer(url) : embedded());

async function embedded() {
  const engine = await openEmbedded(data, { more: { amcheck } });
  return {
    ask: async <Row>(statement: string) => (await engine.database.query<Row>(statement)).rows,
    close: engine.close,
  };
}

async function onServer(address: string) {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  return {
    ask: async <Row>(statement: string) => (await client.query(statement)).rows as Row[],
    close: () => client.end(),
  };
}

const faults: string[] = [];

if (lines.length > 0) {
  const wanted = lines.map((line) => `('t-${line}')`).join(',');
  const lost = await ask<{ ref: string }>(`
    select w.ref from (values ${wanted}) as w (ref)
    left join organisations o on o.ref = w.ref
    left join records r on r.kind = 'organisations' and r.ref = w.ref
    left join history h on h.kind = 'organisations' and h.ref = w.ref
    where o.ref is null or r.ref is null or h.ref is null`);
  for (const { ref } of lost) faults.push(`acknowledged and gone: ${ref}`);
  const torn = await ask<{ batch: string }>(`
    select name ->> 'en' as batch from organisations where ref like 't-%' group by 1
    having count(*) <> substring(name ->> 'en' from 'of (\\d+)$')::int`);
  for (const { batch } of torn) faults.push(`half a transaction: ${batch}`);
}
const [tables] = await ask<{ there: boolean }>(`select to_regclass('packs') is not null as there`);
if (tables?.there) {
  const halves = await ask<{ kind: string }>(`
    select distinct kind from history h where door = 'pack'
      and substring(request_id from 6) not in (select name from packs)`);
  for (const { kind } of halves) faults.push(`half a pack: ${kind}`);
}
faults.push(...(await damagedPages(ask)));
await close();
process.stdout.write(JSON.stringify({ acknowledged: lines.length, faults }));
