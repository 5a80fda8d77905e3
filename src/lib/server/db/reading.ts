import {
  CompiledQuery,
  DummyDriver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  Transaction,
  type DatabaseConnection,
  type Dialect,
  type QueryExecutor,
} from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './tables.generated.ts';

/** One message: if the role cannot be taken, nothing is read as anybody else. */
const begin = `begin read only; select set_config('role', 'setu_public', true)`;

/**
 * A read-only transaction as the public that never waits for the database between its statements: each is sent as
 * soon as it is asked for, the connection answers them in order, and its end is not waited for. Nothing `work` read
 * is handed out unless the role was taken.
 */
export function readAsPublic<T>(
  database: Database,
  work: (db: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  const executor = database.getExecutor();
  return executor.provideConnection(async (connection) => {
    const { db, close } = transactionOn(connection, executor);
    const asked = async () => work(db);
    try {
      const [, found] = await Promise.all([connection.executeQuery(CompiledQuery.raw(begin)), asked()]);
      return found;
    } finally {
      close();
      // Also after a failure there is nothing to keep. A connection that is broken says so to the next who asks.
      void Promise.allSettled([connection.executeQuery(CompiledQuery.raw('rollback'))]);
    }
  });
}

/** Kysely's own transactions send a statement only when the one before is answered. */
function transactionOn(connection: DatabaseConnection, executor: QueryExecutor) {
  let isOpen = true;
  const provider: Pick<QueryExecutor, 'provideConnection'> = {
    provideConnection: async (consumer) => {
      // What is asked later would be read outside the transaction, past the policies.
      if (!isOpen) throw new Error('asked after the end of its transaction');
      return consumer(connection);
    },
  };
  const db = new Transaction<Tables>({
    config: { dialect },
    dialect,
    driver: new DummyDriver(),
    executor: executor.withConnectionProvider(provider),
  });
  return { db, close: () => (isOpen = false) };
}

/** What a transaction wants to know besides its executor, which holds the connection. */
const dialect: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};
