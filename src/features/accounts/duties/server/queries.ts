import { sql } from 'kysely';
import { conductVersion } from '#features/accounts/rules.ts';
import type { PartialDate } from '#lib/dates.ts';
import type { Due, Me } from '#lib/due.ts';
import { sayIn, type MessageKey } from '#lib/i18n/messages.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** What accounts ask of a person today: requests to decide on, and what is missing in the person's own account. */
export async function due(tx: Tx, me: Me): Promise<Due[]> {
  return [...(await requestsDue(tx, me)), ...(await conductDue(tx, me)), ...(await secondFactorDue(tx, me))];
}

const nothing = { due: null, since: null, within: null, detail: null };

/** A text of the interface as a title. */
const titled = (key: MessageKey): Translated => ({
  source: 'en',
  en: sayIn('en')(key),
  bn: sayIn('bn')(key),
  status: {},
});

/** For those who may decide on them (`mayInvite`): each request that waits. */
async function requestsDue(tx: Tx, { access }: Me): Promise<Due[]> {
  const ground = (['secretariat', 'administrator'] as const).find((duty) => access.duties.includes(duty));
  if (!ground) return [];
  const { rows } = await sql<{ name: string; lang: 'en' | 'bn'; since: PartialDate }>`
    select name, lang, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as since
    from access_requests where decided_at is null order by id`.execute(tx.db);
  return rows.map(({ name, lang, since }) => ({
    ...nothing,
    kind: 'access_request',
    title: { source: lang, en: name, bn: name, status: {} },
    path: '/desk/accounts',
    since,
    ground,
  }));
}

/** The code of conduct in its present version is not accepted yet; accounts of a demonstration are not asked. */
async function conductDue(tx: Tx, { account }: Me): Promise<Due[]> {
  const own = await tx.db
    .selectFrom('accounts')
    .select(['conduct_version as accepted', 'demonstration'])
    .where('id', '=', account)
    .executeTakeFirst();
  if (!own || own.demonstration || (own.accepted ?? 0) >= conductVersion) return [];
  return [
    {
      ...nothing,
      kind: 'conduct',
      title: titled('account_conduct_title'),
      path: '/desk/account',
      ground: 'account',
    },
  ];
}

/** No second factor though it must be shown. Such a person is kept at the door, so this is for the weekly letter. */
async function secondFactorDue(tx: Tx, { access, everyoneShowsTwo = false }: Me): Promise<Due[]> {
  const isBound = access.duties.some((duty) => duty === 'secretariat' || duty === 'administrator');
  if (!isBound && !everyoneShowsTwo) return [];
  const { rows } = await sql<{ lacks: boolean }>`select lacks_second_factor() as lacks`.execute(tx.db);
  if (!rows[0]?.lacks) return [];
  return [
    {
      ...nothing,
      kind: 'second_factor',
      title: titled('account_factors'),
      path: '/enrolment',
      ground: 'account',
    },
  ];
}
