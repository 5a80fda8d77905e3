import { clashOf, openSheet, type Opened, type Sheet } from '#features/desk/keeping/server/queries.ts';
import { choices, type Choices } from '#features/desk/naming/server/queries.ts';
import { meetingInput, meetingKinds, type MeetingKind } from '#features/meetings/schema.ts';
import { fieldsFor, meetingFields } from '#features/meetings/workbench/schema.ts';
import { usualTitle } from '#features/meetings/workbench/rules.ts';
import * as workbench from '#features/meetings/workbench/server/queries.ts';
import { firstDay, isPartialDate } from '#lib/dates.ts';
import { hasDuty } from '#lib/access.ts';
import type { Clash } from '#lib/forms/clash.ts';
import type { FormField, Typed } from '#lib/forms/fields.ts';
import { typedOf } from '#lib/forms/values.ts';
import { dateIn } from '#lib/forms/written-dates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** The form of a meeting of one kind. */
export const sheetFor = (kind: MeetingKind, isNew = false): Sheet => ({
  kind: 'meetings',
  fields: fieldsFor(kind, isNew),
  all: meetingFields,
  schema: meetingInput,
});

/** A kind from an address or form; what is none is a meeting. */
export const kindIn = (text: string | null | undefined): MeetingKind =>
  meetingKinds.find((kind) => kind === text) ?? 'meeting';

/** What the form of a meeting offers for its fields: bodies only those the asker may call meetings of. */
async function offered(tx: Tx, fields: readonly FormField[], typed: Typed): Promise<Choices> {
  const titles = await choices(tx, fields, typed);
  const bodies = await workbench.bodiesToMeet(tx);
  const rows = Object.keys(titles).includes('bodies') && hasDuty(tx.viewer, 'secretariat');
  return rows ? titles : { ...titles, bodies: bodies.map(({ ref, name }) => ({ ref, title: name })) };
}

export type NewForm = { kind: MeetingKind; fields: FormField[]; titles: Choices; typed: Typed };

/**
 * The form of a new meeting with what follows from its body and day: title, number, how far it reaches. Throws refused.
 */
export async function newForm(
  tx: Tx,
  asked: { kind: string | null; body: string | null; day: string | null },
  today: string,
): Promise<NewForm> {
  const bodies = await workbench.bodiesToMeet(tx);
  const kind = kindIn(asked.kind);
  const fields = fieldsFor(kind, true);
  const wanted = dateIn(asked.day ?? '') ?? '';
  const day = isPartialDate(wanted) ? wanted : '';
  const body = bodies.find(({ ref }) => ref === asked.body);
  const given = body ? await givenBy(tx, body.ref, { kind, year: firstDay(day || today).slice(0, 4) }) : {};
  const typed = typedOf(fields, { visibility: 'network', published: true, from_on: day, ...given });
  return { kind, fields, titles: await offered(tx, fields, typed), typed };
}

/** What follows from the body of a new meeting; only its own meetings are numbered. */
export async function givenBy(tx: Tx, body: string, { kind, year }: { kind: MeetingKind; year: string }) {
  const { name, next, visibility } = await workbench.bodyToMeet(tx, body, year);
  const numbered = kind === 'meeting' ? { title: usualTitle(name, next, year), ordinal: next } : {};
  return { body, visibility, ...numbered };
}

/** A meeting as its form shows it. Throws notFound, refused. */
export async function open(
  tx: Tx,
  ref: string,
): Promise<workbench.Run & { form: Opened; fields: FormField[]; titles: Choices }> {
  const meeting = await workbench.run(tx, ref);
  const sheet = sheetFor(meeting.kind);
  const form = await openSheet(tx, sheet, ref);
  return { ...meeting, form, fields: [...sheet.fields], titles: await offered(tx, sheet.fields, form.typed) };
}

/** What was typed beside what stands now. Throws notFound, refused. */
export async function clash(tx: Tx, ref: string, form: { typed: Typed; version: number }): Promise<Clash> {
  const { kind } = await workbench.run(tx, ref);
  return clashOf(tx, sheetFor(kind), ref, form);
}
