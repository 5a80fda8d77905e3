import { historyQuery } from '#features/history/schema.ts';
import * as history from '#features/history/server/queries.ts';
import { notedHead } from '#lib/server/history/chain.ts';
import { readSettings } from '#settings';
import type { PageServerLoad } from './$types';

const { TIME_ZONE } = readSettings();
const size = 30;

/** Every change of every record, for whoever may read it; for others what they did themselves. */
export const load: PageServerLoad = async ({ url, locals: { ask } }) => {
  const asked = historyQuery.parse(Object.fromEntries(url.searchParams));
  return ask(async (tx) => {
    const list = await history.list(tx, asked, { timeZone: TIME_ZONE, size });
    return {
      asked,
      size,
      list,
      isAll: history.readsAll(tx),
      kinds: await history.kinds(tx),
      titles: await history.namedIn(tx, list.rows),
      head: await notedHead(tx.db),
      timeZone: TIME_ZONE,
    };
  });
};
