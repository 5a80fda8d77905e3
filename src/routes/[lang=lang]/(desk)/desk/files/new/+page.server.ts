import { fail, redirect } from '@sveltejs/kit';
import * as commands from '#features/files/stored/server/commands.ts';
import * as stored from '#features/files/stored/server/queries.ts';
import { mayAdd, mayBegin, visibilitiesFor } from '#features/files/stored/policy.ts';
import { newFileInput } from '#features/files/stored/schema.ts';
import { refused } from '#lib/errors.ts';
import { reference } from '#lib/record.ts';
import { expected, fileOf, readForm, text, wrongOf, type Wrong } from '#lib/server/files/form.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** What the form offers: for evidence that is named in the address, or for new evidence. */
export const load = ({ locals, url }) =>
  locals.ask(async (tx) => {
    if (!mayBegin(tx.viewer)) throw refused('files');
    const evidence = await namedEvidence(tx, url.searchParams.get('evidence'));
    const bodies = evidence ? [] : await stored.bodiesToAddFor(tx);
    const visibilities = visibilitiesFor(tx.viewer, evidence?.hasBody ?? bodies.length > 0);
    return { evidence, bodies, visibilities, isScanned: locals.intake.isScanned };
  });

async function namedEvidence(tx: Tx, named: string | null) {
  const ref = reference.safeParse(named);
  if (!ref.success) return null;
  const evidence = await stored.place(tx, ref.data);
  if (!mayAdd(tx.viewer, evidence.reached)) throw refused('files');
  return evidence;
}

export const actions = {
  default: async ({ locals, request, params: { lang } }) => {
    const { viewer, intake } = locals;
    if (viewer.kind !== 'person' || !mayBegin(viewer)) throw refused('files');
    const form = await readForm(request);
    const typed = {
      evidence: text(form, 'evidence'),
      title: text(form, 'title'),
      body: text(form, 'body'),
      visibility: text(form, 'visibility'),
    };
    const file = await fileOf(intake, viewer.account, form);
    const again = (wrong: Wrong[]) => fail(422, { wrong, typed, upload: file.upload });
    const input = newFileInput.safeParse(typed);
    if (!input.success || 'error' in file) return again([...wrongOf(file), ...wrongFields(input.error)]);

    const { evidence, title, body, visibility } = input.data;
    const given = { ...file.taken, visibility, isScanned: intake.isScanned };
    const stores = async (tx: Tx) => {
      if (!evidence) return commands.begin(tx, { ...given, title, body, lang });
      await commands.attach(tx, { ...given, evidence });
      return evidence;
    };
    const ref = await expected(locals.ask(stores));
    if (typeof ref !== 'string') return again([{ field: 'file', code: ref.code, values: ref.values }]);
    await intake.parts.drop(file.upload);
    redirect(303, `/${lang}/evidence/${ref}#files`);
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
