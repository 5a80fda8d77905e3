import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';

/** A text asked this often is worth keeping: pages ask the same few dozen all day. */
const worthKeeping = 3;
/** What each connection of a server may come to keep, and how many texts are counted: addresses can vary some of them. */
const mostKept = 200;
const mostCounted = 2000;

/** Names for statements that are asked again and again, the same on every connection. */
class Names {
  readonly #names = new Map<string, string>();
  readonly #asked = new Map<string, number>();

  of(sql: string): string | undefined {
    const known = this.#names.get(sql);
    if (known || this.#names.size >= mostKept) return known;
    const times = (this.#asked.get(sql) ?? 0) + 1;
    if (this.#asked.size >= mostCounted) this.#asked.clear();
    this.#asked.set(sql, times);
    if (times < worthKeeping) return undefined;
    this.#asked.delete(sql);
    const name = `setu${String(this.#names.size)}`;
    this.#names.set(sql, name);
    return name;
  }
}

/**
 * A pool of connections that keep what they are asked often, read and planned, under a name: planning costs more than
 * most answers.
 */
export function withNamedStatements(pool: pg.Pool): PostgresPool {
  const names = new Names();
  // Kysely knows a connection by the object it gets.
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect();
      const known = clients.get(client) ?? naming(client, names);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

function naming(client: pg.PoolClient, names: Names): PostgresPoolClient {
  function query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(asked: string | PostgresCursor<unknown>, parameters: readonly unknown[] = []): unknown {
    if (typeof asked !== 'string') throw new Error('answers are not read in parts');
    const name = /^\s*(?:select|with)\b/iu.test(asked) ? names.of(asked) : undefined;
    return client.query({ text: asked, values: [...parameters], ...(name && { name }) });
  }
  return { query, release: (broken) => client.release(broken) };
}
