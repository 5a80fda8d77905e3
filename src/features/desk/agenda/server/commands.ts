import { refuseAdopted, refuseWritten } from '#features/meetings/minutes/server/queries.ts';
import { FormRefused } from '#features/desk/errors.ts';
import { quickItem, type QuickItem } from '#features/desk/agenda/schema.ts';
import { itemOf, itemSheet } from '#features/desk/agenda/server/queries.ts';
import { changedInput, type More } from '#features/desk/keeping/server/commands.ts';
import type { Sent } from '#features/desk/keeping/schema.ts';
import { openSheet } from '#features/desk/keeping/server/queries.ts';
import { resolve } from '#features/desk/naming/server/queries.ts';
import { agendaItemFields } from '#features/meetings/agenda/schema.ts';
import { moved, placed } from '#features/meetings/agenda/rules.ts';
import * as agenda from '#features/meetings/agenda/server/commands.ts';
import { agendaOf, type AgendaItem } from '#features/meetings/agenda/server/queries.ts';
import { continuationsOf, mattersArising } from '#features/meetings/arising/server/queries.ts';
import { agendaItemInput, type AgendaItemInput } from '#features/meetings/schema.ts';
import * as workbench from '#features/meetings/workbench/server/queries.ts';
import { notFound } from '#lib/errors.ts';
import type { Typed } from '#lib/forms/fields.ts';
import type { FieldProblem } from '#lib/forms/problems.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { isMessageKey, type MessageKey } from '#lib/i18n/messages.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { setArchived } from '#lib/server/history/archive.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { freeReference } from '#lib/server/history/free-reference.ts';

const labels: Record<keyof QuickItem, MessageKey> = {
  title: 'field_title',
  kind: 'agenda_purpose',
  duration: 'agenda_minutes',
  presenter: 'agenda_presenter',
  parent: 'agenda_under',
};

/** The meeting of an agenda that can still be changed. Throws notFound, refused, `minutes.locked`. */
async function openAgenda(tx: Tx, meeting: string) {
  const place = await workbench.run(tx, meeting);
  await refuseAdopted(tx, meeting);
  return place;
}

/**
 * Adds an item from one line, as a draft at the end; the title is in the language of the page it was typed on. The same
 * line sent twice makes one item. Throws notFound, refused, FormRefused.
 */
export async function add(tx: Tx, meeting: string, typed: Typed, lang: Lang): Promise<string> {
  const { visibility } = await openAgenda(tx, meeting);
  const parsed = quickItem.safeParse(typed);
  if (!parsed.success) throw new FormRefused(parsed.error.issues.map(problemOf));
  await takeTurn(tx);
  const { title, presenter, parent, ...plain } = parsed.data;
  const items = await agendaOf(tx, meeting);
  if (parent !== undefined && !items.some((one) => one.ref === parent && one.parent === null))
    throw notFound('agenda_items', parent);
  const brothers = items.filter((one) => one.parent === (parent ?? null));
  const last = brothers.at(-1);
  if (last?.title[lang] === title) return last.ref;
  const ref = await freeReference(tx, 'agenda_items', stemOf(meeting));
  await agenda.save(tx, [
    {
      ...agendaItemInput.parse({
        ref,
        meeting,
        parent,
        position: endOf(brothers),
        title: { source: lang, [lang]: title },
        visibility,
        published: false,
        ...plain,
        ...(presenter !== undefined && (await presenterOf(tx, presenter))),
      }),
      expected: 0,
    },
  ]);
  return ref;
}

/** References of items begin with that of their meeting, with room for what is added to them. */
const stemOf = (meeting: string) => `${meeting.slice(0, 60)}-`;

const endOf = (brothers: readonly AgendaItem[]) =>
  Math.max(0, ...brothers.map(({ position }) => position)) + 1;

function problemOf({ path, message }: { path: PropertyKey[]; message: string }): FieldProblem {
  const control = String(path[0]) as keyof QuickItem;
  return { control, message: isMessageKey(message) ? message : 'form_error_other', label: labels[control] };
}

/** The organisation or person that a text names. Throws FormRefused. */
async function presenterOf(tx: Tx, text: string): Promise<Partial<AgendaItemInput>> {
  const asked = (name: 'presenter_organisation' | 'presenter_person') =>
    resolve(
      tx,
      agendaItemFields.filter((field) => field.name === name),
      { [name]: text },
    );
  const organisation = await asked('presenter_organisation');
  if (organisation.problems.length === 0) return organisation.typed;
  const person = await asked('presenter_person');
  if (person.problems.length === 0) return person.typed;
  const problem =
    [...organisation.problems, ...person.problems].find(({ values }) => values) ?? person.problems[0];
  throw new FormRefused(problem ? [{ ...problem, control: 'presenter', label: 'agenda_presenter' }] : []);
}

/** Changes an item as its form says. Throws notFound, refused, FormRefused, RecordConflict. */
export async function change(tx: Tx, meeting: string, item: string, sent: Sent): Promise<void> {
  await openAgenda(tx, meeting);
  await itemOf(tx, meeting, item);
  const all = await agendaOf(tx, meeting);
  const input = (await changedInput(tx, itemSheet, item, {
    sent,
    more: underRules(all, item),
  })) as AgendaItemInput;
  await agenda.save(tx, [input]);
}

