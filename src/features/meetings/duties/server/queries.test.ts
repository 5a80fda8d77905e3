import { afterAll, beforeAll, expect, test } from 'vitest';
import { stepInput } from '#features/meetings/action-points/schema.ts';
import { addStep } from '#features/meetings/action-points/server/commands.ts';
import { everybody, openGroup, today, type Who } from '#features/meetings/action-points/server/testing.ts';
import { personViewer } from '#lib/server/db/person.ts';
import { due, later } from './queries.ts';

let group: Awaited<ReturnType<typeof openGroup>>;
beforeAll(async () => {
  group = await openGroup();
}, 60_000);
afterAll(() => group.world.close());

async function duesOf(who: Who, day: string, ask = due): Promise<string[]> {
  const viewer = await personViewer(group.world.database, `account-${who}`, today);
  if (!viewer) throw new Error('the account is there');
  const me = { account: viewer.account, access: viewer.access, today: day };
  const dues = await group.as(who, (tx) => ask(tx, me));
  return dues.map(({ kind, path, ground }) => `${kind} ${path.split('/').at(-1) ?? ''} ${ground}`);
}
async function all(day: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const who of everybody) found[who] = await duesOf(who, day);
  return found;
}
const nobody = Object.fromEntries(everybody.map((who) => [who, [] as string[]]));

test('an owner is asked before a point is due, nobody else; a draft asks nobody', async () => {
  expect(await all('2026-11-20')).toEqual({
    ...nobody,
    holder: ['point_to_do of-seat owner'],
    alternate: ['point_to_do of-seat owner'],
    officer: ['point_to_do of-organisation owner'],
    herself: ['point_to_do of-person owner'],
  });
  expect(await all('2026-10-10')).toEqual(nobody);
});

test('what is further off is not asked for, and still on the list of its owner alone', async () => {
  expect(await duesOf('officer', '2026-10-10', later)).toEqual(['point_to_do of-organisation owner']);
  expect(await duesOf('officer', '2026-11-20', later)).toEqual([]);
  for (const who of ['chair', 'member', 'stranger'] as const)
    expect([who, await duesOf(who, '2026-10-10', later)]).toEqual([who, []]);
});

test('when it is overdue whoever runs the body is asked too; when it is done nobody is', async () => {
  const chair = await duesOf('chair', '2026-12-01');
  expect(chair.sort()).toEqual(
    ['draft', 'of-organisation', 'of-person', 'of-seat'].map((ref) => `point_overdue ${ref} runs`),
  );
  const done = stepInput.parse({ status: 'done', on_day: today });
  await group.as('officer', (tx) => addStep(tx, 'of-organisation', done, today));
  expect(await duesOf('officer', '2026-12-01')).toEqual([]);
  expect(await duesOf('chair', '2026-12-01')).not.toContain('point_overdue of-organisation runs');
});
