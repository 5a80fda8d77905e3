import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answerByCode } from '#features/meetings/answers/server/commands.ts';
import { guestsIn } from '#features/meetings/invitations/rules.ts';
import * as mine from '#features/meetings/invitations/server/queries.ts';
import { testNow } from '#lib/server/db/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import * as commands from './commands.ts';
import { leaveDueReminders } from './jobs.ts';
import { openGroup, sending, today, type Group } from './testing.ts';

let group: Group;
beforeAll(async () => {
  group = await openGroup();
}, 120_000);
afterAll(() => group.world.close());
beforeEach(async () => {
  await asSystem(group.world.database, 'each test begins with three people asked', async (db) => {
    await db.deleteFrom('outbox').execute();
    await db.deleteFrom('meeting_invitations').execute();
  });
  await group.change({});
  const { guests } = guestsIn('Rahima Khatun <rahima@guest.example>', 'bn');
  const who = ['seat:s-chair:chair', 'seat:s-moewoe:holder'];
  await group.as('chair', (tx) => commands.invite(tx, 'lm-1', { who, guests, lang: 'en' }));
  await send();
});

const send = (now = testNow) => group.as('chair', (tx) => commands.send(tx, 'lm-1', sending, today), now);
const codeOf = async (address: string) => {
  const list = await group.as('chair', async (tx) => mine.list(tx, await mine.facts(tx, 'lm-1')));
  return list.find((one) => one.address === address)?.code ?? '';
};

describe('reminders', () => {
  const reminders = { days: 3, hour: 8, ...sending };
  const run = (at: string, days = 3) =>
    leaveDueReminders(group.world.database, { ...reminders, days }, new Date(at));
  const reminded = async () => {
    const rows = await asSystem(group.world.database, 'looks', (db) =>
      db.selectFrom('outbox').select('payload').orderBy('id').execute(),
    );
    const letters = rows.map(({ payload }) => payload as { template: string; to: string });
    return letters.filter(({ template }) => template === 'meeting-reminder').map(({ to }) => to);
  };

  test('go once, some days before, to everybody who has not declined', async () => {
    const code = await codeOf('rahima@guest.example');
    await group.world.asSecretariat((tx) => answerByCode(tx, code, 'declined', today));
    expect(await run('2026-11-27T12:00:00Z')).toBe(0);
    expect(await run('2026-11-28T01:00:00Z')).toBe(0);
    const counts = await Promise.all([run('2026-11-28T03:00:00Z'), run('2026-11-28T03:00:00Z')]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(await run('2026-11-29T03:00:00Z')).toBe(0);
    expect(await reminded()).toEqual(['chair@ministry.example', 'holder@ministry.example']);
  });

  test('none after the meeting, of a cancelled one, right after a letter, or when switched off', async () => {
    expect(await run('2026-12-01T05:00:00Z')).toBe(0);
    expect(await run('2026-12-02T05:00:00Z')).toBe(0);
    expect(await run('2026-11-29T05:00:00Z', 0)).toBe(0);
    await group.change({ cancelled_on: '2026-11-24' });
    expect(await run('2026-11-29T05:00:00Z')).toBe(0);
    await group.change({ starts_at: '11:00' });
    await send(new Date('2026-11-29T04:00:00Z'));
    expect(await run('2026-11-29T05:00:00Z')).toBe(0);
    expect(await run('2026-11-30T05:00:00Z')).toBe(3);
  });

  test('by hand go to who has not answered, and not twice for two presses', async () => {
    const code = await codeOf('chair@ministry.example');
    await group.world.asSecretariat((tx) => answerByCode(tx, code, 'accepted', today));
    const remind = () => group.as('chair', (tx) => commands.remind(tx, 'lm-1', sending, today));
    expect([await remind(), await remind()]).toEqual([2, 0]);
    expect(await reminded()).toEqual(['holder@ministry.example', 'rahima@guest.example']);
  });
});
