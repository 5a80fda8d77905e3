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
import { written, type Translated } from '#lib/translated.ts';
import { open, type Workplace } from './queries.ts';

/** The meeting of a body whose minutes are not adopted. Throws notFound, refused, outsideBody, `minutes.locked`. */
async function openFor(
  tx: Tx,
  meeting: string,
  today: string,
): Promise<Workplace & { body: NonNullable<Workplace['body']> }> {
  const place = await open(tx, meeting, today);
  const { body } = place;
  if (!body) throw outsideBody();
  await refuseAdopted(tx, meeting);
  return { ...place, body };
}

/** What was typed in one language, with the other one where it was given. */
function textFrom(text: string, translation: string, lang: Lang): Translated {
  if (!translation) return written(text, lang);
  const other = otherLang(lang);
  return {
    source: lang,
    [lang]: text,
    [other]: translation,
    status: { [lang]: 'original', [other]: 'unreviewed' },
  };
}

/** An outcome stands under an item and follows from a decision of its own meeting. Throws unknownReference. */
function refuseStrange(
  { items, decisions: decided }: Workplace,
  { item, decision }: { item?: string | undefined; decision?: string | undefined },
): void {
  if (item !== undefined && !items.some(({ ref }) => ref === item))
    throw unknownReference('agenda_items', item);
  if (decision !== undefined && !decided.some(({ ref }) => ref === decision))
    throw unknownReference('decisions', decision);
}

/**
 * Writes down what a meeting decided, as a draft until the minutes are circulated; gives the reference. The same form
 * sent twice makes one record. Throws notFound, refused, outsideBody, unknownReference.
 */
export async function captureDecision(
  tx: Tx,
  meeting: string,
  { kind, wording, translation, item }: DecisionCapture,
  { lang, today }: { lang: Lang; today: string },
): Promise<string> {
  await takeTurn(tx);
  const place = await openFor(tx, meeting, today);
  refuseStrange(place, { item });
  const twin = place.decisions.find(
    (one) => one.wording[lang] === wording && one.agendaItem === (item ?? null),
  );
  if (twin) return twin.ref;
  const ref = await freeReference(tx, 'decisions', `${meeting}-D`);
  await decisions.save(tx, [
    decisionInput.parse({
      ref,
      body: place.body.ref,
      meeting,
      agenda_item: item,
      wording: textFrom(wording, translation, lang),
      decided_on: place.from,
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
  const place = await openFor(tx, meeting, today);
  refuseStrange(place, { item, decision });
  const [kind, of] = owner.split(':');
  const twin = place.points.find((one) => one.task[lang] === task && one.owner?.ref === of);
  if (twin) return twin.ref;
  const ref = await freeReference(tx, 'action_points', `${meeting}-P`);
  await points.save(tx, [
    actionPointInput.parse({
      ref,
      body: place.body.ref,
      meeting,
      agenda_item: item,
      decision,
      task: textFrom(task, translation, lang),
      owner: { kind, ref: of },
      agreed_on: place.from,
      due_on: due || undefined,
      visibility: 'body',
      published: now === 'yes',
    }),
  ]);
  return ref;
}
