import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mentionedIn } from '#features/rounds/comments/rules.ts';
import { get } from '#features/rounds/progress-reports/server/queries.ts';
import { openRounds, today, type RoundWorld, type Who } from '#features/rounds/server/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { comment, resolve } from './commands.ts';
import { commentsOf } from './queries.ts';

let world: RoundWorld['world'];
let as: RoundWorld['as'];
beforeAll(async () => {
  ({ world, as } = await openRounds());
}, 60_000);
afterAll(() => world.close());

const say = (who: Who, text: string, follow_up = false) =>
  as(who, (tx) => comment(tx, 'r-1', { text, follow_up }, { today, origin: 'https://setu.example' }));
const told = async () =>
  (
    await asSystem(world.database, 'looks into the outbox', (db) =>
      sql<{ to: string }>`select payload ->> 'to' as to from outbox
        where payload ->> 'template' = 'report-mentioned' order by id`.execute(db),
    )
  ).rows.map(({ to }) => to.replace(/@.*$/u, ''));

test.each([
  ['@Shirin Sultana, can you look?', ['Shirin Sultana']],
  ['@shirin sultana ও @রহিম উদ্দিন দেখুন', ['Shirin Sultana', 'রহিম উদ্দিন']],
  ['@Shirin can you look?', ['Shirin']],
  ['@Shirinana is somebody else', []],
  ['shirin@ministry.example', []],
])('“%s” names %j', (text, names) => {
  const people = ['Shirin', 'Shirin Sultana', 'রহিম উদ্দিন'].map((name) => ({ name }));
  expect(mentionedIn(text, people).map(({ name }) => name)).toEqual(names);
});

test('who is inside comments; who may read it and is named gets a letter, nobody else does', async () => {
  for (const who of ['other', 'member', 'activist', 'outsider', 'chair'] as const)
    await expect(say(who, 'Let me in')).rejects.toThrow();
  await say('officer', 'Look at this @secretary, @colleague, @other, @chair, @outsider and @officer', true);
  expect((await told()).sort()).toEqual(['colleague', 'secretary']);
});

test('comments are read inside and nowhere else, also past the command', async () => {
  const seen = (who: Who | 'public') =>
    as(
      who,
      async (tx) => (await sql<{ id: number }>`select id from report_comments`.execute(tx.db)).rows.length,
    );
  for (const who of ['officer', 'colleague', 'secretary'] as const) expect(await seen(who)).toBe(1);
  for (const who of ['other', 'member', 'activist', 'outsider', 'public'] as const)
    expect(await seen(who)).toBe(0);
});

test('what must be seen to is marked as done once; nobody rewrites what was said', async () => {
  const id = await as(
    'secretary',
    async (tx) => (await commentsOf(tx, (await get(tx, 'r-1')).id))[0]?.id ?? 0,
  );
  await as('secretary', (tx) => resolve(tx, 'r-1', id));
  await expect(as('officer', (tx) => resolve(tx, 'r-1', id))).rejects.toMatchObject({
    code: 'record.not_found',
  });
  const rewrite = as('officer', (tx) => sql`update report_comments set text = 'Other'`.execute(tx.db));
  await expect(rewrite).rejects.toThrow('permission denied');
});
