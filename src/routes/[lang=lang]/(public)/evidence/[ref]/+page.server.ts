import * as files from '#features/files/server/queries.ts';
import { mayAdd, mayRedact } from '#features/files/stored/policy.ts';
import * as stored from '#features/files/stored/server/queries.ts';
import { sealedQuery } from '#lib/server/files/seal.ts';
import { readSettings } from '#settings';
import { lastChange } from '../../last-change.ts';

const { TIME_ZONE } = readSettings();

/** A source with its files and the pages that rest on it. */
export const load = ({ params: { lang, ref }, locals }) =>
  locals.ask(async (tx) => {
    const evidence = await files.get(tx, ref);
    const { viewer } = tx;
    const addressOf = (file: stored.StoredFile) => {
      const plain = `/${lang}/files/${file.ref}`;
      if (file.isPublic || viewer.kind !== 'person') return plain;
      return plain + sealedQuery(locals.fileKey, { ...file, account: viewer.account }, locals.now);
    };
    const { reached } = await stored.place(tx, ref);
    return {
      evidence,
      changed: lastChange(evidence),
      zone: TIME_ZONE,
      addHref: mayAdd(viewer, reached) ? `/${lang}/desk/files/new?evidence=${ref}` : undefined,
      files: (await stored.listOf(tx, ref)).map((file) => ({
        ...file,
        address: addressOf(file),
        mayRedact: file.redaction === null && mayRedact(viewer, file.reached),
      })),
      resting: await files.restingOn(tx, ref),
    };
  });
