import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { may as mayWithCommitment } from '#features/commitments/policy.ts';
import { may as mayWithEvidence, type Action, type Asker } from '#features/files/policy.ts';
import { may as mayWithItem } from '#features/frameworks/policy.ts';
import { may as mayWithPlace } from '#features/places/policy.ts';
import { may as mayWithAction } from '#features/plans/policy.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';

let world: TestDatabase;
type Granted = { action: Action; role: string; condition: string };
let granted: Map<string, Granted[]>;

beforeAll(async () => {
  world = await openTestDatabase();
  const verbs = sql`case lower(cmd) when 'select' then 'read' when 'delete' then 'delete' else 'save' end`;
  const found = await sql<Granted & { table: string }>`
    select tablename as table, ${verbs} as action, unnest(roles)::text as role, coalesce(qual, with_check) as condition
    from pg_policies where schemaname = 'public'`.execute(world.database);
  granted = Map.groupBy(found.rows, ({ table }) => table);
}, 60_000);
afterAll(() => world.close());

const rooms = [
  { may: mayWithEvidence, records: ['evidence'], owned: ['evidence_links'] },
  { may: mayWithPlace, records: ['places'], owned: [] },
  { may: mayWithItem, records: ['frameworks', 'items'], owned: ['crosswalks'] },
  {
    may: mayWithCommitment,
    records: ['commitments', 'commitment_statuses'],
    owned: ['commitment_parties', 'commitment_items', 'commitment_links'],
  },
  { may: mayWithAction, records: ['plans', 'actions'], owned: ['action_items', 'action_commitments'] },
];
const tables = rooms.flatMap(({ may, records, owned }) => [
  ...records.map((table) => ({ table, may, isOwned: false })),
  ...owned.map((table) => ({ table, may, isOwned: true })),
]);
const askers: { asker: Asker; role: string }[] = [
  { asker: { kind: 'public' }, role: 'setu_public' },
  { asker: { kind: 'officer', clearance: 'secretariat' }, role: 'setu_desk' },
];

/** What the database allows: a policy that asks for publicity only lets a draft through to nobody. */
function isGranted(table: string, role: string, action: Action, isPublic: boolean): boolean {
  const policies = (granted.get(table) ?? []).filter((each) => each.role === role && each.action === action);
  return policies.some(({ condition }) => isPublic || condition.includes('viewer_clearance()'));
}

describe.each(tables)('$table', ({ table, may, isOwned }) => {
  test.each(askers)('is open to $role as the policy of its room says', ({ asker, role }) => {
    for (const action of ['read', 'save', 'delete'] as const) {
      for (const isPublic of [true, false]) {
        const said = may(asker, action, { isPublic, isOwned });
        expect([action, isPublic, isGranted(table, role, action, isPublic)]).toEqual([
          action,
          isPublic,
          said,
        ]);
      }
    }
  });
});
