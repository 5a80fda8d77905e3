import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as minutes from '#features/meetings/minutes/server/queries.ts';
import { buildMeeting, openMinutesWorld } from '#features/meetings/minutes/server/testing.ts';
import { write } from '#features/meetings/writing/server/commands.ts';
import { markOf } from '#features/meetings/writing/server/queries.ts';
import { adopt, circulate } from './commands.ts';

let world: Awaited<ReturnType<typeof openMinutesWorld>>;
beforeAll(async () => {
  world = await openMinutesWorld();
}, 120_000);
afterAll(() => world.close());

const sending = { today: '2026-11-23', origin: 'https://setu.example' };
const fresh = (ref: string, en: string) => ({ item: ref, version: 0, mark: markOf(null), en, bn: '' });

describe('minutes are adopted', () => {
  test('not by the chair alone while members can still correct', async () => {
    await world.as('chair', (tx) => buildMeeting(tx, 'hasty', '2026-11-02'));
    await world.as('chair', (tx) => write(tx, 'hasty', [fresh('hasty-1', 'Hasty.')]));
    await world.as('chair', (tx) => circulate(tx, 'hasty', sending));
    const adoptOn = (day: string) =>
      world.as('chair', (tx) => adopt(tx, 'hasty', day, { by: 'meeting', at: undefined }));
    await expect(adoptOn('2026-12-03')).rejects.toMatchObject({
      code: 'minutes.not_yet',
      values: { until: '2026-12-03' },
    });
    await adoptOn('2026-12-04');
  });

  test('by a later meeting of the same body, and by no other', async () => {
    await world.as('chair', (tx) => buildMeeting(tx, 'early', '2026-11-01'));
    await world.as('chair', (tx) => write(tx, 'early', [fresh('early-1', 'Early.')]));
    const byMeeting = (at: string) =>
      world.as('chair', (tx) => adopt(tx, 'early', '2026-12-10', { by: 'meeting', at }));
    await expect(byMeeting('next')).rejects.toMatchObject({ code: 'minutes.not_circulated' });
    await world.as('chair', (tx) => circulate(tx, 'early', sending));
    for (const at of ['early', 'no-such'])
      await expect(byMeeting(at)).rejects.toMatchObject({ code: 'minutes.not_later' });
    await byMeeting('next');
    expect(await world.as('public', (tx) => minutes.get(tx, 'early'))).toMatchObject({
      status: 'adopted',
      adoptedBy: 'meeting',
      adoptedAt: { ref: 'next' },
    });
  });
});
