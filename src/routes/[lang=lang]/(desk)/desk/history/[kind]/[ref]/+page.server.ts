import { z } from 'zod';
import * as history from '#features/history/server/queries.ts';
import { readSettings } from '#settings';
import type { PageServerLoad } from './$types';

const { TIME_ZONE } = readSettings();
const size = 30;
const query = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) });

/** Everything that was ever done to one record, and who has read what asks to be remembered. */
export const load: PageServerLoad = async ({ url, params: { kind, ref }, locals: { ask } }) => {
  const { page } = query.parse(Object.fromEntries(url.searchParams));
  return ask(async (tx) => {
    const list = await history.ofRecord(tx, { kind, ref }, { page, size });
    return {
      kind,
      ref,
      size,
      list,
      titles: await history.namedIn(tx, list.rows),
      reads: await history.reads(tx, { kind, ref, page: 1, size }),
      timeZone: TIME_ZONE,
    };
  });
};
