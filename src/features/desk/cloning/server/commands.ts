import { notAfter } from '#features/desk/cloning/errors.ts';
import { daysOf, fateOf, type Cloning } from '#features/desk/cloning/rules.ts';
import { release, standing } from '#features/desk/agenda/server/commands.ts';
import { referenceFor } from '#features/desk/meetings/server/commands.ts';
import { openSheet } from '#features/desk/keeping/server/queries.ts';
import * as agenda from '#features/meetings/agenda/server/commands.ts';
import { agendaOf, type AgendaItem } from '#features/meetings/agenda/server/queries.ts';
import { continuationsOf } from '#features/meetings/arising/server/queries.ts';
import { meetingStatus } from '#features/meetings/rules.ts';
import { meetingInput, type AgendaItemInput, type MeetingInput } from '#features/meetings/schema.ts';
import * as meetings from '#features/meetings/server/commands.ts';
import { meetingFields } from '#features/meetings/workbench/schema.ts';
import { titleAfter } from '#features/meetings/workbench/rules.ts';
import * as workbench from '#features/meetings/workbench/server/queries.ts';
import { firstDay } from '#lib/dates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { takeTurn } from '#lib/server/history/entries.ts';

type Source = {
  meeting: MeetingInput;
  items: AgendaItem[];
  taken: ReadonlySet<string>;
  isHeld: boolean;
};

/**
 * Makes one or several meetings after the pattern of one: title with the next number, the chosen parts, what is
 * unfinished on the first of them. Agenda items begin as drafts. Gives the references. Throws notFound, refused, notAfter.
 */
export async function clone(tx: Tx, ref: string, cloning: Cloning, today: string): Promise<string[]> {
  await workbench.run(tx, ref);
  await takeTurn(tx);
  const source = await sourceOf(tx, ref, today);
  const before = firstDay(source.meeting.from_on);
  if (cloning.day <= before) throw notAfter(before);
  const made: Named[] = [];
  for (const [n, day] of daysOf(cloning).entries()) {
    const meeting = await cloneMeeting(tx, source.meeting, {
      day,
      last: made.at(-1) ?? source.meeting,
      cloning,
    });
    await cloneItems(tx, source, { meeting: meeting.ref, cloning, isFirst: n === 0 });
    made.push(meeting);
  }
  return made.map((meeting) => meeting.ref);
}

async function sourceOf(tx: Tx, ref: string, today: string): Promise<Source> {
  const sheet = { kind: 'meetings' as const, all: meetingFields, fields: meetingFields };
  const { input } = await openSheet(tx, sheet, ref);
  const meeting = meetingInput.parse({ ...input, ref });
  const { from_on: from, until_on: until = null } = meeting;
  const items = await agendaOf(tx, ref);
  const continued = await continuationsOf(
    tx,
    items.map((item) => item.ref),
  );
  const taken = new Set(continued.filter(({ isVoid }) => !isVoid).map((one) => one.ref));
  return { meeting, items, taken, isHeld: meetingStatus({ from, until, cancelled: null }, today) === 'held' };
}

type Named = Pick<MeetingInput, 'ref' | 'title' | 'from_on'>;
/** `last` is the meeting whose title goes on: the source, or the clone before. */
type Place = { day: string; last: Named; cloning: Cloning };

/** The meeting without its items. The number is the next one of its body in the year of the day. */
async function cloneMeeting(tx: Tx, source: MeetingInput, { day, last, cloning }: Place): Promise<Named> {
  const year = day.slice(0, 4);
  const isNumbered = source.body !== undefined && source.kind === 'meeting';
  const number = isNumbered ? (await workbench.bodyToMeet(tx, source.body ?? '', year)).next : null;
  const title = titleAfter(last.title, { number, fromYear: last.from_on.slice(0, 4), year });
  const ref = await referenceFor(tx, { ...source, title, from_on: day });
  const { cancelled_on: _, until_on: __, note: ___, ...kept } = source;
  await meetings.save(tx, [
    {
      ...kept,
      ref,
      title,
      from_on: day,
      ordinal: number ?? undefined,
      evidence: [],
      ...(!cloning.parts.has('people') && { people: [], organisations: [], bodies: [] }),
      expected: 0,
    },
  ]);
  return { ref, title, from_on: day };
}

type To = { meeting: string; cloning: Cloning; isFirst: boolean };

async function cloneItems(
  tx: Tx,
  { items, taken, isHeld }: Source,
  { meeting, cloning, isFirst }: To,
): Promise<void> {
  const { parts } = cloning;
  const going = items.flatMap((item) => {
    const fate = fateOf({ ...item, isTaken: taken.has(item.ref) }, { parts, isHeld, isFirst });
    return fate === null ? [] : [{ item, fate }];
  });
  await release(
    tx,
    going.filter(({ fate }) => fate === 'carry').map(({ item }) => item.ref),
  );
  const refs = new Map(going.map(({ item }, n) => [item.ref, `${meeting}-${String(n + 1)}`]));
  const inputs: AgendaItemInput[] = [];
  for (const { item, fate } of going) {
    inputs.push({
      ...(await standing(tx, item.ref)),
      ref: refs.get(item.ref) ?? '',
      meeting,
      parent: item.parent === null ? undefined : refs.get(item.parent),
      published: false,
      outcome: undefined,
      ended: undefined,
      note: undefined,
      evidence: [],
      continues: fate === 'carry' ? item.ref : undefined,
      ...(!parts.has('papers') && { papers: [] }),
    });
  }
  await agenda.save(
    tx,
    inputs.map((input) => ({ ...input, expected: 0 })),
  );
}
