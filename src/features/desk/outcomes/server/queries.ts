import { sql } from 'kysely';
import { clashOf, openSheet, type Opened, type Sheet } from '#features/desk/keeping/server/queries.ts';
import { choices, type Choices } from '#features/desk/naming/server/queries.ts';
import {
  decisionFormInput,
  fieldsOf,
  outcomeStanding,
  pointFormInput,
  type OutcomeKind,
} from '#features/desk/outcomes/schema.ts';
import { keepingGround, reachedOf } from '#lib/access.ts';
import { notFound, refused } from '#lib/errors.ts';
import type { Clash } from '#lib/forms/clash.ts';
import type { FormField, Typed } from '#lib/forms/fields.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

type Titled = { ref: string; title: Translated };

/** Where an outcome belongs, and whether adopted minutes keep its words. */
export type Place = {
  kind: OutcomeKind;
  /** Null for one that is not recorded yet. */
  ref: string | null;
  title: Translated | null;
  body: Titled;
  meeting: Titled | null;
  isLocked: boolean;
  /** A point is owned by somebody whom the asker cannot see. */
  hasUnseenOwner: boolean;
};

const unseenOwner = sql`(
  (o.owner_seat_id is not null and not exists (select from seats s where s.id = o.owner_seat_id))
  or (o.owner_organisation_id is not null
    and not exists (select from organisations s where s.id = o.owner_organisation_id))
  or (o.owner_person_id is not null and not exists (select from people s where s.id = o.owner_person_id)))`;

const titles: Record<OutcomeKind, ReturnType<typeof sql>> = {
  decisions: sql`o.wording`,
  action_points: sql`o.task`,
};

/** An outcome for whoever runs its body. Throws notFound, refused. */
export async function placeOf(tx: Tx, kind: OutcomeKind, ref: string): Promise<Place> {
  const { rows } = await sql<Omit<Place, 'kind'> & { reach: number; audience: number | null }>`
    select o.ref, ${titles[kind]} as title, o.reach, o.audience_id as audience,
      jsonb_build_object('ref', b.ref, 'title', b.name) as body,
      case when m.id is not null then jsonb_build_object('ref', m.ref, 'title', m.title) end as meeting,
      exists (select from minutes n where n.meeting_id = m.id and n.adopted_on is not null) as "isLocked",
      ${kind === 'action_points' ? unseenOwner : sql`false`} as "hasUnseenOwner"
    from ${sql.table(kind)} o join bodies b on b.id = o.body_id left join meetings m on m.id = o.meeting_id
    where o.ref = ${ref}`.execute(tx.db);
  if (!rows[0]) throw notFound(kind, ref);
  const { reach, audience, ...place } = rows[0];
  if (keepingGround(tx.viewer, kind, reachedOf(reach, audience)) === null) throw refused(kind);
  return { kind, ...place };
}

/** May whoever asks change this outcome? Whom it is hidden from may not. */
export async function mayChange(tx: Tx, kind: OutcomeKind, ref: string): Promise<boolean> {
  if (tx.viewer.kind === 'public') return false;
  const { rows } = await sql<{ reach: number; audience: number | null }>`
    select reach, audience_id as audience from ${sql.table(kind)} where ref = ${ref}`.execute(tx.db);
  return rows.some(
    ({ reach, audience }) => keepingGround(tx.viewer, kind, reachedOf(reach, audience)) !== null,
  );
}

/** The body that something is decided or taken on in without a meeting. Throws notFound, refused. */
export async function placeIn(tx: Tx, kind: OutcomeKind, body: string): Promise<Place> {
  const { rows } = await sql<{ id: number; ref: string; title: Translated }>`
    select id, ref, name as title from bodies where ref = ${body} and archived_at is null`.execute(tx.db);
  if (!rows[0]) throw notFound('bodies', body);
  const { id, ...named } = rows[0];
  if (keepingGround(tx.viewer, kind, { reach: 'runners', audience: id }) === null) throw refused(kind);
  return {
    kind,
    ref: null,
    title: null,
    body: named,
    meeting: null,
    isLocked: false,
    hasUnseenOwner: false,
  };
}

/** The form of an outcome. */
export const sheetOf = ({ kind, meeting, isLocked }: Place): Sheet => ({
  kind,
  fields: fieldsOf(kind, { hasMeeting: meeting !== null, isLocked }),
  all: outcomeStanding(kind),
  schema: kind === 'decisions' ? decisionFormInput : pointFormInput,
});

