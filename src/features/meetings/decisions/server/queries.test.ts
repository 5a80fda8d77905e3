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

test('decisions come in the order of the agenda and are numbered by body and year, drafts counted', async () => {
  const rows = await listed({ meeting: 'm' });
  expect(rows.map(({ ref, number }) => [ref, number])).toEqual([
    ['of-1', 2],
    ['of-2', null],
    ['of-none', 1],
  ]);
  const alone = await world.asPublic((tx) => decisions.get(tx, 'alone'));
  expect([alone.number, alone.meeting]).toEqual([1, null]);
});

test('a number stays with its decision; a new one gets the next, in another year the first', async () => {
  const save = (row: object) =>
    world.asSecretariat((tx) =>
      decisionCommands.save(tx, [
        decisionInput.parse({
          wording: 'w',
          kind: 'decision',
          body: 'network',
          decided_on: '2023-02',
          ...row,
        }),
      ]),
    );
  await save({ ref: 'next' });
  await save({ ref: 'of-none', wording: 'changed', decided_on: '2023-01-16', meeting: 'm' });
  await save({ ref: 'later', decided_on: '2024' });
  const numbers = (await listed({ body: 'network' }, 'date')).map(({ ref, number }) => [ref, number]);
  expect(Object.fromEntries(numbers)).toMatchObject({ 'of-none': 1, 'of-1': 2, next: 4, later: 1 });
});

test('a decision is in force until it is carried out or replaced', async () => {
  await world.asSecretariat((tx) =>
    decisionCommands.save(
      tx,
      [
        { ref: 'old', superseded_by: 'new', carried_out_on: '2022-05' },
        { ref: 'new', carried_out_on: '2022-06' },
        { ref: 'standing' },
      ].map((row) =>
        decisionInput.parse({
          wording: 'w',
          kind: 'decision',
          body: 'labour',
          decided_on: '2022-03',
          ...row,
        }),
      ),
    ),
  );
  const status = Object.fromEntries((await listed({ body: 'labour' })).map((row) => [row.ref, row.status]));
  expect(status).toMatchObject({ old: 'superseded', new: 'carried-out', standing: 'in-force' });
  const carriedOut = await listed({ status: 'carried-out' });
  expect(carriedOut.map(({ ref }) => ref)).toEqual(['new']);
});

test('a list goes by date either way, and is narrowed by body and year', async () => {
  const byDate = (await listed({ meeting: 'm' }, 'date')).map(({ ref }) => ref);
  expect(byDate).toEqual(['of-1', 'of-2', 'of-none']);
  expect((await listed({ body: 'labour', year: '2022' }, 'date')).map(({ ref }) => ref)).toContain('alone');
  expect(await listed({ year: '2021' })).toEqual([]);
  expect(await world.asPublic((tx) => decisions.years(tx))).toEqual(['2024', '2023', '2022']);
});

test('what a decision led to leaves out drafts', async () => {
  const decision = await world.asPublic((tx) => decisions.get(tx, 'of-1'));
  expect(decision.actions.map(({ ref }) => ref)).toEqual(['open']);
  expect(decision.agendaItem).toBe('a1');
  await expect(world.asPublic((tx) => decisions.get(tx, 'draft'))).rejects.toThrow('not_found');
});
