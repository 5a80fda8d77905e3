import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actionPointInput } from '#features/meetings/action-points/schema.ts';
import * as points from '#features/meetings/action-points/server/commands.ts';
import { adopt, circulate } from '#features/meetings/adoption/server/commands.ts';
import { take } from '#features/meetings/attendance/server/commands.ts';
import { addErratum } from '#features/meetings/corrections/server/commands.ts';
import * as decisions from '#features/meetings/decisions/server/commands.ts';
import { buildMeeting, openMinutesWorld, type Reader } from '#features/meetings/minutes/server/testing.ts';
import { participationAsCsv } from '#features/meetings/participation/server/exports.ts';
import { participation } from '#features/meetings/participation/server/queries.ts';
import { write } from '#features/meetings/writing/server/commands.ts';
import { markOf } from '#features/meetings/writing/server/queries.ts';
import { decisionInput } from '#features/meetings/schema.ts';
import { passagesIn } from '#lib/publication/resolve.ts';
import { plainText } from '#lib/publication/resolved-text.ts';
import { renderDocx } from '#lib/server/docx/render.ts';
import { renderPdf, closePdfWorkers } from '#lib/server/pdf/render.ts';
import { minutesPaper } from './exports.ts';
import { read } from './queries.ts';

let world: Awaited<ReturnType<typeof openMinutesWorld>>;
const today = '2026-11-23';
const noted = (chair: 'present' | 'absent') => ({
  seats: {
    's-chair': { presence: chair, who: '' },
    's-member': { presence: 'represented', who: 'Somebody Else' },
    's-observer': { presence: 'absent', who: '' },
  } as const,
  visitors: ['A Guest'],
});

/** A meeting held, its minutes written and circulated. */
async function hold(ref: string, chair: 'present' | 'absent') {
  const texts = [
    { item: `${ref}-1`, version: 0, mark: markOf(null), en: 'The plan was [[agreed]] in 2026.', bn: '' },
    { item: `${ref}-2`, version: 0, mark: markOf(null), en: 'Between us.', bn: '' },
  ];
  await world.as('chair', (tx) => take(tx, ref, { seats: {}, visitors: [] }, noted(chair)));
  await world.as('chair', (tx) => write(tx, ref, texts));
  await world.as('chair', (tx) => circulate(tx, ref, { today, origin: 'https://setu.example' }));
}

beforeAll(async () => {
  world = await openMinutesWorld();
  await hold('mtg', 'present');
  await world.as('secretariat', async (tx) => {
    const decided = { ref: 'd', body: 'labour', meeting: 'mtg', decided_on: '2026-11-11', kind: 'decision' };
    await decisions.save(tx, [
      decisionInput.parse({ ...decided, wording: 'The plan stands.', agenda_item: 'mtg-1' }),
    ]);
    const owner = { kind: 'organisation', ref: 'mol' };
    const task = { ref: 'p', body: 'labour', meeting: 'mtg', agreed_on: '2026-11-11', due_on: '2027-02-15' };
    await points.save(tx, [actionPointInput.parse({ ...task, task: 'Share the plan', owner })]);
  });
  await world.as('chair', (tx) => adopt(tx, 'mtg', '2026-12-31', { by: 'meeting', at: undefined }));
  const erratum = { item: 'mtg-1', lang: 'en', wording: 'It was agreed.', reason: 'A slip.' } as const;
  await world.as('chair', (tx) => addErratum(tx, 'mtg', erratum));
}, 120_000);
afterAll(async () => {
  await closePdfWorkers();
  await world.close();
});

const paper = (reader: Reader, ref = 'mtg') =>
  world.as(reader, async (tx) => minutesPaper(await read(tx, ref, today), 'en'));
const textOf = async (reader: Reader) =>
  passagesIn(await paper(reader))
    .map(plainText)
    .join('\n');

