import path from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type { Answer, Question, WorkerInput } from './embedded-worker.ts';
import { DatabaseUnusable } from './errors.ts';

/** A failed statement, with the fields PostgreSQL gave (code, constraint, detail …), as node-postgres has them. */
export class StatementError extends Error {
  code = '';
}

/** How long a caller waits for its turn before we say that something holds the one connection. */
const patience = 30_000;

/** The main-thread side of the embedded database: one connection, taken in turns, in a worker thread. */
export class EmbeddedDatabase implements DatabaseConnection {
  readonly #worker: Worker;
  readonly #waiting = new Map<
    number,
    { resolve: (answer: Answer) => void; reject: (error: Error) => void }
  >();
  #next = 1;
  #turn: Promise<void> = Promise.resolve();
  #release: (() => void) | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (answer: Answer) => {
      this.#waiting.get(answer.id)?.resolve(answer);
      this.#waiting.delete(answer.id);
    });
    worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => this.#fail(new Error('the embedded database has stopped')));
  }

  /**
   * Starts the worker and waits until the database is open. Throws DatabaseUnusable.
   * The worker is started from its source file: the built server is one bundle and has no file to start.
   */
  static async open(input: WorkerInput, root: string = process.cwd()): Promise<EmbeddedDatabase> {
    const file = path.join(root, 'src/lib/server/db/embedded-worker.ts');
    const worker = new Worker(file, {
      workerData: input,
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    const opened = new EmbeddedDatabase(worker);
    const first = await opened.#expect(0);
    if ('error' in first) {
      await worker.terminate();
      throw new DatabaseUnusable(first.error.message);
    }
    worker.unref();
    return opened;
  }

  #expect(id: number): Promise<Answer> {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  async #ask(question: Question): Promise<Extract<Answer, { rows: unknown }>> {
    this.#worker.ref();
    const expected = this.#expect(question.id);
    this.#worker.postMessage(question);
    const answer = await expected.finally(() => {
      if (this.#waiting.size === 0) this.#worker.unref();
    });
    if ('error' in answer) throw Object.assign(new StatementError(answer.error.message), answer.error.fields);
    return answer;
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const answer = await this.#ask({ id: this.#next++, sql: query.sql, parameters: query.parameters });
    return { rows: answer.rows as R[], numAffectedRows: BigInt(answer.affected) };
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }

  /** Waits for the connection; whoever asks first is served first. */
  async take(milliseconds: number = patience): Promise<void> {
    const before = this.#turn;
    let release = () => {};
    this.#turn = new Promise((resolve) => (release = resolve));
    try {
      await withPatience(before, milliseconds);
    } catch (error) {
      // Who gives up passes the turn on when it comes, or nobody behind would ever be served.
      void before.then(release);
      throw error;
    }
    this.#release = release;
  }

  give(): void {
    this.#release?.();
  }

  /** Copies the database as it stands between two transactions into another data folder; see copyDatabase. */
  async copyTo(folder: string): Promise<void> {
    await this.take();
    try {
      await this.#ask({ id: this.#next++, copyTo: folder });
    } finally {
      this.give();
    }
  }

  async close(): Promise<void> {
    await this.take();
    await this.#ask({ id: this.#next++, close: true });
    await this.#worker.terminate();
  }
}

async function withPatience(turn: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('waited too long for the database: was it called outside its own transaction?')),
      milliseconds,
    );
  });
  await Promise.race([turn, tooLong]).finally(() => clearTimeout(timer));
}

class EmbeddedDriver implements Driver {
  readonly #database: EmbeddedDatabase;
  constructor(database: EmbeddedDatabase) {
    this.#database = database;
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    await this.#database.take();
    return this.#database;
  }
  releaseConnection(): Promise<void> {
    this.#database.give();
    return Promise.resolve();
  }
  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const mode = settings.accessMode ? ` ${settings.accessMode}` : '';
    await connection.executeQuery(CompiledQuery.raw(`begin${mode}`));
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }
  async destroy(): Promise<void> {
    await this.#database.close();
  }
}

/** The Kysely dialect over the embedded database. */
export function embeddedDialect(database: EmbeddedDatabase): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new EmbeddedDriver(database),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}
