import { answeredAlready, strangeAction } from '#features/rounds/contributions/errors.ts';
import type { ContributionAnswer, ContributionInput } from '#features/rounds/contributions/schema.ts';
import { hasDuty } from '#lib/access.ts';
import { notFound, refused } from '#lib/errors.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { freeReference } from '#lib/server/history/free-reference.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';
import { written } from '#lib/translated.ts';
import { actionsIn, ownCivilSociety } from './queries.ts';

type Place = { id: number; ref: string };

/** Adds what an organisation of civil society says of an action; gives the reference. Throws refused, strangeAction. */
export async function contribute(
  tx: Tx,
  round: Place,
  { action, organisation, text }: ContributionInput,
  lang: Lang,
): Promise<string> {
  await takeTurn(tx);
  const own = await ownCivilSociety(tx);
  if (!own.some(({ ref }) => ref === organisation)) throw refused('contributions');
  const found = (await actionsIn(tx, round.id)).find(({ ref }) => ref === action);
  if (!found) throw strangeAction();
  const ref = await freeReference(tx, 'contributions', `${round.ref.slice(0, 68)}-c`);
  await saveRecords(tx, 'contributions', [
    {
      common: { ref, visibility: 'secretariat', published: false, evidence: [], expected: 0 },
      values: {
        round_id: round.id,
        action_id: (await lookup(tx, 'actions', [action])).idOf(action),
        organisation_id: (await lookup(tx, 'organisations', [organisation])).idOf(organisation),
        text: written(text, lang),
        answer: null,
        answer_reason: null,
      },
      entry: { path: `/plan/actions/${action}`, title: found.title, listed: false },
    },
  ]);
  return ref;
}

/** Accepts a contribution, which makes it public, or declines it with a reason. Throws notFound, refused, answeredAlready. */
export async function answer(
  tx: Tx,
  { contribution, answer: said, reason }: ContributionAnswer,
): Promise<void> {
  if (!hasDuty(tx.viewer, 'secretariat')) throw refused('contributions');
  await takeTurn(tx);
  const stands = await tx.db
    .selectFrom('contributions as c')
    .innerJoin('actions as a', 'a.id', 'c.action_id')
    .select([
      'c.round_id',
      'c.action_id',
      'c.organisation_id',
      'c.text',
      'c.answer',
      'a.ref as action',
      'a.title',
    ])
    .where('c.ref', '=', contribution)
    .where('c.archived_at', 'is', null)
    .executeTakeFirst();
  if (!stands) throw notFound('contributions', contribution);
  if (stands.answer !== null) throw answeredAlready();
  const { action, title, ...values } = stands;
  const isAccepted = said === 'accepted';
  await saveRecords(tx, 'contributions', [
    {
      common: {
        ref: contribution,
        visibility: isAccepted ? 'public' : 'secretariat',
        published: isAccepted,
        evidence: [],
      },
      values: { ...values, answer: said, answer_reason: reason || null },
      entry: { path: `/plan/actions/${action}`, title, listed: false },
    },
  ]);
}
