import { sql } from 'kysely';
import type { AgendaItemInput } from '#features/meetings/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Edited, Saved } from '#lib/server/history/change.ts';
import { byLevels, lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';

/** Creates or changes agenda items; a parent may be in the same list. Throws as saveRecords. */
export async function save(tx: Tx, inputs: readonly Edited<AgendaItemInput>[]): Promise<Saved[]> {
  const saved: Saved[] = [];
  for (const level of byLevels(inputs)) saved.push(...(await saveLevel(tx, level)));
  return saved;
}

async function saveLevel(tx: Tx, inputs: readonly Edited<AgendaItemInput>[]): Promise<Saved[]> {
  const meetings = await lookup(
    tx,
    'meetings',
    inputs.map((input) => input.meeting),
  );
  const items = await lookup(
    tx,
    'agenda_items',
    inputs.flatMap((input) => [input.parent, input.continues]),
  );
  const people = await lookup(
    tx,
    'people',
    inputs.map((input) => input.presenter_person),
  );
  const organisations = await lookup(
    tx,
    'organisations',
    inputs.map((input) => input.presenter_organisation),
  );
  const papers = await papersOf(tx, inputs);
  return saveRecords(
    tx,
    'agenda_items',
    inputs.map((input) => ({
      common: input,
      values: {
        meeting_id: meetings.idOf(input.meeting),
        parent_id: items.idOrNull(input.parent),
        position: input.position,
        title: input.title,
        kind: input.kind,
        duration: input.duration ?? null,
        presenter_person_id: people.idOrNull(input.presenter_person),
        presenter_organisation_id: organisations.idOrNull(input.presenter_organisation),
        outcome: input.outcome ?? null,
        ended: input.ended ?? null,
        continues_id: items.idOrNull(input.continues),
      },
      links: {
        agenda_papers: papers(input),
      },
      entry: {
        path: `/meetings/${input.meeting}#${input.ref}`,
        title: input.title,
        summary: input.outcome,
        listed: false,
      },
    })),
  );
}

/** The rows of an item's papers: those it names, and those that whoever asks does not see. */
async function papersOf(
  tx: Tx,
  inputs: readonly AgendaItemInput[],
): Promise<(input: AgendaItemInput) => { evidence_id: number }[]> {
  const evidence = await lookup(
    tx,
    'evidence',
    inputs.flatMap(({ papers }) => papers.map((paper) => paper.evidence)),
  );
  const hidden = await hiddenPapers(
    tx,
    inputs.map(({ ref }) => ref),
  );
  return ({ ref, papers }) =>
    [...papers.map((paper) => evidence.idOf(paper.evidence)), ...(hidden.get(ref) ?? [])].map((id) => ({
      evidence_id: id,
    }));
}

/** Papers of items that whoever asks does not see: nobody takes away what they do not see. */
async function hiddenPapers(tx: Tx, refs: readonly string[]): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ ref: string; ids: number[] }>`
    select a.ref, array_agg(x.evidence_id::int) as ids from agenda_papers x join agenda_items a on a.id = x.agenda_item_id
    where a.ref = any(${[...refs]}::text[]) and not exists (select from evidence v where v.id = x.evidence_id)
    group by a.ref`.execute(tx.db);
  return new Map(rows.map(({ ref, ids }) => [ref, ids]));
}
