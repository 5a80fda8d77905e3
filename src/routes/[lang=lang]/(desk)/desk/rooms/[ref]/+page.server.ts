import { z } from 'zod';
import { firstLookDays, visit } from '#features/portal/room/server/commands.ts';
import { bodyOf, room } from '#features/portal/room/server/queries.ts';
import { civilDay, shifted } from '#lib/dates.ts';
import { readSettings } from '#settings';
import type { PageServerLoad } from './$types';

const { TIME_ZONE } = readSettings();
const query = z.object({ since: z.enum(['month']).optional().catch(undefined) });

/** The room of a body; opening it is a visit. `since=month` looks as far back as a first visit does. */
export const load: PageServerLoad = async ({ params: { ref }, url, locals: { ask, today } }) => {
  const asked = query.parse(Object.fromEntries(url.searchParams));
  return ask(async (tx) => {
    const body = await bodyOf(tx, ref);
    const before = await visit(tx, body.id, today);
    const since = asked.since === 'month' ? shifted(today, -firstLookDays) : before;
    const { changes, ...rest } = await room(tx, body, { today, since });
    return {
      body: { ref: body.ref, name: body.name, acronym: body.acronym, runs: body.runs },
      since,
      isMonth: since <= shifted(today, -firstLookDays),
      today,
      ...rest,
      changes: changes.map(({ at, ...change }) => ({ ...change, date: civilDay(at, TIME_ZONE) })),
    };
  });
};
