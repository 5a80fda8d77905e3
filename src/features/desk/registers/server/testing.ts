import { evidenceInput } from '#features/files/schema.ts';
import * as files from '#features/files/server/commands.ts';
import { frameworkInput, itemInput } from '#features/frameworks/schema.ts';
import * as frameworks from '#features/frameworks/server/commands.ts';
import { organisationInput, organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import * as commitments from '#features/commitments/trail/server/queries.ts';
import type { Noun } from '#features/desk/schema.ts';
import type { Sent } from '#features/desk/keeping/schema.ts';
import * as desk from '#features/desk/server/commands.ts';
import * as queries from '#features/desk/server/queries.ts';
import type { Typed } from '#lib/forms/fields.ts';
import { accountFor, openTestDatabase, testNow } from '#lib/server/db/testing.ts';
import { asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';

const shown = { visibility: 'public', published: 'yes' };

export const titled = (title: string, more: Typed = {}): Typed => ({ 'title.en': title, ...shown, ...more });

/** A commitment as it is typed. */
export const pledge = (title: string, more: Typed = {}): Typed =>
  titled(title, {
    kind: 'pledge',
    'instrument.en': 'Review forum',
    'parties.0.organisation': 'mofa',
    'parties.0.role': 'maker',
    ...more,
  });

/** A step of a commitment as it is typed. */
export const step = (commitment: string, more: Typed = {}): Typed => ({
  commitment,
  status: 'under-way',
  on_date: '2023-01',
  ...shown,
  ...more,
});

/** An indicator as it is typed. */
export const indicator = (title: string, more: Typed = {}): Typed =>
  titled(title, { 'unit.en': 'people', direction: 'up', theme: 'people', ...more });

/** A value of an indicator as it is typed. */
export const observation = (of: string, more: Typed = {}): Typed => ({
  indicator: of,
  from_on: '2022',
  until_on: '2023',
  value: '1',
  source: 'bulletin',
  ...shown,
  ...more,
});

/** A database with what commitments, plans and indicators name, two officers of the secretariat and a stranger. */
export async function openRegisters() {
  const world = await openTestDatabase();
  const accounts: Record<string, Viewer> = {
    anna: await accountFor(world.database, 'anna', ['secretariat']),
    bimal: await accountFor(world.database, 'bimal', ['secretariat']),
    nobody: await accountFor(world.database, 'nobody', []),
  };
  await world.asSecretariat(fill);
  const as = <T>(who: string, work: (tx: Tx) => Promise<T>) =>
    asViewer(
      world.database,
      { viewer: accounts[who] ?? { kind: 'public' }, requestId: 'test', now: testNow },
      work,
    );
  return {
    ...world,
    as,
    add: (noun: Noun, typed: Typed) => as('anna', (tx) => desk.create(tx, noun, typed)),
    open: (noun: Noun, ref: string) => as('anna', (tx) => queries.open(tx, noun, ref)),
    save: (who: string, noun: Noun, ref: string, sent: Sent) =>
      as(who, (tx) => desk.change(tx, noun, ref, sent)),
    archive: (noun: Noun, ref: string, archived: boolean) =>
      as('anna', (tx) => desk.archive(tx, noun, ref, { archived, reason: 'for a test' })),
    /** A commitment as everybody reads it. */
    readPublicly: (ref: string) => world.asPublic((tx) => commitments.get(tx, ref)),
  };
}
export type Registers = Awaited<ReturnType<typeof openRegisters>>;

async function fill(tx: Tx): Promise<void> {
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
}
