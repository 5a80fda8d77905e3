import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyInput } from '#features/bodies/schema.ts';
import * as bodies from '#features/bodies/server/commands.ts';
import { agendaItemInput, decisionInput, meetingInput } from '#features/meetings/schema.ts';
import * as agenda from '#features/meetings/agenda/server/commands.ts';
import * as decisionCommands from '#features/meetings/decisions/server/commands.ts';
import * as commands from '#features/meetings/server/commands.ts';
import { actionInput } from '#features/plans/schema.ts';
import * as plans from '#features/plans/server/commands.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import * as decisions from './queries.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  await world.asSecretariat(async (tx) => {
    await bodies.save(
      tx,
      ['network', 'labour'].map((ref) => bodyInput.parse({ ref, name: ref, kind: 'network' })),
    );
    await plans.saveActions(
      tx,
      ['open', 'draft'].map((ref) => actionInput.parse({ ref, title: ref, published: ref === 'open' })),
    );
    await commands.save(tx, [
      meetingInput.parse({ ref: 'm', kind: 'meeting', title: 'm', body: 'network', from_on: '2023-01-16' }),
    ]);
    await agenda.save(
      tx,
      [1, 2].map((position) =>
        agendaItemInput.parse({ ref: `a${position}`, meeting: 'm', position, title: 't', kind: 'decision' }),
      ),
    );
    await decisionCommands.save(
      tx,
      [
        { ref: 'of-2', meeting: 'm', agenda_item: 'a2', kind: 'discussion' },
        { ref: 'of-none', meeting: 'm' },
        { ref: 'of-1', meeting: 'm', agenda_item: 'a1', actions: ['open', 'draft'] },
        { ref: 'draft', meeting: 'm', agenda_item: 'a1', published: false },
        { ref: 'alone', body: 'labour', decided_on: '2022' },
      ].map((row) =>
        decisionInput.parse({
          wording: row.ref,
          kind: 'decision',
          body: 'network',
          decided_on: '2023-01-16',
          ...row,
        }),
      ),
    );
  });
}, 60_000);
afterAll(() => world.close());

const listed = (filter: decisions.DecisionFilter, sort: 'date' | '-date' = '-date') =>
  world.asPublic(async (tx) => (await decisions.list(tx, filter, { sort, size: 10 })).rows);

test('the decisions of a meeting are numbered in the order of its agenda', async () => {
  const rows = await listed({ meeting: 'm' });
  expect(rows.map(({ ref, number }) => [ref, number])).toEqual([
    ['of-1', 1],
    ['of-2', 2],
    ['of-none', 3],
  ]);
});

test('a number does not depend on what else is listed; outside a meeting there is none', async () => {
  const [discussed] = await listed({ kind: 'discussion' });
  expect(discussed?.number).toBe(2);
  const alone = await world.asPublic((tx) => decisions.get(tx, 'alone'));
  expect([alone.number, alone.meeting]).toEqual([null, null]);
});

test('a list goes by date either way, and is narrowed by body and year', async () => {
  expect((await listed({}, 'date')).map(({ ref }) => ref)).toEqual(['alone', 'of-1', 'of-2', 'of-none']);
  expect((await listed({ body: 'labour' })).map(({ ref }) => ref)).toEqual(['alone']);
  expect(await listed({ year: '2021' })).toEqual([]);
  expect(await world.asPublic((tx) => decisions.years(tx))).toEqual(['2023', '2022']);
});

test('what a decision led to leaves out drafts', async () => {
  const decision = await world.asPublic((tx) => decisions.get(tx, 'of-1'));
  expect(decision.actions.map(({ ref }) => ref)).toEqual(['open']);
  expect(decision.agendaItem).toBe('a1');
  await expect(world.asPublic((tx) => decisions.get(tx, 'draft'))).rejects.toThrow('not_found');
});
