import { merged, type Mark, type Sheet } from '#features/meetings/attendance/rules.ts';
import type { AttendanceInput } from '#features/meetings/minutes/schema.ts';
import { save } from '#features/meetings/minutes/server/commands.ts';
import { meetingToKeep, standing } from '#features/meetings/minutes/server/queries.ts';
import { begun } from '#features/meetings/writing/server/commands.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { langs } from '#lib/i18n/lang.ts';
import { organisationsCalled, plainSheet, sheetOf, type SeatLine } from './queries.ts';

export type SeatClash = { seat: string; mine: Mark; theirs: Mark };

/**
 * Notes who was there. Two people can do it at once: what each of them changed is kept, and seats that both noted
 * differently come back, with what stands there. Throws notFound, refused, `minutes.locked`.
 */
export async function take(tx: Tx, ref: string, base: Sheet, mine: Sheet): Promise<SeatClash[]> {
  const meeting = await meetingToKeep(tx, ref);
  await takeTurn(tx);
  await begun(tx, meeting);
  const sheet = await sheetOf(tx, meeting);
  const known = new Map(sheet.seats.map((line) => [line.seat, line]));
  const asked = {
    ...mine,
    seats: Object.fromEntries(Object.entries(mine.seats).filter(([seat]) => known.has(seat))),
  };
  const { sheet: wanted, clashes } = merged(base, asked, plainSheet(sheet));
  const { input } = await standing(tx, ref);
  const seats = sheet.seats.flatMap((line) => {
    const mark = wanted.seats[line.seat];
    return mark && mark.presence !== '' ? [seatInput(line, mark)] : [];
  });
  await save(tx, [{ ...input, attendance: [...seats, ...(await visitors(tx, wanted.visitors))] }]);
  return clashes;
}

/** Who was present is the representative of the day, where there is one; who came instead may be an alternate. */
function seatInput({ seat, holders }: SeatLine, { presence, who }: Mark): AttendanceInput {
  if (presence === '') throw new Error('a seat without a mark is not noted');
  const name = cleanLine(who).slice(0, 200);
  if (presence === 'represented') {
    const known = holders.find((holder) => langs.some((lang) => holder.name[lang] === name));
    return { seat, presence, ...(known ? { person: known.ref } : name && { name }) };
  }
  const [holder, ...more] = holders.filter(({ capacity }) => capacity === 'representative');
  return {
    seat,
    presence,
    ...(presence === 'present' && holder && more.length === 0 && { person: holder.ref }),
  };
}

/** A visitor is written "name, organisation"; an organisation we know becomes its record. */
async function visitors(tx: Tx, lines: readonly string[]): Promise<AttendanceInput[]> {
  const parts = lines.map((line) => {
    const comma = line.lastIndexOf(',');
    return { line, name: line.slice(0, comma).trim(), from: comma > 0 ? line.slice(comma + 1).trim() : '' };
  });
  const known = await organisationsCalled(tx, parts.map(({ from }) => from).filter(Boolean));
  return parts.map(({ line, name, from }) => {
    const organisation = known.get(from.toLowerCase());
    const called = (organisation ? name : line).slice(0, 200);
    return { presence: 'visitor', name: called, ...(organisation && { organisation }) };
  });
}
