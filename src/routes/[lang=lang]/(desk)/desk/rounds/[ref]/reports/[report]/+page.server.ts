import { fail, redirect } from '@sveltejs/kit';
import { sentOf } from '#features/desk/keeping/schema.ts';
import { orProblem } from '#features/desk/server/queries.ts';
import { approve, publish } from '#features/rounds/approval/server/commands.ts';
import { commentInput } from '#features/rounds/comments/schema.ts';
import { comment, resolve } from '#features/rounds/comments/server/commands.ts';
import { reportFields } from '#features/rounds/progress-reports/schema.ts';
import { submit } from '#features/rounds/progress-reports/server/commands.ts';
import { workbench } from '#features/rounds/reading/server/queries.ts';
import { returnInput } from '#features/rounds/returns/schema.ts';
import { giveBack } from '#features/rounds/returns/server/commands.ts';
import { saveTyped } from '#features/rounds/writing/server/commands.ts';
import { shifted } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import { answerForm, problemsOf } from '#lib/forms/answer.ts';
import { sentIn } from '#lib/forms/fields.ts';
import type { FieldProblem } from '#lib/forms/problems.ts';
import { personOf } from '#lib/server/auth/guard.ts';
import { originOf, readSettings } from '#settings';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const settings = readSettings();
const origin = originOf(settings);

/** A report, for whoever writes it and whoever it is before. */
export const load: PageServerLoad = async ({ params: { ref, report }, url, locals }) => {
  const opened = await locals.ask((tx) => workbench(tx, report, locals.today));
  if (opened.report.round.ref !== ref) throw notFound('progress_reports', report);
  return {
    ...opened,
    until: shifted(locals.today, 7),
    said: url.searchParams.get('said'),
    draft: `${personOf(locals.viewer).account}:${report}`,
    timeZone: settings.TIME_ZONE,
  };
};

type Tx = Parameters<Parameters<App.Locals['ask']>[0]>[0];
type Sent = ReadonlyMap<string, string>;
const versionIn = (sent: Sent) => Number(sent.get('version') ?? Number.NaN);
const shownAfter = ({ params: { lang, ref, report } }: RequestEvent, said: string, at = '') =>
  `/${lang}/desk/rounds/${ref}/reports/${report}?said=${said}${at}`;

/** Does something with the report as it was seen, and shows the page anew. */
const act =
  (said: string, work: (tx: Tx, ref: string, sent: Sent) => Promise<unknown>) =>
  async (event: RequestEvent) => {
    const sent = sentIn(await event.request.formData());
    const refusal = await orProblem(event.locals.ask((tx) => work(tx, event.params.report, sent)));
    if (refusal) return fail(refusal.status, { ...refusal, of: 'step' as const });
    redirect(303, shownAfter(event, said));
  };

export const actions: Actions = {
  submit: act('submitted', (tx, ref, sent) => submit(tx, ref, versionIn(sent))),
  approve: act('approved', (tx, ref, sent) => approve(tx, ref, versionIn(sent))),
  publish: act('published', (tx, ref, sent) => publish(tx, ref, versionIn(sent))),
  resolve: act('resolved', (tx, ref, sent) => resolve(tx, ref, Number(sent.get('comment') ?? 0))),
  save: async (event) => {
    const sent = sentIn(await event.request.formData());
    const { typed, version } = sentOf(reportFields, sent);
    let problems: FieldProblem[] = [];
    const refusal = await orProblem(
      event.locals.ask(async (tx) => {
        problems = await saveTyped(tx, event.params.report, { typed, version });
      }),
    );
    if (refusal) return fail(refusal.status, { ...refusal, of: 'save' as const, typed });
    if (problems.length > 0) return fail(422, { problems, reason: null, of: 'save' as const, typed });
    redirect(
      303,
      sent.get('then') === 'submit' ? shownAfter(event, 'checked', '#submit') : shownAfter(event, 'saved'),
    );
  },
  giveBack: async (event) => {
    const data = await event.request.formData();
    const sent = sentIn(data);
    const chosen = data.getAll('fields').filter((one) => typeof one === 'string');
    const typed = { reason: sent.get('reason') ?? '', open_until: sent.get('open_until') ?? '' };
    const input = returnInput.safeParse({ fields: chosen, ...typed });
    if (!input.success)
      return fail(422, { typed, chosen, of: 'return' as const, problems: problemsOf(input.error) });
    const giving = { today: event.locals.today, origin, expected: versionIn(sent) };
    const refusal = await orProblem(
      event.locals.ask((tx) => giveBack(tx, event.params.report, input.data, giving)),
    );
    if (refusal) return fail(refusal.status, { ...refusal, of: 'step' as const });
    redirect(303, shownAfter(event, 'returned'));
  },
  comment: async (event) => {
    const answer = await answerForm(event.request, commentInput, async (input) => {
      await event.locals.ask((tx) =>
        comment(tx, event.params.report, input, { today: event.locals.today, origin }),
      );
      redirect(303, shownAfter(event, 'commented', '#comments'));
    });
    return 'status' in answer ? fail(answer.status, { ...answer.data, of: 'comment' as const }) : undefined;
  },
};
