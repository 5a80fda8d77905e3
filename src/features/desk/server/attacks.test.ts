import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import { typedIn, type Typed } from '#lib/forms/fields.ts';
import { accountFor, openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';
import { forms, nouns, type Noun } from '../schema.ts';
import * as desk from './commands.ts';
import * as queries from './queries.ts';

let world: TestDatabase;
const accounts: Record<string, Viewer> = {};
beforeAll(async () => {
  world = await openTestDatabase();
  accounts['anna'] = await accountFor(world.database, 'anna', ['secretariat']);
  for (const duty of ['auditor', 'administrator', 'data-steward'] as const)
    accounts[duty] = await accountFor(world.database, duty, [duty]);
  accounts['nobody'] = await accountFor(world.database, 'nobody', []);
  await world.asSecretariat((tx) =>
    organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'ministry', name: 'Ministry', sector: 'government' }),
    ]),
  );
}, 120_000);
beforeAll(async () => {
  await add('people', person('Karim'));
});
afterAll(() => world.close());

const as = <T>(viewer: Viewer | undefined, work: (tx: Tx) => Promise<T>) =>
  asViewer(world.database, { viewer: viewer ?? { kind: 'public' }, requestId: 'test', now: testNow }, work);
const shown = { visibility: 'public', published: 'yes' };
const person = (name: string, more: Typed = {}): Typed => ({
  'name.en': name,
  'name.source': 'en',
  ...shown,
  ...more,
});
const add = (noun: Noun, typed: Typed) => as(accounts['anna'], (tx) => desk.create(tx, noun, typed));
const open = (noun: Noun, ref: string) => as(accounts['anna'], (tx) => queries.open(tx, noun, ref));
describe('attacks on the forms', () => {
  test('fields that no form has are not read, whatever is sent', async () => {
    const sent = {
      ...person('Mass'),
      id: '1',
      ref: 'gcm',
      version: '9',
      reach: '4',
      is_public: 'true',
      archived_at: '2020',
      audience_id: '1',

      'name.status': 'official',
      expected: '3',
    };
    const typed = typedIn(forms.people.fields, new Map(Object.entries(sent)));
    expect(Object.keys(typed).sort()).toEqual(['name.en', 'name.source', 'published', 'visibility']);
    const ref = await add('people', sent);
    expect(ref).toBe('mass');
    expect(await open('people', ref)).toMatchObject({ version: 1, archivedAt: null });
  });

  test('a visibility, a role or a record that the form does not offer is refused', async () => {
    await expect(add('people', person('x', { visibility: 'everybody' }))).rejects.toMatchObject({
      problems: [{ control: 'visibility' }],
    });
    await expect(add('organisations', person('x', { type: 'no-such' }))).rejects.toMatchObject({
      problems: [{ control: 'type', message: 'form_error_unknown' }],
    });
    await expect(
      add('organisations', person('x', { type: 'ministry', website: 'javascript:alert(1)' })),
    ).rejects.toMatchObject({ problems: [{ control: 'website' }] });
    await expect(add('people', person('x', { evidence: "a'; drop table people" }))).rejects.toMatchObject({
      problems: [{ control: 'evidence' }],
    });
  });

  const attempts: [string, (tx: Tx, noun: Noun) => Promise<unknown>][] = [
    ['list', (tx, noun) => queries.list(tx, noun, { archived: true, page: 1, size: 5 })],
    ['see what belongs to', (tx, noun) => queries.parts(tx, noun, 'karim')],
    ['open', (tx, noun) => queries.open(tx, noun, 'karim')],
    ['create', (tx, noun) => desk.create(tx, noun, person('intruder'))],
    ['change', (tx, noun) => desk.change(tx, noun, 'karim', { typed: person('intruder'), version: 1 })],
    ['archive', (tx, noun) => desk.archive(tx, noun, 'karim', { archived: true, reason: 'because' })],
    ['erase', (tx, noun) => desk.erase(tx, noun, 'karim', { reason: 'because', isSure: true })],
  ];
  const intruders = ['public', 'nobody', 'auditor', 'administrator', 'data-steward'];
  test.each(
    intruders.flatMap((who) =>
      nouns.flatMap((noun) => attempts.map(([what, attempt]) => [who, what, noun, attempt] as const)),
    ),
  )('%s may not %s %s', async (who, _, noun, attempt) => {
    await expect(as(accounts[who], (tx) => attempt(tx, noun))).rejects.toThrow('record.refused');
  });

  test('a search of the list with wildcards and quotes finds only what is called so', async () => {
    for (const q of ['%', '_', String.raw`\\`, "' or 1=1 --"]) {
      const found = await as(accounts['anna'], (tx) =>
        queries.list(tx, 'people', { q, archived: true, page: 1, size: 5 }),
      );
      expect([q, found.total]).toEqual([q, 0]);
    }
  });
});
