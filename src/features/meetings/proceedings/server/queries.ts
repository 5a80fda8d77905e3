import { arrange } from '#features/meetings/agenda/rules.ts';
import { agendaOf } from '#features/meetings/agenda/server/queries.ts';
import * as points from '#features/meetings/action-points/server/queries.ts';
import type { ActionPoint } from '#features/meetings/action-points/server/queries.ts';
import { sheetOf, type SeatLine } from '#features/meetings/attendance/server/queries.ts';
import type { Quorum } from '#features/meetings/attendance/rules.ts';
import { list as correctionsOf, type Correction } from '#features/meetings/corrections/server/queries.ts';
import * as decisions from '#features/meetings/decisions/server/queries.ts';
import type { Decision } from '#features/meetings/decisions/server/queries.ts';
import {
  get,
  meetingOf,
  texts,
  type MinutedMeeting,
  type Minutes,
  type MinuteText,
} from '#features/meetings/minutes/server/queries.ts';
import * as meetings from '#features/meetings/server/queries.ts';
import type { Meeting } from '#features/meetings/server/queries.ts';
import { hasDuty } from '#lib/access.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** The minutes of a meeting as they are read: everything in them that the reader may see, and nothing else. */
export type Proceedings = {
  meeting: Meeting;
  minutes: Minutes;
  seats: SeatLine[];
  quorum: Quorum | null;
  /** Names for those who sit in the body; everybody else is told how many there were. */
  visitors: { names: string[] | null; count: number };
  /** Numbered as on the agenda ("2.1"). */
  items: (MinuteText & { number: string; errata: Correction[]; decisions: Decision[] })[];
  /** Decisions that belong to no item the reader sees. */
  decisions: Decision[];
  points: ActionPoint[];
};

/** More than a meeting has. */
const all = 400;

/** Minutes that are out, for whoever may read them. Throws notFound for a draft too: its page is at the desk. */
export async function read(tx: Tx, ref: string, today: string): Promise<Proceedings> {
  const kept = await meetingOf(tx, ref);
  const minutes = await get(tx, ref);
  if (minutes.status === 'draft') throw notFound('minutes', ref);
  const sheet = await sheetOf(tx, kept);
  const isAmongMembers = sitsIn(tx, kept);
  const errata = (await correctionsOf(tx, ref)).filter(({ isErratum }) => isErratum);
  const decided = (await decisions.list(tx, { meeting: ref }, { sort: 'date', size: all })).rows;
  const numbers = new Map(arrange(await agendaOf(tx, ref), null).map((item) => [item.ref, item.number]));
  const items = (await texts(tx, ref)).map((item) => ({
    ...item,
    number: numbers.get(item.item) ?? '',
    errata: errata.filter((one) => one.item === item.item),
    decisions: decided.filter(({ agendaItem }) => agendaItem === item.item),
  }));
  const shown = new Set(items.map(({ item }) => item));
  return {
    meeting: await meetings.get(tx, ref, today),
    minutes,
    seats: sheet.seats.filter(({ noted }) => noted !== null).map((line) => named(line, isAmongMembers)),
    quorum: sheet.quorum,
    visitors: { names: isAmongMembers ? sheet.visitors : null, count: sheet.visitors.length },
    items,
    decisions: decided.filter(({ agendaItem }) => agendaItem === null || !shown.has(agendaItem)),
    points: (await points.list(tx, { meeting: ref }, { today, size: all })).rows,
  };
}

/** A seat is an office; who came for it, or visited, is a person whom only the members need to know by name. */
function sitsIn({ viewer }: Tx, { body, runs }: MinutedMeeting): boolean {
  if (runs || hasDuty(viewer, 'secretariat', 'auditor')) return true;
  return viewer.kind === 'person' && viewer.access.bodies.some(({ id }) => id === body?.id);
}

function named(line: SeatLine, isAmongMembers: boolean): SeatLine {
  if (isAmongMembers || !line.noted) return line;
  return { ...line, noted: { ...line.noted, who: '' }, came: null };
}
