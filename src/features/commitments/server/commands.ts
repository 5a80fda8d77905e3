import type { CommitmentInput, CommitmentStatusInput } from '#features/commitments/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Saved } from '#lib/server/history/change.ts';
import { lookup, type Lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';

type Found = { organisations: Lookup; places: Lookup; items: Lookup };

/** Creates or changes commitments. Links to other commitments of the same list are made after all exist. */
export async function save(tx: Tx, inputs: readonly CommitmentInput[]): Promise<Saved[]> {
  const found: Found = {
    organisations: await lookup(
      tx,
      'organisations',
      inputs.flatMap((input) => [input.issuer, ...input.parties.map((party) => party.organisation)]),
    ),
    places: await lookup(
      tx,
      'places',
      inputs.map((input) => input.recommending_place),
    ),
    items: await lookup(
      tx,
      'items',
      inputs.flatMap((input) => input.items.map((link) => link.item)),
    ),
  };
  const targets = new Set(inputs.flatMap((input) => input.links.map((link) => link.other)));
  const first = inputs.filter((input) => targets.has(input.ref) && input.links.length === 0);
  const rest = inputs.filter((input) => !first.includes(input));
  return [...(await saveSome(tx, first, found)), ...(await saveSome(tx, rest, found))];
}

async function saveSome(tx: Tx, inputs: readonly CommitmentInput[], found: Found): Promise<Saved[]> {
  const others = await lookup(
    tx,
    'commitments',
    inputs.flatMap((input) => input.links.map((link) => link.other)),
  );
  return saveRecords(
    tx,
    'commitments',
    inputs.map((input) => ({
      common: input,
      values: valuesOf(input, found),
      links: {
        commitment_parties: input.parties.map((party) => ({
          organisation_id: found.organisations.idOf(party.organisation),
          role: party.role,
        })),
        commitment_items: input.items.map((link) => ({
          item_id: found.items.idOf(link.item),
          basis: link.basis,
        })),
        commitment_links: input.links.map((link) => ({
          other_id: others.idOf(link.other),
          relation: link.relation,
        })),
      },
      entry: {
        path: `/commitments/${input.ref}`,
        title: input.title,
        summary: input.wording,
        text: [input.instrument, input.cycle, input.target, input.affected_groups],
        dated: input.made_on,
      },
    })),
  );
}

function valuesOf(input: CommitmentInput, found: Found) {
  return {
    kind: input.kind,
    title: input.title,
    wording: input.wording ?? null,
    instrument: input.instrument,
    cycle: input.cycle ?? null,
    made_on: input.made_on ?? null,
    participation: input.participation ?? null,
    issuer_id: found.organisations.idOrNull(input.issuer),
    recommending_place_id: found.places.idOrNull(input.recommending_place),
    affected_groups: input.affected_groups ?? null,
    response: input.response ?? null,
    response_wording: input.response_wording ?? null,
    period_from: input.period_from ?? null,
    period_until: input.period_until ?? null,
    target: input.target ?? null,
    target_on: input.target_on ?? null,
    follow_up: input.follow_up ?? null,
  };
}

/** Adds or corrects steps of the way commitments have come. */
export async function saveStatuses(tx: Tx, inputs: readonly CommitmentStatusInput[]): Promise<Saved[]> {
  const commitments = await lookup(
    tx,
    'commitments',
    inputs.map((input) => input.commitment),
  );
  return saveRecords(
    tx,
    'commitment_statuses',
    inputs.map((input) => ({
      common: input,
      values: {
        commitment_id: commitments.idOf(input.commitment),
        status: input.status,
        on_date: input.on_date,
        basis: input.basis ?? null,
      },
      entry: {
        path: `/commitments/${input.commitment}#${input.ref}`,
        title: { source: 'en', en: `${input.commitment} ${input.status}`, status: { en: 'original' } },
        dated: input.on_date,
        listed: false,
      },
    })),
  );
}