export type OutcomeForm = { place: Place; fields: readonly FormField[]; titles: Choices };

/** The form of an outcome as it stands. Throws notFound, refused. */
export async function open(tx: Tx, kind: OutcomeKind, ref: string): Promise<OutcomeForm & Opened> {
  const place = await placeOf(tx, kind, ref);
  const sheet = sheetOf(place);
  const opened = await openSheet(tx, sheet, ref);
  return { ...opened, place, fields: sheet.fields, titles: await offered(tx, place, opened.typed) };
}

/** The form of one that is made without a meeting. Throws notFound, refused. */
export async function openNew(
  tx: Tx,
  kind: OutcomeKind,
  body: string,
  today: string,
): Promise<OutcomeForm & { typed: Typed }> {
  const place = await placeIn(tx, kind, body);
  const day: Typed = kind === 'decisions' ? { decided_on: today, kind: 'decision' } : { agreed_on: today };
  return {
    place,
    fields: sheetOf(place).fields,
    titles: await offered(tx, place),
    typed: { ...day, visibility: 'body', published: 'yes' },
  };
}

/** What the fields may name: items of its meeting, seats and decisions of its body, and the registers. */
async function offered(tx: Tx, place: Place, typed: Typed = {}): Promise<Choices> {
  return {
    ...(await choices(tx, sheetOf(place).fields, typed)),
    agenda_items: await itemsOf(tx, place),
    decisions: await decisionsOf(tx, place),
    seats: await seatsOf(tx, place, typed['owner_seat'] ?? ''),
  };
}

export async function itemsOf(tx: Tx, { meeting }: Place): Promise<Titled[]> {
  if (!meeting) return [];
  const { rows } = await sql<Titled>`
    select a.ref, a.title from agenda_items a join meetings m on m.id = a.meeting_id
    where m.ref = ${meeting.ref} and a.archived_at is null order by a.position, a.ref`.execute(tx.db);
  return rows;
}

/** The other decisions of the body, the latest first. */
export async function decisionsOf(tx: Tx, { body, kind, ref }: Place): Promise<Titled[]> {
  const { rows } = await sql<Titled>`
    select d.ref, d.wording as title from decisions d join bodies b on b.id = d.body_id
    where b.ref = ${body.ref} and d.archived_at is null
      and d.ref is distinct from ${kind === 'decisions' ? ref : null}::text
    order by d.decided_on desc, d.ref`.execute(tx.db);
  return rows;
}

/** One of the body without a meeting that says the same of the same day. */
export async function twinOf(
  tx: Tx,
  { kind, body }: Place,
  { words, day }: { words: Translated; day: string },
): Promise<string | undefined> {
  const dayColumn = kind === 'decisions' ? sql`o.decided_on` : sql`o.agreed_on`;
  const { rows } = await sql<{ ref: string }>`
    select o.ref from ${sql.table(kind)} o join bodies b on b.id = o.body_id
    where b.ref = ${body.ref} and o.meeting_id is null and o.archived_at is null and ${dayColumn} = ${day}
      and ${titles[kind]} ->> 'source' = ${words.source}
      and ${titles[kind]} ->> ${words.source}::text = ${words[words.source] ?? ''} order by o.id limit 1`.execute(
    tx.db,
  );
  return rows[0]?.ref;
}

/** The seats of the body that have not ended, and the one that stands. */
async function seatsOf(tx: Tx, { body }: Place, standing: string): Promise<Titled[]> {
  const { rows } = await sql<Titled>`
    select s.ref, r.title from seats s join bodies b on b.id = s.body_id
      join records r on r.kind = 'seats' and r.ref = s.ref
    where b.ref = ${body.ref} and s.archived_at is null
      and (s.ref = ${standing} or coalesce(s.until_day > ${tx.now}::date, true))
    order by r.title ->> 'en', s.ref`.execute(tx.db);
  return rows;
}

/** What was typed beside what stands now. Throws notFound, refused. */
export async function clash(
  tx: Tx,
  kind: OutcomeKind,
  ref: string,
  form: { typed: Typed; version: number },
): Promise<Clash> {
  return clashOf(tx, sheetOf(await placeOf(tx, kind, ref)), ref, form);
}
