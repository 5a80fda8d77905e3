import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everybody, openGroup, today, type Who } from '#features/meetings/action-points/server/testing.ts';
import * as points from '#features/meetings/action-points/server/queries.ts';
import * as agenda from '#features/meetings/agenda/server/commands.ts';
import * as decisions from '#features/meetings/decisions/server/queries.ts';
import { agendaItemInput, meetingInput } from '#features/meetings/schema.ts';
import { minutesInput } from '#features/meetings/minutes/schema.ts';
import * as minutes from '#features/meetings/minutes/server/commands.ts';
import * as meetings from '#features/meetings/server/commands.ts';
import { decisionCapture, pointCapture } from '#features/meetings/outcomes/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { captureDecision, capturePoint } from './commands.ts';
import { namesOf, open } from './queries.ts';

let group: Awaited<ReturnType<typeof openGroup>>;
beforeAll(async () => {
  group = await openGroup();
  await group.world.asSecretariat(async (tx) => {
    const meeting = { kind: 'meeting', title: 'Third meeting', from_on: '2026-11-20', visibility: 'body' };
    await meetings.save(tx, [
      meetingInput.parse({ ...meeting, ref: 'lm-3', body: 'lm' }),
      meetingInput.parse({ ...meeting, ref: 'of-nobody', visibility: 'public' }),
    ]);
    await agenda.save(tx, [
      agendaItemInput.parse({ ref: 'lm-3-1', meeting: 'lm-3', position: 1, title: 'Plan', kind: 'decision' }),
    ]);
  });
}, 60_000);
afterAll(() => group.world.close());

const decision = decisionCapture.parse({ kind: 'decision', wording: 'The plan is adopted', item: 'lm-3-1' });
const point = pointCapture.parse({ task: 'Share the plan', owner: 'seat:s-moewoe', due: '২০২৭-০২-১৫' });
const inEnglish = { lang: 'en', today } as const;

test('only whoever runs the body writes its outcomes down; others do not even open the page', async () => {
  const opened: Who[] = [];
  for (const who of everybody) {
    const tries = [
      group.as(who, (tx) => open(tx, 'lm-3', today)),
      group.as(who, (tx) => captureDecision(tx, 'lm-3', decision, inEnglish)),
      group.as(who, (tx) => capturePoint(tx, 'lm-3', point, inEnglish)),
    ];
    const results = await Promise.allSettled(tries);
    const done = results.filter(({ status }) => status === 'fulfilled').length;
    expect([who, done]).toEqual([who, who === 'chair' ? 3 : 0]);
    if (done === 3) opened.push(who);
  }
  expect(opened).toEqual(['chair']);
});

test('what is written down is a numbered draft of the meeting, and the same form sent twice is one record', async () => {
  const again = await group.as('chair', (tx) => captureDecision(tx, 'lm-3', decision, inEnglish));
  const written = await group.as('chair', (tx) =>
    decisions.list(tx, { meeting: 'lm-3' }, { sort: 'date', size: 9 }),
  );
  expect(written.rows).toMatchObject([{ ref: again, agendaItem: 'lm-3-1', decidedOn: '2026-11-20' }]);
  const twice = await group.as('chair', (tx) => capturePoint(tx, 'lm-3', point, inEnglish));
  const taken = await group.as('chair', (tx) => points.list(tx, { meeting: 'lm-3' }, { today, size: 9 }));
  expect(taken.rows).toMatchObject([
    { ref: twice, due: '2027-02-15', owner: { kind: 'seat', ref: 's-moewoe' } },
  ]);
  const seen = await group.as('holder', (tx) => points.list(tx, { meeting: 'lm-3' }, { today, size: 9 }));
  expect(seen.rows).toEqual([]);
});

test('an owner who is told at once sees the point; text in Bangla stays Bangla', async () => {
  const told = pointCapture.parse({ task: 'খসড়া পাঠাবে', owner: 'seat:s-moewoe', now: 'yes' });
  const ref = await group.as('chair', (tx) => capturePoint(tx, 'lm-3', told, { lang: 'bn', today }));
  const seen = await group.as('holder', (tx) => points.get(tx, ref, today));
  expect(seen.task).toMatchObject({ source: 'bn', bn: 'খসড়া পাঠাবে' });
});

test('the seats of the body come first among those who can take something on', async () => {
  const { candidates } = await group.as('chair', (tx) => open(tx, 'lm-3', today));
  expect(candidates.slice(0, 3).every(({ kind }) => kind === 'seat')).toBe(true);
  expect(candidates.at(-1)).toMatchObject({ kind: 'organisation', ref: 'outside' });
  const [first] = candidates;
  expect(first && namesOf({ ...first, aliases: ['Old name'] })).toContain('Old name');
});

test('what belongs to no body decides nothing', async () => {
  const tried = group.world.asSecretariat((tx) => captureDecision(tx, 'of-nobody', decision, inEnglish));
  await expect(tried).rejects.toMatchObject({ code: 'meetings.outside_body' });
});

test('with adopted minutes nothing more is written down; when a point is due still moves', async () => {
  await group.world.asSecretariat((tx) =>
    minutes.save(tx, [
      minutesInput.parse({
        ...{ ref: 'lm-3-minutes', meeting: 'lm-3', visibility: 'body', adopted_by: 'silence' },
        ...{ circulated_on: '2026-11-20', corrections_until: '2026-11-21', adopted_on: '2026-11-22' },
      }),
    ]),
  );
  const late = { ...decision, wording: 'Decided afterwards' };
  const tries: ((tx: Tx) => Promise<unknown>)[] = [
    (tx) => captureDecision(tx, 'lm-3', late, inEnglish),
    (tx) => capturePoint(tx, 'lm-3', { ...point, task: 'Taken on afterwards' }, inEnglish),
    (tx) =>
      sql`update decisions set wording = jsonb_set(wording, '{en}', '"Another"') where ref like 'lm-3-%'`.execute(
        tx.db,
      ),
  ];
  for (const tried of tries)
    await expect(group.as('chair', tried)).rejects.toMatchObject({ code: 'minutes.locked' });
  const moved = await group.as('chair', (tx) =>
    sql`update action_points set due_on = '2028' where ref like 'lm-3-%' returning ref`.execute(tx.db),
  );
  expect(moved.rows.length).toBeGreaterThan(0);
});
