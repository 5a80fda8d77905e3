import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { organisationTypeInput } from '#features/organisations/schema.ts';
import * as organisations from '#features/organisations/server/commands.ts';
import type { Typed } from '#lib/forms/fields.ts';
import { accountFor, openTestDatabase, testNow, type TestDatabase } from '#lib/server/db/testing.ts';
import { asSystem, asViewer, type Tx, type Viewer } from '#lib/server/db/viewer.ts';
import { verifyHistory } from '#lib/server/history/chain.ts';
import { RecordConflict } from '#lib/server/history/conflict.ts';
import type { Noun } from '../schema.ts';
import type { Sent } from '#features/desk/keeping/schema.ts';
import * as desk from './commands.ts';
import * as queries from './queries.ts';

let world: TestDatabase;
const accounts: Record<string, Viewer> = {};
beforeAll(async () => {
  world = await openTestDatabase();
  accounts['anna'] = await accountFor(world.database, 'anna', ['secretariat']);
  accounts['bimal'] = await accountFor(world.database, 'bimal', ['secretariat']);
  await world.asSecretariat((tx) =>
    organisations.saveTypes(tx, [
      organisationTypeInput.parse({ ref: 'ministry', name: 'Ministry', sector: 'government' }),
    ]),
  );
}, 120_000);
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
const save = (who: string, ref: string, sent: Sent, noun: Noun = 'people') =>
  as(accounts[who], (tx) => desk.change(tx, noun, ref, sent));

describe('two who change the same record', () => {
  test('nothing is overwritten: the second one sees both states, who changed it, and chooses', async () => {
    const ref = await add('people', person('Both', { aliases: 'first' }));
    const opened = await open('people', ref);
    await save('bimal', ref, { typed: { ...opened.typed, 'name.en': 'By Bimal' }, version: 1 });
    const typed = { ...opened.typed, 'name.en': 'By Anna', aliases: 'by anna' };
    await expect(save('anna', ref, { typed, version: 1 })).rejects.toMatchObject({
      code: 'record.conflict',
      status: 409,
    });

    const clash = await as(accounts['anna'], (tx) => queries.clash(tx, 'people', ref, { typed, version: 1 }));
    expect(clash.version).toBe(2);
    expect(clash.differences.map(({ field, touched, by }) => [field.name, touched, by?.actor])).toEqual([
      ['name', 'both', 'bimal'],
      ['aliases', 'mine', undefined],
    ]);

    const again = { typed, version: 2, base: 1 };
    await expect(save('anna', ref, again)).rejects.toMatchObject({ problems: [{ control: 'keep.name' }] });
    await save('anna', ref, { ...again, choices: new Map([['keep.name', 'theirs']]) });
    expect((await open('people', ref)).typed).toMatchObject({ 'name.en': 'By Bimal', aliases: 'by anna' });
  });

  test('who only changes rows the record owns is noticed too', async () => {
    const holder = await add('people', person('Holder'));
    const body = await add('bodies', { ...person('Labour group'), kind: 'working-group' });
    const ministry = await add('organisations', person('Home', { type: 'ministry' }));
    const rows = { 'holders.0.person': holder, 'holders.0.capacity': 'representative' };
    const ref = await add('seats', { body, organisation: ministry, role: 'chair', ...rows, ...shown });
    const { typed, version } = await open('seats', ref);
    await save('bimal', ref, { typed: { ...typed, 'holders.0.capacity': 'alternate' }, version }, 'seats');
    const mine = save('anna', ref, { typed: { ...typed, until_on: '2025' }, version }, 'seats');
    await expect(mine).rejects.toMatchObject({ status: 409 });
  });

  test('whoever wants what already stands is in nobody’s way', async () => {
    const ref = await add('people', person('Agreed'));
    const { typed } = await open('people', ref);
    await save('bimal', ref, { typed: { ...typed, aliases: 'x' }, version: 1 });
    expect(await save('anna', ref, { typed: { ...typed, aliases: 'x' }, version: 1 })).toMatchObject({
      outcome: 'unchanged',
    });
  });

  test.each([0, -1, 2_147_483_647])('a made-up version %i saves nothing', async (version) => {
    const { typed } = await open('people', 'agreed');
    await expect(save('anna', 'agreed', { typed: { ...typed, aliases: 'forged' }, version })).rejects.toThrow(
      'conflict',
    );
  });
});

type Step = { who: string; does: 'open' | 'save'; field: string; choice: 'mine' | 'theirs' };

/** Two people with a screen each, and what everybody was told is saved. */
class Story {
  readonly #screens = new Map<string, { typed: Typed; version: number }>();
  readonly #ref: string;
  readonly #first: { typed: Typed; version: number };
  readonly acknowledged: Typed;

  constructor(ref: string, first: { typed: Typed; version: number }) {
    this.#ref = ref;
    this.#first = first;
    this.acknowledged = { ...first.typed };
  }

  async take({ who, does, field, choice }: Step, at: number): Promise<void> {
    const screen = this.#screens.get(who) ?? this.#first;
    if (does === 'save') {
      const typed = { ...screen.typed, [field]: `${who} ${String(at)}` };
      try {
        await save(who, this.#ref, { typed, version: screen.version });
        // What nobody was asked about was not changed by anybody else meanwhile.
        expect(this.acknowledged[field]).toBe(screen.typed[field]);
        this.acknowledged[field] = typed[field] ?? '';
      } catch (error) {
        if (!(error instanceof RecordConflict)) throw error;
        await this.#choose(who, { typed, version: screen.version }, choice);
      }
    }
    this.#screens.set(who, await open('people', this.#ref));
  }

  async #choose(
    who: string,
    sent: { typed: Typed; version: number },
    choice: 'mine' | 'theirs',
  ): Promise<void> {
    const clash = await as(accounts[who], (tx) => queries.clash(tx, 'people', this.#ref, sent));
    const kept = clash.differences.map(({ field, touched }) => ({
      name: field.name,
      side: touched === 'both' ? choice : touched,
    }));
    const choices = new Map(kept.map(({ name, side }) => [`keep.${name}`, side]));
    await save(who, this.#ref, { typed: sent.typed, version: clash.version, base: sent.version, choices });
    const mine = kept.filter(({ side }) => side === 'mine').map(({ name }) => name);
    for (const [name, value] of Object.entries(sent.typed))
      if (mine.includes(name.split('.')[0] ?? '')) this.acknowledged[name] = value;
  }
}

test(
  'an acknowledged change is never lost, whatever the order of opening, saving and choosing',
  { timeout: 240_000 },
  async () => {
    const step = fc.record<Step>({
      who: fc.constantFrom('anna', 'bimal'),
      does: fc.constantFrom('open', 'save'),
      field: fc.constantFrom('name.en', 'aliases', 'note.en'),
      choice: fc.constantFrom('mine', 'theirs'),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        run += 1;
        const ref = await add('people', person(`Run ${String(run)}`));
        const story = new Story(ref, await open('people', ref));
        for (const [at, one] of steps.entries()) {
          await story.take(one, at);
          expect((await open('people', ref)).typed).toEqual(story.acknowledged);
        }
      }),
      { numRuns: 15 },
    );
    expect((await asSystem(world.database, 'verifies', (db) => verifyHistory(db))).faults).toEqual([]);
  },
);
