import { add, publish, takeUp } from '../../src/features/desk/agenda/server/commands.ts';
import { callOff, change, create } from '../../src/features/desk/meetings/server/commands.ts';
import { newForm, open } from '../../src/features/desk/meetings/server/queries.ts';
import { answerOwn } from '../../src/features/meetings/answers/server/commands.ts';
import * as answers from '../../src/features/meetings/answers/server/queries.ts';
import { agendaOf } from '../../src/features/meetings/agenda/server/queries.ts';
import { mattersArising } from '../../src/features/meetings/arising/server/queries.ts';
import { invite, send } from '../../src/features/meetings/invitations/server/commands.ts';
import { candidates, facts } from '../../src/features/meetings/invitations/server/queries.ts';
import { sendingFrom } from '../../src/features/meetings/invitations/server/exports.ts';
import { shifted } from '../../src/lib/dates.ts';
import type { Tx } from '../../src/lib/server/db/viewer.ts';
import type { Chance } from './chance.ts';
import type { Log, LoggedMeeting } from './log.ts';
import { emailOf, type Network } from './network.ts';

export const site = {
  origin: 'https://simulation.example',
  secret: 'the secret of a simulation, which protects nothing',
  timeZone: 'Asia/Dhaka',
};
/** So many days before their day meetings are made, people asked, and reminders left. */
export const leads = { made: 21, invited: 14, changed: 10, reminded: 2 } as const;

type Stage = { network: Network; log: Log; chance: Chance };

/** Its chair makes a meeting and its agenda, with what earlier ones carried over; gives what the log knows of it. */
export async function prepare(
  { network, log, chance }: Stage,
  body: string,
  day: string,
): Promise<LoggedMeeting> {
  const today = shifted(day, -leads.made);
  const chair = network.chairOn(body, today);
  return network.as(chair, today, async (tx) => {
    const { typed } = await newForm(tx, { kind: 'meeting', body, day }, today);
    const hours = { starts_at: '10:00', ends_at: '12:00', visibility: 'body', published: 'yes' };
    const ref = await create(tx, 'meeting', { ...typed, ...hours });
    for (const title of ['Opening', 'Plan of work', 'Any other business'])
      await add(tx, ref, { title, kind: 'discussion', duration: '20' }, 'en');
    const { items } = await mattersArising(tx, ref, today);
    for (const { ref: item } of items) if (chance.is(0.7)) await takeUp(tx, ref, item, today);
    await publish(tx, ref);
    for (const item of await agendaOf(tx, ref))
      log.items.push({
        ref: item.ref,
        body,
        meeting: ref,
        day,
        isCarriedOver: false,
        continues: item.continues?.ref,
      });
    const { title } = await facts(tx, ref);
    const logged = { ref, title: `${title.en ?? ''}|${title.bn ?? ''}`, body, day, isCancelled: false };
    log.meetings.push(logged);
    return logged;
  });
}

/** Everybody who sits in the body gets a letter; some answer. */
export async function call(stage: Stage, { ref, body, day }: LoggedMeeting): Promise<void> {
  const { network, log, chance } = stage;
  const today = shifted(day, -leads.invited);
  await network.as(network.chairOn(body, today), today, async (tx) => {
    const meeting = await facts(tx, ref);
    const who = (await candidates(tx, meeting)).filter(({ address }) => address !== null);
    await invite(tx, ref, { who: who.map(({ choice }) => choice), guests: [], lang: 'en' });
    await send(tx, ref, await sendingFrom(tx, site), today);
    // Pressed twice, nothing more goes out.
    await send(tx, ref, await sendingFrom(tx, site), today);
  });
  const asked = network.membersOn(body, today);
  for (const person of asked) log.letter('meeting-invitation', emailOf(person), ref);
  const declined = new Set<string>();
  for (const person of asked.filter(() => chance.is(0.6))) {
    const answer = chance.of(['accepted', 'accepted', 'tentative', 'declined'] as const);
    if (answer === 'declined') declined.add(person);
    await network.as(person, today, async (tx) => answerOwn(tx, await codeOf(tx, ref, today), answer, today));
  }
  await afterwards(stage, { ref, body, day }, { asked, declined });
}

async function codeOf(tx: Tx, ref: string, today: string): Promise<string> {
  const own = (await answers.own(tx, today)).find((one) => one.ref === ref);
  if (!own) throw new Error(`nobody asked to ${ref}`);
  return own.code;
}

type Asked = { asked: readonly string[]; declined: ReadonlySet<string> };

/** Now and then the place changes, or the meeting is called off: whoever was asked is told. */
async function afterwards(
  { network, log, chance }: Stage,
  { ref, body, day }: Pick<LoggedMeeting, 'ref' | 'body' | 'day'>,
  { asked, declined }: Asked,
): Promise<void> {
  const today = shifted(day, -leads.changed);
  const chair = network.chairOn(body, today);
  const what = chance.of(['nothing', 'nothing', 'nothing', 'moved', 'moved', 'off'] as const);
  if (what !== 'nothing') {
    await network.as(chair, today, async (tx) => {
      const { typed, version } = (await open(tx, ref)).form;
      if (what === 'moved')
        await change(tx, ref, { typed: { ...typed, 'venue.en': 'Another room' }, version });
      else await callOff(tx, ref, { day: today, version, isSure: true });
      await send(tx, ref, await sendingFrom(tx, site), today);
    });
    for (const person of asked)
      log.letter(what === 'moved' ? 'meeting-changed' : 'meeting-cancelled', emailOf(person), ref);
  }
  if (what === 'off') {
    const logged = log.meetings.find((one) => one.ref === ref);
    if (logged) logged.isCancelled = true;
    return;
  }
  for (const person of asked.filter((one) => !declined.has(one)))
    log.letter('meeting-reminder', emailOf(person), ref);
}
