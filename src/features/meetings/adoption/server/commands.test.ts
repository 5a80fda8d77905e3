import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actionPointInput } from '#features/meetings/action-points/schema.ts';
import * as points from '#features/meetings/action-points/server/commands.ts';
import * as corrections from '#features/meetings/corrections/server/commands.ts';
import { list as correctionsOf } from '#features/meetings/corrections/server/queries.ts';
import * as decisions from '#features/meetings/decisions/server/commands.ts';
import { minuteItemInput } from '#features/meetings/minutes/schema.ts';
import { save, saveItems } from '#features/meetings/minutes/server/commands.ts';
import * as minutes from '#features/meetings/minutes/server/queries.ts';
import { openMinutesWorld, type Reader } from '#features/meetings/minutes/server/testing.ts';
import { decisionInput } from '#features/meetings/schema.ts';
import { write } from '#features/meetings/writing/server/commands.ts';
import { markOf } from '#features/meetings/writing/server/queries.ts';
import { testNow } from '#lib/server/db/testing.ts';
import { asSystem, type Tx } from '#lib/server/db/viewer.ts';
import { adopt, circulate } from './commands.ts';
import { adoptSilently } from './jobs.ts';
import { compared } from './queries.ts';

let world: Awaited<ReturnType<typeof openMinutesWorld>>;
beforeAll(async () => {
  world = await openMinutesWorld();
}, 120_000);
afterAll(() => world.close());

const origin = 'https://setu.example';
const sending = { today: '2026-11-23', origin };
const fresh = (ref: string, en: string) => ({ item: ref, version: 0, mark: markOf(null), en, bn: '' });
const everyone: Reader[] = ['public', 'stranger', 'outsider', 'member', 'chair', 'secretariat'];

/** What each reader is told under the two items, and of the decisions and points of the meeting. */
async function seen(reader: Reader) {
  return world.as(reader, async (tx) => ({
    texts: (await minutes.texts(tx, 'mtg')).map(({ text }) => text?.en ?? null),
    decisions: (await tx.db.selectFrom('decisions').select('ref').orderBy('ref').execute()).map(
      ({ ref }) => ref,
    ),
    points: (await tx.db.selectFrom('action_points').select('ref').execute()).map(({ ref }) => ref),
  }));
}
const letters = (template: string) =>
  asSystem(world.database, 'the test looks at what was left', async (db) => {
    const rows = await db.selectFrom('outbox').select('payload').orderBy('id').execute();
    return rows
      .map(({ payload }) => payload as { template: string; to: string; values: Record<string, string> })
      .filter((letter) => letter.template === template);
  });
/** The second item is for members: who is none does not even see it. */
const nothing = { texts: [null], decisions: [], points: [] };

async function prepare(tx: Tx) {
  const of = { body: 'labour', meeting: 'mtg', published: false } as const;
  await decisions.save(
    tx,
    [
      { ref: 'd-body', agenda_item: 'mtg-2' },
      { ref: 'd-public', agenda_item: 'mtg-1' },
    ].map((decision) =>
      decisionInput.parse({
        ...of,
        ...decision,
        wording: 'Decided',
        decided_on: '2026-11-10',
        kind: 'decision',
        visibility: 'body',
      }),
    ),
  );
  await points.save(tx, [
    actionPointInput.parse({
      ...of,
      ref: 'p-1',
      task: 'Share the plan',
      owner: { kind: 'organisation', ref: 'mol' },
      agreed_on: '2026-11-10',
      visibility: 'body',
    }),
  ]);
}

