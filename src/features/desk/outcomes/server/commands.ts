import { changedInput, newInput, type More } from '#features/desk/keeping/server/commands.ts';
import type { Sent } from '#features/desk/keeping/schema.ts';
import type { OutcomeKind, PointFormInput } from '#features/desk/outcomes/schema.ts';
import { ownerKinds, type ActionPointInput } from '#features/meetings/action-points/schema.ts';
import * as points from '#features/meetings/action-points/server/commands.ts';
import * as decisions from '#features/meetings/decisions/server/commands.ts';
import type { DecisionInput } from '#features/meetings/schema.ts';
import type { FormField, Typed } from '#lib/forms/fields.ts';
import type { FieldProblem } from '#lib/forms/problems.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { setArchived } from '#lib/server/history/archive.ts';
import type { Edited } from '#lib/server/history/change.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { freeReference } from '#lib/server/history/free-reference.ts';
import type { Translated } from '#lib/translated.ts';
import { decisionsOf, itemsOf, placeIn, placeOf, sheetOf, twinOf, type Place } from './queries.ts';

type Input = Record<string, unknown>;

/**
 * Changes a decision or an action point as its form says; what adopted minutes keep is not among its fields.
 * Throws notFound, refused, FormRefused, RecordConflict.
 */
export async function change(tx: Tx, kind: OutcomeKind, ref: string, sent: Sent): Promise<void> {
  const place = await placeOf(tx, kind, ref);
  const more = await rulesFor(tx, place);
  await save(tx, kind, await changedInput(tx, sheetOf(place), ref, { sent, more }));
}

/**
 * Records what a body decided, or what somebody took on in it, without a meeting; gives the reference. The same form
 * sent twice makes one. Throws notFound, refused, FormRefused.
 */
export async function create(tx: Tx, kind: OutcomeKind, body: string, typed: Typed): Promise<string> {
  const place = await placeIn(tx, kind, body);
  await takeTurn(tx);
  const given = { ref: 'new', body: place.body.ref };
  const more = await rulesFor(tx, place);
  const input = await newInput(tx, sheetOf(place), { typed, given, more });
  const [words, day] =
    kind === 'decisions' ? (['wording', 'decided_on'] as const) : (['task', 'agreed_on'] as const);
  const said = { words: input[words] as Translated, day: input[day] as string };
  const twin = await twinOf(tx, place, said);
  if (twin !== undefined) return twin;
  const stem = `${body.slice(0, 40)}-${said.day.slice(0, 4)}-${kind === 'decisions' ? 'D' : 'P'}`;
  const ref = await freeReference(tx, kind, stem);
  await save(tx, kind, { ...input, ref, expected: 0 });
  return ref;
}

/** Takes an outcome out of all lists or puts it back. Throws notFound, refused, `minutes.locked`. */
export async function archive(
  tx: Tx,
  kind: OutcomeKind,
  ref: string,
  { archived, reason }: { archived: boolean; reason: string },
): Promise<void> {
  await placeOf(tx, kind, ref);
  await setArchived(tx, kind, ref, { archived, reason: cleanLine(reason).slice(0, 400) });
}

async function save(tx: Tx, kind: OutcomeKind, input: Input): Promise<void> {
  if (kind === 'decisions') await decisions.save(tx, [input as Edited<DecisionInput>]);
  else await points.save(tx, [pointOf(input as Edited<PointFormInput>)]);
}

function pointOf({
  owner_seat,
  owner_organisation,
  owner_person,
  ...input
}: Edited<PointFormInput>): Edited<ActionPointInput> {
  const owners = { seat: owner_seat, organisation: owner_organisation, person: owner_person };
  const kind = ownerKinds.find((one) => owners[one] !== undefined) ?? 'organisation';
  return { ...input, owner: { kind, ref: owners[kind] ?? '' } };
}

/** What a schema cannot know: the item is one of the meeting, the other decision one of the body, and one owns a point. */
async function rulesFor(tx: Tx, place: Place): Promise<More> {
  const items = new Set((await itemsOf(tx, place)).map(({ ref }) => ref));
  const others = new Set((await decisionsOf(tx, place)).map(({ ref }) => ref));
  const among = (name: string, known: ReadonlySet<string>, input: Input): FieldProblem[] => {
    const named = input[name];
    const label = labelOf(place, name);
    return typeof named !== 'string' || known.has(named) || label === undefined
      ? []
      : [{ control: name, message: 'form_error_choice', label }];
  };
  return (input) => [
    ...among('agenda_item', items, input),
    ...among('superseded_by', others, input),
    ...among('decision', others, input),
    ...(place.kind === 'action_points' ? ownerProblems(place, input) : []),
  ];
}

const labelOf = (place: Place, name: string): FormField['label'] | undefined =>
  sheetOf(place).fields.find((field) => field.name === name)?.label;

function ownerProblems({ hasUnseenOwner }: Place, input: Input): FieldProblem[] {
  if (hasUnseenOwner)
    return [{ control: 'owner_seat', message: 'outcome_error_owner_unseen', label: 'point_owner' }];
  const named = ownerKinds.filter((kind) => input[`owner_${kind}`] !== undefined);
  if (named.length === 1) return [];
  const control = `owner_${named.at(-1) ?? 'seat'}`;
  return [{ control, message: 'outcome_error_owner', label: 'point_owner' }];
}
