import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A database of its own on a server; without a server nothing, and the folder of the embedded one is the place. */
export type Emptied = {
  url: string;
  empty: () => Promise<void>;
  isEmpty: () => Promise<boolean>;
  remove: () => Promise<void>;
};

export async function emptyDatabase(server: string | undefined): Promise<Emptied> {
  if (!server) {
    const nothing = () => Promise.resolve();
    return { url: '', empty: nothing, isEmpty: () => Promise.resolve(false), remove: nothing };
  }
  const name = `setu_torture_${randomUUID().replaceAll('-', '')}`;
  const own = new URL(server);
  own.pathname = `/${name}`;
  const make = async () => {
    await ask(server, `create database ${name}`);
  };
  const remove = async () => {
    await ask(server, `drop database ${name} with (force)`);
  };
  await make();
  return {
    url: own.href,
    empty: async () => {
      await remove();
      await make();
    },
    isEmpty: async () => {
      const tables = await ask(own.href, `select from pg_class where relname = 'migrations'`);
      return tables === 0;
    },
    remove,
  };
}

/** Runs one statement; returns how many rows it gave. */
async function ask(url: string, statement: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows.length;
  } finally {
    await client.end();
  }
}
