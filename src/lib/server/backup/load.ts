import { sql } from 'kysely';
import { fullName, type Db, type Sequence, type Table } from './catalogue.ts';

/**
 * Empties all tables and suspends what would act on rows being loaded: foreign keys (which may go in circles) and
 * triggers (whose work is in the rows already). Returns what puts them back; the keys are checked then.
 * The owner of the tables may do all this; switching off triggers by `session_replication_role` takes a superuser.
 */
export async function clearForLoading(db: Db, tables: readonly Table[]): Promise<() => Promise<void>> {
  const keys = await sql<{ on: string; name: string; definition: string }>`
    select conrelid::regclass::text as on, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conparentid = 0 order by oid`.execute(db);
  const triggers = await sql<{ on: string; name: string }>`
    select tgrelid::regclass::text as on, quote_ident(tgname) as name from pg_trigger
    where not tgisinternal and tgenabled = 'O' and tgparentid = 0 order by oid`.execute(db);
  const each = async (statements: string[]) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  };
  await each(keys.rows.map(({ on, name }) => `alter table ${on} drop constraint ${name}`));
  await each(triggers.rows.map(({ on, name }) => `alter table ${on} disable trigger ${name}`));
  const names = tables.map(({ schema, name }) => sql.id(schema, name));
  await sql`truncate ${sql.join(names)}`.execute(db);
  return async () => {
    await each(
      keys.rows.map(({ on, name, definition }) => `alter table ${on} add constraint ${name} ${definition}`),
    );
    await each(triggers.rows.map(({ on, name }) => `alter table ${on} enable trigger ${name}`));
  };
}

/** Writes rows as linesOf read them: `columns` says in which order the values come. */
export async function loadLines(
  db: Db,
  table: Table,
  columns: readonly string[],
  lines: readonly string[],
): Promise<void> {
  const types = new Map(table.columns.map(({ name, type }) => [name, type]));
  const values = columns.map((name, position) => {
    const type = types.get(name);
    if (type === undefined) throw new Error(`${fullName(table)} has no column ${name}`);
    return sql`(line ->> ${sql.raw(String(position))})::${sql.raw(type)}`;
  });
  const names = columns.map((name) => sql.id(name));
  await sql`insert into ${sql.id(table.schema, table.name)} (${sql.join(names)}) overriding system value
    select ${sql.join(values)} from json_array_elements(${`[${lines.join(',')}]`}::text::json) as given (line)`.execute(
    db,
  );
}

export async function setSequences(db: Db, sequences: readonly Sequence[]): Promise<void> {
  for (const { schema, name, last } of sequences) {
    await sql`select setval(format('%I.%I', ${schema}::text, ${name}::text)::regclass, ${last}::text::bigint)`.execute(
      db,
    );
  }
}
