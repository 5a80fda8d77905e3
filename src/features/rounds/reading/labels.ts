import { actionStateLabels, fieldName, periodOf } from '#features/rounds/progress-reports/labels.ts';
import type { ReportInput, ReportValue } from '#features/rounds/progress-reports/schema.ts';
import { formatDate, formatNumber } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Say } from '#lib/i18n/messages.ts';
import { textIn, type Translated } from '#lib/translated.ts';

/** One field of a report as people read it. */
export type Line = {
  field: string;
  name: string;
  /** A text of the report, or what else stands there in words. */
  said: Translated | string;
  /** Addresses of proofs. */
  links: readonly string[];
  /** What the report before said of the same, where there is one and it differs; '' for nothing. */
  before: string | null;
};

type About = {
  input: ReportInput;
  /** The last approved report before this one. */
  previous: ReportInput | null;
  milestones: readonly { ref: string; title: Translated }[];
  indicators: ReadonlyMap<string, Translated>;
};

/** A report in full, field by field, with what changed since the one before. What is not said is left out. */
export function linesOf(about: About, language: { lang: Lang; say: Say }): Line[] {
  const { input, previous } = about;
  const fields = fieldsIn(input);
  return fields.flatMap((field): Line[] => {
    const said = saidOf(input, field, language);
    if (said === null) return [];
    const was =
      previous && wordsOf(saidOf(previous, sameIn(previous, input, field), language), language.lang);
    const isSame = was === null || was === wordsOf(said, language.lang);
    return [
      {
        field,
        name: fieldName(field, about, language),
        said,
        links: field === 'proofs' ? input.proofs : [],
        before: isSame ? null : was,
      },
    ];
  });
}

const fieldsIn = ({ milestones, values }: ReportInput): string[] => [
  ...['done', 'obstacles', 'next_steps', 'status'],
  ...milestones.map(({ milestone }) => `milestone-${milestone}`),
  ...values.map(({ number }) => `value-${String(number)}`),
  ...['spent', 'proofs', 'evidence'],
];

/** The same field in another report: a value is the same when it is of the same indicator. */
function sameIn(other: ReportInput, input: ReportInput, field: string): string {
  const value = valueIn(input, field);
  if (!value) return field;
  const same = other.values.find(({ indicator }) => indicator === value.indicator);
  return same ? `value-${String(same.number)}` : 'value-0';
}

const valueIn = ({ values }: ReportInput, field: string): ReportValue | undefined =>
  values.find(({ number }) => field === `value-${String(number)}`);

/** A value with its period, in words: the number, from when to when, and the remark. */
function valueWords({ value, note, ...period }: ReportValue, lang: Lang): string {
  const remark = note ? ` · ${textIn(note, lang)}` : '';
  return `${formatNumber(value, lang)} (${periodOf(period, lang)})${remark}`;
}

const wordsOf = (said: Translated | string | null, lang: Lang) =>
  said === null ? '' : typeof said === 'string' ? said : textIn(said, lang);

/** What a report says in one field; null where it says nothing. */
function saidOf(
  input: ReportInput,
  field: string,
  language: { lang: Lang; say: Say },
): Translated | string | null {
  const { lang } = language;
  const reached = input.milestones.find(({ milestone }) => field === `milestone-${milestone}`)?.reached_on;
  if (reached) return formatDate(reached, lang);
  const value = valueIn(input, field);
  return value ? valueWords(value, lang) : (plainOf(input, language)[field] ?? null);
}

function plainOf(
  { done, obstacles, next_steps, status, proofs, evidence, ...spent }: ReportInput,
  { lang, say }: { lang: Lang; say: Say },
): Record<string, Translated | string | null | undefined> {
  const { spent_amount: amount, spent_currency: currency = '' } = spent;
  return {
    done,
    obstacles,
    next_steps,
    status: status && say(actionStateLabels[status].word),
    spent: amount === undefined ? null : `${formatNumber(amount, lang)} ${currency}`,
    proofs: proofs.join('\n') || null,
    evidence: evidence.join(', ') || null,
  };
}

/** A value of the history in a line, whatever kind of field it is. */
export function historyWords(value: unknown, { lang, say }: { lang: Lang; say: Say }): string {
  if (value === null || value === undefined) return say('report_nothing');
  if (typeof value === 'number') return formatNumber(value, lang);
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object') return textIn(value as Translated, lang);
  const state = Object.entries(actionStateLabels).find(([code]) => code === value);
  return state ? say(state[1].word) : JSON.stringify(value).replace(/^"|"$/gu, '');
}
