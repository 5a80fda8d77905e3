import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contributionAnswer } from '#features/rounds/contributions/schema.ts';
import { round } from '#features/rounds/completeness/server/queries.ts';
import { openRounds, type RoundWorld, type Who } from '#features/rounds/server/testing.ts';
import { answer, contribute } from './commands.ts';
import { acceptedFor, contributionsOf } from './queries.ts';

let world: RoundWorld['world'];
let as: RoundWorld['as'];
beforeAll(async () => {
  ({ world, as } = await openRounds());
}, 60_000);
afterAll(() => world.close());

const said = { action: 'a1', organisation: 'okup', text: 'Returnees wait three weeks for a place.' };
const offer = (who: Who, more: Partial<typeof said> = {}) =>
  as(who, async (tx) => contribute(tx, await round(tx, 'r'), { ...said, ...more }, 'en'));
const seen = (who: Who) =>
  as(who, async (tx) => (await contributionsOf(tx, (await round(tx, 'r')).id)).map(({ ref }) => ref));

test('only people in office at an organisation of civil society contribute, and only for it', async () => {
  for (const who of ['officer', 'chair', 'member', 'outsider'] as const)
    await expect(offer(who)).rejects.toThrow();
  await expect(offer('activist', { organisation: 'moewoe' })).rejects.toMatchObject({
    code: 'record.refused',
  });
  await expect(offer('activist', { action: 'other' })).rejects.toMatchObject({
    code: 'contribution.strange_action',
  });
  expect(await offer('activist')).toBe('r-c1');
});

test('before it is accepted they and the secretariat read it; nobody publishes it past the command', async () => {
  for (const who of ['secretary', 'activist'] as const) expect(await seen(who)).toEqual(['r-c1']);
  for (const who of ['officer', 'chair', 'member', 'outsider'] as const) expect(await seen(who)).toEqual([]);
  const tried = as('activist', (tx) =>
    sql`update contributions set published_at = now(), visibility = 'public', answer = 'accepted' returning ref`.execute(
      tx.db,
    ),
  );
  expect((await tried).rows).toEqual([]);
  const forged = as('activist', (tx) =>
    sql`insert into contributions (ref, round_id, action_id, organisation_id, text, answer, visibility, published_at,
        created_at, updated_at)
      select 'forged', round_id, action_id, organisation_id, text, 'accepted', 'public', now(), now(), now()
      from contributions`.execute(tx.db),
  );
  await expect(forged).rejects.toThrow('row-level security');
});

test('accepted it is public and names whose it is; declined it needs a reason and stays between them', async () => {
  const accepted = contributionAnswer.parse({ contribution: 'r-c1', answer: 'accepted' });
  await expect(as('activist', (tx) => answer(tx, accepted))).rejects.toMatchObject({
    code: 'record.refused',
  });
  await as('secretary', (tx) => answer(tx, accepted));
  await expect(as('secretary', (tx) => answer(tx, accepted))).rejects.toMatchObject({
    code: 'contribution.answered_already',
  });
  const [public_] = await as('public', (tx) => acceptedFor(tx, 'a1'));
  expect(public_?.organisation.ref).toBe('okup');
  const declined = { contribution: await offer('activist'), answer: 'declined' };
  expect(contributionAnswer.safeParse(declined).success).toBe(false);
  await as('secretary', (tx) =>
    answer(tx, contributionAnswer.parse({ ...declined, reason: 'Said already' })),
  );
  expect(await as('public', (tx) => acceptedFor(tx, 'a1'))).toHaveLength(1);
});
