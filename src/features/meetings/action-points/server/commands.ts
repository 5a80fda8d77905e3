import { sql } from 'kysely';
import { stepInFuture, stepTooEarly } from '#features/meetings/action-points/errors.ts';
import type { ActionPointInput, OwnerKind, StepInput } from '#features/meetings/action-points/schema.ts';
import { notFound, refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Edited, RecordTable, Saved } from '#lib/server/history/change.ts';
import { addHistory, takeTurn } from '#lib/server/history/entries.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';

/** Creates or changes action points. How far they are is said by `addStep`. Throws as saveRecords. */
export async function save(tx: Tx, inputs: readonly Edited<ActionPointInput>[]): Promise<Saved[]> {
  const found = await lookUp(tx, inputs);
  return saveRecords(
    tx,
    'action_points',
    inputs.map((input) => ({
      common: input,
      values: {
        body_id: found.bodies.idOf(input.body),
        meeting_id: found.meetings.idOrNull(input.meeting),
        agenda_item_id: found.agenda.idOrNull(input.agenda_item),
        decision_id: found.decisions.idOrNull(input.decision),
        task: input.task,
        owner_seat_id: ownerId(input, 'seat', found),
        owner_organisation_id: ownerId(input, 'organisation', found),
        owner_person_id: ownerId(input, 'person', found),
        agreed_on: input.agreed_on,
        due_on: input.due_on ?? null,
      },
      links: {
        action_point_actions: input.actions.map((ref) => ({ action_id: found.actions.idOf(ref) })),
        action_point_commitments: input.commitments.map((ref) => ({
          commitment_id: found.commitments.idOf(ref),
        })),
      },
      entry: {
        path: `/action-points/${input.ref}`,
        title: input.task,
        dated: input.due_on ?? input.agreed_on,
      },
    })),
  );
}

type Found = Awaited<ReturnType<typeof lookUp>>;

/** Everything the inputs name. Throws unknownReference when an id is asked for. */
async function lookUp(tx: Tx, inputs: readonly ActionPointInput[]) {
  const find = (table: RecordTable, refsOf: (input: ActionPointInput) => (string | undefined)[]) =>
    lookup(tx, table, inputs.flatMap(refsOf));
  return {
    bodies: await find('bodies', ({ body }) => [body]),
    meetings: await find('meetings', ({ meeting }) => [meeting]),
    agenda: await find('agenda_items', ({ agenda_item }) => [agenda_item]),
    decisions: await find('decisions', ({ decision }) => [decision]),
    actions: await find('actions', ({ actions }) => actions),
    commitments: await find('commitments', ({ commitments }) => commitments),
    owners: {
      seat: await find('seats', owning('seat')),
      organisation: await find('organisations', owning('organisation')),
      person: await find('people', owning('person')),
    },
  };
}

const owning =
  (kind: OwnerKind) =>
  ({ owner }: ActionPointInput) =>
    owner.kind === kind ? [owner.ref] : [];

const ownerId = ({ owner }: ActionPointInput, kind: OwnerKind, { owners }: Found) =>
  owner.kind === kind ? owners[kind].idOf(owner.ref) : null;

/**
 * Says how far a point is from a day on; owners may, and whoever runs the body. Saying again what stands changes
 * nothing. Throws notFound, refused, stepInFuture, stepTooEarly.
 */
export async function addStep(tx: Tx, ref: string, step: StepInput, today: string): Promise<void> {
  if (tx.viewer.kind === 'public') throw refused('action_points');
  await takeTurn(tx);
  const { id, last, agreed } = await standing(tx, ref);
  refuseDay(step.on_day, { agreed, today });
  if (last?.status === step.status && !step.comment && !step.proof) return;
  await insertStep(tx, id, (last?.number ?? 0) + 1, step);
  await addHistory(tx, [
    {
      kind: 'action_points',
      ref,
      version: null,
      action: 'change',
      before: last ? { status: last.status } : {},
      after: toldOf(step),
    },
  ]);
}

/** What the history says of a step: what was given. */
const toldOf = ({ status, on_day, comment, proof }: StepInput) => ({
  status,
  on_day,
  ...(comment && { comment }),
  ...(proof && { proof }),
});

/** What is reported happened between the agreement and today. */
function refuseDay(day: string, { agreed, today }: { agreed: string; today: string }): void {
  if (day > today) throw stepInFuture(day);
  if (day < agreed) throw stepTooEarly(agreed);
}

async function insertStep(tx: Tx, id: number, number: number, step: StepInput): Promise<void> {
  const { rows } = await sql`
    insert into action_point_steps (action_point_id, number, status, on_day, comment, proof, made_at)
    select ${id}, ${number}, ${step.status}, ${step.on_day}::date,
      ${step.comment ? JSON.stringify(step.comment) : null}::jsonb, ${step.proof ?? null}, ${tx.now}
    where may_report(${id}) returning number`.execute(tx.db);
  if (rows.length === 0) throw refused('action_points');
}

type Standing = { id: number; agreed: string; last: { number: number; status: string } | null };

async function standing(tx: Tx, ref: string): Promise<Standing> {
  const { rows } = await sql<Standing>`
    select p.id, first_day(p.agreed_on)::text as agreed, (select jsonb_build_object('number', s.number, 'status', s.status) from action_point_steps s
      where s.action_point_id = p.id order by s.number desc limit 1) as last
    from action_points p where p.ref = ${ref} and p.archived_at is null`.execute(tx.db);
  if (!rows[0]) throw notFound('action_points', ref);
  return rows[0];
}
