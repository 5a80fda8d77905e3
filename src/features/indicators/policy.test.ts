import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Action, Asker } from '#features/files/policy.ts';
import { evidenceInput } from '#features/files/schema.ts';
import * as files from '#features/files/server/commands.ts';
import { frameworkInput, itemInput } from '#features/frameworks/schema.ts';
import * as frameworks from '#features/frameworks/server/commands.ts';
import { openTestDatabase, secretariat, type TestDatabase } from '#lib/server/db/testing.ts';
import { publicViewer, type Tx } from '#lib/server/db/viewer.ts';
import { may, type IndicatorRecord } from './policy.ts';
import { indicatorInput, observationInput } from './schema.ts';
import * as indicators from './server/commands.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await files.save(tx, [evidenceInput.parse({ ref: 'e', kind: 'press', title: 'Report' })]);
    await frameworks.save(tx, [frameworkInput.parse({ ref: 'f', name: 'Framework' })]);
    await frameworks.saveItems(tx, [
      itemInput.parse({ ref: 'i', framework: 'f', kind: 'goal', code: '1', sort: 1, title: 'Goal' }),
    ]);
    for (const published of [true, false]) {
      const ref = published ? 'open' : 'draft';
      const links = { items: [{ item: 'i', basis: 'own' }] };
      await indicators.save(tx, [
        indicatorInput.parse({
          ref,
          published,
          ...links,
          title: ref,
          unit: 'u',
          direction: 'none',
          theme: 't',
        }),
      ]);
      const period = { from_on: '2020', until_on: '2021' };
      await indicators.saveObservations(tx, [
        observationInput.parse({ ref, published, ...period, indicator: ref, value: 1, source: 'e' }),
      ]);
    }
  });
}, 60_000);
afterAll(() => world.close());

/** A statement that does this to the public rows of a table, or to the others, and answers with a row for each. */
function statementFor(action: Action, { kind, isPublic }: IndicatorRecord): string {
  const where = `where is_public = ${String(isPublic)}`;
  if (action === 'read') return `select 1 from ${kind} ${where}`;
  if (action === 'delete') return `delete from ${kind} ${where} returning 1`;
  const column = kind === 'indicators' ? 'version' : 'indicator_id';
  return `update ${kind} set ${column} = ${column} ${where} returning 1`;
}

/** Tries a statement as the viewer and takes it back; true when it reached a row. */
async function reaches(viewer: Asker, statement: string): Promise<boolean> {
  const undone = new Error('undone');
  let reached = false;
  const attempt = async (tx: Tx) => {
    reached = (await sql.raw(statement).execute(tx.db)).rows.length > 0;
    throw undone;
  };
  const asked = viewer.kind === 'public' ? world.asPublic(attempt) : world.asSecretariat(attempt);
  await asked.catch((error: unknown) => {
    if (error !== undone && !/permission denied|read-only|row-level security/u.test(String(error)))
      throw error;
  });
  return reached;
}

describe.each(['indicators', 'observations', 'indicator_items'] as const)('the policy of %s', (kind) => {
  const cases = (['read', 'save', 'delete'] as const).flatMap((action) =>
    [publicViewer, secretariat].flatMap((viewer) =>
      [true, false].map((isPublic) => ({ action, viewer, isPublic, who: viewer.kind })),
    ),
  );

  test.each(cases)('$who may $action what is public ($isPublic) as the database lets them', async (one) => {
    const record: IndicatorRecord = { kind, isPublic: one.isPublic };
    const done = await reaches(one.viewer, statementFor(one.action, record));
    expect(done).toBe(may(one.viewer, one.action, record));
  });
});
