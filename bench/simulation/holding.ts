import { standing as itemStanding } from '../../src/features/desk/agenda/server/commands.ts';
import { agendaOf } from '../../src/features/meetings/agenda/server/queries.ts';
import * as agenda from '../../src/features/meetings/agenda/server/commands.ts';
import { addStep } from '../../src/features/meetings/action-points/server/commands.ts';
import { adopt, circulate } from '../../src/features/meetings/adoption/server/commands.ts';
import { take } from '../../src/features/meetings/attendance/server/commands.ts';
import { plainSheet, sheetOf } from '../../src/features/meetings/attendance/server/queries.ts';
import { answer, propose } from '../../src/features/meetings/corrections/server/commands.ts';
import { list as correctionsOf } from '../../src/features/meetings/corrections/server/queries.ts';
import { meetingOf, texts } from '../../src/features/meetings/minutes/server/queries.ts';
import { captureDecision, capturePoint } from '../../src/features/meetings/outcomes/server/commands.ts';
import { candidates } from '../../src/features/meetings/outcomes/server/queries.ts';
import { write } from '../../src/features/meetings/writing/server/commands.ts';
import { markOf } from '../../src/features/meetings/writing/server/queries.ts';
import { shifted } from '../../src/lib/dates.ts';
import type { Tx } from '../../src/lib/server/db/viewer.ts';
import type { Chance } from './chance.ts';
import type { Log, LoggedMeeting, LoggedPoint, Step } from './log.ts';
import { emailOf, numbers, type Network } from './network.ts';
import { site } from './preparing.ts';

type Stage = { network: Network; log: Log; chance: Chance };

/** A meeting takes place: who was there, what is carried over, what was decided and taken on, and the minutes. */
export async function hold(
  { network, log, chance }: Stage,
  { ref, body, day }: LoggedMeeting,
  points: number,
): Promise<void> {
  await network.as(network.chairOn(body, day), day, async (tx) => {
    await takeRoll(tx, ref, chance);
    for (const item of await agendaOf(tx, ref)) {
      if (!chance.is(0.2)) continue;
      await agenda.save(tx, [{ ...(await itemStanding(tx, item.ref)), ended: 'carried-over' }]);
      const logged = log.items.find((one) => one.ref === item.ref);
      if (logged) logged.isCarriedOver = true;
    }
    for (const n of numbers(1 + chance.below(2))) {
      const wording = `Decided on ${day}, ${String(n)}`;
      await captureDecision(
        tx,
        ref,
        { kind: 'decision', wording, translation: '', item: undefined },
        { lang: 'en' },
      );
    }
    for (const n of numbers(points)) {
      const point = await takeOn(tx, { ref, body, day }, n, chance);
      log.points.push(point);
    }
    const written = (await texts(tx, ref)).map(({ item, version, text }) => ({
      item,
      version,
      mark: markOf(text),
      en: `What was said of ${item} on ${day}.`,
      bn: '',
    }));
    await write(tx, ref, written);
  });
}

async function takeRoll(tx: Tx, ref: string, chance: Chance): Promise<void> {
  const sheet = await sheetOf(tx, await meetingOf(tx, ref));
  const seats = Object.fromEntries(
    sheet.seats.map(({ seat }) => [
      seat,
      { presence: chance.of(['present', 'present', 'present', 'excused', 'absent'] as const), who: '' },
    ]),
  );
  await take(tx, ref, plainSheet(sheet), { seats, visitors: [] });
}

/** Somebody takes something on: mostly a seat, else an organisation. It is told at once, or with the minutes. */
async function takeOn(
  tx: Tx,
  { ref, body, day }: Pick<LoggedMeeting, 'ref' | 'body' | 'day'>,
  n: number,
  chance: Chance,
): Promise<LoggedPoint> {
  const offered = await candidates(tx, ref);
  const kind = chance.is(0.7) ? 'seat' : 'organisation';
  const among = offered.filter((one) => one.kind === kind);
  const owner = chance.of(among.length > 0 ? among : offered);
  const due = chance.is(0.8) ? shifted(day, 20 + chance.below(160)) : '';
  const made = await capturePoint(
    tx,
    ref,
    {
      task: `Task ${String(n)} of ${day}`,
      translation: '',
      owner: `${owner.kind}:${owner.ref}`,
      due,
      decision: undefined,
      item: undefined,
      now: chance.is(0.3) ? 'yes' : undefined,
    },
    { lang: 'en', today: day },
  );
  return { ref: made, body, meeting: ref, agreed: day, steps: [] };
}

/** Minutes go out some days after the meeting; gives the day, or null where nobody does it in time. */
export async function sendMinutes(
  { network, log }: Stage,
  { ref, body }: LoggedMeeting,
  today: string,
): Promise<void> {
  await network.as(network.chairOn(body, today), today, (tx) =>
    circulate(tx, ref, { today, origin: site.origin }),
  );
  for (const person of network.membersOn(body, today)) log.letter('minutes-circulated', emailOf(person), ref);
}

/** A member proposes a correction, and the chair takes it over. */
export async function correct(
  { network, chance }: Stage,
  { ref, body }: LoggedMeeting,
  today: string,
): Promise<void> {
  const member = chance.of(network.membersOn(body, today));
  await network.as(member, today, async (tx) => {
    const [first] = await texts(tx, ref);
    if (!first) return;
    const wording = `Corrected: ${first.text?.en ?? ''}`;
    await propose(tx, ref, { item: first.item, lang: 'en', wording, reason: 'a slip' }, today);
  });
  await network.as(network.chairOn(body, today), today, async (tx) => {
    const versions = new Map((await texts(tx, ref)).map(({ item, version }) => [item, version]));
    for (const { id, item, wording } of await correctionsOf(tx, ref))
      await answer(tx, ref, {
        answer: 'accepted',
        id,
        version: versions.get(item) ?? 1,
        wording: wording.en ?? '',
      });
  });
}

/** The next meeting of the body adopts what is out. */
export async function adoptAt(
  { network }: Stage,
  earlier: LoggedMeeting,
  { ref: at, body, day }: LoggedMeeting,
): Promise<void> {
  await network.as(network.chairOn(body, day), day, (tx) =>
    adopt(tx, earlier.ref, day, { by: 'meeting', at }),
  );
}

/** Whoever runs the body says how far a point is. */
export async function report({ network }: Stage, point: LoggedPoint, step: Step): Promise<void> {
  await network.as(network.chairOn(point.body, step.on), step.on, (tx) =>
    addStep(tx, point.ref, { status: step.status, on_day: step.on }, step.on),
  );
  point.steps.push(step);
}
