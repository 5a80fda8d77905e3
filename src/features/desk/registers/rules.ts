import { forms, type Noun } from '#features/desk/schema.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';

/** Records of one kind that belong to a record of another; `field` of their form names it. */
export type Part = { noun: Noun; of: Noun; field: string };

const parts: readonly Part[] = [
  { noun: 'positions', of: 'people', field: 'person' },
  { noun: 'positions', of: 'organisations', field: 'organisation' },
  { noun: 'seats', of: 'bodies', field: 'body' },
  { noun: 'commitment_statuses', of: 'commitments', field: 'commitment' },
  { noun: 'commitment_statements', of: 'commitments', field: 'commitment' },
  { noun: 'actions', of: 'plans', field: 'plan' },
  { noun: 'actions', of: 'actions', field: 'parent' },
  { noun: 'milestones', of: 'actions', field: 'action' },
  { noun: 'action_statuses', of: 'actions', field: 'action' },
  { noun: 'observations', of: 'indicators', field: 'indicator' },
  { noun: 'rounds', of: 'plans', field: 'plan' },
];

/** What belongs to a record of a kind. */
export const partsOf = (noun: Noun): Part[] => parts.filter(({ of }) => of === noun);

/** To what a list is narrowed by its address: /desk/seats?body=… */
export function partIn(noun: Noun, address: URLSearchParams): (Part & { ref: string }) | null {
  for (const part of parts.filter((one) => one.noun === noun)) {
    const ref = address.get(part.field);
    if (ref) return { ...part, ref };
  }
  return null;
}

/** The column by which a part names what it belongs to. */
export function columnOf({ noun, field }: Part): string {
  const found = forms[noun].fields.find(({ name }) => name === field);
  return found?.column ?? field;
}

/** What tells records of a kind apart beside their title: a choice of the form, a date, a number. */
export const told: Partial<Record<Noun, { code?: string; date?: string; value?: string }>> = {
  positions: { date: 'from_on' },
  seats: { code: 'role', date: 'from_on' },
  commitments: { code: 'kind', date: 'made_on' },
  commitment_statuses: { code: 'status', date: 'on_date' },
  commitment_statements: { date: 'on_date' },
  plans: { date: 'from_on' },
  actions: { date: 'from_on' },
  milestones: { date: 'due_on' },
  action_statuses: { code: 'status', date: 'on_date' },
  observations: { code: 'sex', date: 'from_on', value: 'value' },
  rounds: { date: 'due_on' },
};

/** The word for a code of a record, as its form has it. */
export function codeLabel(noun: Noun, code: string): MessageKey | null {
  const field = forms[noun].fields.find(({ name }) => name === told[noun]?.code);
  const choice = field?.kind === 'choice' && field.choices.find(({ value }) => value === code);
  return choice ? choice.label : null;
}
