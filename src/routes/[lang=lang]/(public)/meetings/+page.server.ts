import { z } from 'zod';
import * as bodies from '#features/bodies/server/queries.ts';
import { monthShown } from '#features/meetings/calendar/rules.ts';
import * as meetings from '#features/meetings/server/queries.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import type { PageServerLoad } from './$types';

const choice = z.string().max(80).transform(cleanLine).optional().catch(undefined);
const query = z.object({
  view: z.enum(['month', 'list']).optional().catch(undefined),
  month: z
    .string()
    .regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/u)
    .optional()
    .catch(undefined),
  body: choice,
  kind: choice,
  theme: choice,
  sort: z.enum(['date', '-date']).catch('-date'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
const size = 25;

/** Meetings and events, as a list or as a month, narrowed by body, kind and theme. */
export const load: PageServerLoad = async ({ url, locals: { ask, today } }) => {
  const asked = query.parse(Object.fromEntries(url.searchParams));
  const filter = { body: asked.body, kind: asked.kind, item: asked.theme };
  const isMonth = (asked.view ?? (asked.month ? 'month' : 'list')) === 'month';
  return ask(async (tx) => {
    const months = isMonth ? await meetings.months(tx, filter) : [];
    const month = monthShown(
      asked.month,
      months.map((entry) => entry.month),
      today,
    );
    const list = await meetings.list(tx, filter, { sort: asked.sort, page: asked.page, today, size });
    return {
      asked,
      size,
      month: isMonth ? { month, months, entries: await meetings.inMonth(tx, month, filter, today) } : null,
      list,
      coming: (await meetings.list(tx, filter, { side: 'coming', today, size: 1 })).total,
      bodies: await bodies.list(tx, today),
      themes: await meetings.meetingThemes(tx),
    };
  });
};
