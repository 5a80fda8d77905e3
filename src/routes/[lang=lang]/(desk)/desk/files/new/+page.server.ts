import { fail, redirect } from '@sveltejs/kit';
import * as commands from '#features/files/stored/server/commands.ts';
import * as stored from '#features/files/stored/server/queries.ts';
import { mayBegin, visibilitiesFor } from '#features/files/stored/policy.ts';
import { newFileInput } from '#features/files/stored/schema.ts';
import { refused } from '#lib/errors.ts';
import { safePath } from '#lib/safe-path.ts';
import { expected, fileOf, readForm, text, wrongOf, type Wrong } from '#lib/server/files/form.ts';

/** What the form offers: for evidence that is named in the address, or for new evidence. */
export const load = ({ locals, url }) =>
  locals.ask(async (tx) => {
    const evidence = await stored.placeToAdd(tx, url.searchParams.get('evidence'));
    const record = evidence ? null : await stored.recordToCite(tx, url.searchParams.get('for'));
    const bodies = evidence ? [] : await stored.bodiesToAddFor(tx);
    const visibilities = visibilitiesFor(tx.viewer, evidence?.hasBody ?? bodies.length > 0);
    const body = url.searchParams.get('body') ?? '';
    return { evidence, record, bodies, body, visibilities, isScanned: locals.intake.isScanned };
  });

export const actions = {
  default: async ({ locals, request, url, params: { lang } }) => {
    const { viewer, intake, now } = locals;
    if (viewer.kind !== 'person' || !mayBegin(viewer)) throw refused('files');
    const form = await readForm(request);
    const typed = {
      evidence: text(form, 'evidence'),
      title: text(form, 'title'),
      body: text(form, 'body'),
      record: text(form, 'record'),
      visibility: text(form, 'visibility'),
    };
    const file = await fileOf(intake, { account: viewer.account, now }, form);
    const again = (wrong: Wrong[]) => fail(422, { wrong, typed, upload: file.upload });
    const input = newFileInput.safeParse(typed);
    if (!input.success || 'error' in file) return again([...wrongOf(file), ...wrongFields(input.error)]);

    const given = { ...file.taken, ...input.data, lang, isScanned: intake.isScanned };
    const ref = await expected(locals.ask((tx) => commands.addNew(tx, given)));
    if (typeof ref !== 'string') return again([{ field: 'file', code: ref.code, values: ref.values }]);
    await intake.parts.drop(file.upload);
    // Where somebody came from an agenda item, the new paper goes back with them.
    const back = safePath(url.searchParams.get('to'), '');
    redirect(303, back ? `${back}?paper=${ref}` : `/${lang}/evidence/${ref}#files`);
  },
};

const codes = new Map<PropertyKey | undefined, string>([
  ['title', 'files.title_missing'],
  ['body', 'files.body_missing'],
]);
const wrongFields = (error: { issues: { path: PropertyKey[] }[] } | undefined): Wrong[] =>
  (error?.issues ?? []).map(({ path: [field] }) => ({
    field: String(field),
    code: codes.get(field) ?? 'files.visibility_missing',
  }));
