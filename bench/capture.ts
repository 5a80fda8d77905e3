import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Tables } from '../src/lib/server/db/tables.generated.ts';
import { asViewer, publicViewer, type Tx } from '../src/lib/server/db/viewer.ts';
import { statementOf, type Statement } from './floor.ts';

type Event = {
  locals: { ask: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>; now: Date; today: string };
  params: Record<string, string>;
  url: URL;
};
export type Load = (event: Event) => Promise<unknown>;

/**
 * The statements a page asks of the database: its own load function is run against a server, and what it says is
 * written down. So the floor answers exactly the same SQL, whatever the page becomes.
 */
export async function statementsOf(
  databaseUrl: string,
  load: Load,
  page: { params: Record<string, string>; path: string },
): Promise<Statement[]> {
  const statements: Statement[] = [];
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: new pg.Pool({ connectionString: databaseUrl, max: 1, pipeline: true }),
    }),
    log: ({ query }) => {
      const statement = statementOf(query);
      if (statement) statements.push(statement);
    },
  });
  const now = new Date('2026-11-23T03:00:00Z');
  const asking = { viewer: publicViewer, requestId: 'bench', now };
  await load({
    locals: { ask: (work) => asViewer(db, asking, work), now, today: '2026-11-23' },
    params: page.params,
    url: new URL(page.path, 'http://127.0.0.1'),
  });
  await db.destroy();
  return statements;
}
