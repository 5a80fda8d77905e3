import { fail, redirect } from '@sveltejs/kit';
import * as commands from '#features/files/stored/server/commands.ts';
import * as stored from '#features/files/stored/server/queries.ts';
import { mayBegin, mayRedact, narrowerThan } from '#features/files/stored/policy.ts';
import { redactionInput } from '#features/files/stored/schema.ts';
import type { Wrong } from '#features/files/stored/labels.ts';
import { ExpectedError, refused } from '#lib/errors.ts';
import { fileOf, readForm, text } from '#lib/server/files/form.ts';

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
    const { viewer, intake } = locals;
    if (viewer.kind !== 'person' || !mayBegin(viewer)) throw refused('files');
    const form = await readForm(request);
    const typed = { reason: text(form, 'reason'), visibility: text(form, 'visibility') };
    const file = await fileOf(intake, viewer.account, form);
    const again = (status: number, wrong: Wrong[]) => fail(status, { wrong, typed, upload: file.upload });
    const input = redactionInput.safeParse(typed);
    const missing = new Set(input.error?.issues.map(({ path }) => String(path[0])));
    const wrong = [
      ...('error' in file ? [{ field: 'file', code: file.error.code, values: file.error.values }] : []),
      ...(missing.has('reason') ? [{ field: 'reason', code: 'files.reason_missing' }] : []),
      ...(missing.has('visibility') ? [{ field: 'visibility', code: 'files.visibility_missing' }] : []),
    ];
    if (!input.success || 'error' in file) return again(422, wrong);
    const reason = { source: lang, [lang]: input.data.reason, status: { [lang]: 'original' as const } };
    const copy = { ...file.taken, original: ref, reason, visibility: input.data.visibility };
    const evidence = await locals
      .ask(async (tx) => {
        const original = await stored.get(tx, ref);
        await commands.redact(tx, { ...copy, isScanned: intake.isScanned });
        return original.evidence.ref;
      })
      .catch((error: unknown) => error);
    if (evidence instanceof ExpectedError) {
      return again(evidence.status, [{ field: 'file', code: evidence.code, values: evidence.values }]);
    }
    if (typeof evidence !== 'string') throw evidence;
    await intake.parts.drop(file.upload);
    redirect(303, `/${lang}/evidence/${evidence}#files`);
  },
};
