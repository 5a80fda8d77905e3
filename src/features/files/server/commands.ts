import type { EvidenceInput } from '#features/files/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Saved } from '#lib/server/history/change.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';

/** `body` is the body whose evidence it is: whoever runs it keeps it. */
export type HeldEvidence = EvidenceInput & { body?: string | undefined };

/** Creates or changes pieces of evidence. Throws record.unknown_reference. */
export async function save(tx: Tx, inputs: readonly HeldEvidence[]): Promise<Saved[]> {
  const bodies = await lookup(
    tx,
    'bodies',
    inputs.map(({ body }) => body),
  );
  return saveRecords(
    tx,
    'evidence',
    inputs.map((input) => ({
      common: input,
      values: {
        kind: input.kind,
        body_id: bodies.idOrNull(input.body),
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
