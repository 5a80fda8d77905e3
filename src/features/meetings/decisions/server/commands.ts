import { sql } from 'kysely';
import type { DecisionInput } from '#features/meetings/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Edited, Saved } from '#lib/server/history/change.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { byLevels, lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';

type Input = Edited<DecisionInput>;

/**
 * Creates or changes decisions. A decision or arrangement gets the next number of its body and year, and keeps it.
 * What supersedes may be in the same list. Throws as saveRecords.
 */
export async function save(tx: Tx, inputs: readonly Input[]): Promise<Saved[]> {
  await takeTurn(tx);
  const saved: Saved[] = [];
  const levels = byLevels(inputs.map((input) => ({ ref: input.ref, parent: input.superseded_by, input })));
  for (const level of levels)
    saved.push(
      ...(await saveLevel(
        tx,
        level.map(({ input }) => input),
      )),
    );
  return saved;
}

async function saveLevel(tx: Tx, inputs: readonly Input[]): Promise<Saved[]> {
  const find = (table: Parameters<typeof lookup>[1], refs: readonly (string | undefined)[]) =>
    lookup(tx, table, refs);
  const bodies = await find(
    'bodies',
    inputs.map(({ body }) => body),
  );
  const meetings = await find(
    'meetings',
    inputs.map(({ meeting }) => meeting),
  );
  const agenda = await find(
    'agenda_items',
    inputs.map(({ agenda_item }) => agenda_item),
  );
  const others = await find(
    'decisions',
    inputs.map(({ superseded_by }) => superseded_by),
  );
  const actions = await find(
    'actions',
    inputs.flatMap((input) => input.actions),
  );
  const commitments = await find(
    'commitments',
    inputs.flatMap((input) => input.commitments),
  );
  const numbers = await numbersFor(tx, inputs);
  return saveRecords(
    tx,
    'decisions',
    inputs.map((input) => ({
      common: input,
      values: {
        body_id: bodies.idOf(input.body),
        meeting_id: meetings.idOrNull(input.meeting),
        agenda_item_id: agenda.idOrNull(input.agenda_item),
        wording: input.wording,
        decided_on: input.decided_on,
        kind: input.kind,
        number: numbers.get(input.ref) ?? null,
        carried_out_on: input.carried_out_on ?? null,
        superseded_by_id: others.idOrNull(input.superseded_by),
      },
      links: {
        decision_actions: input.actions.map((ref) => ({ action_id: actions.idOf(ref) })),
        decision_commitments: input.commitments.map((ref) => ({ commitment_id: commitments.idOf(ref) })),
      },
      entry: { path: `/decisions/${input.ref}`, title: input.wording, dated: input.decided_on },
    })),
  );
}

type Numbered = { ref: string; body: string; year: string; number: number | null };

/**
 * The number of each decision: the one it has, while it stays with its body and year, or the next one there. What was
 * only discussed has none. Counted past the policies: a number that a reader cannot see is taken as well.
 */
async function numbersFor(tx: Tx, inputs: readonly Input[]): Promise<Map<string, number>> {
  const wanted = inputs.filter(({ kind }) => kind !== 'discussion');
  const { rows: stand } = await sql<Numbered>`
    select d.ref, b.ref as body, left(d.decided_on, 4) as year, d.number from decisions d
      join bodies b on b.id = d.body_id where d.ref = any(${wanted.map(({ ref }) => ref)}::text[])`.execute(
    tx.db,
  );
  const { rows: last } = await sql<{ body: string; year: string; number: number }>`
    select body, year, number from last_decision_numbers(${wanted.map(({ body }) => body)}::text[])`.execute(
    tx.db,
  );
  const highest = new Map(last.map(({ body, year, number }) => [`${body} ${year}`, number]));
  const numbers = new Map<string, number>();
  for (const { ref, body, decided_on } of wanted) {
    const year = decided_on.slice(0, 4);
    const own = stand.find((one) => one.ref === ref && one.body === body && one.year === year)?.number;
    const next = own ?? (highest.get(`${body} ${year}`) ?? 0) + 1;
    numbers.set(ref, next);
    if (!own) highest.set(`${body} ${year}`, next);
  }
  return numbers;
}
