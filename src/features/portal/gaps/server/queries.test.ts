import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitmentInput } from '#features/commitments/schema.ts';
import * as commitments from '#features/commitments/server/commands.ts';
import * as register from '#features/commitments/server/queries.ts';
import { frameworkInput, itemInput } from '#features/frameworks/schema.ts';
import * as frameworks from '#features/frameworks/server/commands.ts';
import { indicatorInput } from '#features/indicators/schema.ts';
import * as indicators from '#features/indicators/server/commands.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { gapQuery } from '#features/portal/gaps/schema.ts';
import { gaps } from './queries.ts';

let world: TestDatabase;
const own = (item: string) => ({ item, basis: 'own' });
const made = (ref: string, fields: object = {}) =>
  commitmentInput.parse({
    ref,
    kind: 'pledge',
    title: ref,
    instrument: 'A forum',
    parties: [{ organisation: 'gov', role: 'maker' }],
    ...fields,
  });

beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'ministry', name: 'Ministry', sector: 'government' }),
    ]);
    await organisations.save(tx, [organisationInput.parse({ ref: 'gov', type: 'ministry', name: 'gov' })]);
    await frameworks.save(tx, [frameworkInput.parse({ ref: 'gcm', name: 'The Compact' })]);
    const item = (code: string, fields: object = {}) =>
      itemInput.parse({
        ref: `gcm-${code}`,
        framework: 'gcm',
        kind: 'objective',
        code,
        title: code,
        sort: 1,
        ...fields,
      });
    await frameworks.saveItems(tx, [item('7'), item('9'), item('23')]);
    await frameworks.saveItems(tx, [item('7-a', { kind: 'action', code: 'a', parent: 'gcm-7' })]);
    await commitments.save(tx, [
      made('whole', { items: [own('gcm-7')] }),
      made('unplanned', { items: [own('gcm-7-a')] }),
      made('unmeasured', { items: [own('gcm-9')] }),
      made('neither'),
      made('hidden', { visibility: 'secretariat' }),
      made('draft', { published: false }),
      made('old', { cycle: 'UPR 3' }),
      made('new', { cycle: 'UPR 4' }),
    ]);
    await indicators.save(tx, [
      indicatorInput.parse({
        ref: 'i7',
        title: 'i7',
        unit: 'people',
        direction: 'up',
        theme: 'people',
        items: [own('gcm-7')],
      }),
    ]);
  });
  await asSystem(world.database, 'seeds an action', async (db) => {
    await sql`insert into actions (ref, title, published_at, created_at, updated_at)
      values ('act', '{"source":"en","en":"act","status":{}}', now(), now(), now())`.execute(db);
    await sql`insert into action_commitments (action_id, commitment_id) select a.id, c.id from actions a, commitments c
      where c.ref in ('whole', 'unmeasured')`.execute(db);
  });
}, 60_000);
afterAll(() => world.close());

const found = (asked: object = {}, as = world.asPublic) =>
  as(async (tx) => gaps(tx, gapQuery.parse(asked), await register.cycles(tx), 50));
/** What is missing apart from reports. */
const missing = async (asked: object = {}, as = world.asPublic) =>
  Object.fromEntries(
    (await found(asked, as)).rows
      .map(({ ref, without }) => [ref, without.filter((lack) => lack !== 'report')] as const)
      .filter(([, without]) => without.length > 0),
  );

describe('the list of gaps', () => {
  test('names what each commitment is without; what nobody promised is no gap', async () => {
    expect(await missing()).toEqual({
      unplanned: ['action'],
      unmeasured: ['indicator'],
      neither: ['action', 'indicator'],
      new: ['action', 'indicator'],
    });
  });

  test('its counts are those of a plain query, and of the rows it lists', async () => {
    const { counts, commitments: all } = await found();
    const plain = await world.asPublic((tx) =>
      sql<{ all: number; action: number }>`
        select count(*)::int as all, count(*) filter (where id not in (
          select commitment_id from action_commitments))::int as action
        from commitments where archived_at is null and cycle is distinct from 'UPR 3'`.execute(tx.db),
    );
    expect({ all, action: counts.action }).toEqual(plain.rows[0]);
    for (const without of ['action', 'indicator'] as const) {
      const { rows, total } = await found({ without });
      expect([without, rows.length, total]).toEqual([without, counts[without], counts[without]]);
      expect(rows.every((row) => row.without.includes(without))).toBe(true);
    }
  });

  test('older cycles are out of the way until they are asked for', async () => {
    expect(Object.keys(await missing({ older: '1' }))).toContain('old');
  });

  test('the public learns nothing of drafts and of what is kept inside; the secretariat sees them', async () => {
    expect(Object.keys(await missing({ older: '1' }))).not.toContain('hidden');
    expect(Object.keys(await missing({}, world.asSecretariat))).toEqual(
      expect.arrayContaining(['hidden', 'draft']),
    );
  });

  test('an action that was archived carries nothing any more', async () => {
    const archive = (at: string | null) =>
      asSystem(world.database, 'archives', (db) => sql`update actions set archived_at = ${at}`.execute(db));
    await archive('2026-01-01');
    expect((await missing())['whole']).toEqual(['action']);
    await archive(null);
  });
});
