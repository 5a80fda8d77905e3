import { cleanLine } from '#lib/i18n/text.ts';
import { isLang, type Lang } from '#lib/i18n/lang.ts';
import { mailAddress } from '#lib/mail/address.ts';

type Timed = { from: string; until: string | null; startsAt: string | null; endsAt: string | null };

/** The time of a meeting in one line for comparing: an answer to another time is an old one. */
export function momentOf({ from, until, startsAt, endsAt }: Timed): string {
  return [from, until, startsAt, endsAt].map((part) => part ?? '-').join(' ');
}

/** What of an invitation decides about its next letter. */
type Standing = { sentAt: Date | null; shown: string | null; withdrawnAt: Date | null };

/**
 * The letter an invitation still needs, so that its reader's calendar shows the meeting as it stands; null when it does
 * already. Whoever was never asked need not hear that it is cancelled.
 */
export function letterDue(
  { sentAt, shown, withdrawnAt }: Standing,
  now: { shown: string; isCancelled: boolean },
): 'meeting-invitation' | 'meeting-changed' | 'meeting-cancelled' | null {
  if (withdrawnAt !== null) return null;
  if (sentAt === null) return now.isCancelled ? null : 'meeting-invitation';
  if (shown === now.shown) return null;
  return now.isCancelled ? 'meeting-cancelled' : 'meeting-changed';
}

/** SEQUENCE of the next letter: that of the public feed, or more where this reader has had more letters. */
export function nextSequence(
  { sentAt, sequence }: { sentAt: Date | null; sequence: number },
  version: number,
): number {
  return Math.max(version - 1, sentAt === null ? sequence : sequence + 1);
}

export type Guest = { name: string; address: string; lang: Lang };
export type GuestLines = { guests: Guest[]; bad: string[] };

/** So many guests from outside can be on the list of one meeting, those taken off included. */
export const mostGuests = 500;

/** So many letters to many can an account leave in 24 hours: a full hall is invited, told of a change and reminded. */
export const mostLetters = 2000;

/** Of a pasted list so many lines are read. */
const mostLines = 300;

/**
 * Guests as somebody types or pastes them, one a line: "Name <address>", "Name, address" as a table gives it (also with
 * tabs or semicolons), or the address alone; a last "bn" or "en" is the language. Lines that are none come back as
 * they were typed; whoever stands twice is asked once.
 */
export function guestsIn(text: string, lang: Lang): GuestLines {
  const lines = text.split(/\r?\n/u).filter((line) => cleanLine(line) !== '');
  const guests = new Map<string, Guest>();
  const bad = lines.slice(mostLines).map(cleanLine);
  for (const line of lines.slice(0, mostLines)) {
    const guest = guestOf(line, lang);
    if (guest === null) bad.push(cleanLine(line));
    else if (!guests.has(guest.address)) guests.set(guest.address, guest);
  }
  return { guests: [...guests.values()], bad };
}

/** Somebody who sits in the body and has no account, with the address they are written to. */
export type Addressed = { choice: string; address: string };

/** The addresses typed beside seats, by the choice each is for; an empty one is none, one that is no address is `bad`. */
export function addressedIn(sent: Iterable<readonly [string, string]>): {
  addressed: Addressed[];
  bad: string[];
} {
  const addressed: Addressed[] = [];
  const bad: string[] = [];
  for (const [choice, typed] of sent) {
    if (cleanLine(typed) === '') continue;
    const address = mailAddress.safeParse(cleanLine(typed).toLowerCase());
    if (address.success) addressed.push({ choice, address: address.data });
    else bad.push(choice);
  }
  return { addressed, bad };
}

function guestOf(line: string, usual: Lang): Guest | null {
  const { parts, lang } = partsOf(line);
  const at = parts.findIndex((part) => part.includes('@'));
  const address = mailAddress.safeParse(parts[at]?.replace(/^mailto:/iu, '').toLowerCase());
  const others = parts.filter((_, index) => index !== at);
  if (!address.success || others.some((part) => part.includes('@'))) return null;
  const name = cleanLine(others.join(' ').replaceAll('"', '')).slice(0, 200);
  return { name: name || address.data.replace(/@.*$/u, ''), address: address.data, lang: lang ?? usual };
}

function partsOf(line: string): { parts: string[]; lang: Lang | null } {
  const parts = line
    .replace(/[<>]/gu, ',')
    .split(/[,;\t]/u)
    .map(cleanLine)
    .filter(Boolean);
  const last = parts.at(-1)?.toLowerCase() ?? '';
  return isLang(last) ? { parts: parts.slice(0, -1), lang: last } : { parts, lang: null };
}
