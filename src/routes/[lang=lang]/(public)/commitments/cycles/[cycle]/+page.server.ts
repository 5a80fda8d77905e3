import { cycleAfter } from '#features/commitments/cycles/rules.ts';
import * as cycles from '#features/commitments/cycles/server/queries.ts';
import { together } from '#lib/server/together.ts';

/** One review cycle: what was promised, where it stands, what the next forum hears; and what this one hears. */
export const load = ({ params, locals }) =>
  locals.ask(async (tx) => {
    const all = await cycles.list(tx);
    const cycle = cycles.named(all, params.cycle);
    const known = all.map((one) => one.cycle);
    const next = cycleAfter(cycle.cycle, known);
    return together({
      cycle,
      next,
      before: known.filter((one) => cycleAfter(one, known) === cycle.cycle),
      promised: cycles.promised(tx, cycle.cycle, next),
      said: cycles.said(tx, cycle.cycle),
    });
  });
