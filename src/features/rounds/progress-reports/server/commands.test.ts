import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approve, publish } from '#features/rounds/approval/server/commands.ts';
import { reportInput } from '#features/rounds/progress-reports/schema.ts';
import { everybody, openRounds, today, type RoundWorld, type Who } from '#features/rounds/server/testing.ts';
import { ask, save, submit } from './commands.ts';
import { get, inputOfReport } from './queries.ts';

let world: RoundWorld['world'];
let as: RoundWorld['as'];

beforeAll(async () => {
  ({ world, as } = await openRounds());
}, 60_000);
afterAll(() => world.close());

const said = reportInput.parse({ done: 'Two desks were opened', status: 'under-way' });
const whoCan = async (work: (who: Who | 'public') => Promise<unknown>) => {
  const able: string[] = [];
  for (const who of [...everybody, 'public' as const])
    await work(who).then(
      () => able.push(who),
      () => undefined,
    );
  return able;
};
const readers = (ref: string) => whoCan((who) => as(who, (tx) => get(tx, ref)));

describe('a round', () => {
  test('asks once for a report of every action that is led by somebody and runs in the period', async () => {
    const { rows } = await as('secretary', async (tx) => ({
      rows: await tx.db.selectFrom('progress_reports').select(['ref']).where('ref', 'like', 'r-%').execute(),
    }));
    expect(rows.map(({ ref }) => ref).sort()).toEqual(['r-1', 'r-2']);
    expect(await as('secretary', (tx) => ask(tx, 'r'))).toEqual([]);
  });

  test('is opened by the secretariat alone', async () => {
    for (const who of ['officer', 'chair', 'member', 'auditor', 'public'] as const)
      await expect(
        as(who, (tx) => ask(tx, 'r').then((made) => made.length > 0 || Promise.reject(new Error('none')))),
      ).rejects.toThrow();
  });
});

describe('a report goes from its organisation to everybody, and each step is read by more', () => {
  const inside = ['secretary', 'auditor', 'officer', 'colleague'];
  test('a draft: the organisation, the secretariat, auditors', async () => {
    expect(await readers('r-1')).toEqual(inside);
  });

  test('it is written by people in office at the organisation and by the secretariat', async () => {
    const able = await whoCan((who) => as(who, (tx) => save(tx, 'r-1', said)));
    expect(able).toEqual(['secretary', 'officer', 'colleague']);
    expect((await as('officer', (tx) => inputOfReport(tx, 'r-1'))).done?.en).toBe('Two desks were opened');
  });

  test('it is handed in by them, once it says what was done and how far it is', async () => {
    await as('officer', (tx) => save(tx, 'r-1', reportInput.parse({})));
    await expect(as('officer', (tx) => submit(tx, 'r-1'))).rejects.toMatchObject({
      code: 'report.incomplete',
    });
    await as('officer', (tx) => save(tx, 'r-1', said));
    for (const who of ['chair', 'member', 'other', 'auditor', 'public'] as const)
      await expect(as(who, (tx) => submit(tx, 'r-1'))).rejects.toThrow();
    await as('officer', (tx) => submit(tx, 'r-1'));
    await expect(as('officer', (tx) => submit(tx, 'r-1'))).rejects.toMatchObject({ code: 'report.not_now' });
  });

  test('handed in: also whoever runs the body of the plan; nobody writes in it', async () => {
    expect(await readers('r-1')).toEqual(['secretary', 'auditor', 'chair', 'officer', 'colleague']);
    const other = reportInput.parse({ ...said, done: 'Something else' });
    for (const who of ['officer', 'secretary'] as const)
      await expect(as(who, (tx) => save(tx, 'r-1', other))).rejects.toMatchObject({ code: 'report.locked' });
  });

  test('approved: the network; published: everybody', async () => {
    for (const who of ['officer', 'chair', 'member', 'other', 'auditor'] as const)
      await expect(as(who, (tx) => approve(tx, 'r-1'))).rejects.toThrow();
    await as('secretary', (tx) => approve(tx, 'r-1'));
    const network = everybody.filter((who) => who !== 'outsider');
    expect(await readers('r-1')).toEqual(network);
    for (const who of ['officer', 'chair', 'member'] as const)
      await expect(as(who, (tx) => publish(tx, 'r-1'))).rejects.toThrow();
    await as('secretary', (tx) => publish(tx, 'r-1'));
    expect(
      await whoCan((who) =>
        as(who, (tx) =>
          tx.db
            .selectFrom('progress_reports')
            .select('ref')
            .where('ref', '=', 'r-1')
            .executeTakeFirstOrThrow(),
        ),
      ),
    ).toEqual([...everybody, 'public']);
  });
});

test('with two levels whoever runs the body approves before the secretariat, and neither for the other', async () => {
  await as('officer', (tx) => save(tx, 'two-1', said));
  await as('officer', (tx) => submit(tx, 'two-1'));
  await expect(as('secretary', (tx) => approve(tx, 'two-1'))).rejects.toMatchObject({
    code: 'report.not_now',
  });
  expect(await as('chair', (tx) => approve(tx, 'two-1'))).toBe('approved-1');
  await expect(as('chair', (tx) => approve(tx, 'two-1'))).rejects.toMatchObject({ code: 'report.not_now' });
  expect(await as('secretary', (tx) => approve(tx, 'two-1'))).toBe('approved');
});

test('what changed meanwhile is not approved', async () => {
  await as('other', (tx) => save(tx, 'r-2', said), today);
  await as('other', (tx) => submit(tx, 'r-2'));
  await expect(as('secretary', (tx) => approve(tx, 'r-2', 1))).rejects.toMatchObject({
    code: 'record.conflict',
  });
});
