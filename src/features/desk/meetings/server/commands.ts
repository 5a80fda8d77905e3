import { sql } from 'kysely';
import { changedInput, newInput, type More } from '#features/desk/keeping/server/commands.ts';
import type { Sent } from '#features/desk/keeping/schema.ts';
import { openSheet } from '#features/desk/keeping/server/queries.ts';
import { baseReference } from '#features/desk/rules.ts';
import { givenBy, sheetFor } from '#features/desk/meetings/server/queries.ts';
import { isMinuted, notSure } from '#features/meetings/workbench/errors.ts';
import { find } from '#features/meetings/minutes/server/queries.ts';
import { meetingInput, type MeetingInput, type MeetingKind } from '#features/meetings/schema.ts';
import * as meetings from '#features/meetings/server/commands.ts';
import { meetingFields } from '#features/meetings/workbench/schema.ts';
import * as workbench from '#features/meetings/workbench/server/queries.ts';
import { hasDuty } from '#lib/access.ts';
import type { Typed } from '#lib/forms/fields.ts';
import { namedIn } from '#lib/forms/naming.ts';
import { dateIn } from '#lib/forms/written-dates.ts';
import { refused } from '#lib/errors.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { setArchived } from '#lib/server/history/archive.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { freeReference } from '#lib/server/history/free-reference.ts';

/** What the database would refuse, said at the field; and hours that run backwards. */
function rulesFor(tx: Tx, bodies: readonly { ref: string }[]): More {
  return (input) => {
    const {
      body,
      parent,
      visibility,
      starts_at: starts,
      ends_at: ends,
      until_on: until,
    } = input as MeetingInput;
    const isLoose = !body && !parent;
    const isAllowed = hasDuty(tx.viewer, 'secretariat') || bodies.some(({ ref }) => ref === body);
    return [
      ...(visibility === 'body' && isLoose
        ? [{ control: 'visibility', message: 'form_error_no_body', label: 'field_visibility' } as const]
        : []),
      ...(isAllowed
        ? []
        : [{ control: 'body', message: 'form_error_own_body', label: 'field_body_id' } as const]),
      ...(starts && ends && ends <= starts && !until
        ? [{ control: 'ends_at', message: 'form_error_hours', label: 'form_meeting_ends' } as const]
        : []),
    ];
  };
}

/**
 * Records a meeting or event; the same form sent twice makes one. Its reference is made of body, year and number, or of
 * its title. Throws refused, FormRefused.
 */
export async function create(tx: Tx, kind: MeetingKind, typed: Typed): Promise<string> {
  const bodies = await workbench.bodiesToMeet(tx);
  await takeTurn(tx);
  const body = bodies.find(({ ref }) => ref === namedIn(typed['body'] ?? ''));
  const year = (dateIn(typed['from_on'] ?? '') ?? '').slice(0, 4);
  const given = { ref: 'new', kind, ...(body && (await givenBy(tx, body.ref, { kind, year }))) };
  const more = rulesFor(tx, bodies);
  const input = (await newInput(tx, sheetFor(kind, true), { typed, given, more })) as MeetingInput;
  await refuseParent(tx, input);
  const same = await sameMeeting(tx, input);
  if (same !== null) return same;
  const ref = await referenceFor(tx, input);
  await meetings.save(tx, [{ ...input, ref, expected: 0 }]);
  return ref;
}

/** A free reference made of body and year, or else of the title, and a number. */
export function referenceFor(
  tx: Tx,
  { kind, body, title, from_on }: Pick<MeetingInput, 'kind' | 'body' | 'title' | 'from_on'>,
): Promise<string> {
  const named = body && kind === 'meeting' ? body : title;
  const stem = baseReference([named], 'meetings').slice(0, 50);
  return freeReference(tx, 'meetings', `${stem}-${from_on.slice(0, 4)}-`);
}

async function sameMeeting(tx: Tx, { kind, title, from_on, body }: MeetingInput): Promise<string | null> {
  const { rows } = await sql<{ ref: string }>`
    select m.ref from meetings m left join bodies b on b.id = m.body_id
    where m.archived_at is null and m.kind = ${kind} and m.from_on = ${from_on} and b.ref is not distinct from ${body ?? null}
      and m.title ->> 'en' is not distinct from ${title.en ?? null}
      and m.title ->> 'bn' is not distinct from ${title.bn ?? null}`.execute(tx.db);
  return rows[0]?.ref ?? null;
}

/** Changes a meeting as its form says. Throws notFound, refused, FormRefused, RecordConflict. */
export async function change(tx: Tx, ref: string, sent: Sent): Promise<void> {
  const { kind } = await workbench.run(tx, ref);
  const more = rulesFor(tx, await workbench.bodiesToMeet(tx));
  const input = await changedInput(tx, sheetFor(kind), ref, { sent, more });
  await refuseParent(tx, input as MeetingInput);
  await meetings.save(tx, [input as MeetingInput]);
}

/** A part is put under a meeting by whoever runs that one, or under one that belongs to no body. Throws refused. */
async function refuseParent(tx: Tx, { parent }: MeetingInput): Promise<void> {
  if (parent === undefined) return;
  const { rows } = await sql`
    select from meetings where ref = ${parent} and (body_id is null or runs_meeting(id))`.execute(tx.db);
  if (rows.length === 0) throw refused('meetings');
}

/**
 * Calls a meeting off on a day, or calls it again with none. Throws notFound, refused, notSure, RecordConflict, and
 * `meeting.minuted` where minutes or an attendance say that it took place.
 */
export async function callOff(
  tx: Tx,
  ref: string,
  { day, version, isSure }: { day: string | null; version: number; isSure: boolean },
): Promise<void> {
  const { kind } = await workbench.run(tx, ref);
  if (day !== null && !isSure) throw notSure();
  await takeTurn(tx);
  if (day !== null && (await find(tx, ref))) throw isMinuted();
  const { input } = await openSheet(tx, { ...sheetFor(kind), fields: meetingFields }, ref);
  const changed = meetingInput.parse({ ...input, ref, cancelled_on: day ?? undefined });
  await meetings.save(tx, [{ ...changed, expected: version }]);
}

/** Takes a meeting out of all lists or puts it back. Throws notFound, refused, and when the reason is missing. */
export async function archive(
  tx: Tx,
  ref: string,
  { archived, reason }: { archived: boolean; reason: string },
): Promise<void> {
  await workbench.run(tx, ref);
  await setArchived(tx, 'meetings', ref, { archived, reason: cleanLine(reason).slice(0, 400) });
}