/** Two levels are enough for an agenda: an item stands under one of the same agenda that stands under none. */
function underRules(all: readonly AgendaItem[], item: string): More {
  return ({ parent }) => {
    const hasOwn = all.some((one) => one.parent === item);
    const above = all.find(({ ref }) => ref === parent);
    if (parent === undefined || (!hasOwn && above?.parent === null)) return [];
    return [{ control: 'parent', message: 'form_error_under', label: 'agenda_under' }];
  };
}

/** Moves an item one place among its brothers. At the end nothing changes. Throws notFound, refused. */
export const move = (tx: Tx, meeting: string, item: string, way: 'up' | 'down'): Promise<void> =>
  reorder(tx, meeting, item, (order) => moved(order, item, way));

/** Puts an item before one of its brothers, or behind all of them. Throws notFound, refused. */
export const place = (tx: Tx, meeting: string, item: string, before: string): Promise<void> =>
  reorder(tx, meeting, item, (order) => placed(order, item, before));

async function reorder(
  tx: Tx,
  meeting: string,
  item: string,
  ordered: (order: string[]) => string[],
): Promise<void> {
  await openAgenda(tx, meeting);
  await takeTurn(tx);
  const all = await agendaOf(tx, meeting);
  const own = all.find(({ ref }) => ref === item);
  if (!own) throw notFound('agenda_items', item);
  const brothers = all.filter(({ parent }) => parent === own.parent);
  const order = ordered(brothers.map(({ ref }) => ref));
  const changed = brothers.filter(({ ref, position }) => position !== order.indexOf(ref) + 1);
  const inputs: AgendaItemInput[] = [];
  for (const { ref } of changed)
    inputs.push({ ...(await standing(tx, ref)), position: order.indexOf(ref) + 1 });
  await agenda.save(tx, inputs);
}

/** An item as its input; papers that the asker does not see are left out here and kept by the command. */
export async function standing(tx: Tx, ref: string): Promise<AgendaItemInput> {
  const { input } = await openSheet(tx, itemSheet, ref);
  const papers = (input['papers'] as { evidence?: string }[]).filter(
    ({ evidence }) => evidence !== undefined,
  );
  return agendaItemInput.parse({ ...input, ref, papers });
}

/** Publishes every draft of an agenda. Throws notFound, refused. */
export async function publish(tx: Tx, meeting: string): Promise<void> {
  await openAgenda(tx, meeting);
  await takeTurn(tx);
  const drafts = (await agendaOf(tx, meeting)).filter(({ isDraft }) => isDraft);
  const inputs: AgendaItemInput[] = [];
  for (const { ref } of drafts) inputs.push({ ...(await standing(tx, ref)), published: true });
  await agenda.save(tx, inputs);
}

/**
 * Takes an item off the agenda, its sub-items with it. Throws notFound, refused, and `minutes.item_written` when the
 * minutes say something under it.
 */
export async function remove(tx: Tx, meeting: string, item: string): Promise<void> {
  await openAgenda(tx, meeting);
  await itemOf(tx, meeting, item);
  const all = await agendaOf(tx, meeting);
  const going = [...all.filter(({ parent }) => parent === item).map(({ ref }) => ref), item];
  await refuseWritten(tx, going);
  for (const ref of going)
    await setArchived(tx, 'agenda_items', ref, { archived: true, reason: 'taken off the agenda' });
}

/** Items that carried on at a meeting which was called off make room for those that do now. */
export async function release(tx: Tx, items: readonly string[]): Promise<void> {
  for (const { by, isVoid } of await continuationsOf(tx, items))
    if (isVoid)
      await setArchived(tx, 'agenda_items', by, { archived: true, reason: 'its meeting was not held' });
}

/** Takes an item that an earlier meeting carried over onto this agenda, once. Throws notFound, refused. */
export async function takeUp(tx: Tx, meeting: string, item: string, today: string): Promise<void> {
  const { visibility } = await openAgenda(tx, meeting);
  await takeTurn(tx);
  const { items } = await mattersArising(tx, meeting, today);
  const all = await agendaOf(tx, meeting);
  if (all.some(({ continues }) => continues?.ref === item)) return;
  if (!items.some(({ ref }) => ref === item)) throw notFound('agenda_items', item);
  await release(tx, [item]);
  const { title, kind, duration, presenter_person, presenter_organisation, papers } = await standing(
    tx,
    item,
  );
  const ref = await freeReference(tx, 'agenda_items', stemOf(meeting));
  const position = endOf(all.filter(({ parent }) => parent === null));
  const given = { title, kind, duration, presenter_person, presenter_organisation, papers };
  await agenda.save(tx, [
    {
      ...agendaItemInput.parse({
        ...given,
        ref,
        meeting,
        position,
        visibility,
        continues: item,
        published: false,
      }),
      expected: 0,
    },
  ]);
}
