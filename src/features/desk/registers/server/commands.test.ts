import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as queries from '#features/desk/server/queries.ts';
import { indicator, observation, openRegisters, pledge, step, titled, type Registers } from './testing.ts';

let desk: Registers;
beforeAll(async () => {
  desk = await openRegisters();
}, 120_000);
afterAll(() => desk.close());

describe('the registers by form', () => {
  test('every kind: what was typed stands, and saving it again changes nothing', async () => {
    const commitment = await desk.add(
      'commitments',
      pledge('Data strategy', {
        'title.bn': 'উপাত্ত কৌশল',
        made_on: '২০২২-০৫',
        'items.0.item': 'GCM 1',
        'items.0.basis': 'own',
        'items.1.item': 'gcm 1a',
        'items.1.basis': 'text',
        'parties.1.organisation': 'mofa',
        'parties.1.role': 'lead',
        evidence: 'bulletin#page 2',
      }),
    );
    const status = await desk.add('commitment_statuses', step('Data strategy', { evidence: 'bulletin' }));
    const plan = await desk.add(
      'plans',
      titled('Plan of work', { organisation: 'Foreign Office', from_on: '2023' }),
    );
    const whole = await desk.add('actions', titled('Whole', { plan, sort: '১' }));
    const part = await desk.add(
      'actions',
      titled('Part', { plan, parent: whole, 'commitments.0.commitment': commitment }),
    );
    const measured = await desk.add('indicators', indicator('Departures', { decimals: '1' }));
    const value = await desk.add('observations', observation(measured, { value: '১১,৩৫,৮৭৩.৫' }));
    expect((await desk.open('observations', value)).typed).toMatchObject({ value: '1135873.5' });
    expect((await desk.open('commitments', commitment)).typed).toMatchObject({
      made_on: '2022-05',
      'items.0.item': expect.stringMatching(/^gcm-1/u) as string,
    });
    for (const [noun, ref] of [
      ['commitments', commitment],
      ['commitment_statuses', status],
      ['plans', plan],
      ['actions', whole],
      ['actions', part],
      ['indicators', measured],
      ['observations', value],
    ] as const) {
      const { typed, version } = await desk.open(noun, ref);
      expect([noun, (await desk.save('anna', noun, ref, { typed, version }))?.outcome]).toEqual([
        noun,
        'unchanged',
      ]);
    }
    const { trail, status: current, items } = await desk.readPublicly(commitment);
    expect([current, trail.length, items.length]).toEqual(['under-way', 1, 2]);
  });

  test('a change of links is one version and one entry of the history', async () => {
    const other = await desk.add('commitments', pledge('Answered'));
    const ref = await desk.add('commitments', pledge('Answering'));
    const { typed, version } = await desk.open('commitments', ref);
    const links = { 'links.0.other': 'Answered', 'links.0.relation': 'answers' };
    await desk.save('anna', 'commitments', ref, { typed: { ...typed, cycle: 'UPR 4', ...links }, version });
    expect((await desk.open('commitments', ref)).version).toBe(2);
    expect((await desk.readPublicly(ref)).links.map((link) => link.ref)).toEqual([other]);
  });

  test('who only changes links is noticed: the second one is asked', async () => {
    await desk.add('commitments', pledge('Target of links'));
    const ref = await desk.add('commitments', pledge('Linked by two'));
    const { typed, version } = await desk.open('commitments', ref);
    const links = { 'links.0.other': 'target-of-links', 'links.0.relation': 'repeats' };
    await desk.save('bimal', 'commitments', ref, { typed: { ...typed, ...links }, version });
    const mine = desk.save('anna', 'commitments', ref, { typed: { ...typed, cycle: 'UPR 4' }, version });
    await expect(mine).rejects.toMatchObject({ status: 409 });
    const clash = await desk.as('anna', (tx) =>
      queries.clash(tx, 'commitments', ref, { typed: { ...typed, cycle: 'UPR 4' }, version }),
    );
    expect(clash.differences.map(({ field, touched }) => [field.name, touched])).toEqual([
      ['cycle', 'mine'],
      ['links', 'theirs'],
    ]);
  });

  test('nothing is part of itself, by whatever way round', async () => {
    const top = await desk.add('actions', titled('Top'));
    const below = await desk.add('actions', titled('Below', { parent: top }));
    const { typed, version } = await desk.open('actions', top);
    await expect(
      desk.save('anna', 'actions', top, { typed: { ...typed, parent: top }, version }),
    ).rejects.toMatchObject({
      problems: [{ control: 'parent', message: 'form_error_itself' }],
    });
    await expect(
      desk.save('anna', 'actions', top, { typed: { ...typed, parent: below }, version }),
    ).rejects.toMatchObject({ code: 'record.within_itself' });
  });

  test('an entry that stands already is refused where it was typed', async () => {
    const twice = {
      'items.0.item': 'gcm-1',
      'items.0.basis': 'own',
      'items.1.item': 'GCM 1',
      'items.1.basis': 'text',
    };
    await expect(desk.add('commitments', pledge('Twice', twice))).rejects.toMatchObject({
      problems: [{ control: 'items.1.item', message: 'form_error_repeated' }],
    });
  });

  test('what belongs to a record stands beside its form, in the order of its days; what is archived does not', async () => {
    const ref = await desk.add('commitments', pledge('With steps'));
    const later = await desk.add('commitment_statuses', step(ref, { status: 'fulfilled', on_date: '2024' }));
    const first = await desk.add('commitment_statuses', step(ref));
    const wrong = await desk.add('commitment_statuses', step(ref, { status: 'lapsed' }));
    await desk.archive('commitment_statuses', wrong, true);
    const [steps] = await desk.as('anna', (tx) => queries.parts(tx, 'commitments', ref));
    expect(steps?.rows.map((line) => [line.ref, line.code, line.on])).toEqual([
      [first, 'under-way', '2023-01'],
      [later, 'fulfilled', '2024'],
    ]);
    expect(steps?.total).toBe(2);
  });

  test('values are told apart by their day, number, place and source', async () => {
    const ref = await desk.add('indicators', indicator('Returns'));
    await desk.add('observations', observation(ref, { value: '12.5', sex: 'female' }));
    const [values] = await desk.as('anna', (tx) => queries.parts(tx, 'indicators', ref));
    expect(values?.rows).toMatchObject([
      { on: '2022', value: 12.5, code: 'female', beside: [{ en: 'Bulletin' }] },
    ]);
  });

  test('a step dated after today is refused', async () => {
    const ref = await desk.add('commitments', pledge('Ahead of time'));
    await expect(desk.add('commitment_statuses', step(ref, { on_date: '2027' }))).rejects.toThrow(
      'step_in_future',
    );
  });

  test('archived steps leave the way a commitment has come; restored they are back', async () => {
    const ref = await desk.add('commitments', pledge('Archiving'));
    const one = await desk.add('commitment_statuses', step(ref));
    await desk.archive('commitment_statuses', one, true);
    expect((await desk.readPublicly(ref)).status).toBeNull();
    await desk.archive('commitment_statuses', one, false);
    expect((await desk.readPublicly(ref)).status).toBe('under-way');
  });
});
