import { sql } from 'kysely';
import { commitmentInput } from '#features/commitments/schema.ts';
import * as commitments from '#features/commitments/server/commands.ts';
import { frameworkInput, itemInput } from '#features/frameworks/schema.ts';
import * as frameworks from '#features/frameworks/server/commands.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { placeInput } from '#features/places/schema.ts';
import * as places from '#features/places/server/commands.ts';
import { accountFor, openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem, asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';

export const today = '2026-11-23';

type Given = {
  ref: string;
  title: object;
  lead?: string;
  partner?: string;
  from?: string;
  until?: string;
  items?: string[];
  commitments?: string[];
  places?: string[];
  parent?: string;
};

/** Rows as they stand in the tables, so that what is counted does not hang on how actions are written. */
async function put({ database }: TestDatabase, given: Given): Promise<void> {
  const { ref, title, lead = null, parent = null, from = null, until = null } = given;
  const text = JSON.stringify({ source: 'en', status: {}, ...title });
  await asSystem(database, 'seeds an action', async (db) => {
    await sql`insert into actions (ref, title, organisation_id, parent_id, from_on, until_on, published_at, created_at, updated_at)
      values (${ref}, ${text}::jsonb, (select id from organisations where ref = ${lead}),
        (select id from actions where ref = ${parent}), ${from}, ${until}, now(), now(), now())`.execute(db);
    await sql`insert into action_items (action_id, item_id, basis) select a.id, i.id, 'own'
      from actions a, items i where a.ref = ${ref} and i.ref = any(${given.items ?? []}::text[])`.execute(db);
    await sql`insert into action_commitments (action_id, commitment_id) select a.id, c.id
      from actions a, commitments c where a.ref = ${ref} and c.ref = any(${given.commitments ?? []}::text[])`.execute(
      db,
    );
    await sql`insert into action_places (action_id, place_id) select a.id, p.id
      from actions a, places p where a.ref = ${ref} and p.ref = any(${given.places ?? []}::text[])`.execute(
      db,
    );
    await sql`insert into action_partners (action_id, organisation_id, role) select a.id, o.id, 'technical'
      from actions a, organisations o where a.ref = ${ref} and o.ref = ${given.partner ?? ''}`.execute(db);
  });
}

/** A database with a handful of actions, an officer of the secretariat and a member who is nobody's. */
export async function openPlan() {
  const world = await openTestDatabase();
  const anna = await accountFor(world.database, 'anna', ['secretariat']);
  const member = await accountFor(world.database, 'member', []);
  await world.asSecretariat(fill);
  for (const action of seeded) await put(world, action);
  const as = <T>(viewer: Viewer, work: (tx: Tx) => Promise<T>) =>
    asViewer(world.database, { viewer, requestId: 'test', now: testNow }, work);
  return { ...world, anna, member, as };
}
export type Plan = Awaited<ReturnType<typeof openPlan>>;

const hotline = { en: 'Hotline for migrant workers', bn: 'অভিবাসী কর্মীদের হটলাইন' };

const seeded: readonly Given[] = [
  {
    ref: 'a1',
    title: hotline,
    lead: 'home',
    from: '2023',
    until: '2025',
    items: ['gcm-7'],
    places: ['BD1001'],
  },
  {
    ref: 'a2',
    title: { en: 'A hotline for migrant workers' },
    lead: 'labour',
    from: '2024-06',
    items: ['gcm-7-a'],
    places: ['BD10'],
  },
  { ref: 'later', title: hotline, lead: 'labour', from: '2025', until: '2026', items: ['gcm-7'] },
  {
    ref: 'part',
    title: hotline,
    lead: 'home',
    from: '2023',
    until: '2025',
    items: ['gcm-7'],
    parent: 'a1',
  },
  {
    ref: 'kept',
    title: { en: 'Court registers' },
    partner: 'labour',
    from: '2023',
    until: '2024',
    commitments: ['c9'],
  },
  { ref: 'bare', title: { en: 'Something else entirely' } },
];

async function fill(tx: Tx): Promise<void> {
  await organisations.saveTypes(tx, [
    organisationTypeInput.parse({ ref: 'ministry', name: 'Ministry', sector: 'government' }),
  ]);
  const organisation = (ref: string) => organisationInput.parse({ ref, type: 'ministry', name: ref });
  await organisations.save(tx, [organisation('home'), organisation('labour'), organisation('idle')]);
  await frameworks.save(tx, [frameworkInput.parse({ ref: 'gcm', name: 'The Compact' })]);
  const item = (code: string) =>
    itemInput.parse({
      ref: `gcm-${code}`,
      framework: 'gcm',
      kind: 'objective',
      code,
      title: code,
      sort: Number(code),
    });
  await frameworks.saveItems(tx, [item('6'), item('7'), item('9')]);
  await frameworks.saveItems(tx, [
    itemInput.parse({ ...item('7'), ref: 'gcm-7-a', kind: 'action', code: 'a', parent: 'gcm-7' }),
  ]);
  const place = (ref: string, level: string, parent?: string) =>
    placeInput.parse({ ref, level, name: ref, parent });
  await places.save(tx, [place('050', 'country')]);
  await places.save(tx, [place('BD10', 'division', '050')]);
  await places.save(tx, [place('BD1001', 'district', 'BD10'), place('BD1002', 'district', 'BD10')]);
  await commitments.save(tx, [
    commitmentInput.parse({
      ref: 'c9',
      kind: 'pledge',
      title: 'c9',
      instrument: 'x',
      parties: [{ organisation: 'idle', role: 'maker' }],
      items: [{ item: 'gcm-9', basis: 'own' }],
    }),
  ]);
}
