import type { MinuteItemInput, MinutesInput } from '#features/meetings/minutes/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Edited, Saved } from '#lib/server/history/change.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';
import { titlesOf } from '#lib/server/history/titles.ts';

/** Creates or changes the minutes of meetings with their attendance. Throws as saveRecords. */
export async function save(tx: Tx, inputs: readonly Edited<MinutesInput>[]): Promise<Saved[]> {
  const meetings = await lookup(
    tx,
    'meetings',
    inputs.flatMap((input) => [input.meeting, input.adopted_at]),
  );
  const rows = inputs.flatMap((input) => input.attendance);
  const seats = await lookup(
    tx,
    'seats',
    rows.map(({ seat }) => seat),
  );
  const people = await lookup(
    tx,
    'people',
    rows.map(({ person }) => person),
  );
  const organisations = await lookup(
    tx,
    'organisations',
    rows.map(({ organisation }) => organisation),
  );
  const titleOf = await titlesOf(
    tx,
    'meetings',
    inputs.map(({ meeting }) => meeting),
  );
  return saveRecords(
    tx,
    'minutes',
    inputs.map((input) => ({
      common: input,
      values: {
        meeting_id: meetings.idOf(input.meeting),
        circulated_on: input.circulated_on ?? null,
        corrections_until: input.corrections_until ?? null,
        adopted_on: input.adopted_on ?? null,
        adopted_by: input.adopted_by ?? null,
        adopted_at_id: meetings.idOrNull(input.adopted_at),
      },
      links: {
        attendances: input.attendance.map(({ seat, organisation, person, name, presence }, index) => ({
          position: index + 1,
          seat_id: seats.idOrNull(seat),
          organisation_id: organisations.idOrNull(organisation),
          person_id: people.idOrNull(person),
          name: name ?? null,
          presence,
        })),
      },
      entry: {
        path: `/meetings/${input.meeting}/minutes`,
        title: titleOf(input.meeting),
        listed: false,
      },
    })),
  );
}

/** Creates or changes what minutes say under an agenda item. Throws as saveRecords; adopted minutes are locked. */
export async function saveItems(tx: Tx, inputs: readonly Edited<MinuteItemInput>[]): Promise<Saved[]> {
  const minutes = await lookup(
    tx,
    'minutes',
    inputs.map((input) => input.minutes),
  );
  const items = await lookup(
    tx,
    'agenda_items',
    inputs.map(({ agenda_item }) => agenda_item),
  );
  const titleOf = await titlesOf(
    tx,
    'agenda_items',
    inputs.map(({ agenda_item }) => agenda_item),
  );
  return saveRecords(
    tx,
    'minute_items',
    inputs.map((input) => ({
      common: input,
      values: {
        minutes_id: minutes.idOf(input.minutes),
        agenda_item_id: items.idOf(input.agenda_item),
        text: input.text,
      },
      entry: {
        path: `/meetings/${input.minutes.replace(/-minutes$/u, '')}/minutes#${input.ref}`,
        title: titleOf(input.agenda_item),
        summary: input.text,
        listed: false,
      },
    })),
  );
}