describe('minutes go out', () => {
  test('not before something is written, and only by whoever runs the body', async () => {
    await expect(world.as('chair', (tx) => circulate(tx, 'mtg', sending))).rejects.toMatchObject({
      code: 'minutes.nothing_written',
    });
    await world.as('chair', prepare);
    await world.as('chair', (tx) => write(tx, 'mtg', [fresh('mtg-1', 'First.'), fresh('mtg-2', 'Closed.')]));
    for (const reader of ['member', 'outsider', 'public'] as const)
      await expect(world.as(reader, (tx) => circulate(tx, 'mtg', sending))).rejects.toMatchObject({
        status: 403,
      });
    for (const reader of ['public', 'stranger', 'outsider'] as const)
      expect([reader, await seen(reader)]).toEqual([reader, nothing]);
    expect(await seen('member')).toEqual({ ...nothing, texts: [null, null] });
  });

  test('to the members with decisions and points, and to nobody else, with a letter to each', async () => {
    await world.as('chair', (tx) => circulate(tx, 'mtg', sending));
    const all = { texts: ['First.', 'Closed.'], decisions: ['d-body', 'd-public'], points: ['p-1'] };
    for (const reader of ['member', 'chair', 'secretariat'] as const)
      expect([reader, await seen(reader)]).toEqual([reader, all]);
    for (const reader of ['public', 'stranger', 'outsider'] as const)
      expect([reader, await seen(reader)]).toEqual([reader, nothing]);
    const found = await world.as('member', (tx) => minutes.get(tx, 'mtg'));
    expect(found).toMatchObject({ status: 'circulated', correctionsUntil: '2026-12-03' });
    const left = await letters('minutes-circulated');
    expect(left.map(({ to }) => to).sort()).toEqual([
      'alternate@desk.example',
      'chair@desk.example',
      'member@desk.example',
    ]);
    expect(left[0]?.values).toMatchObject({ until: '2026-12-03', body: 'Labour' });
  });

  test('once', async () => {
    await expect(world.as('chair', (tx) => circulate(tx, 'mtg', sending))).rejects.toMatchObject({
      code: 'minutes.circulated_already',
    });
    expect(await letters('minutes-circulated')).toHaveLength(3);
  });
});

const proposal = (wording: string) => ({
  item: 'mtg-1',
  lang: 'en' as const,
  wording,
  reason: 'I said otherwise.',
});

