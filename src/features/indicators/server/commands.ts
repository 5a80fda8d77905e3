import { refuseImplausible } from '#features/indicators/checks/server/queries.ts';
import type { IndicatorInput, ObservationInput } from '#features/indicators/schema.ts';
import { baselineIncomplete } from '#features/indicators/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Edited, Saved } from '#lib/server/history/change.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';
import { written } from '#lib/translated.ts';

function refuseHalfBaseline({ ref, baseline_value, baseline_on }: IndicatorInput): void {
  if ((baseline_value === undefined) !== (baseline_on === undefined)) throw baselineIncomplete(ref);
}

/** Where it began, what a value can be, and when the next one is expected. */
const expectationsOf = (input: IndicatorInput) => ({
  baseline_value: input.baseline_value ?? null,
  baseline_on: input.baseline_on ?? null,
  least: input.least ?? null,
  most: input.most ?? null,
  whole: input.whole,
  frequency: input.frequency ?? null,
  next_due_on: input.next_due_on ?? null,
});

/** Creates or changes indicators. Throws baselineIncomplete. */
export async function save(tx: Tx, inputs: readonly Edited<IndicatorInput>[]): Promise<Saved[]> {
  for (const input of inputs) refuseHalfBaseline(input);
  const items = await lookup(
    tx,
    'items',
    inputs.flatMap((input) => input.items.map((link) => link.item)),
  );
  const actions = await lookup(
    tx,
    'actions',
    inputs.flatMap((input) => input.actions),
  );
  const commitments = await lookup(
    tx,
    'commitments',
    inputs.flatMap((input) => input.commitments),
  );
  return saveRecords(
    tx,
    'indicators',
    inputs.map((input) => ({
      common: input,
      values: {
        title: input.title,
        unit: input.unit,
        decimals: input.decimals,
        direction: input.direction,
        definition: input.definition ?? null,
        method: input.method ?? null,
        custodian: input.custodian ?? null,
        limits: input.limits ?? null,
        finding: input.finding ?? null,
        theme: input.theme,
        map: input.map,
        sort: input.sort,
        ...expectationsOf(input),
      },
      links: {
        indicator_items: input.items.map((link) => ({ item_id: items.idOf(link.item), basis: link.basis })),
        indicator_targets: input.targets.map(({ basis, ...target }) => ({ ...target, basis: basis ?? null })),
        indicator_actions: input.actions.map((ref) => ({ action_id: actions.idOf(ref) })),
        indicator_commitments: input.commitments.map((ref) => ({ commitment_id: commitments.idOf(ref) })),
      },
      entry: {
        path: `/indicators/${input.ref}`,
        title: input.title,
        summary: input.finding,
        text: [input.definition, input.custodian, input.unit, input.theme],
      },
    })),
  );
}

/**
 * Adds or corrects values. Every value names its source, which is evidence it cites. Throws what refuseImplausible
 * throws.
 */
export async function saveObservations(
  tx: Tx,
  inputs: readonly Edited<ObservationInput>[],
): Promise<Saved[]> {
  await refuseImplausible(tx, inputs);
  const indicators = await lookup(
    tx,
    'indicators',
    inputs.map((input) => input.indicator),
  );
  const places = await lookup(
    tx,
    'places',
    inputs.flatMap((input) => [input.place, input.destination]),
  );
  const evidence = await lookup(
    tx,
    'evidence',
    inputs.map((input) => input.source),
  );
  return saveRecords(
    tx,
    'observations',
    inputs.map((input) => ({
      common: { ...input, evidence: [...new Set([...input.evidence, input.source])] },
      values: {
        indicator_id: indicators.idOf(input.indicator),
        from_on: input.from_on,
        until_on: input.until_on,
        place_id: places.idOrNull(input.place),
        destination_id: places.idOrNull(input.destination),
        sex: input.sex ?? null,
        category: input.category ?? null,
        value: input.value,
        qualifier: input.qualifier ?? null,
        evidence_id: evidence.idOf(input.source),
        producer: input.producer ?? null,
        cutoff_on: input.cutoff_on ?? null,
        edition: input.edition ?? null,
        flagged: input.flagged,
      },
      entry: {
        path: `/indicators/${input.indicator}#${input.ref}`,
        title: written(`${input.indicator} ${input.from_on}`, 'en'),
        dated: input.from_on,
        listed: false,
      },
    })),
  );
}
