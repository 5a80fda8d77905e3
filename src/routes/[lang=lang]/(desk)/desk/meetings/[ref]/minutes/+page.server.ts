import { fail, redirect } from '@sveltejs/kit';
import { find, meetingToKeep, texts } from '#features/meetings/minutes/server/queries.ts';
import { notesInput, writtenIn } from '#features/meetings/writing/schema.ts';
import { keepNotes, write } from '#features/meetings/writing/server/commands.ts';
import { markOf, ownNotes } from '#features/meetings/writing/server/queries.ts';
import { sentIn } from '#lib/forms/fields.ts';
import { reference } from '#lib/record.ts';
import { personOf } from '#lib/server/auth/guard.ts';
import type { Actions, PageServerLoad } from './$types';

/** The agenda with what is written under each item, and the asker's own notes. */
export const load: PageServerLoad = ({ params: { ref }, url, locals: { ask, viewer } }) =>
  ask(async (tx) => {
    const meeting = await meetingToKeep(tx, ref);
    const minutes = await find(tx, ref);
    const items = await texts(tx, ref);
    return {
      meeting,
      status: minutes?.status ?? 'draft',
      items: items.map((item) => ({ ...item, seen: `${String(item.version)} ${markOf(item.text)}` })),
      notes: await ownNotes(tx, meeting.id),
      account: personOf(viewer).account,
      isSaved: url.searchParams.has('saved'),
    };
  });

export const actions: Actions = {
  default: async ({ request, params: { ref, lang }, locals: { ask } }) => {
    const sent = sentIn(await request.formData());
    const typed = Object.fromEntries(
      [...sent].filter(([name]) => name.startsWith('text.') || name === 'notes'),
    );
    const notes = notesInput.safeParse(sent.get('notes') ?? '');
    // Each part stands for itself: a text that is locked meanwhile does not take the notes with it.
    if (notes.success) await ask((tx) => keepNotes(tx, ref, notes.data));
    const written = writtenIn(sent);
    const clashes = written.length > 0 ? (await ask((tx) => write(tx, ref, written))).clashes : [];
    const seen = clashes.map((clash) => ({
      ...clash,
      seen: `${String(clash.version)} ${markOf(clash.stands)}`,
    }));
    if (clashes.length > 0 || !notes.success)
      return fail(409, { clashes: seen, typed, tooLong: !notes.success });
    // Whoever goes on to write down a decision has saved what they wrote.
    const decide = reference.safeParse(sent.get('decide'));
    if (decide.success) redirect(303, `/${lang}/desk/meetings/${ref}/decisions?item=${decide.data}`);
    const at = reference.safeParse(sent.get('at'));
    redirect(303, `/${lang}/desk/meetings/${ref}/minutes?saved=1${at.success ? `#${at.data}` : ''}`);
  },
};
