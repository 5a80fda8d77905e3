import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { offerNamed, type BatchWork } from '#features/desk/batch/rules.ts';
import { openRegisters, pledge, type Registers } from '#features/desk/registers/server/testing.ts';
import type { Typed } from '#lib/forms/fields.ts';
import * as batch from './commands.ts';

let desk: Registers;
let refs: string[];
let number = 0;
beforeAll(async () => {
  desk = await openRegisters();
}, 120_000);
afterAll(() => desk.close());
beforeEach(async () => {
  number += 1;
  refs = [];
  for (const name of ['One', 'Two', 'Three'])
    refs.push(await desk.add('commitments', pledge(`${name} ${String(number)}`)));
});

function work(name: string): BatchWork {
  const offer = offerNamed('commitments', name);
  if (!offer) throw new Error(`not offered: ${name}`);
  return offer.work;
}
const seen = (version = 1) => refs.map((ref) => ({ ref, version }));
const apply = (name: string, typed: Typed, who = 'anna', records = seen()) =>
  desk.as(who, (tx) => batch.apply(tx, 'commitments', { seen: records, work: work(name), typed }));
const preview = (name: string, typed: Typed, who = 'anna') =>
  desk.as(who, (tx) => batch.preview(tx, 'commitments', { refs, work: work(name), typed }));
const typedOf = async (ref: string) => (await desk.open('commitments', ref)).typed;

describe('changing several records at once', () => {
  test('what would change is shown first and nothing is written; then it is done to each', async () => {
    const lines = await preview('cycle', { cycle: 'IMRF 2022' });
    expect(lines.map(({ before, after }) => [before['cycle'], after['cycle']])).toEqual([
      ['', 'IMRF 2022'],
      ['', 'IMRF 2022'],
      ['', 'IMRF 2022'],
    ]);
    expect((await typedOf(refs[0] ?? ''))['cycle']).toBe('');
    expect(await apply('cycle', { cycle: 'IMRF 2022' })).toEqual({
      changed: refs,
      unchanged: [],
      refused: [],
    });
    expect((await typedOf(refs[2] ?? ''))['cycle']).toBe('IMRF 2022');
    const again = seen(2);
    expect(await apply('cycle', { cycle: 'IMRF 2022' }, 'anna', again)).toEqual({
      changed: [],
      unchanged: refs,
      refused: [],
    });
  });

  test('an item is linked to all by its name; what has it already stays as it is', async () => {
    const row = { item: 'GCM 1', basis: 'own' };
    expect((await apply('items', row)).changed).toEqual(refs);
    expect(await typedOf(refs[1] ?? '')).toMatchObject({ 'items.0.item': 'gcm-1', 'items.0.basis': 'own' });
    expect((await apply('items', row, 'anna', seen(2))).unchanged).toEqual(refs);
  });

  test('a step is added to each, and one dated after today to none', async () => {
    const step = { status: 'under-way', on_date: '2023-01', visibility: 'public', published: 'yes' };
    expect((await apply('step', step)).changed).toEqual(refs);
    expect((await desk.readPublicly(refs[0] ?? '')).trail).toMatchObject([{ status: 'under-way' }]);
    const late = await apply('step', { ...step, on_date: '2030' });
    expect(late.refused.map(({ refusal }) => refusal.code)).toEqual(
      Array.from({ length: 3 }, () => 'commitment.step_in_future'),
    );
    await expect(apply('step', { ...step, status: 'forged' })).rejects.toMatchObject({
      problems: [{ control: 'status' }],
    });
    await expect(preview('step', { ...step, on_date: 'soon' })).rejects.toMatchObject({
      problems: [{ control: 'on_date' }],
    });
  });

  test('archiving needs a reason and takes all of them out of the list', async () => {
    await expect(apply('archive', { reason: ' ' })).rejects.toMatchObject({
      problems: [{ control: 'reason' }],
    });
    expect((await apply('archive', { reason: 'entered twice' })).changed).toEqual(refs);
    expect((await desk.open('commitments', refs[0] ?? '')).archivedAt).not.toBeNull();
  });

  test('a record that somebody changed meanwhile stays as it is and is named; the others are changed', async () => {
    const [first = '', second = '', third = ''] = refs;
    const { typed } = await desk.open('commitments', second);
    await desk.save('bimal', 'commitments', second, { typed: { ...typed, cycle: 'UPR 4' }, version: 1 });
    const result = await apply('cycle', { cycle: 'IMRF 2022' });
    expect(result).toMatchObject({
      changed: [first, third],
      refused: [{ ref: second, refusal: { code: 'record.conflict' } }],
    });
    expect((await typedOf(second))['cycle']).toBe('UPR 4');
    expect((await typedOf(third))['cycle']).toBe('IMRF 2022');
  });

  test('a record that its own rules refuse is named with its field, in the preview too', async () => {
    const lines = await preview('visibility', { visibility: 'runners' });
    expect(lines[0]?.refusal?.problems).toMatchObject([{ control: 'visibility' }]);
    const result = await apply('visibility', { visibility: 'runners' });
    expect([result.changed, result.refused.length]).toEqual([[], 3]);
  });

  test('a link of a record to itself is refused for that one only', async () => {
    const [first = '', second = '', third = ''] = refs;
    const result = await apply('links', { other: first, relation: 'repeats' });
    expect(result.changed).toEqual([second, third]);
    expect(result.refused.map(({ ref }) => ref)).toEqual([first]);
  });
});

describe('an attacker of the batch', () => {
  test('without the duty neither sees what would change nor changes anything', async () => {
    for (const who of ['nobody', 'public']) {
      await expect(preview('cycle', { cycle: 'x' }, who)).rejects.toMatchObject({ status: 403 });
      await expect(apply('cycle', { cycle: 'x' }, who)).rejects.toMatchObject({ status: 403 });
      await expect(apply('archive', { reason: 'because' }, who)).rejects.toMatchObject({ status: 403 });
    }
    expect((await typedOf(refs[0] ?? ''))['cycle']).toBe('');
  });

  test('forged references and versions change nothing else', async () => {
    const records = [
      { ref: 'no-such-record', version: 1 },
      { ref: refs[0] ?? '', version: 0 },
      { ref: refs[1] ?? '', version: 99 },
      { ref: refs[2] ?? '', version: 1 },
    ];
    const result = await apply('cycle', { cycle: 'IMRF 2022' }, 'anna', records);
    expect(result.changed).toEqual([refs[2]]);
    expect(result.refused.map(({ refusal }) => refusal.code)).toEqual([
      'record.not_found',
      'record.conflict',
      'record.conflict',
    ]);
  });

  test('a name that means no record is a problem of its control, and nothing is changed', async () => {
    await expect(apply('items', { item: 'nothing is called so', basis: 'own' })).rejects.toMatchObject({
      problems: [{ control: 'item' }],
    });
    await expect(apply('items', { item: '', basis: 'own' })).rejects.toMatchObject({
      problems: [{ control: 'item' }],
    });
  });
});
