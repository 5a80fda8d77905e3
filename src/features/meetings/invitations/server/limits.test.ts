import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mostGuests, mostLetters } from '#features/meetings/invitations/rules.ts';
import * as mine from '#features/meetings/invitations/server/queries.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { testNow } from '#lib/server/db/testing.ts';
import { openJobs } from '#lib/server/jobs/jobs.ts';
import { leaveLetter } from '#lib/server/outbox/letters.ts';
import * as commands from './commands.ts';
import { openGroup, sending, today, type Group } from './testing.ts';

let group: Group;
beforeAll(async () => {
  group = await openGroup();
}, 120_000);
afterAll(() => group.world.close());

const guestsOf = (from: number, n: number) =>
  Array.from({ length: n }, (_, at) => ({
    name: `Guest ${String(from + at)}`,
    address: `guest${String(from + at)}@mail.example`,
    lang: 'en' as const,
  }));
const invite = (guests: ReturnType<typeof guestsOf>) =>
  group.as('chair', (tx) => commands.invite(tx, 'lm-1', { who: [], guests, lang: 'en' }));
const send = () => group.as('chair', (tx) => commands.send(tx, 'lm-1', sending, today));

test('a meeting has room for so many guests; one too many takes nobody', async () => {
  await expect(invite(guestsOf(0, mostGuests + 1))).rejects.toMatchObject({
    code: 'invitation.too_many_guests',
  });
  await invite(guestsOf(0, 2));
  const invited = await group.as('chair', async (tx) => mine.list(tx, await mine.facts(tx, 'lm-1')));
  expect(invited).toHaveLength(2);
});

test('letters somebody waits for go before invitations that were left earlier', async () => {
  await send();
  await asSystem(group.world.database, 'somebody forgot a password', (db) =>
    leaveLetter(
      { db, now: testNow },
      {
        template: 'password-reset',
        lang: 'en',
        to: 'forgetful@ministry.example',
        values: { link: '/en/reset/x', hours: 2 },
      },
    ),
  );
  const order: unknown[] = [];
  const handlers = {
    'mail.send': (payload: Record<string, unknown>) => Promise.resolve(order.push(payload['template'])),
  };
  await openJobs(group.world.database, handlers, () => undefined).runDue(testNow);
  expect(order).toEqual(['password-reset', 'meeting-invitation', 'meeting-invitation']);
});

test('an account leaves so many letters a day; the turn that would be too much leaves none', async () => {
  await asSystem(group.world.database, 'a day of letters', (db) =>
    sql`insert into outbox (topic, payload, created_at, due_at, account_id, goes_last)
      select 'mail.send', '{}', ${testNow}, ${testNow}, 'account-chair', true
      from generate_series(1, ${mostLetters - 3}::int)`.execute(db),
  );
  await invite(guestsOf(10, 2));
  await expect(send()).rejects.toMatchObject({ code: 'invitation.enough_letters', status: 429 });
  const tomorrow = new Date(testNow.getTime() + 25 * 3_600_000);
  const left = await group.as('chair', (tx) => commands.send(tx, 'lm-1', sending, today), tomorrow);
  expect(left).toBe(2);
});
