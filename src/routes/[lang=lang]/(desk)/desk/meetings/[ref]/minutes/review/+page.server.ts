import { fail, redirect } from '@sveltejs/kit';
import { adopt, circulate } from '#features/meetings/adoption/server/commands.ts';
import { compared, goingOut, laterMeetings } from '#features/meetings/adoption/server/queries.ts';
import { answerInput, correctionInput } from '#features/meetings/corrections/schema.ts';
import { addErratum, answer, propose } from '#features/meetings/corrections/server/commands.ts';
import { list } from '#features/meetings/corrections/server/queries.ts';
import { takesCorrections } from '#features/meetings/minutes/rules.ts';
import { find, get, meetingOf, texts } from '#features/meetings/minutes/server/queries.ts';
import { answerForm } from '#lib/forms/answer.ts';
import { reference } from '#lib/record.ts';
import { z } from 'zod';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The minutes as they go out, are corrected and adopted: members read and propose, whoever runs the body does the rest. */
export const load: PageServerLoad = ({ params: { ref }, url, locals: { ask, today } }) =>
  ask(async (tx) => {
    const meeting = await meetingOf(tx, ref);
    // Who writes them finds the page before anything is written; nobody else is told that there is a draft.
    const minutes = meeting.runs ? await find(tx, ref) : await get(tx, ref);
    const items = await texts(tx, ref);
    const corrections = minutes ? await list(tx, ref) : [];
    return {
      meeting,
      minutes,
      items,
      corrections,
      unanswered: corrections.filter((one) => one.answer === null && !one.isErratum).length,
      isOpen: minutes !== null && takesCorrections(minutes, today),
      changes: minutes ? await compared(tx, minutes, items) : [],
      later: meeting.runs ? await laterMeetings(tx, meeting.id) : [],
      goingOut: meeting.runs ? await goingOut(tx, meeting.id) : null,
      today,
      done: url.searchParams.get('done') ?? '',
    };
  });

/** Reads a form, does the work, and shows the page anew; what cannot be done comes back with what was typed. */
async function act<S extends z.ZodType>(
  { request, params: { ref, lang } }: RequestEvent,
  { schema, done }: { schema: S; done: string },
  work: (input: z.output<S>) => Promise<void>,
) {
  const result = await answerForm(request, schema, async (input) => {
    await work(input);
    redirect(303, `/${lang}/desk/meetings/${ref}/minutes/review?done=${done}`);
  });
  // Which of the forms of the page it was.
  const { typed } = 'status' in result ? result.data : result;
  return 'status' in result ? fail(result.status, { ...result.data, of: typed['of'] ?? '' }) : undefined;
}

const nothing = z.object({});
const adoption = z.object({
  at: reference.or(z.literal('')).transform((at) => at || undefined),
  // It cannot be taken back.
  sure: z.literal('yes', { error: 'minutes_adopt_unsure' }),
});

export const actions: Actions = {
  circulate: (event) =>
    act(event, { schema: nothing, done: 'circulated' }, () =>
      event.locals.ask((tx) =>
        circulate(tx, event.params.ref, { today: event.locals.today, origin: event.locals.door.origin }),
      ),
    ),
  propose: (event) =>
    act(event, { schema: correctionInput, done: 'proposed' }, (input) =>
      event.locals.ask((tx) => propose(tx, event.params.ref, input, event.locals.today)),
    ),
  answer: (event) =>
    act(event, { schema: answerInput, done: 'answered' }, (input) =>
      event.locals.ask((tx) => answer(tx, event.params.ref, input)),
    ),
  adopt: (event) =>
    act(event, { schema: adoption, done: 'adopted' }, ({ at }) =>
      event.locals.ask((tx) => adopt(tx, event.params.ref, event.locals.today, { by: 'meeting', at })),
    ),
  erratum: (event) =>
    act(event, { schema: correctionInput, done: 'erratum' }, (input) =>
      event.locals.ask((tx) => addErratum(tx, event.params.ref, input)),
    ),
};
