import { commitmentStatusFields } from '#features/commitments/schema.ts';
import { forms, type Noun } from '#features/desk/schema.ts';
import { controlsOf, rowCount, spareRows, type FormField, type Typed } from '#lib/forms/fields.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';

/** What is done to several records: one field set, one row added, a step added to each, or all archived. */
export type BatchWork =
  | { does: 'set'; field: FormField }
  | { does: 'add'; field: RowsField }
  | { does: 'step'; noun: Noun; owner: string; fields: FormField[] }
  | { does: 'archive' };
type RowsField = FormField & { kind: 'rows' };

/** `name` stands in addresses. */
export type Offer = { name: string; label: MessageKey; work: BatchWork };

const settable = new Set(['choice', 'choices', 'reference', 'yes', 'date', 'line']);

/** Kinds of record that get a step each: its form without the record it belongs to. */
const steps: Partial<Record<Noun, BatchWork>> = {
  commitments: {
    does: 'step',
    noun: 'commitment_statuses',
    owner: 'commitment',
    fields: commitmentStatusFields.filter(({ name }) => name !== 'commitment'),
  },
};

/**
 * What can be done to several records of a kind at once. What names a record is its own; so are its texts: those differ
 * from record to record.
 */
export function offersFor(noun: Noun): Offer[] {
  const { fields, named } = forms[noun];
  const step = steps[noun];
  const own = fields.flatMap((field): Offer[] => {
    const { name, label } = field;
    if (named.includes(name)) return [];
    if (settable.has(field.kind)) return [{ name, label, work: { does: 'set', field } }];
    const isLink = field.kind === 'rows' && field.row.some((cell) => cell.kind === 'reference');
    return isLink ? [{ name, label, work: { does: 'add', field } }] : [];
  });
  return [
    ...(step ? [{ name: 'step', label: 'batch_step' as const, work: step }] : []),
    ...own,
    { name: 'archive', label: 'desk_archive', work: { does: 'archive' } },
  ];
}

/** What an address asks for, if it is offered for the kind. */
export function offerNamed(noun: Noun, name: string | null): Offer | null {
  return offersFor(noun).find((offer) => offer.name === name) ?? null;
}

const reasonField: FormField = {
  name: 'reason',
  kind: 'line',
  label: 'desk_reason',
  hint: 'desk_reason_hint',
};

/** What the form of a batch asks. */
export function fieldsOf(work: BatchWork): FormField[] {
  if (work.does === 'set') return [work.field];
  if (work.does === 'add') return work.field.row;
  return work.does === 'step' ? work.fields : [reasonField];
}

/** What the form of a batch begins with. */
export const batchBegins = (work: BatchWork): Typed =>
  work.does === 'step' || (work.does === 'set' && work.field.name === 'published')
    ? { visibility: 'public', published: 'yes' }
    : {};

/** The form of a record with one field set as the batch says, or as it stands where it is so already. */
export function withField(field: FormField, standing: Typed, given: Typed): Typed {
  const controls = controlsOf(field);
  const set: Typed = Object.fromEntries(controls.map((name) => [name, given[name] ?? '']));
  const isSame = controls.every((name) => (standing[name] ?? '') === set[name]);
  return isSame ? standing : { ...standing, ...set };
}

/** The form of a record with one more row, or as it stands where it has that row already. */
export function withRow(field: RowsField, standing: Typed, given: Typed): Typed {
  const count = rowCount(field, standing) - spareRows;
  const cell = (at: number, name: string) => `${field.name}.${String(at)}.${name}`;
  const once = field.once ?? field.row.map(({ name }) => name);
  const has = Array.from({ length: Math.max(0, count) }, (_, at) =>
    once.every((name) => (standing[cell(at, name)] ?? '') === (given[name] ?? '')),
  );
  if (has.includes(true)) return standing;
  const row: Typed = Object.fromEntries(
    field.row.map(({ name }) => [cell(Math.max(0, count), name), given[name] ?? '']),
  );
  return { ...standing, ...row };
}

/** A record's form as a batch that changes it leaves it. */
export function typedAfter(work: BatchWork, standing: Typed, given: Typed): Typed {
  if (work.does === 'set') return withField(work.field, standing, given);
  return work.does === 'add' ? withRow(work.field, standing, given) : standing;
}
