import { participation } from '#features/meetings/participation/server/queries.ts';
import type { PageServerLoad } from './$types';

/** Who takes part in the meetings of a body, and which seats nobody fills. */
export const load: PageServerLoad = async ({ params: { ref }, locals: { ask, today } }) => ({
  participation: await ask((tx) => participation(tx, ref, today)),
});
