import type { z } from 'zod';
import { bodyBegins, bodyFields, bodyInput, seatFields, seatInput } from '#features/bodies/schema.ts';
import {
  commitmentFields,
  commitmentInput,
  commitmentStatusFields,
  commitmentStatusInput,
} from '#features/commitments/schema.ts';
import {
  commitmentStatementFields,
  commitmentStatementInput,
} from '#features/commitments/statements/schema.ts';
import {
  indicatorFields,
  indicatorFormInput,
  observationFields,
  observationInput,
} from '#features/indicators/schema.ts';
import {
  organisationFields,
  organisationInput,
  positionFields,
  positionInput,
} from '#features/organisations/schema.ts';
import { personFields, personInput } from '#features/people/schema.ts';
import { actionFields } from '#features/plans/actions/schema.ts';
import { milestoneFields, milestoneInput } from '#features/plans/milestones/schema.ts';
import { actionFormInput, planFields, planFormInput } from '#features/plans/schema.ts';
import { actionStatusFields, actionStatusInput } from '#features/plans/statuses/schema.ts';
import { roundBegins, roundFields, roundFormInput } from '#features/rounds/schema.ts';
import type { FormField, Typed } from '#lib/forms/fields.ts';

/** The kinds of record the secretariat keeps by form, as they stand in addresses: /desk/people. */
export const nouns = [
  'people',
  'organisations',
  'positions',
  'bodies',
  'seats',
  'commitments',
  'commitment_statuses',
  'commitment_statements',
  'plans',
  'actions',
  'milestones',
  'action_statuses',
  'indicators',
  'observations',
  'rounds',
] as const;
export type Noun = (typeof nouns)[number];

export const isNoun = (text: string): text is Noun => (nouns as readonly string[]).includes(text);

export type Form = {
  fields: FormField[];
  schema: z.ZodType;
  /** Fields whose values make the reference of a new record. */
  named: string[];
  /** What a new form begins with, besides being published for everybody. */
  begins?: Typed;
};

export const forms: Record<Noun, Form> = {
  people: { fields: personFields, schema: personInput, named: ['name'] },
  organisations: { fields: organisationFields, schema: organisationInput, named: ['name'] },
  positions: { fields: positionFields, schema: positionInput, named: ['person', 'organisation'] },
  bodies: { fields: bodyFields, schema: bodyInput, named: ['name'], begins: bodyBegins },
  seats: { fields: seatFields, schema: seatInput, named: ['body', 'organisation', 'role'] },
  commitments: { fields: commitmentFields, schema: commitmentInput, named: ['title'] },
  commitment_statuses: {
    fields: commitmentStatusFields,
    schema: commitmentStatusInput,
    named: ['commitment', 'status', 'on_date'],
  },
  commitment_statements: {
    fields: commitmentStatementFields,
    schema: commitmentStatementInput,
    named: ['commitment', 'cycle'],
  },
  plans: { fields: planFields, schema: planFormInput, named: ['title'] },
  actions: { fields: actionFields, schema: actionFormInput, named: ['title'] },
  milestones: { fields: milestoneFields, schema: milestoneInput, named: ['action', 'title'] },
  action_statuses: {
    fields: actionStatusFields,
    schema: actionStatusInput,
    named: ['action', 'status', 'on_date'],
  },
  indicators: { fields: indicatorFields, schema: indicatorFormInput, named: ['title'] },
  observations: {
    fields: observationFields,
    schema: observationInput,
    named: ['indicator', 'from_on', 'source'],
  },
  rounds: { fields: roundFields, schema: roundFormInput, named: ['title'], begins: roundBegins },
};
