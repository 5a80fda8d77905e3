import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exceptionInput } from '#features/rounds/locks/schema.ts';
import { reportInput } from '#features/rounds/progress-reports/schema.ts';
import { save, submit } from '#features/rounds/progress-reports/server/commands.ts';
import { get } from '#features/rounds/progress-reports/server/queries.ts';
import { openRounds, type RoundWorld, type Who } from '#features/rounds/server/testing.ts';
import { giveTime } from './commands.ts';
import { exceptionsOf } from './queries.ts';

let world: RoundWorld['world'];
let as: RoundWorld['as'];
beforeAll(async () => {
  ({ world, as } = await openRounds());
}, 60_000);
afterAll(() => world.close());

const write = (who: Who, ref: string, day: string) =>
  as(who, (tx) => save(tx, ref, reportInput.parse({ done: `Written on ${day}`, status: 'under-way' })), day);
const time = exceptionInput.parse({ organisation: 'moewoe', until_on: '2026-12-20', reason: 'Flood' });

describe('a round that begins on 1 November, is due on the 30th and locks a week later', () => {
  test.each([
    ['2026-10-31', 'report.locked'],
    ['2026-11-01', null],
    ['2026-11-30', null],
    ['2026-12-07', null],
    ['2026-12-08', 'report.locked'],
  ])('on %s writing is answered by %s, also past the command', async (day, code) => {
    const direct = () =>
      as(
        'officer',
        (tx) =>
          sql`update progress_reports set done = ${JSON.stringify({ source: 'en', en: `direct ${day}`, status: {} })}::jsonb
            where ref = 'r-1'`.execute(tx.db),
        day,
      );
    const codes: (string | null)[] = [];
    for (const attempt of [() => write('officer', 'r-1', day), () => write('secretary', 'r-1', day), direct])
      codes.push(
        await attempt().then(
          () => null,
          (error: unknown) => (error as { code: string }).code,
        ),
      );
    // The trigger names the field that is shut, the command the report.
    expect(codes).toEqual([code, code, code && 'report.field_locked']);
  });

  test('more time is given by the secretariat alone, not for the past, and to who reports', async () => {
    for (const who of ['officer', 'chair', 'member', 'auditor'] as const)
      await expect(as(who, (tx) => giveTime(tx, 'r', time, '2026-12-08'))).rejects.toMatchObject({
        code: 'record.refused',
      });
    await expect(as('secretary', (tx) => giveTime(tx, 'r', time, '2026-12-21'))).rejects.toMatchObject({
      code: 'round.exception_past',
    });
    const strange = { ...time, organisation: 'okup' };
    await expect(as('secretary', (tx) => giveTime(tx, 'r', strange, '2026-12-08'))).rejects.toMatchObject({
      code: 'record.unknown_reference',
    });
    await as('secretary', (tx) => giveTime(tx, 'r', time, '2026-12-08'), '2026-12-08');
  });

  test('it opens the reports of that organisation in that round alone, until its day is over', async () => {
    await write('officer', 'r-1', '2026-12-20');
    await expect(write('other', 'r-2', '2026-12-09')).rejects.toMatchObject({ code: 'report.locked' });
    await expect(write('officer', 'two-1', '2026-12-09')).rejects.toMatchObject({ code: 'report.locked' });
    await expect(write('officer', 'r-1', '2026-12-21')).rejects.toMatchObject({ code: 'report.locked' });
    await expect(as('officer', (tx) => submit(tx, 'r-1'), '2026-12-21')).rejects.toMatchObject({
      code: 'report.not_now',
    });
    await as('officer', (tx) => submit(tx, 'r-1'), '2026-12-20');
  });

  test('who has it is seen by the organisation, whoever runs the body and the secretariat', async () => {
    const seen = async (who: Who) =>
      as(who, async (tx) => {
        const { rows } = await sql<{ id: number }>`select id from rounds where ref = 'r'`.execute(tx.db);
        return (await exceptionsOf(tx, rows[0]?.id ?? 0)).map(({ reason }) => reason);
      });
    for (const who of ['officer', 'chair', 'secretary'] as const) expect(await seen(who)).toEqual(['Flood']);
    for (const who of ['other', 'member', 'activist', 'outsider'] as const)
      expect(await seen(who)).toEqual([]);
  });

  test('an archived report is written by nobody', async () => {
    await as('secretary', (tx) =>
      sql`update progress_reports set archived_at = now() where ref = 'r-2'`.execute(tx.db),
    );
    await expect(as('other', (tx) => get(tx, 'r-2'))).rejects.toMatchObject({ code: 'record.not_found' });
  });
});
