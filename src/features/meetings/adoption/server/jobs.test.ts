import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMinutesWorld } from '#features/meetings/minutes/server/testing.ts';
import { write } from '#features/meetings/writing/server/commands.ts';
import { markOf } from '#features/meetings/writing/server/queries.ts';
import { testNow } from '#lib/server/db/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { circulate } from './commands.ts';
import { remindOfLate } from './jobs.ts';
import { due } from './queries.ts';

let world: Awaited<ReturnType<typeof openMinutesWorld>>;
const origin = 'https://setu.example';
beforeAll(async () => {
  world = await openMinutesWorld();
  await send('mtg', '2026-11-20');
}, 120_000);
afterAll(() => world.close());

/** Writes the minutes of a meeting and sends them out on a day. */
async function send(ref: string, today: string) {
  const text = { item: `${ref}-1`, version: 0, mark: markOf(null), en: 'Said.', bn: '' };
  await world.as('chair', (tx) => write(tx, ref, [text]));
  await world.as('chair', (tx) => circulate(tx, ref, { today, origin }));
}

const mine = (reader: 'chair' | 'member' | 'outsider' | 'secretariat', today: string) =>
  world.as(reader, async (tx) => {
    if (tx.viewer.kind !== 'person') throw new Error('a person asks');
    const { account, access } = tx.viewer;
    return (await due(tx, { account, access, today })).map(({ kind, path }) => `${kind} ${path}`);
  });

describe('minutes of a meeting on 10 December', () => {
  const late = 'minutes_late /desk/meetings/next/minutes';

  test('stand on the list of whoever runs the body when fourteen days are over, and on no member’s', async () => {
    expect(await mine('chair', '2026-12-24')).not.toContain(late);
    expect(await mine('chair', '2026-12-25')).toContain(late);
    expect(await mine('secretariat', '2026-12-25')).toContain(late);
    expect(await mine('chair', '2028-01-01')).not.toContain(late);
    for (const reader of ['member', 'outsider'] as const)
      expect(await mine(reader, '2026-12-25')).not.toContain(late);
  });

  test('are asked for by one letter, once, whoever asks how often', async () => {
    const ask = (today: string) => remindOfLate(world.database, { today, origin, now: testNow });
    expect(await ask('2026-12-24')).toBe(0);
    expect(await ask('2026-12-25')).toBe(1);
    expect(await ask('2026-12-26')).toBe(0);
    const left = await asSystem(world.database, 'the test looks at what was left', (db) =>
      db.selectFrom('outbox').select('payload').execute(),
    );
    const letters = left.map(({ payload }) => payload as { template: string; to: string });
    expect(letters.filter(({ template }) => template === 'minutes-late').map(({ to }) => to)).toEqual([
      'chair@desk.example',
    ]);
  });

  test('that are out are asked of members until the last day', async () => {
    await send('next', '2026-12-20');
    const read = 'minutes_correct /desk/meetings/next/minutes/review';
    expect(await mine('member', '2026-12-30')).toContain(read);
    expect(await mine('member', '2026-12-31')).not.toContain(read);
    expect(await mine('chair', '2026-12-30')).not.toContain(late);
    expect(await mine('outsider', '2026-12-30')).toEqual([]);
  });
});
