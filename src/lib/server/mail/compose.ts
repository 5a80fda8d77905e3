import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { cleanLine } from '#lib/i18n/text.ts';
import { mailTemplates, type Letter } from '#lib/mail/templates.ts';
import { writeInvite } from '#lib/server/calendar/invite.ts';
import { write, type Sender } from './blocks.ts';
import { asPage, asText } from './forms.ts';

/** A mailbox of the installation, as settings have it. */
export type Mailbox = { name: string; address: string };

export type Letterhead = {
  /** The public address; every link in a letter leads there, and its host stands in the Message-ID. */
  origin: string;
  from: Mailbox;
  replyTo: Mailbox | null;
  /** Of the country: letters say times by its clock. */
  timeZone: string;
};

/** What of the outbox row stands in the letter: with every try it is the same letter, byte by byte. */
export type Posted = { id: number; created_at: Date };

export type Composed = { subject: string; text: string; page: string; source: Buffer };

/**
 * The Message-ID of an outbox row. The time is part of it because ids come again when a backup is restored, and another
 * letter under a known Message-ID would be thrown away as a copy.
 */
export function messageId({ id, created_at }: Posted, origin: string): string {
  return `<${String(id)}.${created_at.getTime().toString(36)}.setu@${new URL(origin).hostname}>`;
}

/** A letter as it goes over the line. Throws Error when a link leads elsewhere or a message is missing. */
export async function compose(letter: Letter, row: Posted, head: Letterhead): Promise<Composed> {
  const sender: Sender = {
    origin: head.origin,
    name: head.from.name || 'Setu',
    timeZone: head.timeZone,
  };
  const written = write(letter, sender);
  const subject = cleanLine(written.subject);
  const text = asText(written);
  const page = asPage(written, letter.lang);
  const id = messageId(row, head.origin);
  const mail = new MailComposer({
    from: head.from,
    to: { name: '', address: letter.to },
    ...(head.replyTo && { replyTo: head.replyTo }),
    subject,
    text,
    html: page,
    ...calendarOf(letter, head),
    date: row.created_at,
    messageId: id,
    encoding: 'utf-8',
    textEncoding: 'base64',
    baseBoundary: createHash('sha256').update(id).digest('hex').slice(0, 16),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': letter.lang,
      ...stopHeaders(letter),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { subject, text, page, source: await mail.compile().build() };
}

/** What the letter asks the reader's calendar; answers go where answers to letters go. */
function calendarOf({ calendar, to }: Letter, { from, replyTo }: Letterhead) {
  if (!calendar) return {};
  const content = writeInvite(calendar, replyTo ?? from, { name: calendar.name, address: to });
  const filename = calendar.method === 'CANCEL' ? 'cancel.ics' : 'invite.ics';
  return { icalEvent: { method: calendar.method, content, filename } };
}

/** RFC 8058: the reader's mail program offers to end a regular letter with one click. */
function stopHeaders({ template, stop }: Letter): Record<string, string> {
  if (!('regular' in mailTemplates[template]) || stop === undefined) return {};
  return { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
