import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as minutes from '#features/meetings/minutes/server/queries.ts';
import { openMinutesWorld } from '#features/meetings/minutes/server/testing.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { keepNotes, write } from './commands.ts';
import { markOf, ownNotes } from './queries.ts';

let world: Awaited<ReturnType<typeof openMinutesWorld>>;
beforeAll(async () => {
  world = await openMinutesWorld();
}, 120_000);
afterAll(() => world.close());

const item = (item: string, version: number, before: string, en: string, bn = '') => ({
  item,
  version,
  mark: markOf(before === '' ? null : { en: before }),
  en,
  bn,
});
const textOf = async (reader: 'chair' | 'member' | 'public', ref: string) =>
  (await world.as(reader, (tx) => minutes.texts(tx, 'mtg'))).find((one) => one.item === ref);

describe('writing minutes', () => {
  test('begins a draft that only whoever runs the body sees', async () => {
    const done = await world.as('chair', (tx) =>
      write(tx, 'mtg', [item('mtg-1', 0, '', 'The chair opened.')]),
    );
    expect(done).toEqual({ saved: ['mtg-1'], clashes: [] });
    expect((await textOf('chair', 'mtg-1'))?.text?.en).toBe('The chair opened.');
    expect((await textOf('member', 'mtg-1'))?.text).toBeNull();
    expect((await textOf('public', 'mtg-1'))?.text).toBeNull();
    expect(await world.as('member', (tx) => minutes.find(tx, 'mtg'))).toBeNull();
  });

  test('is refused to a member and to another group, and a meeting nobody sees is not found', async () => {
    for (const reader of ['member', 'outsider', 'public'] as const)
      await expect(world.as(reader, (tx) => write(tx, 'mtg', []))).rejects.toMatchObject({ status: 403 });
    await expect(world.as('chair', (tx) => write(tx, 'no-such', []))).rejects.toMatchObject({ status: 404 });
  });

  test('two at once lose nothing: the second text comes back beside the first, other items are saved', async () => {
    const first = item('mtg-1', 1, 'The chair opened.', 'The chair opened at ten.');
    const second = item('mtg-1', 1, 'The chair opened.', 'The chair opened late.');
    await world.as('chair', (tx) => write(tx, 'mtg', [first]));
    const done = await world.as('secretariat', (tx) =>
      write(tx, 'mtg', [second, item('mtg-2', 0, '', 'Between us.')]),
    );
    expect(done.saved).toEqual(['mtg-2']);
    expect(done.clashes).toMatchObject([
      { item: 'mtg-1', version: 2, stands: { en: 'The chair opened at ten.' } },
    ]);
    expect((await textOf('chair', 'mtg-1'))?.text?.en).toBe('The chair opened at ten.');
    const seen = { ...second, version: 2, mark: markOf({ en: 'The chair opened at ten.' }) };
    expect(await world.as('secretariat', (tx) => write(tx, 'mtg', [seen]))).toMatchObject({
      saved: ['mtg-1'],
    });
    expect((await textOf('chair', 'mtg-1'))?.text?.en).toBe('The chair opened late.');
  });

  test('an item that was only sent along does not stand in the way of whoever changed it', async () => {
    const along = item('mtg-1', 2, 'The chair opened at ten.', 'The chair opened at ten.');
    expect(await world.as('chair', (tx) => write(tx, 'mtg', [along]))).toEqual({ saved: [], clashes: [] });
    expect((await textOf('chair', 'mtg-1'))?.text?.en).toBe('The chair opened late.');
  });

  test('a text can be emptied and written again, and a second language is a translation', async () => {
    await world.as('chair', (tx) => write(tx, 'mtg', [item('mtg-2', 1, 'Between us.', '')]));
    const emptied = await textOf('chair', 'mtg-2');
    expect(emptied).toMatchObject({ text: null, version: 2 });
    await world.as('chair', (tx) => write(tx, 'mtg', [item('mtg-2', 2, '', 'Again.', 'আবার।')]));
    expect((await textOf('chair', 'mtg-2'))?.text).toMatchObject({
      source: 'en',
      en: 'Again.',
      bn: 'আবার।',
      status: { en: 'original', bn: 'unreviewed' },
    });
  });
});

describe('private notes', () => {
  test('are read by their author alone, whoever else asks', async () => {
    await world.as('member', (tx) => keepNotes(tx, 'mtg', 'He was not convinced.'));
    const { id } = await world.as('chair', (tx) => minutes.meetingOf(tx, 'mtg'));
    expect(await world.as('member', (tx) => ownNotes(tx, id))).toBe('He was not convinced.');
    for (const reader of ['chair', 'secretariat', 'outsider'] as const) {
      expect(await world.as(reader, (tx) => ownNotes(tx, id))).toBe('');
      const all = await world.as(reader, (tx) => tx.db.selectFrom('private_notes').selectAll().execute());
      expect(all).toEqual([]);
    }
    await expect(
      world.as('public', (tx) => tx.db.selectFrom('private_notes').selectAll().execute()),
    ).rejects.toThrow(/permission denied/u);
  });

  test('are in no history, and emptied they are gone', async () => {
    await world.as('member', (tx) => keepNotes(tx, 'mtg', ' '));
    const left = await asSystem(world.database, 'the test looks at every row', (db) =>
      db.selectFrom('private_notes').select('text').execute(),
    );
    expect(left).toEqual([]);
    const told = await asSystem(world.database, 'the test looks at every row', (db) =>
      db.selectFrom('history').select('after').where('actor', '=', 'member').execute(),
    );
    expect(told).toEqual([]);
  });
});
