/** How somebody's calendar answered a meeting (iTIP REPLY, RFC 5546). */
export type Reply = {
  uid: string;
  /** The state of the meeting it answers. */
  sequence: number;
  /** When it was made. */
  stamp: Date;
  /** Mail address of who answers, in small letters. */
  attendee: string;
  answer: 'accepted' | 'tentative' | 'declined';
};

type Line = { name: string; parameters: ReadonlyMap<string, string>; value: string };

const answers: Record<string, Reply['answer']> = {
  ACCEPTED: 'accepted',
  TENTATIVE: 'tentative',
  DECLINED: 'declined',
};

/** Of a file so many replies are read; a mailbox saved as one file has fewer. */
const mostReplies = 500;

/**
 * The replies in an iCalendar file; what is no reply, or is incomplete, is left out. Only what a reply is needed for is
 * read: method, UID, SEQUENCE, DTSTAMP, and the one ATTENDEE with its PARTSTAT. Bytes are read one by one, because a line
 * may be folded inside a letter; everything looked at is ASCII.
 */
export function readReplies(file: Uint8Array): Reply[] {
  const unfolded = Buffer.from(file)
    .toString('latin1')
    .replace(/\r?\n[ \t]/gu, '');
  const lines = unfolded.split(/\r?\n/u).flatMap((text) => lineOf(text) ?? []);
  const answering = blocksOf(lines, 'VCALENDAR').filter(
    (calendar) => valueIn(calendar, 'METHOD')?.toUpperCase() === 'REPLY',
  );
  const events = answering.flatMap((calendar) => blocksOf(calendar, 'VEVENT'));
  return events.slice(0, mostReplies).flatMap((event) => replyOf(event) ?? []);
}

/** The lines of each component of a name, without the two that begin and end it. */
function blocksOf(lines: readonly Line[], name: string): Line[][] {
  const found: Line[][] = [];
  let block: Line[] | null = null;
  for (const line of lines) {
    const edge = line.value.toUpperCase() === name ? line.name : '';
    if (edge === 'BEGIN') block = [];
    else if (edge === 'END' && block) {
      found.push(block);
      block = null;
    } else block?.push(line);
  }
  return found;
}

const valueIn = (lines: readonly Line[], name: string) => lines.find((line) => line.name === name)?.value;

/** `NAME;PARAMETER="a;b":value`: a colon or semicolon inside quotation marks divides nothing. */
function lineOf(text: string): Line | null {
  const head = /^(?:"[^"]*"|[^":])*:/u.exec(text)?.[0];
  if (head === undefined) return null;
  const [name = '', ...parameters] = head.slice(0, -1).match(/(?:"[^"]*"|[^";])+/gu) ?? [];
  const pairs = parameters.map((one): [string, string] => {
    const at = one.indexOf('=');
    return [one.slice(0, at).toUpperCase(), one.slice(at + 1).replace(/^"|"$/gu, '')];
  });
  return { name: name.toUpperCase(), parameters: new Map(pairs), value: text.slice(head.length).trim() };
}

function replyOf(event: readonly Line[]): Reply | null {
  const [attendee, ...others] = event.filter(({ name }) => name === 'ATTENDEE');
  // RFC 5546, 3.2.3: a reply has exactly one attendee, the one who answers.
  if (!attendee || others.length > 0) return null;
  const uid = valueIn(event, 'UID');
  const stamp = instantOf(valueIn(event, 'DTSTAMP'));
  const answer = answerOf(attendee);
  const address = /^mailto:(.+)$/iu.exec(attendee.value)?.[1]?.toLowerCase();
  if (!uid || !stamp || !answer || !address) return null;
  return { uid, sequence: sequenceOf(valueIn(event, 'SEQUENCE')), stamp, attendee: address, answer };
}

const answerOf = ({ parameters }: Line) => answers[parameters.get('PARTSTAT')?.toUpperCase() ?? ''];

/** Left out it is 0. */
const sequenceOf = (value = '0') => (/^\d{1,9}$/u.test(value) ? Number(value) : 0);

/** "20261123T030000Z"; a DTSTAMP is always in UTC. */
function instantOf(value = ''): Date | null {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u.exec(value);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  const at = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second));
  return Number.isNaN(at.getTime()) ? null : at;
}
