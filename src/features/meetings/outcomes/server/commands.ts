import * as points from '#features/meetings/action-points/server/commands.ts';
import { actionPointInput } from '#features/meetings/action-points/schema.ts';
import * as decisions from '#features/meetings/decisions/server/commands.ts';
import type { DecisionCapture, PointCapture } from '#features/meetings/outcomes/schema.ts';
import { decisionInput } from '#features/meetings/schema.ts';
import { refuseAdopted } from '#features/meetings/minutes/server/queries.ts';
import { outsideBody } from '#features/meetings/outcomes/errors.ts';
import { unknownReference } from '#lib/errors.ts';
import { otherLang, type Lang } from '#lib/i18n/lang.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { freeReference } from '#lib/server/history/free-reference.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { decided, place, takenOn, type Place } from './queries.ts';

/** The meeting of a body whose minutes are not adopted. Throws notFound, refused, outsideBody, `minutes.locked`. */
async function openFor(tx: Tx, meeting: string): Promise<Place & { body: NonNullable<Place['body']> }> {
  const found = await place(tx, meeting);
  const { body } = found;
  if (!body) throw outsideBody();
  await refuseAdopted(tx, meeting);
  return { ...found, body };
}

/** What was typed in one language, with the other one where it was given, as the schemas take a text. */
const textFrom = (text: string, translation: string, lang: Lang) => ({
  source: lang,
  [lang]: text,
  [otherLang(lang)]: translation,
});

/** An outcome stands under an item of its own meeting. Throws unknownReference. */
function refuseStrange({ items }: Place, item: string | undefined): void {
  if (item !== undefined && !items.some(({ ref }) => ref === item))
    throw unknownReference('agenda_items', item);
}

/**
 * Writes down what a meeting decided, as a draft until the minutes are circulated; gives the reference. The same form
 * sent twice makes one record. Throws notFound, refused, outsideBody, unknownReference.
 */
export async function captureDecision(
  tx: Tx,
  meeting: string,
  { kind, wording, translation, item }: DecisionCapture,
  { lang }: { lang: Lang },
): Promise<string> {
  await takeTurn(tx);
  const at = await openFor(tx, meeting);
  refuseStrange(at, item);
  const twin = (await decided(tx, meeting)).find(
    (one) => one.wording[lang] === wording && one.agendaItem === (item ?? null),
  );
  if (twin) return twin.ref;
  const ref = await freeReference(tx, 'decisions', `${meeting}-D`);
  await decisions.save(tx, [
    decisionInput.parse({
      ref,
      body: at.body.ref,
      meeting,
      agenda_item: item,
      wording: textFrom(wording, translation, lang),
      decided_on: at.from,
      kind,
      visibility: 'body',
      published: false,
    }),
  ]);
  return ref;
}

/** Writes down what somebody took on in a meeting; gives the reference. Throws as captureDecision. */
export async function capturePoint(
  tx: Tx,
  meeting: string,
  { task, translation, owner, due, decision, item, now }: PointCapture,
  { lang, today }: { lang: Lang; today: string },
): Promise<string> {
  await takeTurn(tx);
  const at = await openFor(tx, meeting);
  refuseStrange(at, item);
  // A point follows from a decision of its own meeting.
  if (decision !== undefined && !(await decided(tx, meeting)).some(({ ref }) => ref === decision))
    throw unknownReference('decisions', decision);
  const [kind, of] = owner.split(':');
  const twin = (await takenOn(tx, meeting, today)).find(
    (one) => one.task[lang] === task && one.owner?.ref === of,
  );
  if (twin) return twin.ref;
  const ref = await freeReference(tx, 'action_points', `${meeting}-P`);
  await points.save(tx, [
    actionPointInput.parse({
      ref,
      body: at.body.ref,
      meeting,
      agenda_item: item,
      decision,
      task: textFrom(task, translation, lang),
      owner: { kind, ref: of },
      agreed_on: at.from,
      due_on: due || undefined,
      visibility: 'body',
      published: now === 'yes',
    }),
  ]);
  return ref;
}
