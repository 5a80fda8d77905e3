import { createHash } from 'node:crypto';
import type { DBAdapter, DBTransactionAdapter, Where } from 'better-auth';

/** How a token is kept: whoever reads the database cannot use what stands there. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

const hashed = (value: unknown) =>
  Array.isArray(value) ? value.map((one) => tokenHash(String(one))) : tokenHash(String(value));

function hashedWhere(where: Where[]): Where[] {
  return where.map((part) => (part.field === 'token' ? { ...part, value: hashed(part.value) } : part));
}

/** The row that was asked for by its token, with that token again. */
function restored<T>(row: T, where: Where[]): T {
  const token = where.find(({ field, operator = 'eq' }) => field === 'token' && operator === 'eq')?.value;
  return row !== null && typeof token === 'string' ? { ...row, token } : row;
}

/**
 * better-auth keeps the tokens of sessions as they are; this adapter keeps their hash instead. Rows found by anything
 * else than their token carry the hash: sessions are listed and revoked by their id (sessions.ts).
 */
export function withHashedTokens(inner: DBAdapter): DBAdapter {
  return {
    ...wrapped(inner),
    transaction: (work) => inner.transaction((transaction) => work(wrapped(transaction))),
  };
}

function wrapped<A extends DBTransactionAdapter>(inner: A): A {
  const isSession = (given: { model: string }) => given.model === 'session';
  const where = <G extends { model: string; where?: Where[] | undefined }>(given: G): G =>
    isSession(given) && given.where ? { ...given, where: hashedWhere(given.where) } : given;
  return {
    ...inner,
    create: async (given) => {
      if (!isSession(given)) return inner.create(given);
      const data = given.data as Record<string, unknown>;
      const made = await inner.create({ ...given, data: { ...data, token: hashed(data['token']) } as never });
      return { ...(made as object), token: data['token'] } as never;
    },
    findOne: async (given) => restored(await inner.findOne(where(given)), given.where),
    findMany: (given) => inner.findMany(where(given)),
    count: (given) => inner.count(where(given)),
    update: async (given) => restored(await inner.update(where(given)), given.where),
    updateMany: (given) => inner.updateMany(where(given)),
    delete: (given) => inner.delete(where(given)),
    deleteMany: (given) => inner.deleteMany(where(given)),
    consumeOne: async (given) => restored(await inner.consumeOne(where(given)), given.where),
    incrementOne: (given) => inner.incrementOne(where(given)),
  };
}
