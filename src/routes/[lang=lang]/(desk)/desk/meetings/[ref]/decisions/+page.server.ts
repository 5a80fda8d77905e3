import { fail } from '@sveltejs/kit';
import { proposalIn, type Proposal } from '#features/meetings/action-points/rules.ts';
import { decisionCapture, lineCapture, pointCapture } from '#features/meetings/outcomes/schema.ts';
import * as commands from '#features/meetings/outcomes/server/commands.ts';
import * as outcomes from '#features/meetings/outcomes/server/queries.ts';
import { answerForm, type FormProblem } from '#lib/forms/answer.ts';
import { sentIn } from '#lib/forms/fields.ts';
import type { Actions, PageServerLoad } from './$types';

/** Where decisions and action points are written down while the meeting goes on. */
export const load: PageServerLoad = async ({ params: { ref }, url, locals: { ask, today } }) => ({
  meeting: await ask((tx) => outcomes.open(tx, ref, today)),
  item: url.searchParams.get('item') ?? '',
});

function unreadProblems({ owner, due }: Proposal<string>['unread']): FormProblem[] {
  return [
    ...(owner === null
      ? []
      : [{ field: 'owner', key: 'outcome_unread_owner' as const, values: { name: owner } }]),
    ...(due === null ? [] : [{ field: 'due', key: 'outcome_unread_due' as const, values: { words: due } }]),
  ];
}

export const actions: Actions = {
  decide: ({ request, params: { ref, lang }, locals: { ask } }) =>
    answerForm(request, decisionCapture, async (input) => {
      await ask((tx) => commands.captureDecision(tx, ref, input, { lang }));
      return 'outcome_decision_done';
    }),
  /** Makes a proposal of a line; nothing is written down yet. */
  propose: async ({ request, params: { ref }, locals: { ask } }) => {
    const typed = Object.fromEntries(sentIn(await request.formData()));
    const parsed = lineCapture.safeParse(typed);
    if (!parsed.success) {
      const problems: FormProblem[] = [{ field: 'line', key: 'form_error_missing' }];
      return fail(400, { typed, problems });
    }
    const { from, candidates } = await ask(async (tx) => ({
      ...(await outcomes.place(tx, ref)),
      candidates: await outcomes.candidates(tx, ref),
    }));
    const named = candidates.map((one) => ({
      owner: `${one.kind}:${one.ref}`,
      names: outcomes.namesOf(one),
    }));
    const { owner, task, due, unread } = proposalIn(parsed.data.line, named, from);
    return {
      typed: { task, owner: owner ?? '', due: due ?? '', item: parsed.data.item ?? '' },
      problems: unreadProblems(unread),
      isProposal: true,
    };
  },
  point: async ({ request, params: { ref, lang }, locals: { ask, today } }) => {
    const answer = await answerForm(request, pointCapture, async (input) => {
      await ask((tx) => commands.capturePoint(tx, ref, input, { lang, today }));
      return 'outcome_point_done';
    });
    return 'status' in answer ? fail(answer.status, { ...answer.data, isProposal: true }) : answer;
  },
};
