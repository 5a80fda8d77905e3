import { noAccount } from '#features/accounts/errors.ts';
import type { Access, Duty } from '#lib/access.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { noteReading } from '#lib/server/history/reads.ts';
import type { Translated } from '#lib/translated.ts';

type Named = { ref: string; name: Translated };

/** What somebody is today besides their seats, with names: duties, and the organisations they hold an office in. */
export async function standing(
  tx: Tx,
  { duties, organisations }: Access,
): Promise<{ duties: Duty[]; organisations: Named[] }> {
  const refs = organisations.map(({ ref }) => ref);
  if (refs.length === 0) return { duties, organisations: [] };
  const named = await tx.db
    .selectFrom('organisations')
    .select(['ref', 'name'])
    .where('ref', 'in', refs)
    .orderBy('ref')
    .execute();
  return { duties, organisations: named };
}

/** An account as those see it who keep them. */
export type AccountLine = {
  id: string;
  name: string;
  email: string;
  state: 'invited' | 'open' | 'closed';
  demonstration: boolean;
  codes: boolean;
  created: Date;
  person: (Named & { id: number }) | null;
};

const lines = (tx: Tx) =>
  tx.db
    .selectFrom('accounts as a')
    .leftJoin('people as p', 'p.id', 'a.person_id')
    .select(['a.id', 'a.name', 'a.email', 'a.email_verified', 'a.closed_at', 'a.demonstration'])
    .select(['a.two_factor_enabled', 'a.created_at', 'p.id as personId', 'p.ref', 'p.name as personName']);

type Row = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number];

const lineOf = (row: Row): AccountLine => ({
  id: row.id,
  name: row.name,
  email: row.email,
  state: row.closed_at ? 'closed' : row.email_verified ? 'open' : 'invited',
  demonstration: row.demonstration,
  codes: row.two_factor_enabled,
  created: row.created_at,
  person:
    row.personId !== null && row.ref !== null && row.personName
      ? { id: row.personId, ref: row.ref, name: row.personName }
      : null,
});

/** All accounts the viewer may see, by name; closed ones last. */
export async function list(tx: Tx): Promise<AccountLine[]> {
  const rows = await lines(tx)
    .orderBy('a.closed_at', (order) => order.desc().nullsFirst())
    .orderBy('a.name')
    .orderBy('a.id')
    .execute();
  return rows.map(lineOf);
}

async function get(tx: Tx, id: string): Promise<AccountLine> {
  const row = await lines(tx).where('a.id', '=', id).executeTakeFirst();
  if (!row) throw noAccount();
  return lineOf(row);
}

/** One account, opened by somebody to look at it: that of another person is noted. Throws `accounts.unknown`. */
export async function open(tx: Tx, id: string): Promise<AccountLine> {
  const account = await get(tx, id);
  const isOwn = tx.viewer.kind === 'person' && tx.viewer.account === id;
  if (!isOwn) await noteReading(tx, { kind: 'accounts', ref: id, what: 'account' });
  return account;
}

/** Duties given to an account by hand, the newest first. */
export async function grants(tx: Tx, account: string) {
  return tx.db
    .selectFrom('grants')
    .select(['id', 'duty', 'from_day as from', 'until_day as until', 'granted_by as by', 'reason'])
    .select(['ended_by as endedBy', 'ended_reason as endedReason'])
    .where('account_id', '=', account)
    .orderBy('id', 'desc')
    .execute();
}

/** Requests for access that wait for a decision, the oldest first. */
export async function requests(tx: Tx) {
  return tx.db
    .selectFrom('access_requests')
    .select(['id', 'name', 'email', 'organisation', 'reason', 'lang', 'created_at as created'])
    .where('decided_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** People a login can be tied to: by reference, with their names. */
export async function people(tx: Tx) {
  return tx.db
    .selectFrom('people')
    .select(['id', 'ref', 'name'])
    .where('archived_at', 'is', null)
    .orderBy('ref')
    .execute();
}
