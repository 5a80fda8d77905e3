import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personInput } from '#features/people/schema.ts';
import { openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem, asViewer } from '#lib/server/db/viewer.ts';
import { verifyHistory } from '#lib/server/history/chain.ts';
import * as people from './commands.ts';

let world: TestDatabase;
const record = {
  ref: 'somebody',
  name: { en: 'Zainab Quddusi', bn: 'জয়নব কুদ্দুসী' },
  honorific: 'Dr',
  aliases: ['Zainab Apa'],
  note: 'Prefers calls after noon',
};
const save = (input: object, door: 'form' | 'pack' = 'form') =>
  world.asSecretariat((tx) => people.save(tx, [personInput.parse(input)]), door);

beforeAll(async () => {
  world = await openTestDatabase();
  await save({ ...record, name: 'Zainab' }, 'pack');
  await save(record);
  await save({ ref: 'other', name: 'Zainab Other' });
}, 120_000);
afterAll(() => world.close());

/** Everything the database holds, as text. */
const everything = () =>
  asSystem(world.database, 'the test looks everywhere', async (db) => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db);
    const texts = [];
    for (const { name } of rows)
      texts.push(
        (
          await sql<{
            all: string;
          }>`select coalesce(string_agg(t::text, ' '), '') as all from ${sql.table(name)} t`.execute(db)
        ).rows[0]?.all ?? '',
      );
    return texts.join('\n');
  });

describe('erasing a person', () => {
  test('needs the right and a reason', async () => {
    const access = {
      duties: ['auditor' as const, 'administrator' as const],
      bodies: [],
      organisations: [],
      inNetwork: true,
    };
    const viewer = { kind: 'person' as const, account: 'auditor-1', actor: 'x', access };
    const attempt = asViewer(world.database, { viewer, requestId: 'r', now: testNow }, (tx) =>
      people.erase(tx, 'somebody', 'because'),
    );
    await expect(attempt).rejects.toThrow('record.refused');
    await expect(world.asSecretariat((tx) => people.erase(tx, 'somebody', ' x '))).rejects.toThrow(
      'reason_missing',
    );
    await expect(world.asSecretariat((tx) => people.erase(tx, 'no-such', 'because'))).rejects.toThrow(
      'not_found',
    );
    expect(await everything()).toContain('Zainab Quddusi');
  });

  test('leaves proof and no content, anywhere; the chain holds; others of the name stay', async () => {
    const before = await world.asSecretariat((tx) =>
      sql<{
        proof: string;
      }>`select content_proof as proof from history where ref = 'somebody' order by number`.execute(tx.db),
    );
    expect(await world.asSecretariat((tx) => people.erase(tx, 'somebody', 'asked by the person'))).toBe(2);
    const left = await everything();
    for (const text of ['Quddusi', 'কুদ্দুসী', 'Zainab Apa', 'after noon', 'quddusi', 'কুদ্দুসী'.normalize('NFC')])
      expect(left).not.toContain(text);
    expect(left).toContain('Zainab Other');
    expect(left).toContain('zainab');
    const after = await world.asSecretariat((tx) =>
      sql<{ proof: string; action: string; salt: string | null }>`
      select content_proof as proof, action, content_salt as salt from history where ref = 'somebody' order by number`.execute(
        tx.db,
      ),
    );
    expect(after.rows.slice(0, 2).map(({ proof, salt }) => [proof, salt])).toEqual(
      before.rows.map(({ proof }) => [proof, null]),
    );
    expect(after.rows.at(-1)?.action).toBe('erase');
    expect((await asSystem(world.database, 'verifies', (db) => verifyHistory(db))).faults).toEqual([]);
  });

  test('and no pack brings it back', async () => {
    const [saved] = await save({ ...record, visibility: 'network', aliases: ['new alias'] }, 'pack');
    expect(saved).toMatchObject({ outcome: 'unchanged' });
    expect(await everything()).not.toContain('Quddusi');
  });
});
