import { sql } from 'kysely';
import {
  parentElsewhere,
  planClosed,
  rateMissing,
  rateUndated,
  targetIncomplete,
  tiedToItself,
  tooManyTargets,
} from '#features/plans/errors.ts';
import type { ActionInput } from '#features/plans/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Change, Edited, RecordTable, Saved } from '#lib/server/history/change.ts';
import { refuseCircles } from '#lib/server/history/circles.ts';
import { byLevels, lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';
import { inTwoPasses } from '#lib/server/history/two-passes.ts';

/** So many targets of the Sustainable Development Goals an action names at most: UN INFO's own limit. */
export const mostTargets = 10;

/**
 * Creates or changes actions; a parent or another action they link to may be in the same list. Throws
 * record.within_itself and the errors of plans/errors.ts.
 */
export async function save(tx: Tx, inputs: readonly Edited<ActionInput>[]): Promise<Saved[]> {
  refuseIncomplete(inputs);
  await refuseTargets(tx, inputs);
  await refuseCurrencies(tx, inputs);
  await refuseClosed(tx, inputs);
  const saved = await inTwoPasses(
    inputs,
    ({ links }) => links.map(({ other }) => other),
    (all, withLinks) => saveByLevels(tx, all, withLinks),
  );
  await refuseCircles(tx, 'actions', inputs);
  await refuseElsewhere(tx, inputs);
  await refuseRounds(tx, inputs);
  return saved;
}

async function saveByLevels(tx: Tx, inputs: readonly Edited<ActionInput>[], withLinks: boolean) {
  const saved = new Map<string, Saved>();
  for (const level of byLevels(inputs))
    for (const one of await saveLevel(tx, level, withLinks)) saved.set(one.ref, one);
  return inputs.flatMap(({ ref }) => saved.get(ref) ?? []);
}

async function saveLevel(tx: Tx, inputs: readonly Edited<ActionInput>[], withLinks: boolean) {
  const found = await lookUp(tx, inputs, withLinks);
  return saveRecords(
    tx,
    'actions',
    inputs.map((input) => changeOf(input, found, withLinks)),
  );
}

/** Everything the inputs name. Throws unknownReference when an id is asked for. */
async function lookUp(tx: Tx, inputs: readonly ActionInput[], withLinks: boolean) {
  const find = (table: RecordTable, refsOf: (input: ActionInput) => (string | undefined)[]) =>
    lookup(tx, table, inputs.flatMap(refsOf));
  return {
    plans: await find('plans', ({ plan }) => [plan]),
    actions: await find('actions', ({ parent, links }) => [
      parent,
      ...(withLinks ? links.map(({ other }) => other) : []),
    ]),
    bodies: await find('bodies', ({ body }) => [body]),
    organisations: await find('organisations', ({ organisation, partners, money }) => [
      organisation,
      ...partners.map((partner) => partner.organisation),
      ...money.map(({ source }) => source),
    ]),
    items: await find('items', ({ items }) => items.map(({ item }) => item)),
    commitments: await find('commitments', ({ commitments }) => commitments),
    places: await find('places', ({ places }) => places),
  };
}

type Found = Awaited<ReturnType<typeof lookUp>>;

function changeOf(input: Edited<ActionInput>, found: Found, withLinks: boolean): Change<'actions'> {
  return {
    common: input,
    values: {
      plan_id: found.plans.idOrNull(input.plan),
      parent_id: found.actions.idOrNull(input.parent),
      title: input.title,
      description: input.description ?? null,
      body_id: found.bodies.idOrNull(input.body),
      organisation_id: found.organisations.idOrNull(input.organisation),
      from_on: input.from_on ?? null,
      until_on: input.until_on ?? null,
      sort: input.sort,
      ...detailsOf(input),
    },
    links: { ...ownedRows(input, found), ...(withLinks && { action_links: linkRows(input, found) }) },
    entry: {
      path: `/plan/actions/${input.ref}`,
      title: input.title,
      summary: input.description,
      dated: input.from_on,
    },
  };
}

const detailsOf = (input: ActionInput) => ({
  gender_marker: input.gender_marker ?? null,
  rights_marker: input.rights_marker ?? null,
  external_scheme: input.external_scheme ?? null,
  external_ref: input.external_ref ?? null,
  target_amount: input.target_amount ?? null,
  target_unit: input.target_unit ?? null,
});

const linkRows = ({ links }: ActionInput, { actions }: Found) =>
  links.map(({ other, relation }) => ({ other_id: actions.idOf(other), relation }));

function ownedRows(input: ActionInput, found: Found) {
  return {
    action_items: input.items.map(({ item, basis }) => ({ item_id: found.items.idOf(item), basis })),
    action_commitments: input.commitments.map((ref) => ({ commitment_id: found.commitments.idOf(ref) })),
    action_partners: input.partners.map(({ organisation, role }) => ({
      organisation_id: found.organisations.idOf(organisation),
      role,
    })),
    action_places: input.places.map((ref) => ({ place_id: found.places.idOf(ref) })),
    action_money: input.money.map(({ source, rate, rate_on, ...money }, at) => ({
      position: at + 1,
      ...money,
      rate: rate ?? null,
      rate_on: rate_on ?? null,
      source_id: found.organisations.idOrNull(source),
    })),
    action_risks: input.risks.map(({ response, ...risk }, at) => ({
      position: at + 1,
      ...risk,
      response: response ?? null,
    })),
  };
}

/** What the input alone shows to be incomplete. */
function refuseIncomplete(inputs: readonly ActionInput[]): void {
  for (const { ref, money, target_amount, target_unit } of inputs) {
    if ((target_amount === undefined) !== (target_unit === undefined)) throw targetIncomplete(ref);
    if (money.some(({ rate, rate_on }) => (rate === undefined) !== (rate_on === undefined)))
      throw rateUndated(ref);
  }
}

async function refuseTargets(tx: Tx, inputs: readonly ActionInput[]): Promise<void> {
  const many = inputs.filter(({ items }) => items.length > mostTargets);
  if (many.length === 0) return;
  const { rows } = await sql<{ ref: string }>`
    select i.ref from items i where i.kind = 'target'
      and i.ref = any(${many.flatMap(({ items }) => items.map(({ item }) => item))}::text[])`.execute(tx.db);
  const targets = new Set(rows.map(({ ref }) => ref));
  const over = many.find(({ items }) => items.filter(({ item }) => targets.has(item)).length > mostTargets);
  if (over) throw tooManyTargets(over.ref, mostTargets);
}

/** Sums of a plan are told in its currency: money in another one says what it is worth there. */
async function refuseCurrencies(tx: Tx, inputs: readonly ActionInput[]): Promise<void> {
  const plans = inputs.flatMap(({ plan, money }) => (plan !== undefined && money.length > 0 ? [plan] : []));
  if (plans.length === 0) return;
  const { rows } = await sql<{ ref: string; currency: string }>`
    select ref, currency from plans where currency is not null and ref = any(${plans}::text[])`.execute(
    tx.db,
  );
  const bases = new Map(rows.map(({ ref, currency }) => [ref, currency]));
  for (const { ref, plan, money } of inputs) {
    const base = bases.get(plan ?? '');
    const bare = base && money.find(({ currency, rate }) => currency !== base && rate === undefined);
    if (bare) throw rateMissing(ref, bare.currency, base);
  }
}

/** A closed plan takes no action it did not have. */
async function refuseClosed(tx: Tx, inputs: readonly ActionInput[]): Promise<void> {
  const planned = inputs.filter(({ plan }) => plan !== undefined);
  if (planned.length === 0) return;
  const { rows } = await sql<{ plan: string }>`
    select g.plan from unnest(${planned.map(({ ref }) => ref)}::text[], ${planned.map(({ plan }) => plan ?? '')}::text[])
      as g (ref, plan) join plans p on p.ref = g.plan
    where is_closed(p.id) and not exists (select from actions a where a.ref = g.ref and a.plan_id = p.id)
    limit 1`.execute(tx.db);
  if (rows[0]) throw planClosed(rows[0].plan);
}

/** Part and whole stand in one plan. */
async function refuseElsewhere(tx: Tx, inputs: readonly ActionInput[]): Promise<void> {
  const { rows } = await sql<{ ref: string }>`
    select a.ref from actions a join actions w on w.id = a.parent_id
    where (a.ref = any(${inputs.map(({ ref }) => ref)}::text[]) or w.ref = any(${inputs.map(({ ref }) => ref)}::text[]))
      and a.plan_id is distinct from w.plan_id and a.archived_at is null limit 1`.execute(tx.db);
  if (rows[0]) throw parentElsewhere(rows[0].ref);
}

/** No action waits for itself, contributes to itself or is its own double, by whatever way round. */
async function refuseRounds(tx: Tx, inputs: readonly ActionInput[]): Promise<void> {
  const refs = inputs.flatMap(({ ref, links }) => (links.length > 0 ? [ref] : []));
  if (refs.length === 0) return;
  const { rows } = await sql<{ ref: string }>`
    with recursive onwards as (
      select a.id, a.ref, l.relation from actions a join action_links l on l.action_id = a.id
        where a.ref = any(${refs}::text[])
      union select l.other_id, o.ref, o.relation from onwards o
        join action_links l on l.action_id = o.id and l.relation = o.relation
    ) cycle id, relation set is_circle using way
    select ref from onwards where is_circle limit 1`.execute(tx.db);
  if (rows[0]) throw tiedToItself(rows[0].ref);
}
