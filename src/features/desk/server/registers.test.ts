import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as commitments from '#features/commitments/trail/server/queries.ts';
import { evidenceInput } from '#features/files/schema.ts';
import * as files from '#features/files/server/commands.ts';
import { frameworkInput, itemInput } from '#features/frameworks/schema.ts';
import * as frameworks from '#features/frameworks/server/commands.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import * as plans from '#features/plans/server/queries.ts';
import { typedIn, type Typed } from '#lib/forms/fields.ts';
import { accountFor, openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';
import { forms, type Noun } from '../schema.ts';
import * as desk from './commands.ts';
import * as queries from './queries.ts';

let world: TestDatabase;
const accounts: Record<string, Viewer> = {};
beforeAll(async () => {
  world = await openTestDatabase();
  accounts['anna'] = await accountFor(world.database, 'anna', ['secretariat']);
  accounts['bimal'] = await accountFor(world.database, 'bimal', ['secretariat']);
  accounts['nobody'] = await accountFor(world.database, 'nobody', []);
  await world.asSecretariat(async (tx) => {
    await organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'ministry', name: 'Ministry', sector: 'government' }),
    ]);
    await organisations.save(tx, [
      organisationInput.parse({
        ref: 'mofa',
        name: { en: 'Foreign Affairs', bn: 'পররাষ্ট্র মন্ত্রণালয়' },
        acronym: 'MoFA',
        aliases: ['Foreign Office'],
        type: 'ministry',
      }),
      organisationInput.parse({ ref: 'home-1', name: 'Home', type: 'ministry' }),
      organisationInput.parse({ ref: 'home-2', name: 'Home', type: 'ministry' }),
    ]);
    await files.save(tx, [evidenceInput.parse({ ref: 'bulletin', kind: 'publication', title: 'Bulletin' })]);
    await frameworks.save(tx, [frameworkInput.parse({ ref: 'gcm', name: 'The Compact', acronym: 'GCM' })]);
    const item = { framework: 'gcm', title: 'Collect data', sort: 1 };
    await frameworks.saveItems(tx, [
      itemInput.parse({ ...item, ref: 'gcm-1', kind: 'objective', code: '1' }),
      itemInput.parse({ ...item, ref: 'gcm-1-a', kind: 'action', code: 'a', parent: 'gcm-1', title: 'Plan' }),
    ]);
  });
}, 120_000);
afterAll(() => world.close());

const as = <T>(viewer: Viewer | undefined, work: (tx: Tx) => Promise<T>) =>
  asViewer(world.database, { viewer: viewer ?? { kind: 'public' }, requestId: 'test', now: testNow }, work);
const shown = { visibility: 'public', published: 'yes' };
const titled = (title: string, more: Typed = {}): Typed => ({ 'title.en': title, ...shown, ...more });
const pledge = (title: string, more: Typed = {}): Typed =>
  titled(title, {
    kind: 'pledge',
    'instrument.en': 'Review forum',
    'parties.0.organisation': 'mofa',
    'parties.0.role': 'maker',
    ...more,
  });
const step = (commitment: string, more: Typed = {}): Typed => ({
  commitment,
  status: 'under-way',
  on_date: '2023-01',
  ...shown,
  ...more,
});
const indicator = (title: string, more: Typed = {}) =>
  titled(title, { 'unit.en': 'people', direction: 'up', theme: 'people', ...more });
const add = (noun: Noun, typed: Typed) => as(accounts['anna'], (tx) => desk.create(tx, noun, typed));
const open = (noun: Noun, ref: string) => as(accounts['anna'], (tx) => queries.open(tx, noun, ref));
const save = (who: string, noun: Noun, ref: string, sent: desk.Sent) =>
  as(accounts[who], (tx) => desk.change(tx, noun, ref, sent));