describe('minutes are read', () => {
  test('by everybody as far as they may: what is for the body is not in the others’ file', async () => {
    for (const reader of ['public', 'stranger', 'outsider'] as const) {
      const text = await textOf(reader);
      expect(text).toContain('The plan was [[agreed]] in 2026.');
      expect(text).toContain('It was agreed.');
      expect(text).toContain('One visitor was there.');
      for (const secret of ['Between us.', 'Closed', 'A Guest', 'Somebody Else', 'Name of chair'])
        expect([reader, text.includes(secret)]).toEqual([reader, false]);
    }
    for (const reader of ['member', 'chair', 'secretariat'] as const) {
      const text = await textOf(reader);
      for (const known of ['Between us.', 'A Guest', 'Represented: Somebody Else', 'Name of chair'])
        expect(text).toContain(known);
    }
  });

  test('as PDF and as Word from the same document', async () => {
    const document = await paper('public');
    expect(
      Buffer.from(await renderPdf(document))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(
      Buffer.from(await renderDocx(document))
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  }, 60_000);

  test('in the order of a ministry: the meeting, items, decisions with numbers, who does what by when, attendance', async () => {
    const document = await paper('chair');
    const [facts, first] = document.sections;
    expect(document.sections.map(({ key }) => key)).toEqual([
      'meeting',
      'item-1',
      'item-2',
      'action-points',
      'signature',
      'attendance',
    ]);
    expect(first && plainText(first.headline)).toMatch(/^1\.\u2002/u);
    const [rows] = (facts?.blocks ?? []).flatMap((block) => (block.type === 'facts' ? [block.rows] : []));
    const labels = rows?.map(({ label, value }) => [plainText(label), plainText(value)]) ?? [];
    expect(labels).toContainEqual(['In the chair', 'Name of chair, Ministry of Labour']);
    const [done] = document.sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'table' ? [block.rows] : [])),
    );
    expect(done?.map((row) => row.map(plainText))).toEqual([
      ['1', 'Share the plan', 'MOL', '15 February 2027'],
    ]);
    expect(passagesIn(document).map(plainText)).toContainEqual(
      expect.stringMatching(/ 2026\/1: The plan stands\.$/u),
    );
  });

  test('by nobody while they are a draft, whoever wrote them', async () => {
    await world.as('chair', (tx) =>
      write(tx, 'next', [{ item: 'next-1', version: 0, mark: markOf(null), en: 'Soon.', bn: '' }]),
    );
    for (const reader of ['public', 'member', 'chair'] as const)
      await expect(paper(reader, 'next')).rejects.toMatchObject({ status: 404 });
  });
});

describe('participation', () => {
  test('counts seats by organisation, sector and year, and names the seats nobody filled three times', async () => {
    for (const [ref, day] of [
      ['mtg-b', '2026-11-12'],
      ['mtg-c', '2026-11-13'],
      ['mtg-d', '2026-11-14'],
    ] as const) {
      await world.as('chair', (tx) => buildMeeting(tx, ref, day));
      await hold(ref, ref === 'mtg-d' ? 'present' : 'absent');
    }
    const found = await world.as('member', (tx) => participation(tx, 'labour', today));
    expect(found.meetings).toBe(4);
    expect(found.sectors).toEqual([
      { sector: 'government', noted: 4, filled: 2 },
      { sector: 'un', noted: 8, filled: 4 },
    ]);
    expect(found.missing.map(({ seat, since }) => [seat, since])).toEqual([['s-observer', '2026-11-12']]);
    expect(participationAsCsv(found)).toContain('labour,2026,mol,Ministry of Labour,,government,4,2');
  });

  test('is for those who sit in the body, and those who keep or audit the records', async () => {
    for (const reader of ['outsider', 'stranger', 'public'] as const)
      await expect(world.as(reader, (tx) => participation(tx, 'labour', today))).rejects.toMatchObject({
        status: 403,
      });
    await expect(world.as('member', (tx) => participation(tx, 'no-such', today))).rejects.toMatchObject({
      status: 404,
    });
  });
});
