import { fail } from '@sveltejs/kit';
import { z } from 'zod';
import * as answers from '#features/meetings/answers/server/commands.ts';
import { addressedIn, guestsIn } from '#features/meetings/invitations/rules.ts';
import {
  addressPrefix,
  codeInput,
  inviteInput,
  setAnswerInput,
} from '#features/meetings/invitations/schema.ts';
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

/** What was typed beside seats, by choice. */
const addressesIn = (data: FormData): [string, string][] =>
  [...data].flatMap(([name, value]) =>
    name.startsWith(addressPrefix) && typeof value === 'string'
      ? [[name.slice(addressPrefix.length, 300), value.slice(0, 400)]]
      : [],
  );
const typedAddresses = (addresses: readonly [string, string][]) =>
  Object.fromEntries(addresses.map(([choice, typed]) => [addressPrefix + choice, typed]));

export const actions: Actions = {
  /** Good lines go on the list; the others come back to be corrected. */
  add: async ({ request, params: { ref, lang }, locals: { ask } }) => {
    const data = await request.formData();
    const sent = { ...Object.fromEntries(data), who: data.getAll('who') };
    const parsed = inviteInput.safeParse(sent);
    if (!parsed.success) return fail(400, { typed: {}, problems: problemsOf(parsed.error) });
    const { who, guests: typed, lang: usual } = parsed.data;
    const { guests, bad } = guestsIn(typed, usual);
    const addresses = addressesIn(data);
    const seats = addressedIn(addresses);
    const problems: FormProblem[] = [
      ...seats.bad.map((choice) => ({
        field: addressPrefix + choice,
        key: 'account_problem_email' as const,
      })),
      ...(bad.length > 0
        ? [{ field: 'guests', key: 'invite_bad_lines' as const, values: { n: bad.length } }]
        : []),
    ];
    const wrong = addresses.filter(([choice]) => seats.bad.includes(choice));
    const answer = { typed: { guests: bad.join('\n'), lang: usual, ...typedAddresses(wrong) }, problems };
    const good = who.length + guests.length + seats.addressed.length;
    if (problems.length > 0 && good === 0) return fail(400, answer);
    const called = { who, addressed: seats.addressed, guests, lang };
    const failed = await expected(ask((tx) => commands.invite(tx, ref, called)));
    if (failed instanceof Error)
      return fail(failed.status, {
        typed: { guests: typed, lang: usual, ...typedAddresses(addresses) },
        problems: problemsOf(failed),
      });
    return problems.length > 0 ? fail(400, answer) : { ...answer, done: 'invite_added' as const };
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
