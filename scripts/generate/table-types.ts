/**
 * Writes src/lib/server/db/tables.generated.ts from a freshly migrated embedded database.
 * `--check` compares instead, and exits 1 when the file is out of date.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import prettier from 'prettier';
import { openDatabase } from '../../src/lib/server/db/database.ts';
import { migrate } from '../../src/lib/server/db/migrate.ts';
import { asSystem } from '../../src/lib/server/db/viewer.ts';

const target = 'src/lib/server/db/tables.generated.ts';

type Column = {
  table_name: string;
  column_name: string;
  type: string;
  nullable: boolean;
  computed: boolean;
  has_default: boolean;
  rule: string | null;
};

const typeNames: Record<string, string> = {
  bigint: 'number',
  integer: 'number',
  smallint: 'number',
  numeric: 'number',
  text: 'string',
  'text[]': 'string[]',
  boolean: 'boolean',
  date: 'string',
  'timestamp with time zone': 'Date',
  jsonb: 'unknown',
  tsvector: 'string',
  partial_date: 'PartialDate',
  reference: 'string',
  translated: 'Translated',
};

/** `CHECK ((kind = ANY (ARRAY['a'::text, 'b'::text])))` is the union 'a' | 'b'. */
function unionOf(rule: string | null): string | null {
  if (!rule?.includes('= ANY (ARRAY[')) return null;
  return [...rule.matchAll(/'([^']+)'::text/gu)].map(([, value]) => `'${value ?? ''}'`).join(' | ');
}

function typeOf(column: Column): string {
  const base = unionOf(column.rule) ?? typeNames[column.type];
  if (!base)
    throw new Error(`No TypeScript type for ${column.type} (${column.table_name}.${column.column_name})`);
  const type = column.nullable ? `${base} | null` : base;
  if (column.computed) return `GeneratedAlways<${type}>`;
  return column.has_default ? `Generated<${type}>` : type;
}

async function readColumns(): Promise<Column[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'setu-types-'));
  const database = await openDatabase({ engine: 'embedded', folder });
  await migrate(database);
  const found = await asSystem(database, 'reads the catalogue', (db) =>
    sql<Column>`
      select c.relname as table_name, a.attname as column_name, format_type(a.atttypid, null) as type,
        not a.attnotnull as nullable, (a.attidentity = 'a' or a.attgenerated = 's') as computed,
        a.atthasdef as has_default,
        (select pg_get_constraintdef(k.oid) from pg_constraint k
          where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
            and pg_get_constraintdef(k.oid) like '%= ANY (ARRAY[%' limit 1) as rule
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind in ('r', 'v')
      order by c.relname, a.attnum`.execute(db),
  );
  await database.destroy();
  fs.rmSync(folder, { recursive: true });
  return found.rows;
}

const pascal = (name: string) => name.replace(/(^|_)(\w)/gu, (_, __, letter: string) => letter.toUpperCase());

async function generate(): Promise<string> {
  const tables = Map.groupBy(await readColumns(), (column) => column.table_name);
  const types = [...tables].map(
    ([name, columns]) =>
      `export type ${pascal(name)}Table = {\n${columns.map((c) => `${c.column_name}: ${typeOf(c)};`).join('\n')}\n};`,
  );
  const text = `// Generated from migrations/*.sql by scripts/generate/table-types.ts. Do not edit.
import type { Generated, GeneratedAlways } from 'kysely';
import type { PartialDate } from '#lib/dates.ts';
import type { Translated } from '#lib/translated.ts';

${types.join('\n\n')}

export type Tables = {
${[...tables.keys()].map((name) => `${name}: ${pascal(name)}Table;`).join('\n')}
};
`;
  return prettier.format(text, { ...(await prettier.resolveConfig(target)), parser: 'typescript' });
}

const made = await generate();
if (process.argv.includes('--check')) {
  if (fs.readFileSync(target, 'utf8') !== made) {
    console.error(`${target} is out of date; run: npx node scripts/generate/table-types.ts`);
    process.exit(1);
  }
} else fs.writeFileSync(target, made);
