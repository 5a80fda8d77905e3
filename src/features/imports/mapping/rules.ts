import { isText, type FormField } from '#lib/forms/fields.ts';
import { dateIn, latinDigits } from '#lib/forms/written-dates.ts';
import { isPartialDate } from '#lib/dates.ts';
import type { MessageKey, Say } from '#lib/i18n/messages.ts';

/**
 * A place in a form that a column can go to: `title` in the language a cell is in, `title.en`, `cycle`, or
 * `parties|role=lead` for rows of the form, one for each name in the cell.
 */
export type Target = {
  id: string;
  field: FormField;
  lang?: 'en' | 'bn';
  with?: { name: string; value: string };
};

/** The column by which a row is known again; it may also be a field of the form (`external_ref`). */
export const keyTarget = 'key';

/** All places of a form. */
export function targetsOf(fields: readonly FormField[]): Target[] {
  return fields.flatMap((field): Target[] => {
    if (field.kind === 'choices') return [];
    if (field.kind === 'rows') return rowTargets(field);
    if (!isText(field)) return [{ id: field.name, field }];
    const langs = ['en', 'bn'] as const;
    return [
      { id: field.name, field },
      ...langs.map((lang) => ({ id: `${field.name}.${lang}`, field, lang })),
    ];
  });
}

/** Rows of one name, and at most one choice beside it. */
function rowTargets(field: FormField & { kind: 'rows' }): Target[] {
  const [first, ...more] = field.row;
  const choice = more.find((cell) => cell.kind === 'choice');
  const isPlain = first?.kind === 'reference' && more.every((cell) => cell === choice || cell.optional);
  if (!isPlain) return [];
  if (choice?.kind !== 'choice') return [{ id: field.name, field }];
  return choice.choices.map(({ value }) => ({
    id: `${field.name}|${choice.name}=${value}`,
    field,
    with: { name: choice.name, value },
  }));
}

/** What a target is called: its field, with the language or the choice beside it. */
export function targetLabel(target: Target, say: Say): string {
  const label = say(target.field.label);
  if (target.lang) return `${label} (${say(target.lang === 'en' ? 'form_in_en' : 'form_in_bn')})`;
  const { field } = target;
  const cell = field.kind === 'rows' ? field.row.find(({ name }) => name === target.with?.name) : undefined;
  const chosen = cell?.kind === 'choice' && cell.choices.find(({ value }) => value === target.with?.value);
  return chosen ? `${label} (${say(chosen.label)})` : label;
}

/** A header as it is compared: small letters of either script and digits, words of camelCase apart. */
export const plain = (text: string): string =>
  text
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

/** Words by which others call our fields, by the target they most often mean; the first that a form has is taken. */
const words: readonly (readonly [string, readonly string[]])[] = [
  ['key', ['annotation id', 'annotationid', 'uhri id', 'unique id', 'id', 'identifier', 'আইডি', 'শনাক্তকরণ নম্বর']],
  ['wording', ['text', 'recommendation', 'recommendation text', 'full text', 'annotation', 'সুপারিশ', 'সুপারিশের পাঠ']],
  ['title', ['title', 'name', 'action', 'activity', 'activities', 'task', 'name of activity', 'commitment', 'pledge',
    'শিরোনাম', 'নাম', 'কার্যক্রম', 'কাজ', 'কার্যক্রমের নাম', 'কর্মসূচি', 'অঙ্গীকার']],
  ['instrument', ['document symbol', 'symbol', 'document', 'instrument', 'দলিল']],
  ['issuer', ['body', 'mechanism', 'treaty body', 'human rights mechanism', 'issuer', 'issued by']],
  ['recommending_place', ['recommending state', 'recommending country', 'recommending state entity', 'state', 'সুপারিশকারী রাষ্ট্র']],
  ['cycle', ['cycle', 'session', 'cycle session', 'upr cycle', 'পর্ব']],
  ['response', ['position', 'state position', 'response', 'status of acceptance', 'upr position', 'অবস্থান']],
  ['affected_groups', ['affected persons', 'persons affected', 'concerned persons', 'affected groups', 'groups']],
  ['items|basis=publisher-mapping', ['sdg', 'sdgs', 'sdg goals', 'sdg targets', 'goals', 'টেকসই উন্নয়ন অভীষ্ট']],
  ['made_on', ['date', 'publication date', 'date of publication', 'document publication date', 'made on', 'তারিখ']],
  ['organisation', ['responsible', 'responsible ministry', 'responsible agency', 'lead', 'lead agency', 'organisation',
    'organization', 'ministry', 'implementing agency', 'দায়িত্বপ্রাপ্ত সংস্থা', 'সংস্থা', 'বাস্তবায়নকারী সংস্থা', 'মন্ত্রণালয়', 'দায়িত্ব']],
  ['parties|role=lead', ['responsible', 'responsible ministry', 'lead', 'lead agency', 'ministry', 'দায়িত্বপ্রাপ্ত সংস্থা']],
  ['from_on', ['start', 'start date', 'from', 'begin', 'শুরু', 'শুরুর তারিখ', 'আরম্ভ']],
  ['until_on', ['end', 'end date', 'until', 'deadline', 'due', 'due date', 'finish', 'শেষ', 'শেষের তারিখ', 'সমাপ্তি', 'সময়সীমা']],
  ['description', ['description', 'details', 'বিবরণ', 'বর্ণনা']],
  ['note', ['remarks', 'remark', 'note', 'notes', 'comment', 'comments', 'মন্তব্য']],
  ['value', ['value', 'figure', 'amount', 'number', 'মান', 'সংখ্যা', 'পরিমাণ']],
  ['indicator', ['indicator', 'সূচক']],
  ['place', ['district', 'place', 'জেলা']],
  ['sex', ['sex', 'gender', 'লিঙ্গ']],
  ['plan', ['plan', 'কর্মপরিকল্পনা']],
]; // prettier-ignore

