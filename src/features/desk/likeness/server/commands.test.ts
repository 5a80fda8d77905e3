import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alike } from '#features/commitments/likeness/server/queries.ts';
import * as likeness from '#features/commitments/likeness/server/commands.ts';
import { openRegisters, pledge, type Registers } from '#features/desk/registers/server/testing.ts';
import * as commands from './commands.ts';

let desk: Registers;
const long = {
  en: 'Strengthen the protection of migrant workers abroad by ratifying the convention on domestic work',
  bn: 'গৃহকর্ম বিষয়ক কনভেনশন অনুসমর্থনের মাধ্যমে বিদেশে অভিবাসী কর্মীদের সুরক্ষা জোরদার করা',
};
beforeAll(async () => {
  desk = await openRegisters();
  const item = { 'items.0.item': 'gcm-1', 'items.0.basis': 'own' };
  const recommendation = { kind: 'recommendation', made_on: '2018' };
  await desk.add('commitments', pledge(long.en, { ...recommendation, 'title.bn': long.bn }));
  await desk.add(
    'commitments',
    pledge(`${long.en} without delay`, { kind: 'recommendation', made_on: '2023' }),
  );
  // Alike in Bangla only, and about the same item as the next.
  await desk.add(
    'commitments',
    pledge('Ratify C189', { made_on: '2024', 'title.bn': `${long.bn} হবে`, ...item }),
  );
  await desk.add('commitments', pledge('Quite another thing', { made_on: '2024', ...item }));
}, 120_000);
afterAll(() => desk.close());

const first = 'strengthen-the-protection-of-migrant-workers-abroad-by-ratif';
const second = `${first}-2`;
const pairs = async (dismissed = false, of?: string) => {
  const { rows } = await desk.as('anna', (tx) => alike(tx, { dismissed, of, page: 1, size: 20 }));
  return rows.map(({ one, other }) => [one.ref, other.ref].sort().join(' ')).sort();
};

describe('commitments that may say the same', () => {
  test('are suggested by their words in either language; what is tied already is not', async () => {
    expect(await pairs()).toEqual([`${first} ${second}`, `ratify-c189 ${first}`].sort());
    expect(await pairs(false, second)).toEqual([`${first} ${second}`]);
  });

  test('are linked in one step by the later one, both stay, and are not suggested again', async () => {
    await desk.as('anna', (tx) => commands.link(tx, { one: first, other: second, relation: 'repeats' }));
    const { links } = await desk.readPublicly(second);
    expect(links).toMatchObject([{ ref: first, relation: 'repeats', out: true }]);
    expect(await pairs()).toEqual([`ratify-c189 ${first}`]);
    const { version } = await desk.open('commitments', second);
    await desk.as('anna', (tx) => commands.link(tx, { one: second, other: first, relation: 'repeats' }));
    expect((await desk.open('commitments', second)).version).toBe(version);
  });

  test('found different stay away until the words of one change', async () => {
    await desk.as('anna', (tx) => likeness.dismiss(tx, [first, 'ratify-c189'], 'Another convention'));
    expect(await pairs()).toEqual([]);
    expect(await pairs(true)).toEqual([`ratify-c189 ${first}`]);
    const { typed, version } = await desk.open('commitments', 'ratify-c189');
    await desk.save('anna', 'commitments', 'ratify-c189', {
      typed: { ...typed, cycle: 'IMRF 2026' },
      version,
    });
    expect(await pairs()).toEqual([]);
    const changed = { ...typed, 'title.bn': `${long.bn} হবেই` };
    await desk.save('anna', 'commitments', 'ratify-c189', { typed: changed, version: version + 1 });
    expect(await pairs()).toEqual([`ratify-c189 ${first}`]);
  });

  test('an attacker without the duty neither sees pairs nor links nor dismisses; a record is not linked to itself', async () => {
    const sent = { one: first, other: second, relation: 'matches' } as const;
    for (const who of ['nobody', 'public']) {
      await expect(
        desk.as(who, (tx) => alike(tx, { dismissed: false, page: 1, size: 5 })),
      ).rejects.toMatchObject({ status: 403 });
      await expect(desk.as(who, (tx) => commands.link(tx, sent))).rejects.toMatchObject({ status: 403 });
      await expect(
        desk.as(who, (tx) => likeness.dismiss(tx, [first, second], 'because')),
      ).rejects.toMatchObject({ status: 403 });
      const seen = desk.as(who, (tx) => sql`select * from likeness_dismissals`.execute(tx.db));
      expect(
        await seen.then(
          ({ rows }) => rows,
          () => [],
        ),
      ).toEqual([]);
    }
    const itself = { ...sent, other: first };
    await expect(desk.as('anna', (tx) => commands.link(tx, itself))).rejects.toMatchObject({ status: 404 });
    const forged = { ...sent, other: 'no-such-record' };
    await expect(desk.as('anna', (tx) => commands.link(tx, forged))).rejects.toMatchObject({ status: 404 });
  });
});
