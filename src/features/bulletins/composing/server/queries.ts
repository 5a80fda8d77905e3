import { sql } from 'kysely';
import type { Facts, MeetingFact, QuotationFact, Speaker } from '#features/bulletins/composing/schema.ts';
import { firstDay, type PartialDate } from '#lib/dates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

type Period = { from: PartialDate; until: PartialDate };

/** How many coming meetings a draft announces. */
const announced = 8;

/** What the records the viewer may see say happened in a half-open period. */
export async function factsOf(tx: Tx, period: Period): Promise<Facts> {
  const days = { from: firstDay(period.from), until: firstDay(period.until) };
  const [meetings, next] = [await meetingsOf(tx, days), await nextOf(tx, days.until)];
  return {
    period,
    meetings,
    next,
    seats: await tx.db
      .selectFrom('seats as s')
      .innerJoin('bodies as b', 'b.id', 's.body_id')
      .select(['s.ref', 'b.ref as body'])
      .where('s.role', 'in', ['chair', 'co-chair'])
      .where('s.from_day', '>=', days.from)
      .where('s.from_day', '<', days.until)
      .orderBy('b.sort')
      .orderBy('s.role')
      .orderBy('s.ref')
      .execute(),
    statuses: await tx.db
      .selectFrom('commitment_statuses as s')
      .innerJoin('commitments as c', 'c.id', 's.commitment_id')
      .select(['s.ref', 'c.ref as commitment'])
      .where('s.day', '>=', days.from)
      .where('s.day', '<', days.until)
      .orderBy('s.day')
      .orderBy('s.ref')
      .execute(),
    reports: await tx.db
      .selectFrom('progress_reports as r')
      .innerJoin('actions as a', 'a.id', 'r.action_id')
      .select(['r.ref', 'a.ref as action'])
      .where('r.last_step', '=', 'published')
      .where('r.archived_at', 'is', null)
      .where('r.last_step_at', '>=', sql<Date>`${days.from}::date`)
      .where('r.last_step_at', '<', sql<Date>`${days.until}::date`)
      .orderBy('a.sort')
      .orderBy('a.ref')
      .orderBy('r.ref')
      .execute(),
    actionSteps: await tx.db
      .selectFrom('action_statuses as s')
      .innerJoin('actions as a', 'a.id', 's.action_id')
      .select(['s.ref', 'a.ref as action'])
      .where('s.archived_at', 'is', null)
      .where('s.day', '>=', days.from)
      .where('s.day', '<', days.until)
      .orderBy('s.day')
      .orderBy('s.ref')
      .execute(),
    actions: await tx.db
      .selectFrom('actions as a')
      .innerJoin('bodies as b', 'b.id', 'a.body_id')
      .select(['a.ref', 'b.ref as body'])
      .where('a.from_on', 'is not', null)
      .where(sql`first_day(a.from_on)`, '>=', days.from)
      .where(sql`first_day(a.from_on)`, '<', days.until)
      .orderBy('b.sort')
      .orderBy('a.sort')
      .orderBy('a.ref')
      .execute(),
  };
}

type Days = { from: string; until: string };

async function nextOf(tx: Tx, day: string): Promise<{ ref: string }[]> {
  return tx.db
    .selectFrom('meetings')
    .select('ref')
    .where('from_day', '>=', day)
    .where('cancelled_on', 'is', null)
    .where('parent_id', 'is', null)
    .orderBy('from_day')
    .orderBy('ref')
    .limit(announced)
    .execute();
}

async function meetingsOf(tx: Tx, days: Days): Promise<MeetingFact[]> {
  const rows = await tx.db
    .selectFrom('meetings as m')
    .leftJoin('bodies as b', 'b.id', 'm.body_id')
    .leftJoin('meetings as p', 'p.id', 'm.parent_id')
    .select(['m.id', 'm.ref', 'm.kind', 'm.from_on as from', 'm.until_on as until', 'm.from_day'])
    .select(['b.ref as body', 'p.ref as parent'])
    .select((is) => [
      is('m.venue', 'is not', null).as('venue'),
      is('m.ordinal', 'is not', null).as('ordinal'),
      is('m.summary', 'is not', null).as('summary'),
    ])
    .where('m.until_day', '>', days.from)
    .where('m.from_day', '<', days.until)
    .where('m.cancelled_on', 'is', null)
    .orderBy('m.from_day')
    .orderBy('m.ref')
    .execute();
  const related = await relatedTo(
    tx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    ref: row.ref,
    kind: row.kind,
    from: row.from,
    until: row.until,
    body: row.body,
    parent: row.parent,
    has: { venue: Boolean(row.venue), ordinal: Boolean(row.ordinal), summary: Boolean(row.summary) },
    ...related(row.id),
  }));
}

