import { fail, redirect } from '@sveltejs/kit';
import * as commands from '#features/files/stored/server/commands.ts';
import * as stored from '#features/files/stored/server/queries.ts';
import { mayBegin, mayRedact, narrowerThan } from '#features/files/stored/policy.ts';
import { redactionInput } from '#features/files/stored/schema.ts';
import { refused } from '#lib/errors.ts';
import { written } from '#lib/translated.ts';
import { expected, fileOf, readForm, text, wrongOf, type Wrong } from '#lib/server/files/form.ts';

/** The original, and who may be left to see it. */
export const load = ({ locals, params: { ref } }) =>
  locals.ask(async (tx) => {
    const file = await stored.get(tx, ref);
    if (file.redaction || !mayRedact(tx.viewer, file.reached)) throw refused('files');
    const visibilities = narrowerThan(tx.viewer, file.visibility, file.evidence.hasBody);
    return { file, visibilities, isScanned: locals.intake.isScanned };
  });

export const actions = {
  default: async ({ locals, request, params: { lang, ref } }) => {
    const { viewer, intake, now } = locals;
    if (viewer.kind !== 'person' || !mayBegin(viewer)) throw refused('files');
    const form = await readForm(request);
    const typed = { reason: text(form, 'reason'), visibility: text(form, 'visibility') };
    const file = await fileOf(intake, { account: viewer.account, now }, form);
    const again = (wrong: Wrong[]) => fail(422, { wrong, typed, upload: file.upload });
    const input = redactionInput.safeParse(typed);
    if (!input.success || 'error' in file) return again([...wrongOf(file), ...wrongFields(input.error)]);

    const reason = written(input.data.reason, lang);
    const { visibility } = input.data;
    const copy = { ...file.taken, original: ref, reason, visibility, isScanned: intake.isScanned };
    const evidence = await expected(locals.ask((tx) => commands.redact(tx, copy)));
    if (typeof evidence !== 'string') {
      return again([{ field: 'file', code: evidence.code, values: evidence.values }]);
    }
    await intake.parts.drop(file.upload);
    redirect(303, `/${lang}/evidence/${evidence}#files`);
  },
};

const wrongFields = (error: { issues: { path: PropertyKey[] }[] } | undefined): Wrong[] =>
  (error?.issues ?? []).map(({ path: [field] }) => ({
    field: String(field),
    code: field === 'reason' ? 'files.reason_missing' : 'files.visibility_missing',
  }));