describe('corrections', () => {
  test('are proposed by members in their own name until the last day', async () => {
    await world.as('member', (tx) =>
      corrections.propose(tx, 'mtg', proposal('First and last.'), '2026-12-03'),
    );
    const late = world.as('member', (tx) => corrections.propose(tx, 'mtg', proposal('Late.'), '2026-12-04'));
    await expect(late).rejects.toMatchObject({ code: 'corrections.closed' });
    const same = world.as('member', (tx) => corrections.propose(tx, 'mtg', proposal('First.'), '2026-12-01'));
    await expect(same).rejects.toMatchObject({ code: 'corrections.same_text' });
    for (const reader of ['outsider', 'stranger', 'public'] as const) {
      const tried = world.as(reader, (tx) => corrections.propose(tx, 'mtg', proposal('Mine.'), '2026-12-01'));
      await expect(tried).rejects.toMatchObject({ status: 403 });
      expect(await world.as(reader, (tx) => correctionsOf(tx, 'mtg'))).toEqual([]);
    }
    expect(await world.as('member', (tx) => correctionsOf(tx, 'mtg'))).toMatchObject([
      { isOwn: true, organisation: { ref: 'iom' }, answer: null },
    ]);
  });

  test('cannot be put into somebody else’s mouth, nor rewritten, past the command', async () => {
    const forged = world.as('chair', (tx) =>
      sql`insert into corrections (minute_item_id, account_id, wording, reason, proposed_at)
        select id, 'account-member', text, 'never said', now() from minute_items where ref = 'mtg-1-minutes'`.execute(
        tx.db,
      ),
    );
    await expect(forged).rejects.toThrow(/own/u);
    const rewritten = world.as('chair', (tx) =>
      sql`update corrections set reason = 'I said nothing'`.execute(tx.db),
    );
    await expect(rewritten).rejects.toThrow(/stays/u);
  });

  test('hold up the adoption until they are answered', async () => {
    await expect(
      world.as('chair', (tx) => adopt(tx, 'mtg', '2026-12-10', { by: 'meeting', at: 'next' })),
    ).rejects.toMatchObject({ code: 'minutes.unanswered', values: { count: 1 } });
    expect(await adoptSilently(world.database, '2026-12-04', testNow)).toBe(0);
  });

  test('accepted change the text, which is compared with what went out; declined keep it and say why', async () => {
    const [first] = await world.as('chair', (tx) => correctionsOf(tx, 'mtg'));
    const id = first?.id ?? 0;
    await expect(
      world.as('member', (tx) =>
        corrections.answer(tx, 'mtg', { answer: 'accepted', id, version: 2, wording: 'Mine.' }),
      ),
    ).rejects.toMatchObject({ status: 403 });
    const accepted = { answer: 'accepted', id, wording: 'First and last.' } as const;
    const outdated = world.as('chair', (tx) => corrections.answer(tx, 'mtg', { ...accepted, version: 1 }));
    await expect(outdated).rejects.toMatchObject({ code: 'record.conflict' });
    await world.as('chair', (tx) => corrections.answer(tx, 'mtg', { ...accepted, version: 2 }));
    await world.as('alternate', (tx) => corrections.propose(tx, 'mtg', proposal('Never.'), '2026-12-01'));
    const second = (await world.as('chair', (tx) => correctionsOf(tx, 'mtg')))[1]?.id ?? 0;
    await world.as('chair', (tx) =>
      corrections.answer(tx, 'mtg', { answer: 'declined', id: second, reason: 'The recording says so.' }),
    );
    const again = world.as('chair', (tx) =>
      corrections.answer(tx, 'mtg', { answer: 'declined', id: second, reason: 'Twice.' }),
    );
    await expect(again).rejects.toMatchObject({ code: 'corrections.answered' });
    const difference = (reader: Reader) =>
      world.as(reader, async (tx) =>
        compared(tx, await minutes.get(tx, 'mtg'), await minutes.texts(tx, 'mtg')),
      );
    expect(await difference('member')).toMatchObject([
      { item: 'mtg-1', before: { en: 'First.' }, after: { en: 'First and last.' } },
    ]);
  });
});