export type Column = { header: string; samples: readonly string[] };

/** For each column the target its header or its content speaks for; each target once. */
export function suggested(
  columns: readonly Column[],
  targets: readonly Target[],
  labels: ReadonlyMap<string, readonly string[]>,
): Record<string, string> {
  const ids = new Set(targets.map(({ id }) => id)).add(keyTarget);
  const scored = columns.flatMap(({ header, samples }) =>
    [...ids].map((id) => ({ header, id, score: scoreOf(id, { header, samples }, { labels, targets }) })),
  );
  const found = new Map<string, string>();
  const taken = new Set<string>();
  for (const { header, id, score } of scored.sort((a, b) => b.score - a.score)) {
    if (score < 2 || found.has(header) || taken.has(id)) continue;
    found.set(header, id);
    taken.add(id);
    // A text goes to the field as a whole or to its languages.
    for (const other of ids) if (other.startsWith(`${id}.`)) taken.add(other);
    taken.add(id.replace(/\.(en|bn)$/u, ''));
  }
  return Object.fromEntries(found);
}

type Known = { labels: ReadonlyMap<string, readonly string[]>; targets: readonly Target[] };

/** Whole header 4, its last part 3, within it 2; a content that cannot be the field's takes all away. */
function scoreOf(id: string, { header, samples }: Column, { labels, targets }: Known): number {
  const named = [...(words.find(([target]) => target === id)?.[1] ?? []), ...(labels.get(id) ?? [])].map(
    plain,
  );
  const score = likeness(header, named);
  const kind = targets.find((target) => target.id === id)?.field.kind;
  return score > 0 && canHold(kind, samples) ? score + (kind === 'date' ? 0.5 : 0) : 0;
}

function likeness(header: string, named: readonly string[]): number {
  const whole = plain(header);
  if (named.includes(whole)) return 4;
  if (named.includes(plain(header.split(' / ').at(-1) ?? ''))) return 3;
  return within(whole, named) ? 2 : 0;
}

const within = (header: string, named: readonly string[]) =>
  named.some((one) => one.length > 4 && ` ${header} `.includes(` ${one} `));

/** Could a field of this kind hold what stands in the column? Most of it has to fit. */
function canHold(kind: FormField['kind'] | undefined, samples: readonly string[]): boolean {
  const fits = fitting[kind ?? 'line'];
  const written = samples.filter(Boolean);
  return !fits || written.length === 0 || written.filter(fits).length * 2 >= written.length;
}

const fitting: Partial<Record<FormField['kind'], (text: string) => boolean>> = {
  date: (text) => isPartialDate(dateIn(text) ?? ''),
  number: (text) => /^[\d, ]+$/u.test(latinDigits(text)),
  decimal: (text) => /^-?[\d,. ]+$/u.test(latinDigits(text)),
};

/** The field chosen for a column; a header called like a property of every object means nothing by it. */
export const chosenFor = (columns: Readonly<Record<string, string>>, header: string): string =>
  Object.hasOwn(columns, header) ? (columns[header] ?? '') : '';

/** The words of a choice that others use for ours. */
const meanings: Readonly<Record<string, readonly string[]>> = {
  supported: ['accepted', 'accept', 'support', 'enjoys support', 'সমর্থিত', 'গৃহীত'],
  noted: ['not supported', 'rejected', 'not accepted', 'নোট'],
  'in-part': ['partially supported', 'partial', 'partly', 'partially accepted', 'আংশিক'],
  female: ['f', 'women', 'woman', 'নারী', 'মহিলা'],
  male: ['m', 'men', 'man', 'পুরুষ'],
};

/** The choice a word of the file means by itself: its code, its word in either language, or what others call it. */
export function choiceMeant(
  choices: readonly { value: string; label: MessageKey }[],
  text: string,
  says: readonly Say[],
): string | null {
  const wanted = plain(text);
  const found = choices.find(({ value, label }) =>
    [value, ...says.map((say) => say(label)), ...(meanings[value] ?? [])].some(
      (word) => plain(word) === wanted,
    ),
  );
  return found?.value ?? null;
}

/** The headers of a file as one text: order and new rows do not matter. */
export const signatureOf = (headers: readonly string[]): string =>
  [...headers].map(plain).sort().join('\n').slice(0, 4000);

/** What was remembered for these headers, and for those that only look differently. */
export function remembered(
  columns: Readonly<Record<string, string>>,
  headers: readonly string[],
): Record<string, string> {
  const known = new Map(Object.entries(columns).map(([header, target]) => [plain(header), target]));
  return Object.fromEntries(
    headers.flatMap((header) => {
      const target = known.get(plain(header));
      return target === undefined ? [] : [[header, target]];
    }),
  );
}
