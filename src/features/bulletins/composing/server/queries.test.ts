import { afterAll, beforeAll, expect, test } from 'vitest';
import { compose } from '#features/bulletins/composing/rules.ts';
import { actionPointInput } from '#features/meetings/action-points/schema.ts';
import * as points from '#features/meetings/action-points/server/commands.ts';
import * as decisions from '#features/meetings/decisions/server/commands.ts';
import { openMinutesWorld } from '#features/meetings/minutes/server/testing.ts';
import { decisionInput } from '#features/meetings/schema.ts';
import { setArchived } from '#lib/server/history/archive.ts';
import { factsOf } from './queries.ts';

let world: Awaited<ReturnType<typeof openMinutesWorld>>;
beforeAll(async () => {
  world = await openMinutesWorld();
  await world.as('secretariat', async (tx) => {
    const decided = { body: 'labour', meeting: 'mtg', decided_on: '2026-11-10', kind: 'decision' };
    const owner = { kind: 'organisation', ref: 'iom' };
    const agreed = { body: 'labour', meeting: 'mtg', agreed_on: '2026-11-10', owner };
    for (const ref of ['shown', 'archived']) {
      await decisions.save(tx, [decisionInput.parse({ ...decided, ref: `d-${ref}`, wording: ref })]);
      await points.save(tx, [actionPointInput.parse({ ...agreed, ref: `p-${ref}`, task: ref })]);
    }
    await points.save(tx, [
      actionPointInput.parse({ ...agreed, ref: 'p-body', task: 'Between us', visibility: 'body' }),
    ]);
    const away = { archived: true, reason: 'a slip' };
    await setArchived(tx, 'decisions', 'd-archived', away);
    await setArchived(tx, 'action_points', 'p-archived', away);
    await setArchived(tx, 'agenda_items', 'mtg-2', away);
  });
}, 120_000);
afterAll(() => world.close());

const period = { from: '2026-11', until: '2026-12' };

test('the next edition tells what was decided and taken on, and nothing that was archived', async () => {
  const facts = await world.as('public', (tx) => factsOf(tx, period));
  const [meeting] = facts.meetings;
  expect([meeting?.decisions, meeting?.points, meeting?.agenda.map(({ ref }) => ref)]).toEqual([
    ['d-shown'],
    ['p-shown'],
    ['mtg-1'],
  ]);
  const text = JSON.stringify(compose(facts));
  for (const cite of ['decisions/d-shown wording', 'action-points/p-shown task'])
    expect(text).toContain(cite);
});