describe('adopted', () => {
  test('by silence on the day after the last, and what it is for is opened: four readers', async () => {
    expect(await adoptSilently(world.database, '2026-12-03', testNow)).toBe(0);
    expect(await adoptSilently(world.database, '2026-12-04', testNow)).toBe(1);
    expect(await adoptSilently(world.database, '2026-12-04', testNow)).toBe(0);
    const open = { texts: ['First and last.'], decisions: ['d-public'], points: ['p-1'] };
    const all = { texts: ['First and last.', 'Closed.'], decisions: ['d-body', 'd-public'], points: ['p-1'] };
    const wanted: Record<string, unknown> = { public: open, stranger: open, outsider: open };
    for (const reader of everyone)
      expect([reader, await seen(reader)]).toEqual([reader, wanted[reader] ?? all]);
    // What members said about it is still between them.
    expect(await world.as('public', (tx) => correctionsOf(tx, 'mtg'))).toEqual([]);
  });

  test('nothing can be changed through a command', async () => {
    const tries: ((tx: Tx) => Promise<unknown>)[] = [
      (tx) => write(tx, 'mtg', [{ ...fresh('mtg-1', 'Rewritten.'), version: 3 }]),
      (tx) => circulate(tx, 'mtg', sending),
      (tx) => adopt(tx, 'mtg', '2027-01-01', { by: 'meeting', at: undefined }),
      (tx) => corrections.propose(tx, 'mtg', proposal('Rewritten.'), '2026-12-01'),
      async (tx) => {
        const { input } = await minutes.standing(tx, 'mtg');
        await save(tx, [{ ...input, adopted_on: undefined, adopted_by: undefined }]);
      },
      async (tx) => {
        const { input } = await minutes.standing(tx, 'mtg');
        await save(tx, [{ ...input, attendance: [{ presence: 'visitor', name: 'A late guest' }] }]);
      },
      (tx) =>
        saveItems(tx, [
          minuteItemInput.parse({
            ref: 'mtg-1-minutes',
            minutes: 'mtg-minutes',
            agenda_item: 'mtg-1',
            text: 'Rewritten.',
          }),
        ]),
    ];
    for (const reader of ['chair', 'secretariat'] as const)
      for (const tried of tries) await expect(world.as(reader, tried)).rejects.toThrow();
    expect((await seen('public')).texts).toEqual(['First and last.']);
  });

  test.each([
    `update minute_items set text = '{"source":"en","en":"Rewritten.","status":{"en":"original"}}'`,
    `update minute_items set archived_at = now()`,
    `update agenda_items set archived_at = now() where ref = 'mtg-1'`,
    `update agenda_items set title = '{"source":"en","en":"Rewritten.","status":{"en":"original"}}' where ref = 'mtg-1'`,
    `update decisions set wording = '{"source":"en","en":"Rewritten.","status":{"en":"original"}}'`,
    `update action_points set task = '{"source":"en","en":"Rewritten.","status":{"en":"original"}}'`,
    `update meetings set from_on = '2026-01-01' where ref = 'mtg'`,
    `update meetings set starts_at = '09:00' where ref = 'mtg'`,
    `update meetings set ordinal = 9 where ref = 'mtg'`,
    `update meetings set language = 'bn' where ref = 'mtg'`,
    `update meetings set cancelled_on = '2026-11-09' where ref = 'mtg'`,
    `insert into meeting_people (meeting_id, person_id, role)
      select m.id, p.id, 'chair' from meetings m, people p where m.ref = 'mtg' and p.ref = 'chair'`,
    `insert into meeting_bodies (meeting_id, body_id, role)
      select m.id, m.body_id, 'subject' from meetings m where m.ref = 'mtg'`,
    `update agenda_items set meeting_id = (select id from meetings where ref = 'mtg') where ref = 'next-1'`,
    `insert into minute_items (ref, minutes_id, agenda_item_id, text, created_at, updated_at)
      select 'more', n.id, a.id, '{"source":"en","en":"More.","status":{"en":"original"}}', now(), now()
      from minutes n, agenda_items a where n.ref = 'mtg-minutes' and a.ref = 'next-1'`,
    `update minutes set adopted_on = null, adopted_by = null`,
    `update minutes set circulated_on = '2026-11-01'`,
    `update minutes set archived_at = now()`,
    `insert into attendances (minutes_id, position, name, presence)
      select id, 99, 'A late guest', 'visitor' from minutes where ref = 'mtg-minutes'`,
    `update corrections set answer = null, answered_at = null, answer_reason = null`,
    `insert into corrections (minute_item_id, account_id, wording, reason, proposed_at)
      select id, 'account-chair', text, 'too late', now() from minute_items where ref = 'mtg-1-minutes'`,
  ])('nor past the commands: %s', async (statement) => {
    await expect(world.as('chair', (tx) => sql.raw(statement).execute(tx.db))).rejects.toThrow();
  });

  test('what is wrong gets an erratum beside the text, which everybody reads and nobody takes back', async () => {
    const erratum = { ...proposal('First, last and always.'), reason: 'A word was lost.' };
    for (const reader of ['member', 'public'] as const)
      await expect(
        world.as(reader, (tx) => corrections.addErratum(tx, 'mtg', erratum)),
      ).rejects.toMatchObject({ status: 403 });
    await world.as('chair', (tx) => corrections.addErratum(tx, 'mtg', erratum));
    expect(await world.as('public', (tx) => correctionsOf(tx, 'mtg'))).toMatchObject([
      { isErratum: true, wording: { en: 'First, last and always.' } },
    ]);
    expect((await seen('public')).texts[0]).toBe('First and last.');
    await expect(
      world.as('chair', (tx) => sql`update corrections set reason = 'x' where is_erratum`.execute(tx.db)),
    ).rejects.toThrow(/stays/u);
  });
});
