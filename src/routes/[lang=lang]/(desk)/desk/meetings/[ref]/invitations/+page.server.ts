import { fail } from '@sveltejs/kit';
import { z } from 'zod';
import * as answers from '#features/meetings/answers/server/commands.ts';
import { codeInput, inviteInput, invitingIn, setAnswerInput } from '#features/meetings/invitations/schema.ts';
import * as commands from '#features/meetings/invitations/server/commands.ts';
import { sendingFrom } from '#features/meetings/invitations/server/exports.ts';
import * as invitations from '#features/meetings/invitations/server/queries.ts';
import { answerForm, problemsOf, type FormProblem } from '#lib/forms/answer.ts';
import { expected, readForm } from '#lib/server/files/form.ts';
import { readSettings } from '#settings';
import type { Actions, PageServerLoad } from './$types';

const { TIME_ZONE: timeZone } = readSettings();
const nothing = z.object({});
/** A calendar file with answers is small. */
const mostBytes = 500_000;

const siteOf = ({ door }: App.Locals) => ({ origin: door.origin, secret: door.means.secret, timeZone });

/** Whom a meeting calls, what they answered, and who else could be asked. */
export const load: PageServerLoad = ({ params: { ref }, locals: { ask } }) =>
  ask(async (tx) => {
    const { id, ...meeting } = await invitations.facts(tx, ref);
    const whole = { id, ...meeting };
    return {
      meeting,
      invited: await invitations.list(tx, whole),
      counts: await invitations.counts(tx, whole),
      candidates: await invitations.candidates(tx, whole),
    };
  });

export const actions: Actions = {
  /** Good lines go on the list; the others come back to be corrected. */
  add: async ({ request, params: { ref, lang }, locals: { ask } }) => {
    const data = await request.formData();
    const sent = { ...Object.fromEntries(data), who: data.getAll('who') };
    const parsed = inviteInput.safeParse(sent);
    if (!parsed.success) return fail(400, { typed: {}, problems: problemsOf(parsed.error) });
    const { who, guests: lines, lang: usual } = parsed.data;
    const { guests, addressed, typed, left } = invitingIn(data, lines, usual);
    const isBad = left.problems.length > 0;
    if (isBad && who.length + guests.length + addressed.length === 0) return fail(400, left);
    const failed = await expected(ask((tx) => commands.invite(tx, ref, { who, addressed, guests, lang })));
    if (failed instanceof Error) return fail(failed.status, { typed, problems: problemsOf(failed) });
    return isBad ? fail(400, left) : { ...left, done: 'invite_added' as const };
  },
  send: ({ request, params: { ref }, locals }) =>
    answerForm(request, nothing, async () => {
      const left = await locals.ask(async (tx) =>
        commands.send(tx, ref, await sendingFrom(tx, siteOf(locals)), locals.today),
      );
      return left > 0 ? 'invite_sent' : 'invite_nothing_to_send';
    }),
  remind: ({ request, params: { ref }, locals }) =>
    answerForm(request, nothing, async () => {
      const left = await locals.ask(async (tx) =>
        commands.remind(tx, ref, await sendingFrom(tx, siteOf(locals)), locals.today),
      );
      return left > 0 ? 'invite_reminded' : 'invite_nobody_to_remind';
    }),
  answer: ({ request, params: { ref }, locals: { ask } }) =>
    answerForm(request, setAnswerInput, async ({ code, answer }) => {
      await ask((tx) => answers.setAnswer(tx, ref, code, answer || null));
      return 'invite_answer_set';
    }),
  withdraw: ({ request, params: { ref }, locals }) =>
    answerForm(request, codeInput, async ({ code }) => {
      await locals.ask(async (tx) =>
        commands.withdraw(tx, ref, code, {
          sending: await sendingFrom(tx, siteOf(locals)),
          today: locals.today,
        }),
      );
      return 'invite_withdrawn_done';
    }),
  replies: async ({ request, params: { ref }, locals: { ask } }) => {
    const file = (await readForm(request)).get('file');
    const isFile = file instanceof File && file.size > 0 && file.size <= mostBytes;
    const wrong = (problems: FormProblem[]) => ({ typed: {}, problems });
    if (!isFile) return fail(422, wrong([{ field: 'file', key: 'error_invitation_no_reply' }]));
    const bytes = new Uint8Array(await file.arrayBuffer());
    const replies = await expected(ask((tx) => answers.takeReplies(tx, ref, bytes)));
    if (replies instanceof Error) return fail(replies.status, wrong(problemsOf(replies, 'file')));
    return { ...wrong([]), replies };
  },
};
