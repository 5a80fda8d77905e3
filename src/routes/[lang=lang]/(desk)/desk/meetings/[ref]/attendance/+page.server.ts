import { fail, redirect } from '@sveltejs/kit';
import { baseIn, sheetIn } from '#features/meetings/attendance/schema.ts';
import { take } from '#features/meetings/attendance/server/commands.ts';
import { plainSheet, sheetOf } from '#features/meetings/attendance/server/queries.ts';
import { find, meetingToKeep } from '#features/meetings/minutes/server/queries.ts';
import { sentIn } from '#lib/forms/fields.ts';
import type { Actions, PageServerLoad } from './$types';

/** The seats of the day, one line each, with what is noted or expected. */
export const load: PageServerLoad = ({ params: { ref }, url, locals: { ask } }) =>
  ask(async (tx) => {
    const meeting = await meetingToKeep(tx, ref);
    const sheet = await sheetOf(tx, meeting);
    const minutes = await find(tx, ref);
    return {
      meeting,
      sheet,
      base: JSON.stringify(plainSheet(sheet)),
      isLocked: minutes?.status === 'adopted',
      isSaved: url.searchParams.has('saved'),
    };
  });

export const actions: Actions = {
  default: async ({ request, params: { ref, lang }, locals: { ask } }) => {
    const sent = sentIn(await request.formData());
    const clashes = await ask((tx) => take(tx, ref, baseIn(sent.get('base')), sheetIn(sent)));
    if (clashes.length > 0) return fail(409, { clashes });
    redirect(303, `/${lang}/desk/meetings/${ref}/attendance?saved=1`);
  },
};
