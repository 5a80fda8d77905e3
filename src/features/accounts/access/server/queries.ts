import { sql } from 'kysely';
import {
  keepingGround,
  reaches,
  readingGround,
  type Access,
  type Ground,
  type Reach,
  type Reached,
} from '#lib/access.ts';
import { notFound } from '#lib/errors.ts';
import type { Visibility } from '#lib/record.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** How one record stands: what it asks for itself, and how far it really reaches. */
export type Standing = {
  kind: string;
  ref: string;
  path: string;
  title: Translated;
  visibility: Visibility;
  isPublished: boolean;
  reach: Reach;
  /** The body that `body` and `runners` mean. */
  audience: { ref: string; name: Translated } | null;
};

/** Somebody with an account, with the ground on which they may read or keep something. */
export type Holder = {
  account: string;
  name: string;
  person: { ref: string; name: Translated } | null;
  access: Access;
  reads: Ground;
  keeps: Ground | null;
};

type AccountRow = { account: string; name: string; person: Holder['person']; access: Access };
type StandingRow = Omit<Standing, 'reach'> & { reach: number; audienceId: number | null };

/** Every open account with its rights on a day. Whom the viewer may not know is not among them. */
async function accountsOn(tx: Tx, day: string): Promise<AccountRow[]> {
  const found = await sql<AccountRow>`
    select a.id as account, a.name, rights_of(a.id, ${day}::date) as access,
      case when p.id is null then null else jsonb_build_object('ref', p.ref, 'name', p.name) end as person
    from accounts a left join people p on p.id = a.person_id
    where a.closed_at is null order by a.name, a.id`.execute(tx.db);
  return found.rows;
}

const isKind = (kind: string) => /^[a-z_]{1,40}$/u.test(kind);

async function standingRow(tx: Tx, kind: string, ref: string): Promise<StandingRow | undefined> {
  const registered = await sql`select from records where kind = ${kind} and ref = ${ref}`.execute(tx.db);
  if (!isKind(kind) || registered.rows.length === 0) return undefined;
  const found = await sql<StandingRow>`
    select r.kind, r.ref, r.path, r.title, c.visibility, c.published_at is not null as "isPublished", c.reach,
      c.audience_id as "audienceId",
      case when b.id is null then null else jsonb_build_object('ref', b.ref, 'name', b.name) end as audience
    from records r join ${sql.table(kind)} c on c.ref = r.ref left join bodies b on b.id = c.audience_id
    where r.kind = ${kind} and r.ref = ${ref}`.execute(tx.db);
  return found.rows[0];
}

const reachNamed = (reach: number): Reach => reaches[reach] ?? 'secretariat';

function standingOf({ audienceId: _id, reach, ...row }: StandingRow): Standing {
  return { ...row, reach: reachNamed(reach) };
}

/**
 * Who can see a record on a day, and why: how it stands, the records that narrow it (nearest first), and everybody with
 * an account who may read it. Throws notFound when the viewer may not know the record.
 */
export async function whoSees(
  tx: Tx,
  { kind, ref, day }: { kind: string; ref: string; day: string },
): Promise<{ record: Standing; narrowedBy: Standing[]; holders: Holder[]; isForEverybody: boolean }> {
  const row = await standingRow(tx, kind, ref);
  if (!row) throw notFound(kind, ref);
  const reached: Reached = { reach: reachNamed(row.reach), audience: row.audienceId };
  const holders = (await accountsOn(tx, day)).flatMap((account) => {
    const asker = { kind: 'person' as const, access: account.access };
    const reads = readingGround(asker, reached);
    return reads ? [{ ...account, reads, keeps: keepingGround(asker, kind, reached) }] : [];
  });
  return {
    record: standingOf(row),
    narrowedBy: await chain(tx, kind, ref),
    holders,
    isForEverybody: reached.reach === 'public',
  };
}

/** What a record belongs to, and what that belongs to, each once. */
async function chain(tx: Tx, kind: string, ref: string): Promise<Standing[]> {
  const above: Standing[] = [];
  let level = [{ kind, ref }];
  while (level.length) {
    const next: typeof level = [];
    for (const record of level) {
      const found = await sql<{ kind: string; ref: string }>`
        select kind, ref from belongings(${record.kind}, ${record.ref})`.execute(tx.db);
      next.push(...found.rows.filter((row) => !above.some((known) => isSame(known, row))));
    }
    for (const record of next) {
      const row = await standingRow(tx, record.kind, record.ref);
      if (row && !above.some((known) => isSame(known, record))) above.push(standingOf(row));
    }
    level = next;
  }
  return above;
}

const isSame = (a: { kind: string; ref: string }, b: { kind: string; ref: string }) =>
  a.kind === b.kind && a.ref === b.ref;

/** How many records of a kind somebody may read and keep, by the ground on which they may. */
export type Sight = { kind: string; reads: number; keeps: number; grounds: Ground[] };

/** An account with its rights on a day. Throws notFound. */
export async function account(tx: Tx, id: string, day: string): Promise<AccountRow> {
  const found = (await accountsOn(tx, day)).find((row) => row.account === id);
  if (!found) throw notFound('accounts', id);
  return found;
}

/**
 * What a person can see and do on a day: per kind of record how many they may read and keep, and on which grounds.
 * Counted over the records the viewer may see: the secretariat's and the auditor's answer is complete.
 */
export async function sightOf(tx: Tx, access: Access): Promise<Sight[]> {
  const found = await sql<{ kind: string; reach: number; audience: number | null; records: number }>`
    select kind, reach, audience_id as audience, count(*)::int as records from records
    where not archived group by kind, reach, audience_id`.execute(tx.db);
  const asker = { kind: 'person' as const, access };
  return [...Map.groupBy(found.rows, (row) => row.kind)]
    .map(([kind, rows]) => sightInKind(asker, kind, rows))
    .sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

type Counted = { reach: number; audience: number | null; records: number };

function sightInKind(asker: { kind: 'person'; access: Access }, kind: string, rows: Counted[]): Sight {
  const sight: Sight = { kind, reads: 0, keeps: 0, grounds: [] };
  for (const { reach, audience, records } of rows) {
    const reached = { reach: reachNamed(reach), audience };
    const reads = readingGround(asker, reached);
    if (!reads) continue;
    sight.reads += records;
    if (keepingGround(asker, kind, reached)) sight.keeps += records;
    if (!sight.grounds.includes(reads)) sight.grounds.push(reads);
  }
  return sight;
}

/** What bodies and organisations of an account's rights are called. */
export async function namesIn(
  tx: Tx,
  access: Access,
): Promise<{ bodies: Map<string, Translated>; organisations: Map<string, Translated> }> {
  const refs = (list: { ref: string }[]) => list.map(({ ref }) => ref);
  const named = async (table: 'bodies' | 'organisations', wanted: string[]) => {
    if (wanted.length === 0) return new Map<string, Translated>();
    const rows = await tx.db.selectFrom(table).select(['ref', 'name']).where('ref', 'in', wanted).execute();
    return new Map(rows.map((row) => [row.ref, row.name]));
  };
  return {
    bodies: await named('bodies', refs(access.bodies)),
    organisations: await named('organisations', refs(access.organisations)),
  };
}

export type AccountLine = { account: string; name: string; person: Holder['person']; access: Access };

/** Every open account with its rights on a day, by name. */
export async function accounts(tx: Tx, day: string): Promise<AccountLine[]> {
  return accountsOn(tx, day);
}
