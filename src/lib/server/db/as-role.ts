import { CompiledQuery, Kysely, type DatabaseConnection, type Dialect, type Driver } from 'kysely';
import type { Database } from './database.ts';
import { dialectOf } from './database.ts';

/** A driver whose connections are of one role from taking to giving back. */
class RoleDriver implements Driver {
  readonly #inner: Driver;
  readonly #role: string;
  constructor(inner: Driver, role: string) {
    this.#inner = inner;
    this.#role = role;
  }
  init(): Promise<void> {
    return this.#inner.init();
  }
  async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await this.#inner.acquireConnection();
    try {
      await connection.executeQuery(CompiledQuery.raw(`set role ${this.#role}`));
      return connection;
    } catch (error) {
      await this.#inner.releaseConnection(connection);
      throw error;
    }
  }
  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw('reset role'));
    } finally {
      await this.#inner.releaseConnection(connection);
    }
  }
  beginTransaction: Driver['beginTransaction'] = (...given) => this.#inner.beginTransaction(...given);
  commitTransaction: Driver['commitTransaction'] = (...given) => this.#inner.commitTransaction(...given);
  rollbackTransaction: Driver['rollbackTransaction'] = (...given) =>
    this.#inner.rollbackTransaction(...given);
  /** The connections belong to the database this one was made from. */
  destroy(): Promise<void> {
    return Promise.resolve();
  }
}

/**
 * The same database, whose every statement runs as a restricted role: for a library that brings its own queries.
 * It shares the connections of `database`; `role` is a name of ours, never input.
 */
export function asRole(database: Database, role: 'setu_auth'): Database {
  const inner = dialectOf(database);
  const dialect: Dialect = {
    createAdapter: () => inner.createAdapter(),
    createDriver: () => new RoleDriver(inner.createDriver(), role),
    createIntrospector: (db) => inner.createIntrospector(db),
    createQueryCompiler: () => inner.createQueryCompiler(),
  };
  return new Kysely({ dialect });
}
