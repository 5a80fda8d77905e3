import { clashOf, openSheet, type Opened, type Sheet } from '#features/desk/keeping/server/queries.ts';
import { choices, type Choices } from '#features/desk/naming/server/queries.ts';
import { agendaItemFields, agendaItemStanding } from '#features/meetings/agenda/schema.ts';
import { agendaOf } from '#features/meetings/agenda/server/queries.ts';
import { agendaItemInput } from '#features/meetings/schema.ts';
import * as workbench from '#features/meetings/workbench/server/queries.ts';
import { notFound } from '#lib/errors.ts';
import type { Clash } from '#lib/forms/clash.ts';
import type { FormField, Typed } from '#lib/forms/fields.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** The form of an agenda item. */
export const itemSheet: Sheet = {
  kind: 'agenda_items',
  fields: agendaItemFields,
  all: agendaItemStanding,
  schema: agendaItemInput,
};

/** Finds an item among those of its meeting. Throws notFound, refused. */
export async function itemOf(tx: Tx, meeting: string, item: string): Promise<Opened> {
  await workbench.run(tx, meeting);
  const opened = await openSheet(tx, itemSheet, item);
  if (opened.input['meeting'] !== meeting) throw notFound('agenda_items', item);
  return opened;
}

/** An item as its form shows it; it can stand under an item of the same agenda that is under none. */
export async function open(
  tx: Tx,
  meeting: string,
  item: string,
): Promise<Opened & { fields: FormField[]; titles: Choices }> {
  const opened = await itemOf(tx, meeting, item);
  const titles = await choices(tx, agendaItemFields, opened.typed);
  const agenda = await agendaOf(tx, meeting);
  const above = agenda.filter(({ ref, parent }) => parent === null && ref !== item);
  const hasOwn = agenda.some(({ parent }) => parent === item);
  return {
    ...opened,
    fields: [...agendaItemFields],
    titles: { ...titles, agenda_items: hasOwn ? [] : above.map(({ ref, title }) => ({ ref, title })) },
  };
}

/** People and organisations that may present an item, as suggestions. */
export async function presenters(tx: Tx): Promise<Choices> {
  const fields = agendaItemFields.filter(({ name }) => name.startsWith('presenter_'));
  return choices(tx, fields);
}

/** What was typed beside what stands now. Throws notFound, refused. */
export async function clash(
  tx: Tx,
  meeting: string,
  item: string,
  form: { typed: Typed; version: number },
): Promise<Clash> {
  await itemOf(tx, meeting, item);
  return clashOf(tx, itemSheet, item, form);
}
