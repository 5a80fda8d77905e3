import { passSeat } from '#features/accounts/handover/rules.ts';
import type { HandoverInput } from '#features/accounts/handover/schema.ts';
import { accountOfPerson, tell } from '#features/accounts/letters/server/commands.ts';
import { saveSeats } from '#features/bodies/server/commands.ts';
import { seatFields, seatInput } from '#features/bodies/schema.ts';
import { savePositions } from '#features/organisations/server/commands.ts';
import { positionFields, positionInput } from '#features/organisations/schema.ts';
import { keepingGround } from '#lib/access.ts';
import { firstDay } from '#lib/dates.ts';
import { ExpectedError, refused } from '#lib/errors.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { inputFrom, readStanding } from '#lib/server/forms/standing.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';
import { textIn, written } from '#lib/translated.ts';

/**
 * Passes seats and offices of a leaver to a successor from a day on, all in the caller's transaction; history keeps who
 * held them before. Gives the reference of the handover, whose page is the successor's briefing. Throws refused,
 * unknownReference, and `handover.not_held` when the leaver does not hold what is to be passed.
 */
export async function pass(tx: Tx, input: HandoverInput): Promise<string> {
  if (!keepingGround(tx.viewer, 'handovers', { reach: 'secretariat', audience: null }))
    throw refused('handovers');
  await takeTurn(tx);
  const people = await lookup(tx, 'people', [input.leaver, input.successor]);
  await passSeats(tx, input);
  await passPositions(tx, input);
  const ref = `handover-${input.from_day}-${input.leaver}`.slice(0, 80);
  await saveRecords(tx, 'handovers', [
    {
      common: { ref, visibility: 'secretariat', published: true, evidence: [] },
      values: {
        leaver_id: people.idOf(input.leaver),
        successor_id: people.idOf(input.successor),
        starts_on: input.from_day,
        seats: input.seats,
        positions: input.positions,
        reason: input.reason,
      },
      entry: {
        path: `/desk/handover/${ref}`,
        title: written(`Handover ${input.leaver}`, 'en'),
        listed: false,
      },
    },
  ]);
  await tellBoth(tx, input, ref);
  return ref;
}

/** The successor gets the briefing, the leaver is told; whoever of them has an account. */
async function tellBoth(tx: Tx, input: HandoverInput, ref: string): Promise<void> {
  const { leaver, successor, from_day: from } = input;
  const count = input.seats.length + input.positions.length;
  const named = await tx.db
    .selectFrom('people')
    .select(['ref', 'name'])
    .where('ref', 'in', [leaver, successor])
    .execute();
  const nameOf = (person: string, lang: Lang) => {
    const name = named.find((one) => one.ref === person)?.name;
    return name ? textIn(name, lang) : person;
  };
  await tell(tx, await accountOfPerson(tx, successor), (lang, desk) => ({
    template: 'handover',
    values: { name: nameOf(leaver, lang), from, count, link: `${desk}/handover/${ref}` },
  }));
  await tell(tx, await accountOfPerson(tx, leaver), (lang, desk) => ({
    template: 'handed-over',
    values: { name: nameOf(successor, lang), from, count, link: desk },
  }));
}

async function passSeats(tx: Tx, { seats: refs, leaver, successor, from_day: day }: HandoverInput) {
  if (refs.length === 0) return;
  const standing = await Promise.all(
    refs.map(async (ref) => seatInput.parse({ ref, ...(await standingInput(tx, 'seats', ref)) })),
  );
  const passed = standing.map((seat) => ({
    ...seat,
    holders: passSeat(seat.holders, { leaver, successor, day }),
  }));
  const unchanged = passed.find(
    (seat, at) =>
      seat.holders.length === standing[at]?.holders.length &&
      JSON.stringify(seat.holders) === JSON.stringify(standing[at].holders),
  );
  if (unchanged || passed.length < refs.length) throw notHeld(unchanged?.ref ?? refs[0] ?? '');
  await saveSeats(tx, passed);
}

async function passPositions(tx: Tx, { positions: refs, leaver, successor, from_day: day }: HandoverInput) {
  if (refs.length === 0) return;
  const standing = await Promise.all(
    refs.map(async (ref) => positionInput.parse({ ref, ...(await standingInput(tx, 'positions', ref)) })),
  );
  const alien = refs.find((ref) => standing.find((position) => position.ref === ref)?.person !== leaver);
  if (alien) throw notHeld(alien);
  const over = standing.find(({ until_on: until }) => until !== undefined && firstDay(until) <= day);
  if (over) throw notHeld(over.ref);
  await savePositions(
    tx,
    standing.flatMap((position) => [
      { ...position, until_on: day },
      {
        ...position,
        ref: `${position.organisation}-${successor}-${day}`.slice(0, 80),
        person: successor,
        from_on: day,
        until_on: position.until_on,
        stated_on: undefined,
        evidence: [],
      },
    ]),
  );
}

const formOf = { seats: seatFields, positions: positionFields };

/** A seat or office as its form would send it. Throws notFound. */
async function standingInput(tx: Tx, kind: keyof typeof formOf, ref: string) {
  const form = formOf[kind];
  return inputFrom(tx, form, (await readStanding(tx, kind, ref, form)).fields);
}

const notHeld = (ref: string) => new ExpectedError('handover.not_held', 422, { ref });
