import { sql } from 'kysely';
import * as accounts from '#features/accounts/duties/server/queries.ts';
import * as bodies from '#features/bodies/duties/server/queries.ts';
import * as actionPoints from '#features/meetings/duties/server/queries.ts';
import * as minutes from '#features/meetings/adoption/server/queries.ts';
import * as chain from '#features/portal/chain/server/queries.ts';
import * as figures from '#features/indicators/checks/server/queries.ts';
import * as organisations from '#features/organisations/duties/server/queries.ts';
import type { SeatRole } from '#features/bodies/seats/rules.ts';
import * as answers from '#features/meetings/answers/server/queries.ts';
import * as invitations from '#features/meetings/invitations/server/queries.ts';
import * as rounds from '#features/rounds/duties/server/queries.ts';
import type { PartialDate } from '#lib/dates.ts';
import { oldestFirst, type Due, type Me } from '#lib/due.ts';
import { langs } from '#lib/i18n/lang.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** Every room that has duties. A room with a new kind of duty adds its `due` here and nowhere else. */
const sources: readonly ((tx: Tx, me: Me) => Promise<Due[]>)[] = [
  organisations.due,
  bodies.due,
  accounts.due,
  actionPoints.due,
  rounds.due,
  minutes.due,
  answers.due,
  invitations.due,
  chain.due,
  figures.due,
  translationsDue,
  lettersDue,
];

/** Everything that is due for a person today, the oldest first. Runs as that person, so nothing leaks into it. */
export async function list(tx: Tx, me: Me): Promise<Due[]> {
  const found: Due[] = [];
  for (const source of sources) found.push(...(await source(tx, me)));
  return oldestFirst(found);
}

/** What the person has taken on for later, the next one first; nothing waits for them there yet. */
export const later = actionPoints.later;

type Untranslated = { kind: string; path: string; title: Translated; since: PartialDate };

/** So many records without a title in one of the languages are named at a time. */
const mostTranslations = 50;

/** Listed records of the secretariat whose title is missing in one of the languages, the oldest first. */
async function translationsDue(tx: Tx, { access }: Me): Promise<Due[]> {
  if (!access.duties.includes('secretariat')) return [];
  const { rows } = await sql<Untranslated>`
    select kind, path, title, to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD') as since from records
    where listed and not archived and not (title ?& array[${sql.join([...langs])}]::text[])
    order by updated_at, kind, ref limit ${mostTranslations}`.execute(tx.db);
  return rows.map(({ path, title, since }) => ({
    kind: 'translation_missing',
    title,
    path,
    due: null,
    since,
    ground: 'secretariat' as const,
    within: null,
    detail: null,
  }));
}

/** For administrators: work that failed for good. */
async function lettersDue(tx: Tx, { access }: Me): Promise<Due[]> {
  if (!access.duties.includes('administrator')) return [];
  const { rows } = await sql<{ dead: number; since: PartialDate | null }>`
    select count(*)::int as dead, to_char(min(dead_at) at time zone 'UTC', 'YYYY-MM-DD') as since
    from outbox_waiting() where dead_at is not null`.execute(tx.db);
  const [found] = rows;
  if (!found || found.dead === 0) return [];
  const title: Translated = { source: 'en', en: 'Outbox', bn: 'প্রেরণ তালিকা', status: {} };
  const { since } = found;
  return [
    {
      kind: 'letters_failed',
      title,
      path: '/desk/admin/outbox',
      due: null,
      since,
      ground: 'administrator',
      detail: null,
      within: null,
    },
  ];
}

/** A seat the person holds today. */
export type MySeat = {
  seat: string;
  body: string;
  bodyName: Translated;
  organisationName: Translated;
  role: SeatRole;
  capacity: 'representative' | 'alternate';
  until: PartialDate | null;
};

/** The seats a person holds today, and until when: the earlier end of the seat and of the holding. */
export async function seats(tx: Tx, { access }: Me): Promise<MySeat[]> {
  const held = access.bodies.flatMap((body) => body.seats.map(({ seat, capacity }) => ({ seat, capacity })));
  if (held.length === 0) return [];
  const rows = await tx.db
    .selectFrom('seats as s')
    .innerJoin('bodies as b', 'b.id', 's.body_id')
    .innerJoin('organisations as o', 'o.id', 's.organisation_id')
    .select(['s.ref as seat', 's.role', 's.until_on as until', 'b.ref as body'])
    .select(['b.name as bodyName', 'o.name as organisationName'])
    .where(
      's.ref',
      'in',
      held.map(({ seat }) => seat),
    )
    .orderBy('b.sort')
    .orderBy('s.ref')
    .execute();
  return rows.map((row) => ({
    ...row,
    capacity: held.find(({ seat }) => seat === row.seat)?.capacity ?? 'representative',
  }));
}
