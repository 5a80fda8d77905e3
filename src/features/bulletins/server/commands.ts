import type { EditionInput, PictureInput, QuotationInput } from '#features/bulletins/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Saved } from '#lib/server/history/change.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';

/** Creates or changes quotations. */
export async function saveQuotations(tx: Tx, inputs: readonly QuotationInput[]): Promise<Saved[]> {
  const people = await lookup(
    tx,
    'people',
    inputs.map((input) => input.person),
  );
  const positions = await lookup(
    tx,
    'positions',
    inputs.map((input) => input.position),
  );
  const organisations = await lookup(
    tx,
    'organisations',
    inputs.map((input) => input.organisation),
  );
  const meetings = await lookup(
    tx,
    'meetings',
    inputs.map((input) => input.meeting),
  );
  return saveRecords(
    tx,
    'quotations',
    inputs.map((input) => ({
      common: input,
      values: {
        person_id: people.idOrNull(input.person),
        position_id: positions.idOrNull(input.position),
        organisation_id: organisations.idOrNull(input.organisation),
        meeting_id: meetings.idOrNull(input.meeting),
        wording: input.wording,
        wording_tag: input.wording_tag ?? null,
        meaning: input.meaning ?? null,
        said_on: input.said_on ?? null,
        approval: input.approval,
      },
      entry: {
        path: input.meeting
          ? `/meetings/${input.meeting}#${input.ref}`
          : `/people/${input.person ?? ''}#${input.ref}`,
        title: input.wording,
        dated: input.said_on,
        listed: false,
      },
    })),
  );
}

/** Creates or changes pictures (caption and credit; the file may not be ours to hold). */
export async function savePictures(tx: Tx, inputs: readonly PictureInput[]): Promise<Saved[]> {
  const meetings = await lookup(
    tx,
    'meetings',
    inputs.map((input) => input.meeting),
  );
  return saveRecords(
    tx,
    'pictures',
    inputs.map((input) => ({
      common: input,
      values: {
        meeting_id: meetings.idOrNull(input.meeting),
        caption: input.caption,
        alt: input.alt,
        credit: input.credit,
        taken_on: input.taken_on ?? null,
        file_hash: null,
        reusable: input.reusable,
      },
      entry: {
        path: input.meeting ? `/meetings/${input.meeting}#${input.ref}` : '/bulletins',
        title: input.caption,
        dated: input.taken_on,
        listed: false,
      },
    })),
  );
}

/** Creates or changes editions with the editor's work on them. */
export async function saveEditions(tx: Tx, inputs: readonly EditionInput[]): Promise<Saved[]> {
  return saveRecords(
    tx,
    'editions',
    inputs.map((input) => ({
      common: input,
      values: {
        title: input.title,
        from_on: input.from_on,
        until_on: input.until_on,
        issued_on: input.issued_on ?? null,
        edits: input.edits,
      },
      entry: { path: `/bulletins/${input.ref}`, title: input.title, dated: input.from_on },
    })),
  );
}
