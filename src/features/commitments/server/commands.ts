import { externalTaken, stepInFuture } from '#features/commitments/errors.ts';
import type { CommitmentInput, CommitmentStatusInput } from '#features/commitments/schema.ts';
import { firstDay, isAfterToday } from '#lib/dates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Change, Edited, Saved } from '#lib/server/history/change.ts';
import { lookup, type Lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';
import { titlesOf } from '#lib/server/history/titles.ts';

type Found = { organisations: Lookup; places: Lookup; items: Lookup };

/**
 * Creates or changes commitments. They may link to each other in any way, in circles too: all are written before
 * any link to one of them is.
 */
export async function save(tx: Tx, inputs: readonly Edited<CommitmentInput>[]): Promise<Saved[]> {
  await refuseTaken(tx, inputs);
  const found = await find(tx, inputs);
  const own = new Set(inputs.map(({ ref }) => ref));
  if (!inputs.some(({ links }) => links.some(({ other }) => own.has(other))))
    return saveLinked(tx, inputs, found);
  const written = await saveRecords(
    tx,
    'commitments',
    inputs.map((input) => changeOf(input, found)),
  );
  const linked = await saveLinked(
    tx,
    inputs.map((input, index) => (written[index]?.outcome === 'unchanged' ? input : seen(input))),
    found,
  );
  return written.map((first, index) => {
    const second = linked[index];
    const outcome = first.outcome === 'unchanged' ? (second?.outcome ?? 'unchanged') : first.outcome;
    return { ...first, outcome, kept: [...new Set([...first.kept, ...(second?.kept ?? [])])] };
  });
}

/** Whose version was looked at is not looked at again: it is newer by what was just written. */
const seen = (input: Edited<CommitmentInput>) => ({ ...input, expected: undefined });

async function find(tx: Tx, inputs: readonly CommitmentInput[]): Promise<Found> {
  return {
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
}

/** Writes commitments with their links; those they link to stand already. */
async function saveLinked(
  tx: Tx,
  inputs: readonly Edited<CommitmentInput>[],
  found: Found,
): Promise<Saved[]> {
  const others = await lookup(
    tx,
    'commitments',
    inputs.flatMap((input) => input.links.map((link) => link.other)),
  );
  return saveRecords(
    tx,
    'commitments',
    inputs.map((input) => withLinks(changeOf(input, found), input, others)),
  );
}

function changeOf(input: Edited<CommitmentInput>, found: Found): Change<'commitments'> {
  return {
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
    },
    entry: {
      path: `/commitments/${input.ref}`,
      title: input.title,
      summary: input.wording,
      text: [input.instrument, input.cycle, input.target, input.affected_groups],
      dated: input.made_on,
    },
  };
}

function withLinks(
  change: Change<'commitments'>,
  input: CommitmentInput,
  others: Lookup,
): Change<'commitments'> {
  const rows = input.links.map(({ other, relation }) => ({ other_id: others.idOf(other), relation }));
  return { ...change, links: { ...change.links, commitment_links: rows } };
}

function valuesOf(input: CommitmentInput, found: Found) {
  const { kind, title, instrument } = input;
  return {
    ...{ kind, title, instrument },
    ...optional(input, ['wording', 'cycle', 'made_on', 'participation', 'affected_groups', 'response']),
    ...optional(input, [
      'response_wording',
      'period_from',
      'period_until',
      'target',
      'target_on',
      'follow_up',
    ]),
    natures: input.natures,
    issuer_id: found.organisations.idOrNull(input.issuer),
    recommending_place_id: found.places.idOrNull(input.recommending_place),
    external_scheme: input.external_ref ? (input.external_scheme ?? 'other') : null,
    external_ref: input.external_ref || null,
  };
}

/** An identifier of another register means one commitment. Throws externalTaken. */
async function refuseTaken(tx: Tx, inputs: readonly CommitmentInput[]): Promise<void> {
  const named = inputs.filter((input) => input.external_ref);
  const rows = named.length
    ? await tx.db
        .selectFrom('commitments')
        .select(['ref', 'external_scheme as scheme', 'external_ref as external'])
        .where(
          'external_ref',
          'in',
          named.map(({ external_ref: external }) => external ?? ''),
        )
        .execute()
    : [];
  for (const { ref, external_ref: external = '', external_scheme: scheme = 'other' } of named) {
    const other = rows.find((row) => row.external === external && row.scheme === scheme && row.ref !== ref);
    if (other) throw externalTaken(external, other.ref);
  }
}

/** Some fields of an input as columns: what was not given is null. */
function optional<Key extends keyof CommitmentInput>(input: CommitmentInput, keys: readonly Key[]) {
  return Object.fromEntries(keys.map((key) => [key, input[key] ?? null])) as {
    [K in Key]: Exclude<CommitmentInput[K], undefined> | null;
  };
}

/**
 * Adds or corrects steps of the way commitments have come. Throws stepInFuture: what has not happened is no status,
 * and what is counted on write must not change with the calendar.
 */
export async function saveStatuses(
  tx: Tx,
  inputs: readonly Edited<CommitmentStatusInput>[],
): Promise<Saved[]> {
  const early = inputs.find((input) => isAfterToday(firstDay(input.on_date), tx.now));
  if (early) throw stepInFuture(early.ref, early.on_date);
  const refs = inputs.map((input) => input.commitment);
  const commitments = await lookup(tx, 'commitments', refs);
  const titleOf = await titlesOf(tx, 'commitments', refs);
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
        title: titleOf(input.commitment),
        summary: input.basis,
        dated: input.on_date,
        listed: false,
      },
    })),
  );
}
