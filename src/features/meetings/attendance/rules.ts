import type { SeatRole } from '#features/bodies/seats/rules.ts';
import { counts } from '#features/meetings/minutes/rules.ts';
import type { Presence } from '#features/meetings/minutes/schema.ts';
import { cleanLine } from '#lib/i18n/text.ts';

/** What can be said of a seat; a visitor has none. */
export const seatPresences = ['present', 'represented', 'excused', 'absent'] as const;
export type SeatPresence = (typeof seatPresences)[number];

/** What a sheet says of one seat: nothing yet, or a presence and, where it was represented, by whom. */
export type Mark = { presence: SeatPresence | ''; who: string };

/** The attendance of a meeting as a form has it: a mark for each seat, and a line for each visitor. */
export type Sheet = { seats: Record<string, Mark>; visitors: string[] };

const isSame = (a: Mark, b: Mark) => a.presence === b.presence && cleanLine(a.who) === cleanLine(b.who);
const nothing: Mark = { presence: '', who: '' };

/**
 * Two people note attendance at once: what only one of them changed counts. `base` is what the form was opened on.
 * A seat that both noted differently is a clash; until somebody chooses, what stands there stays. Nobody takes back
 * a mark by leaving it out, so an empty one is no change.
 */
export function merged(
  base: Sheet,
  mine: Sheet,
  stands: Sheet,
): { sheet: Sheet; clashes: { seat: string; mine: Mark; theirs: Mark }[] } {
  const clashes: { seat: string; mine: Mark; theirs: Mark }[] = [];
  const seats = { ...stands.seats };
  for (const [seat, wanted] of Object.entries(mine.seats)) {
    const before = base.seats[seat] ?? nothing;
    const theirs = stands.seats[seat] ?? nothing;
    if (wanted.presence === '' || isSame(wanted, before) || isSame(wanted, theirs)) continue;
    if (isSame(theirs, before)) seats[seat] = wanted;
    else clashes.push({ seat, mine: wanted, theirs });
  }
  const lines = (list: readonly string[]) => list.map(cleanLine).filter(Boolean);
  const [before, wanted, standing] = [lines(base.visitors), lines(mine.visitors), lines(stands.visitors)];
  const kept = standing.filter((line) => !before.includes(line) || wanted.includes(line));
  const added = wanted.filter((line) => !before.includes(line) && !kept.includes(line));
  return { sheet: { seats, visitors: [...new Set([...kept, ...added])] }, clashes };
}

export type Quorum = {
  /** Seats whose role votes, and how many of them were filled. */
  voting: number;
  filled: number;
  /** How many the body asks for; null when it asks for none. */
  needed: number | null;
  reached: boolean | null;
};

/** Was the meeting able to decide? By the body's rule: which roles vote, and how many of their seats it takes. */
export function quorumOf(
  seats: readonly { role: SeatRole; presence: Presence | null }[],
  { votingRoles, quorum }: { votingRoles: readonly string[]; quorum: number | null },
): Quorum {
  const voting = seats.filter(({ role }) => votingRoles.includes(role));
  const filled = voting.filter(({ presence }) => presence !== null && counts(presence)).length;
  return {
    voting: voting.length,
    filled,
    needed: quorum,
    reached: quorum === null ? null : filled >= quorum,
  };
}

type Answer = 'accepted' | 'tentative' | 'declined';

/** What the answers to an invitation let expect of a seat; null when they say nothing. */
export function expectedOf(
  answers: readonly { answer: Answer; isAlternate: boolean; name: string }[],
): Mark | null {
  const holder = answers.find(({ answer, isAlternate }) => answer === 'accepted' && !isAlternate);
  if (holder) return { presence: 'present', who: '' };
  const alternate = answers.find(({ answer }) => answer === 'accepted');
  if (alternate) return { presence: 'represented', who: alternate.name };
  return answers.some(({ answer }) => answer === 'declined') ? { presence: 'excused', who: '' } : null;
}