const readPublicly = (ref: string) => world.asPublic((tx) => commitments.get(tx, ref));

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
    const hidden = await add('commitments', pledge('Hidden pledge', { visibility: 'secretariat' }));
    const ref = await add('commitment_statuses', step(hidden));
    const rows = await world.asPublic((tx) =>
      tx.db.selectFrom('commitment_statuses').select('ref').where('ref', '=', ref).execute(),
    );
    expect(rows).toEqual([]);
    await expect(readPublicly(hidden)).rejects.toThrow('not_found');
  });

  test('a link to a commitment that is not public does not tell of it', async () => {
    const hidden = await add('commitments', pledge('Secret pledge', { visibility: 'secretariat' }));
    const links = { 'links.0.other': hidden, 'links.0.relation': 'repeats' };
    const open = await add('commitments', pledge('Open pledge', links));
    expect((await readPublicly(open)).links).toEqual([]);
    const parent = await add('actions', titled('Secret action', { visibility: 'secretariat' }));
    const child = await add('actions', titled('Open action', { parent, 'commitments.0.commitment': hidden }));
    const seen = await world.asPublic((tx) => plans.action(tx, child));
    expect([seen.above, seen.commitments]).toEqual([[], []]);
  });

  test('whoever may not keep records learns nothing from the names they type', async () => {
    const attempt = as(accounts['nobody'], (tx) =>
      desk.create(tx, 'commitment_statuses', step('Hidden pledge')),
    );
    await expect(attempt).rejects.toThrow('record.refused');
  });

  test('a step moved to another commitment keeps its history and asks for the version seen', async () => {
    const [one, two] = [await add('commitments', pledge('One')), await add('commitments', pledge('Two'))];
    const ref = await add('commitment_statuses', step(one));
    const { typed, version } = await open('commitment_statuses', ref);
    await save('bimal', 'commitment_statuses', ref, { typed: { ...typed, status: 'fulfilled' }, version });
    const mine = save('anna', 'commitment_statuses', ref, { typed: { ...typed, commitment: two }, version });
    await expect(mine).rejects.toMatchObject({ status: 409 });
    expect((await readPublicly(one)).trail.map(({ status }) => status)).toEqual(['fulfilled']);
  });

  test('what a form does not offer is refused at its control', async () => {
    await expect(add('commitments', pledge('x', { 'parties.0.role': 'owner' }))).rejects.toMatchObject({
      problems: [{ control: 'parties.0.role' }],
    });
    await expect(add('commitments', pledge('x', { visibility: 'runners' }))).rejects.toMatchObject({
      problems: [{ control: 'visibility' }],
    });
    await expect(add('indicators', indicator('x', { decimals: '7' }))).rejects.toMatchObject({
      problems: [{ control: 'decimals' }],
    });
    await expect(add('commitments', { ...pledge('x'), 'parties.0.organisation': '' })).rejects.toMatchObject({
      problems: [{ control: 'parties' }],
    });
  });
});

