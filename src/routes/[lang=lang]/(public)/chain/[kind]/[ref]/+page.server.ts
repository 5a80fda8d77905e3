import { chain } from '#features/portal/chain/server/queries.ts';
import type { PageServerLoad } from './$types';

/** What can be reached from a record: what it came of, what it led to, what it serves. */
export const load: PageServerLoad = async ({ params: { kind, ref }, locals: { ask } }) =>
  ask(async (tx) => ({ chain: await chain(tx, { kind, ref }) }));
