import { z } from 'zod';
import { partialDate } from '#lib/dates.ts';
import { itemLink, line, recordInput, reference } from '#lib/record.ts';
import { translatedInput } from '#lib/translated.ts';

export const commitmentKinds = [
  'pledge',
  'recommendation',
  'agenda-point',
  'declaration-paragraph',
  'national-plan',
  'standing',
  'general',
] as const;
export const partyRoles = ['maker', 'lead', 'supporting'] as const;
export const relations = ['answers', 'repeats', 'replaces', 'matches', 'part-of'] as const;
export const commitmentStatuses = [
  'made',
  'under-way',
  'in-part',
  'fulfilled',
  'not-fulfilled',
  'lapsed',
] as const;
export const responses = ['supported', 'in-part', 'noted'] as const;
export const participations = ['individual', 'joint', 'matching'] as const;
export type CommitmentKind = (typeof commitmentKinds)[number];
export type PartyRole = (typeof partyRoles)[number];
export type Relation = (typeof relations)[number];
export type CommitmentStatus = (typeof commitmentStatuses)[number];
export type Response = (typeof responses)[number];
export type Participation = (typeof participations)[number];

export const commitmentInput = z.strictObject({
  ...recordInput,
  kind: z.enum(commitmentKinds),
  title: translatedInput,
  /** The words of the commitment as published, when they are known. */
  wording: translatedInput.optional(),
  instrument: translatedInput,
  /** Review cycle it belongs to, such as "IMRF 2022" or "UPR 4". */
  cycle: line.optional(),
  made_on: partialDate.optional(),
  participation: z.enum(participations).optional(),
  /** The body that issued a recommendation, and the State that made it. */
  issuer: reference.optional(),
  recommending_place: reference.optional(),
  affected_groups: translatedInput.optional(),
  /** The State's answer to a recommendation. */
  response: z.enum(responses).optional(),
  response_wording: translatedInput.optional(),
  period_from: partialDate.optional(),
  period_until: partialDate.optional(),
  target: translatedInput.optional(),
  target_on: partialDate.optional(),
  follow_up: translatedInput.optional(),
  parties: z.array(z.strictObject({ organisation: reference, role: z.enum(partyRoles) })).min(1),
  items: z.array(itemLink).default([]),
  links: z.array(z.strictObject({ other: reference, relation: z.enum(relations) })).default([]),
});

/** One step of the way a commitment has come. */
export const commitmentStatusInput = z.strictObject({
  ...recordInput,
  commitment: reference,
  status: z.enum(commitmentStatuses),
  on_date: partialDate,
  basis: translatedInput.optional(),
});

export type CommitmentInput = z.infer<typeof commitmentInput>;
export type CommitmentStatusInput = z.infer<typeof commitmentStatusInput>;
