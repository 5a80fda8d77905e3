import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRegisters, pledge, titled, type Registers } from '#features/desk/registers/server/testing.ts';

let desk: Registers;
beforeAll(async () => {
  desk = await openRegisters();
}, 120_000);
afterAll(() => desk.close());

describe('naming another record', () => {
  const partyOf = async (organisation: string) => {
    const ref = await desk.add(
      'commitments',
      pledge(`By ${organisation}`, { 'parties.0.organisation': organisation }),
    );
    return (await desk.open('commitments', ref)).typed['parties.0.organisation'];
  };
  test.each([
    'mofa',
    'MOFA',
    'foreign affairs',
    ' Foreign  Office ',
    'পররাষ্ট্র মন্ত্রণালয়',
    'Foreign Affairs [mofa]',
    'renamed meanwhile [mofa]',
  ])('“%s” is the one record that is called so', async (text) => {
    expect(await partyOf(text)).toBe('mofa');
  });

  test('codes of frameworks are written with digits of either script', async () => {
    const items = {
      'items.0.item': 'GCM ১',
      'items.0.basis': 'own',
      'items.1.item': 'gcm 1a',
      'items.1.basis': 'own',
    };
    const { typed } = await desk.open('commitments', await desk.add('commitments', pledge('Coded', items)));
    expect([typed['items.0.item'], typed['items.1.item']].sort()).toEqual(['gcm-1', 'gcm-1-a']);
  });

  test('a name that means several says which; one that means none says so; what was typed is not lost', async () => {
    await expect(partyOf('home')).rejects.toMatchObject({
      status: 422,
      problems: [
        {
          control: 'parties.0.organisation',
          message: 'form_error_several',
          values: { names: 'Home [home-1]; Home [home-2]' },
        },
      ],
    });
    for (const text of ['Nobody', 'x [y]', 'Foreign', "' or 1=1 --", '%'])
      await expect(partyOf(text)).rejects.toMatchObject({
        problems: [{ control: 'parties.0.organisation', message: 'form_error_unknown' }],
      });
  });

  test('what is archived is not named anew by its name', async () => {
    const ref = await desk.add('organisations', titled('', { 'name.en': 'Gone', type: 'ministry' }));
    await desk.archive('organisations', ref, true);
    await expect(partyOf('Gone')).rejects.toMatchObject({ problems: [{ message: 'form_error_unknown' }] });
  });
});
