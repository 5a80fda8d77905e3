import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forms } from '#features/desk/schema.ts';
import * as commands from '#features/desk/server/commands.ts';
import * as plans from '#features/plans/server/queries.ts';
import { typedIn } from '#lib/forms/fields.ts';
import { indicator, openRegisters, pledge, step, titled, type Registers } from './testing.ts';

let desk: Registers;
beforeAll(async () => {
  desk = await openRegisters();
}, 120_000);
afterAll(() => desk.close());

describe('attacks on the forms of the registers', () => {
  const forbidden = [
    'id',
    'ref',
    'version',
    'reach',
    'is_public',
    'archived_at',
    'audience_id',
    'created_at',
  ];
  test.each([
    'commitments',
    'commitment_statuses',
    'plans',
    'actions',
    'indicators',
    'observations',
  ] as const)('the form of %s reads none of the columns that are not for forms', (noun) => {
    const sent = new Map(
      [...forbidden, 'commitment_id', 'parties.0.commitment_id', 'items.0.is_public', 'links.0.id'].map(
        (name) => [name, '1'] as const,
      ),
    );
    expect(typedIn(forms[noun].fields, sent)).toEqual({});
  });

  test('a step of a commitment that is not public is not public either, whatever the form says', async () => {
    const hidden = await desk.add('commitments', pledge('Hidden pledge', { visibility: 'secretariat' }));
    const ref = await desk.add('commitment_statuses', step(hidden));
    const rows = await desk.asPublic((tx) =>
      tx.db.selectFrom('commitment_statuses').select('ref').where('ref', '=', ref).execute(),
    );
    expect(rows).toEqual([]);
    await expect(desk.readPublicly(hidden)).rejects.toThrow('not_found');
  });

  test('a link to a commitment that is not public does not tell of it', async () => {
    const hidden = await desk.add('commitments', pledge('Secret pledge', { visibility: 'secretariat' }));
    const links = { 'links.0.other': hidden, 'links.0.relation': 'repeats' };
    const open = await desk.add('commitments', pledge('Open pledge', links));
    expect((await desk.readPublicly(open)).links).toEqual([]);
    const parent = await desk.add('actions', titled('Secret action', { visibility: 'secretariat' }));
    const child = await desk.add(
      'actions',
      titled('Open action', { parent, 'commitments.0.commitment': hidden }),
    );
    const seen = await desk.asPublic((tx) => plans.action(tx, child, '2026-11-23'));
    expect([seen.above, seen.commitments]).toEqual([[], []]);
  });

  test('whoever may not keep records learns nothing from the names they type', async () => {
    const attempt = desk.as('nobody', (tx) =>
      commands.create(tx, 'commitment_statuses', step('Hidden pledge')),
    );
    await expect(attempt).rejects.toThrow('record.refused');
  });

  test('a step moved to another commitment keeps its history and asks for the version seen', async () => {
    const [one, two] = [
      await desk.add('commitments', pledge('One')),
      await desk.add('commitments', pledge('Two')),
    ];
    const ref = await desk.add('commitment_statuses', step(one));
    const { typed, version } = await desk.open('commitment_statuses', ref);
    await desk.save('bimal', 'commitment_statuses', ref, {
      typed: { ...typed, status: 'fulfilled' },
      version,
    });
    const mine = desk.save('anna', 'commitment_statuses', ref, {
      typed: { ...typed, commitment: two },
      version,
    });
    await expect(mine).rejects.toMatchObject({ status: 409 });
    expect((await desk.readPublicly(one)).trail.map(({ status }) => status)).toEqual(['fulfilled']);
  });

  test('what a form does not offer is refused at its control', async () => {
    await expect(desk.add('commitments', pledge('x', { 'parties.0.role': 'owner' }))).rejects.toMatchObject({
      problems: [{ control: 'parties.0.role' }],
    });
    await expect(desk.add('commitments', pledge('x', { visibility: 'runners' }))).rejects.toMatchObject({
      problems: [{ control: 'visibility' }],
    });
    await expect(desk.add('indicators', indicator('x', { decimals: '7' }))).rejects.toMatchObject({
      problems: [{ control: 'decimals' }],
    });
    await expect(
      desk.add('commitments', { ...pledge('x'), 'parties.0.organisation': '' }),
    ).rejects.toMatchObject({
      problems: [{ control: 'parties' }],
    });
  });
});
