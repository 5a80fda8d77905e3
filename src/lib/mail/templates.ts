import { z } from 'zod';
import { isPartialDate } from '#lib/dates.ts';
import { formatDate, formatInstant } from '#lib/i18n/format.ts';
import { langs, type Lang } from '#lib/i18n/lang.ts';
import { cleanLine, cleanText } from '#lib/i18n/text.ts';
import { mailAddress } from './address.ts';
import { calendarPart, type CalendarPart } from './calendar-part.ts';

/** Marks that turn the direction of what follows; cleanText takes out the others. */
const turning = /[\u061C\u200E\u200F]/gu;

/** Mail programs make links of what looks like one: in what others typed, nothing does. */
const unlinked = (text: string) => text.replace(/:\/\//gu, ': //').replace(/\bwww\./giu, 'www ');

/** A name or title that somebody typed: one line, cut to a length that fits a subject. */
const name = z.string().transform((text) => unlinked(cut(cleanLine(text.replace(turning, '')), 120)));
/** A reason that somebody typed: paragraphs, no link. */
const words = z.string().transform((text) => unlinked(cut(cleanText(text.replace(turning, '')), 4000)));
/** A path of ours, or a whole address; that it leads to us is looked at when the letter is written. */
const link = z
  .union([z.string().startsWith('/'), z.url({ protocol: /^https?$/u })])
  .pipe(z.string().max(2000));
const day = z.string().refine(isPartialDate, { error: 'a day is written 2026-11-25' });
/** An instant; the letter says it by the clock of the country. */
const at = z.iso.datetime();
const count = z.number().int().nonnegative();

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Cuts before cleaning costs anything, and never inside a letter. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const letters = Array.from(segments.segment(text.slice(0, most * 3)), ({ segment }) => segment);
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : letters.join('');
}

/** A line of a list in a letter, in words of the reader's language. */
const listed = z.strictObject({ text: words, href: link.optional(), note: words.optional() });
export type Listed = z.infer<typeof listed>;

type Template<Values extends z.ZodType> = {
  values: Values;
  /** After so many hours it is of no more use and is not sent. */
  goodForHours: number;
  /** Comes again and again, so the reader can end it with one click. */
  regular?: true;
  /** One of many that leave at once: letters that somebody waits for go before it. */
  toMany?: true;
};
const template = <Values extends z.ZodType>(made: Template<Values>) => made;
const week = 7 * 24;

/** A meeting somebody is invited to: `when` and `where` in words of the reader, `link` where it is answered. */
const meeting = z.strictObject({ name, title: name, when: name, where: name, link });

/**
 * Every mail there is. The texts are the messages `mail_<template>_subject` and `mail_<template>_body`, with the values
 * as placeholders (dashes become low lines). A paragraph of the body that is only `{link}` becomes a button with the
 * words `mail_<template>_button`; one that is only `{items}` becomes the list.
 */