describe('the registers by form', () => {
  test('every kind: what was typed stands, and saving it again changes nothing', async () => {
    const commitment = await add(
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
    const status = await add('commitment_statuses', step('Data strategy', { evidence: 'bulletin' }));
    const plan = await add(
      'plans',
      titled('Plan of work', { organisation: 'Foreign Office', from_on: '2023' }),
    );
    const whole = await add('actions', titled('Whole', { plan, sort: '১' }));
    const part = await add(
      'actions',
      titled('Part', { plan, parent: whole, 'commitments.0.commitment': commitment }),
    );
    const measured = await add('indicators', indicator('Departures', { decimals: '1' }));
    const value = await add('observations', {
      indicator: measured,
      from_on: '2022',
      until_on: '2023',
      value: '১১,৩৫,৮৭৩.৫',
      source: 'bulletin',
      ...shown,
    });
    expect((await open('observations', value)).typed).toMatchObject({ value: '1135873.5' });
    expect((await open('commitments', commitment)).typed).toMatchObject({
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
      const { typed, version } = await open(noun, ref);
      expect([noun, (await save('anna', noun, ref, { typed, version }))?.outcome]).toEqual([
        noun,
        'unchanged',
      ]);
    }
    const { trail, status: current, items } = await readPublicly(commitment);
    expect([current, trail.length, items.length]).toEqual(['under-way', 1, 2]);
  });

  test('a change of links is one version and one entry of the history', async () => {
    const other = await add('commitments', pledge('Answered'));
    const ref = await add('commitments', pledge('Answering'));
    const { typed, version } = await open('commitments', ref);
    const links = { 'links.0.other': 'Answered', 'links.0.relation': 'answers' };
    await save('anna', 'commitments', ref, { typed: { ...typed, cycle: 'UPR 4', ...links }, version });
    expect((await open('commitments', ref)).version).toBe(2);
    expect((await readPublicly(ref)).links.map((link) => link.ref)).toEqual([other]);
  });

  test('who only changes links is noticed: the second one is asked', async () => {
    await add('commitments', pledge('Target of links'));
    const ref = await add('commitments', pledge('Linked by two'));
    const { typed, version } = await open('commitments', ref);
    const links = { 'links.0.other': 'target-of-links', 'links.0.relation': 'repeats' };
    await save('bimal', 'commitments', ref, { typed: { ...typed, ...links }, version });
    const mine = save('anna', 'commitments', ref, { typed: { ...typed, cycle: 'UPR 4' }, version });
    await expect(mine).rejects.toMatchObject({ status: 409 });
    const clash = await as(accounts['anna'], (tx) =>
      queries.clash(tx, 'commitments', ref, { typed: { ...typed, cycle: 'UPR 4' }, version }),
    );
    expect(clash.differences.map(({ field, touched }) => [field.name, touched])).toEqual([
      ['cycle', 'mine'],
      ['links', 'theirs'],
    ]);
  });

  test('nothing is part of itself, by whatever way round', async () => {
    const top = await add('actions', titled('Top'));
    const below = await add('actions', titled('Below', { parent: top }));
    const { typed, version } = await open('actions', top);
    await expect(
      save('anna', 'actions', top, { typed: { ...typed, parent: top }, version }),
    ).rejects.toMatchObject({
      problems: [{ control: 'parent', message: 'form_error_itself' }],
    });
    await expect(
      save('anna', 'actions', top, { typed: { ...typed, parent: below }, version }),
    ).rejects.toMatchObject({ code: 'record.within_itself' });
  });

  test('an entry that stands already is refused where it was typed', async () => {
    const twice = {
      'items.0.item': 'gcm-1',
      'items.0.basis': 'own',
      'items.1.item': 'GCM 1',
      'items.1.basis': 'text',
    };
    await expect(add('commitments', pledge('Twice', twice))).rejects.toMatchObject({
      problems: [{ control: 'items.1.item', message: 'form_error_repeated' }],
    });
  });

  test('a step dated after today is refused', async () => {
    const ref = await add('commitments', pledge('Ahead of time'));
    await expect(add('commitment_statuses', step(ref, { on_date: '2027' }))).rejects.toThrow(
      'step_in_future',
    );
  });

  test('archived steps leave the way a commitment has come; restored they are back', async () => {
    const ref = await add('commitments', pledge('Archiving'));
    const one = await add('commitment_statuses', step(ref));
    const archive = (archived: boolean) =>
      as(accounts['anna'], (tx) =>
        desk.archive(tx, 'commitment_statuses', one, { archived, reason: 'wrong source' }),
      );
    await archive(true);
    expect((await readPublicly(ref)).status).toBeNull();
    await archive(false);
    expect((await readPublicly(ref)).status).toBe('under-way');
  });
});

describe('naming another record', () => {
  const partyOf = async (organisation: string) => {
    const ref = await add(
      'commitments',
      pledge(`By ${organisation}`, { 'parties.0.organisation': organisation }),
    );
    return (await open('commitments', ref)).typed['parties.0.organisation'];
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
    const ref = await add('organisations', { 'name.en': 'Gone', type: 'ministry', ...shown });
    await as(accounts['anna'], (tx) =>
      desk.archive(tx, 'organisations', ref, { archived: true, reason: 'dissolved' }),
    );
    await expect(partyOf('Gone')).rejects.toMatchObject({ problems: [{ message: 'form_error_unknown' }] });
  });
});
