import { read } from '#features/meetings/proceedings/server/queries.ts';
import type { PageServerLoad } from './$types';

/** Minutes that are out, as far as the reader may see them. */
export const load: PageServerLoad = async ({ params: { ref }, locals: { ask, today } }) => ({
  proceedings: await ask((tx) => read(tx, ref, today)),
});