export const mailTemplates = {
  /** Somebody is asked to open an account. `days`: so long the link works. */
  invitation: template({ values: z.strictObject({ name, link, days: count }), goodForHours: week }),
  'password-reset': template({ values: z.strictObject({ link, hours: count }), goodForHours: 4 }),
  /** To the new address: confirm it. */
  'address-change': template({ values: z.strictObject({ link, hours: count }), goodForHours: 24 }),
  /** To the old address: it was changed. */
  'address-changed': template({ values: z.strictObject({}), goodForHours: week }),
  /** The password, the address or a second factor was changed, added or removed; `what` in words of the reader. */
  'sign-in-changed': template({ values: z.strictObject({ what: name, at, link }), goodForHours: week }),
  /** Somebody signed in from a browser that was not seen before; `address` is where it was on the network. */
  'new-device': template({
    values: z.strictObject({ device: name, address: name, at, link }),
    goodForHours: week,
  }),
  /** To whoever approves: somebody asks for access. */
  'access-request': template({
    values: z.strictObject({ name, organisation: name, link }),
    goodForHours: 2 * week,
  }),
  'access-declined': template({ values: z.strictObject({ reason: words }), goodForHours: 2 * week }),
  /** To whoever had it: the account was closed by the secretariat or an administrator. */
  'account-closed': template({ values: z.strictObject({ reason: words }), goodForHours: 2 * week }),
  /** A duty was given by hand; `duty` in words of the reader. */
  granted: template({
    values: z.strictObject({ duty: name, from: day, reason: words, link }),
    goodForHours: week,
  }),
  /** A duty that was given by hand ends; `duty` in words of the reader. */
  'duty-ended': template({
    values: z.strictObject({ duty: name, day, reason: words, link }),
    goodForHours: week,
  }),
  /** To the successor: so many seats and offices were passed on by the person named. */
  handover: template({
    values: z.strictObject({ name, from: day, count, link }),
    goodForHours: 2 * week,
  }),
  /** To who leaves: so many seats and offices were passed on to the person named. */
  'handed-over': template({
    values: z.strictObject({ name, from: day, count, link }),
    goodForHours: 2 * week,
  }),
  /** To members: the minutes are out, and until when corrections can be proposed. */
  'minutes-circulated': template({
    values: z.strictObject({ title: name, body: name, until: day, link }),
    goodForHours: 2 * week,
    toMany: true,
  }),
  /** To whoever runs the body, once: the minutes of a meeting are late. */
  'minutes-late': template({
    values: z.strictObject({ title: name, body: name, held: day, link }),
    goodForHours: 2 * week,
  }),
  /** Somebody is asked to come; changed: the time, place or title is another; reminder: it is soon. */
  'meeting-invitation': template({ values: meeting, goodForHours: 2 * week, toMany: true }),
  'meeting-changed': template({ values: meeting, goodForHours: 2 * week, toMany: true }),
  'meeting-reminder': template({ values: meeting, goodForHours: 24, toMany: true }),
  /** It does not take place; withdrawn: it does, but the reader is asked no longer. */
  'meeting-cancelled': template({
    values: meeting.omit({ where: true, link: true }),
    goodForHours: 2 * week,
    toMany: true,
  }),
  'meeting-withdrawn': template({
    values: meeting.omit({ where: true, link: true }),
    goodForHours: 2 * week,
    toMany: true,
  }),
  /** Action points that are due soon or overdue: to their owners, then to whoever runs the body. */
  'points-due': template({
    values: z.strictObject({ count, items: z.array(listed).min(1).max(200), link }),
    goodForHours: week,
  }),
  /** To the organisation: fields of its report were given back, why, and until when they are open. */
  'report-returned': template({
    values: z.strictObject({
      title: name,
      reason: words,
      until: day,
      items: z.array(listed).min(1).max(200),
      link,
    }),
    goodForHours: 2 * week,
  }),
  /** Progress reports that are asked for, due soon, overdue, or still missing: to those who write them or ask for them. */
  'reports-due': template({
    values: z.strictObject({ count, items: z.array(listed).min(1).max(200), link }),
    goodForHours: week,
    toMany: true,
  }),
  /** Somebody is named in a comment on a report that they may see. */
  'report-mentioned': template({
    values: z.strictObject({ name, title: name, text: words, link }),
    goodForHours: 2 * week,
  }),
  /** What is due, once a week. */
  weekly: template({
    values: z.strictObject({ count, day, items: z.array(listed).min(1).max(200), link }),
    goodForHours: 5 * 24,
    regular: true,
    toMany: true,
  }),
};

export type MailTemplate = keyof typeof mailTemplates;
export type MailValues<T extends MailTemplate> = z.input<(typeof mailTemplates)[T]['values']>;

/** One mail to one person. */
export type Letter = {
  [T in MailTemplate]: {
    template: T;
    lang: Lang;
    to: string;
    values: MailValues<T>;
    stop?: string;
    calendar?: CalendarPart;
  };
}[MailTemplate];

const names = Object.keys(mailTemplates) as [MailTemplate, ...MailTemplate[]];
const envelope = z.strictObject({
  template: z.enum(names),
  lang: z.enum(langs),
  to: mailAddress,
  values: z.unknown(),
  /** Where a click ends it; for regular letters only. */
  stop: link.optional(),
  /** For the reader's calendar, with letters about a meeting. */
  calendar: calendarPart.optional(),
});

/** A letter as it may leave: address checked, values cleaned. Throws ZodError. */
export function checkLetter(letter: unknown): Letter {
  const { values, ...rest } = envelope.parse(letter);
  return { ...rest, values: mailTemplates[rest.template].values.parse(values) } as Letter;
}

/**
 * The values as they stand in a sentence: days and instants in words of the language, by the clock of the country;
 * numbers are formatted by the message.
 */
export function spoken({ values, lang }: Letter, timeZone: string): Record<string, string | number> {
  const said = Object.entries(values).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'number') return [[key, value]];
    if (typeof value !== 'string') return [];
    if (key === 'at') return [[key, formatInstant(new Date(value), lang, timeZone)]];
    return [[key, isPartialDate(value) ? formatDate(value, lang) : value]];
  });
  return Object.fromEntries(said) as Record<string, string | number>;
}
