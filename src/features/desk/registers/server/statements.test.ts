import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as cycles from '#features/commitments/cycles/server/queries.ts';
import { pledgeAsJson, pledgeAsText } from '#features/desk/pledge/server/exports.ts';
import { facts } from '#features/desk/pledge/server/queries.ts';
import * as commands from '#features/desk/server/commands.ts';
import type { Typed } from '#lib/forms/fields.ts';
import { openRegisters, pledge, step, type Registers } from './testing.ts';

let desk: Registers;
let made: string;
beforeAll(async () => {
  desk = await openRegisters();
  const about = { 'items.0.item': 'gcm-1', 'items.0.basis': 'own', evidence: 'bulletin' };
  made = await desk.add(
    'commitments',
    pledge('A task force', {
      cycle: 'IMRF ২০২২',
      'title.bn': 'টাস্কফোর্স',
      'natures.asked': 'yes',
      'natures.policy': 'yes',
      ...about,
    }),
  );
  await desk.add('commitment_statuses', step(made, { evidence: 'bulletin' }));
}, 120_000);
afterAll(() => desk.close());

const statement = (more: Typed = {}): Typed => ({
  commitment: made,
  cycle: 'IMRF 2026',
  'text.en': 'It met three times',
  on_date: '2026-04',
  visibility: 'public',
  published: 'yes',
  ...more,
});
const publicly = (slug: string) =>
  desk.asPublic(async (tx) => {
    const all = await cycles.list(tx);
    const { cycle } = cycles.named(all, slug);
    const later = all.find((one) => one.cycle === 'IMRF 2026')?.cycle ?? null;
    return { promised: await cycles.promised(tx, cycle, later), said: await cycles.said(tx, cycle) };
  });

describe('what is said of a commitment at the next forum', () => {
  test('a draft is seen by nobody outside, not even that there is one', async () => {
    const ref = await desk.add('commitment_statements', statement({ published: '' }));
    expect((await desk.readPublicly(made)).statements).toEqual([]);
    await expect(publicly('imrf-2026')).rejects.toThrow('not_found');
    expect((await publicly('imrf-2022')).promised[0]?.statement).toBeNull();
    const { typed, version } = await desk.open('commitment_statements', ref);
    await desk.save('anna', 'commitment_statements', ref, { typed: { ...typed, published: 'yes' }, version });
    expect((await desk.readPublicly(made)).statements).toMatchObject([{ cycle: 'IMRF 2026' }]);
  });

  test('the page of the cycle tells what was promised, how far it came with its evidence, and what is said', async () => {
    const { promised } = await publicly('imrf-2022');
    expect(promised).toMatchObject([
      {
        ref: made,
        status: 'under-way',
        sources: [{ ref: 'bulletin' }],
        statement: { text: { en: 'It met three times' } },
      },
    ]);
    const { said } = await publicly('imrf-2026');
    expect(said).toMatchObject([{ ref: made, cycle: 'IMRF 2022' }]);
  });

  test('a forum hears one statement of a commitment: a second one is refused by name', async () => {
    const again = desk.add('commitment_statements', statement({ 'text.en': 'It met twice' }));
    await expect(again).rejects.toMatchObject({ code: 'commitment.statement_stands', status: 422 });
    const other = await desk.add('commitment_statements', statement({ cycle: 'IMRF 2030', on_date: '2030' }));
    await desk.archive('commitment_statements', other, true);
    expect(
      await desk.add('commitment_statements', statement({ cycle: 'IMRF 2030', on_date: '2030-05' })),
    ).not.toBe(other);
  });

  test('a statement on a commitment that is not public is not public either', async () => {
    const hidden = await desk.add(
      'commitments',
      pledge('Hidden', { visibility: 'secretariat', cycle: 'IMRF 2022' }),
    );
    await desk.add('commitment_statements', statement({ commitment: hidden }));
    const { said } = await publicly('imrf-2026');
    expect(said.map(({ ref }) => ref)).toEqual([made]);
    const seen = await desk.asPublic((tx) =>
      tx.db
        .selectFrom('records')
        .select('ref')
        .where('kind', '=', 'commitment_statements')
        .where('ref', 'like', 'hidden%')
        .execute(),
    );
    expect(seen).toEqual([]);
  });

  test('an attacker without the duty adds none', async () => {
    for (const who of ['nobody', 'public'])
      await expect(
        desk.as(who, (tx) => commands.create(tx, 'commitment_statements', statement())),
      ).rejects.toMatchObject({ status: 403 });
  });
});

describe('the UN pledge form of a commitment', () => {
  test('is filled in from the record in both languages, and says what is missing', async () => {
    const found = await desk.as('anna', (tx) => facts(tx, made));
    expect(found).toMatchObject({
      objectives: [{ code: '1' }],
      makers: [{ name: { en: 'Foreign Affairs' } }],
      natures: ['policy'],
    });
    const text = pledgeAsText(found);
    expect(text).toContain('Foreign Affairs');
    expect(text).toContain('পররাষ্ট্র মন্ত্রণালয়');
    expect(text).toContain('Description [Missing]');
    const { en, bn } = JSON.parse(pledgeAsJson(found)) as Record<
      'en' | 'bn',
      { ready: boolean; fields: { key: string }[] }
    >;
    expect([en.ready, bn.ready, en.fields.length]).toEqual([false, false, bn.fields.length]);
  });

  test('is opened by the secretariat alone', async () => {
    for (const who of ['nobody', 'public'])
      await expect(desk.as(who, (tx) => facts(tx, made))).rejects.toMatchObject({ status: 403 });
    await expect(desk.as('anna', (tx) => facts(tx, 'nothing'))).rejects.toMatchObject({ status: 404 });
  });
});
