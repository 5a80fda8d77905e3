import { z } from 'zod';
import { duties, reaches } from '#lib/access.ts';
import { langs } from '#lib/i18n/lang.ts';
import { reference, visibilities } from '#lib/record.ts';
import { scopes } from '#lib/scopes.ts';
import { translationStatuses, type Translated } from '#lib/translated.ts';

/** Page sizes: an answer holds at most this many. */
export const mostItems = 200;

const page = {
  after: z.string().max(500).optional().describe('Where the page before ended: its `next` holds it.'),
  limit: z.coerce.number().int().min(1).max(mostItems).default(50).describe('How many at most.'),
};
const kind = z.string().regex(/^[a-z_]{1,40}$/u, { error: 'a kind has small letters and underscores only' });
const instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'an instant such as 2026-11-23T03:00:00Z, or a day',
  })
  .refine((text) => /^(?:19|2[01])/u.test(text), { error: 'a year from 1900 to 2199' });
const since = instant.optional().describe('Only what was changed at or after this instant.');

export const recordsQuery = z.strictObject({
  kind: kind.optional().describe('Only records of this kind.'),
  since,
  ...page,
});
export const observationsQuery = z.strictObject(page);
export const historyQuery = z.strictObject({
  kind: kind.optional().describe('Only changes of records of this kind.'),
  ref: reference.optional().describe('Only changes of the record with this reference.'),
  since,
  ...page,
});
export const noQuery = z.strictObject({});

/** What stands in an address in the place of `[kind]` and `[ref]`. */
export const kindParameter = kind;
export const refParameter = reference;

/** A text with both languages, null where there is none in it. */
const text = z.object({
  source: z.enum(langs).describe('The language it was written in.'),
  en: z.string().nullable(),
  bn: z.string().nullable(),
  status: z
    .partialRecord(z.enum(langs), z.enum(translationStatuses))
    .describe('How far each language can be trusted.'),
});

/** A text of a record as the machine interface has it. */
export const textOf = ({ source, en, bn, status }: Translated) => ({
  source,
  en: en ?? null,
  bn: bn ?? null,
  status,
});

const at = z.iso.datetime();
const date = z.string().describe('As precisely as it is known: 2022, 2022-07 or 2022-07-05.');
const named = z.object({ ref: z.string(), name: text });
const next = z.string().nullable().describe('The address of the next page, null on the last one.');

const record = z.object({
  kind: z.string(),
  ref: z.string(),
  url: z.string().describe('Its address here.'),
  page: z.object({ en: z.string(), bn: z.string() }).describe('Its pages for people.'),
  title: text,
  summary: text.nullable(),
  dated: date.nullable(),
  archived: z.boolean(),
  updated_at: at,
});

const sight = z.object({
  visibility: z.enum(visibilities).describe('What the record asks for itself.'),
  published: z.boolean(),
  reach: z.enum(reaches).describe('How far it really reaches, what it belongs to considered.'),
  body: named.nullable().describe('The body meant by `body` and `runners`.'),
  narrowed_by: z.array(z.object({ kind: z.string(), ref: z.string() })),
  readers: z
    .record(z.string(), z.number().int())
    .nullable()
    .describe('Accounts that may read it, counted by the ground; for secretariat and auditors only.'),
});

const recordPage = z.object({ items: z.array(record), next });
const recordAnswer = record.extend({
  sight: sight.nullable().describe('Who can see it; only with a token of scope records:mine.'),
});

const observation = z.object({
  ref: z.string(),
  from: date,
  until: date.describe('The first day, month or year after the period.'),
  value: z.number().nullable().describe('Null for a figure that was withdrawn.'),
  withdrawn: z
    .object({ on: z.iso.date(), reason: text })
    .nullable()
    .describe('Since when the figure is withdrawn, and why; null for one that stands.'),
  qualifier: z.string().nullable(),
  flagged: z.boolean().describe('Needs a second look; the page of the indicator says why.'),
  sex: z.string().nullable(),
  category: text.nullable(),
  place: named.nullable(),
  destination: named.nullable(),
  source: z.object({ ref: z.string(), title: text }),
  producer: text.nullable(),
  cutoff: date.nullable().describe('The day up to which the source counted.'),
  edition: z.string().nullable(),
  version: z.number().int(),
  note: text.nullable(),
});
const observationPage = z.object({
  indicator: z.object({ ref: z.string(), title: text, unit: text, decimals: z.number().int() }),
  items: z.array(observation),
  next,
});

const change = z.object({
  at,
  door: z.string().describe('Through which door: form, workbook, api, job, command-line, pack.'),
  actor: z.string(),
  kind: z.string(),
  ref: z.string(),
  action: z.string(),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
  reason: z.string().nullable(),
});
const changePage = z.object({ items: z.array(change), next });

const me = z.object({
  name: z.string(),
  token: z.object({ name: z.string(), scopes: z.array(z.enum(scopes)), expires_on: z.iso.date() }),
  rights: z
    .object({
      duties: z.array(z.enum(duties)),
      bodies: z.array(z.object({ ref: z.string(), runs: z.boolean() })),
      organisations: z.array(z.string()),
    })
    .nullable()
    .describe('What the person is today; only with the scope records:mine.'),
});

const root = z.object({
  network: text,
  version: z.string(),
  description: z.string().describe('The address of the machine-readable description.'),
  endpoints: z.array(z.object({ path: z.string(), needs: z.enum(['nothing', 'token', 'records', 'trail']) })),
});

const problemAnswer = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string().describe('Stable.'),
  detail: z.string(),
  text: z.object({ en: z.string(), bn: z.string() }),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

/** Every shape that is answered, by its name in the description. */
export const shapes = {
  Root: root,
  Me: me,
  RecordPage: recordPage,
  Record: recordAnswer,
  ObservationPage: observationPage,
  ChangePage: changePage,
  Problem: problemAnswer,
  Text: text,
  RecordLine: record,
  Observation: observation,
  Change: change,
} as const;

export type RecordLine = z.infer<typeof record>;
export type Change = z.infer<typeof change>;