type Related = Omit<MeetingFact, 'ref' | 'kind' | 'from' | 'until' | 'body' | 'parent' | 'has'>;

/** Everything that hangs on the meetings, one statement a table. */
async function relatedTo(tx: Tx, ids: number[]): Promise<(id: number) => Related> {
  const organisations = await organisationsOf(tx, ids);
  const people = await peopleOf(tx, ids);
  const agenda = await tx.db
    .selectFrom('agenda_items')
    .select(['meeting_id', 'ref'])
    .select((is) => is('outcome', 'is not', null).as('hasOutcome'))
    .where('meeting_id', 'in', [0, ...ids])
    .where('archived_at', 'is', null)
    .orderBy('position')
    .execute();
  const decisions = await tx.db
    .selectFrom('decisions')
    .select(['meeting_id', 'ref'])
    .where('meeting_id', 'in', [0, ...ids])
    .where('archived_at', 'is', null)
    .orderBy('ref')
    .execute();
  const points = await tx.db
    .selectFrom('action_points')
    .select(['meeting_id', 'ref'])
    .where('meeting_id', 'in', [0, ...ids])
    .where('archived_at', 'is', null)
    .orderBy('ref')
    .execute();
  const pictures = await tx.db
    .selectFrom('pictures')
    .select(['meeting_id', 'ref'])
    .where('meeting_id', 'in', [0, ...ids])
    .orderBy('ref')
    .execute();
  const quotations = await quotationsOf(tx, ids);
  const of = <T extends { meeting_id: number | null }>(rows: T[], id: number) =>
    rows.filter((row) => row.meeting_id === id);
  const refs = (rows: { ref: string }[]) => rows.map((row) => row.ref);
  const withRole = (id: number, role: string) =>
    refs(of(organisations, id).filter((row) => row.role === role));
  const inRole = (id: number, role: string): Speaker[] =>
    of(people, id)
      .filter((row) => row.role === role)
      .map(({ person, position }) => ({ person, position }));
  return (id) => ({
    organisers: withRole(id, 'organiser'),
    supporters: withRole(id, 'supporter'),
    guests: withRole(id, 'guest'),
    chairs: inRole(id, 'chair'),
    speakers: inRole(id, 'speaker'),
    agenda: of(agenda, id).map((row) => ({ ref: row.ref, hasOutcome: Boolean(row.hasOutcome) })),
    decisions: refs(of(decisions, id)),
    points: refs(of(points, id)),
    quotations: of(quotations, id).map(({ fact }) => fact),
    pictures: refs(of(pictures, id)),
  });
}

async function organisationsOf(tx: Tx, ids: number[]) {
  return tx.db
    .selectFrom('meeting_organisations as l')
    .innerJoin('organisations as o', 'o.id', 'l.organisation_id')
    .select(['l.meeting_id', 'l.role', 'o.ref'])
    .where('l.meeting_id', 'in', [0, ...ids])
    .orderBy('o.ref')
    .execute();
}

async function peopleOf(tx: Tx, ids: number[]) {
  return tx.db
    .selectFrom('meeting_people as l')
    .innerJoin('people as p', 'p.id', 'l.person_id')
    .select(['l.meeting_id', 'l.role', 'p.ref as person'])
    .select(firstPosition.as('position'))
    .where('l.meeting_id', 'in', [0, ...ids])
    .orderBy('p.ref')
    .execute();
}

/** The office a person is named with; where several are recorded, the one with the lowest reference. */
const firstPosition = sql<string | null>`(
  select h.ref from positions h where h.person_id = p.id order by h.ref limit 1)`;

/** Words that may be printed: approved by the speaker, or published in the source they are taken from. */
async function quotationsOf(
  tx: Tx,
  ids: number[],
): Promise<{ meeting_id: number | null; fact: QuotationFact }[]> {
  const rows = await tx.db
    .selectFrom('quotations as q')
    .leftJoin('people as p', 'p.id', 'q.person_id')
    .leftJoin('positions as h', 'h.id', 'q.position_id')
    .leftJoin('organisations as o', 'o.id', 'q.organisation_id')
    .select(['q.meeting_id', 'q.ref', 'q.wording', 'q.wording_tag', 'q.meaning'])
    .select(['p.ref as person', 'h.ref as position', 'o.ref as organisation'])
    .where('q.meeting_id', 'in', [0, ...ids])
    .where('q.approval', 'in', ['published-in-source', 'approved'])
    .orderBy('q.ref')
    .execute();
  return rows.map((row) => ({
    meeting_id: row.meeting_id,
    fact: {
      ref: row.ref,
      wording: row.wording,
      tag: row.wording_tag,
      meaning: row.meaning,
      speaker: row.person ? `people/${row.person} full-name` : `organisations/${row.organisation ?? ''} name`,
      office: row.position ? `positions/${row.position} office` : null,
    },
  }));
}
