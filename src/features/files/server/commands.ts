import type { EvidenceInput } from '#features/files/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Saved } from '#lib/server/history/change.ts';
import { saveRecords } from '#lib/server/history/save.ts';

/** Creates or changes pieces of evidence. */
export async function save(tx: Tx, inputs: readonly EvidenceInput[]): Promise<Saved[]> {
  return saveRecords(
    tx,
    'evidence',
    inputs.map((input) => ({
      common: input,
      values: {
        kind: input.kind,
        title: input.title,
        producer: input.producer ?? null,
        address: input.address ?? null,
        licence: input.licence ?? null,
        published_on: input.published_on ?? null,
        retrieved_on: input.retrieved_on ?? null,
        edition: input.edition ?? null,
      },
      entry: {
        path: `/evidence/${input.ref}`,
        title: input.title,
        summary: input.producer,
        dated: input.published_on,
      },
    })),
  );
}
