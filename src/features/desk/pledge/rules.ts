import { cycleWords, natureLabels, participationLabels } from '#features/commitments/labels.ts';
import { pledgeLength } from '#features/commitments/schema.ts';
import type { Commitment, LinkedCommitment } from '#features/commitments/trail/server/queries.ts';
import type { Language } from '#lib/i18n/context.ts';
import { formatDate, formatDigits, formatList } from '#lib/i18n/format.ts';
import { countCharacters, lengthState, type Length } from '#lib/i18n/length.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';
import type { Translated } from '#lib/translated.ts';
import { periodWords } from '#lib/ui/period-words.ts';

/** What the form asks of a pledge, as the records have it. */
export type PledgeFacts = Pick<
  Commitment,
  | 'ref'
  | 'title'
  | 'wording'
  | 'participation'
  | 'natures'
  | 'periodFrom'
  | 'periodUntil'
  | 'target'
  | 'targetOn'
  | 'followUp'
> & {
  makers: { name: Translated; type: Translated }[];
  partners: Translated[];
  objectives: { code: string; title: Translated }[];
  principles: Translated[];
  indicators: Translated[];
  /** Pledges it matches, and earlier ones it follows up. */
  matched: PledgeLink[];
  earlier: PledgeLink[];
  country: Translated | null;
  addresses: string[];
};
type PledgeLink = Pick<LinkedCommitment, 'ref' | 'title'> & { cycle: string | null };

export const pledgeKeys = [
  'stakeholder',
  'entity',
  'contact',
  'title',
  'description',
  'participation',
  'partners',
  'matched',
  'objectives',
  'principles',
  'nature',
  'period',
  'progress',
  'country',
  'earlier',
  'links',
] as const;
export type PledgeKey = (typeof pledgeKeys)[number];

/**
 * `by-hand`: the record does not hold it, whoever sends the form types it there. `untranslated`: the record has it in the
 * other language only. `none`: empty, and that is an answer.
 */
export type PledgeState = 'ready' | 'missing' | 'untranslated' | 'short' | 'long' | 'by-hand' | 'none';

export type PledgeLine = {
  key: PledgeKey;
  label: MessageKey;
  text: string;
  state: PledgeState;
  /** Characters as people see them. */
  length: number;
  limits: Length;
  /** The field of the commitment's form that it is filled in; null where it is kept elsewhere or nowhere. */
  field: string | null;
};

type Asked = {
  label: MessageKey;
  field: string | null;
  limits?: Length;
  /** May it be left empty? */
  optional?: (facts: PledgeFacts) => boolean;
  /** Its text in the language; null where there is none in any. */
  text: (facts: PledgeFacts, language: Language) => string | null;
};

const own = (text: Translated, { lang }: Language) => text[lang] ?? '';
/** A list is whole or missing: one name without a text in the language leaves a hole in it. */
const all = (texts: readonly Translated[], language: Language, join: (texts: string[]) => string) => {
  if (texts.length === 0) return null;
  const found = texts.map((text) => own(text, language));
  return found.includes('') ? '' : join(found);
};
const listed = (texts: readonly Translated[], language: Language) =>
  all(texts, language, (found) => formatList([...new Set(found)], language.lang));
const lines = (texts: readonly Translated[], language: Language) =>
  all(texts, language, (found) => found.join('\n'));
const always = () => true;

function linkLines(links: readonly PledgeLink[], language: Language): string | null {
  const titles = links.map(({ title }) => title);
  return all(titles, language, (found) =>
    found
      .map((title, at) => {
        const { cycle, ref } = links[at] ?? { cycle: null, ref: '' };
        return `${title} (${[cycle && cycleWords(cycle, language), ref].filter(Boolean).join(', ')})`;
      })
      .join('\n'),
  );
}

/** What is to be reached, by when, and what shows it. */
function progress(facts: PledgeFacts, language: Language): string | null {
  const parts = [
    facts.target && own(facts.target, language),
    facts.targetOn && `${language.say('commitment_target_on')}: ${formatDate(facts.targetOn, language.lang)}`,
    lines(facts.indicators, language),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.includes('') ? '' : parts.join('\n');
}

const earlier = (facts: PledgeFacts, language: Language): string | null => {
  const parts = [linkLines(facts.earlier, language), facts.followUp && own(facts.followUp, language)];
  const found = parts.filter((part) => part !== null);
  return found.length === 0 ? null : found.includes('') ? '' : found.join('\n');
};

const asked: Record<PledgeKey, Asked> = {
  stakeholder: {
    label: 'pledge_stakeholder',
    field: 'parties',
    text: ({ makers }, language) =>
      listed(
        makers.map(({ type }) => type),
        language,
      ),
  },
  entity: {
    label: 'pledge_entity',
    field: 'parties',
    text: ({ makers }, language) =>
      listed(
        makers.map(({ name }) => name),
        language,
      ),
  },
  contact: { label: 'pledge_contact', field: null, text: () => null },
  title: { label: 'field_title', field: 'title', text: ({ title }, language) => own(title, language) },
  description: {
    label: 'field_description',
    field: 'wording',
    limits: pledgeLength,
    text: ({ wording }, language) => wording && own(wording, language),
  },
  participation: {
    label: 'field_participation',
    field: 'participation',
    text: ({ participation }, { say }) => participation && say(participationLabels[participation]),
  },
  partners: {
    label: 'pledge_partners',
    field: 'parties',
    optional: ({ participation }) => participation !== 'joint',
    text: ({ partners }, language) => listed(partners, language),
  },
  matched: {
    label: 'pledge_matched',
    field: 'links',
    optional: ({ participation }) => participation !== 'matching',
    text: ({ matched }, language) => linkLines(matched, language),
  },
  objectives: {
    label: 'pledge_objectives',
    field: 'items',
    text: ({ objectives }, language) =>
      all(
        objectives.map(({ title }) => title),
        language,
        (titles) =>
          titles
            .map((title, at) => `${formatDigits(objectives[at]?.code ?? '', language.lang)}. ${title}`)
            .join('\n'),
      ),
  },
  principles: {
    label: 'pledge_principles',
    field: 'items',
    text: ({ principles }, language) => lines(principles, language),
  },
  nature: {
    label: 'pledge_nature',
    field: 'natures',
    text: ({ natures }, { lang, say }) =>
      natures.length === 0
        ? null
        : formatList(
            natures.map((nature) => say(natureLabels[nature])),
            lang,
          ),
  },
  period: {
    label: 'pledge_period',
    field: 'period_from',
    text: ({ periodFrom, periodUntil }, language) =>
      (periodFrom ?? periodUntil) ? periodWords({ from: periodFrom, until: periodUntil }, language) : null,
  },
  progress: { label: 'pledge_progress', field: 'target', text: progress },
  country: {
    label: 'pledge_country',
    field: null,
    text: ({ country }, language) => country && own(country, language),
  },
  earlier: { label: 'pledge_earlier', field: 'links', optional: always, text: earlier },
  links: {
    label: 'pledge_links',
    field: 'evidence',
    optional: always,
    text: ({ addresses }) => addresses.join('\n') || null,
  },
};

/** Every field of the UN pledge form with its text in one language, what is missing, and where it is filled in. */
export function pledgeForm(facts: PledgeFacts, language: Language): PledgeLine[] {
  return pledgeKeys.map((key) => {
    const { label, field, limits = {}, optional = () => false, text } = asked[key];
    const found = text(facts, language);
    const length = countCharacters(found ?? '');
    const state = stateOf(key, { found, length, limits, isOptional: optional(facts) });
    return { key, label, text: found ?? '', state, length, limits, field };
  });
}

type Found = { found: string | null; length: number; limits: Length; isOptional: boolean };

function stateOf(key: PledgeKey, { found, length, limits, isOptional }: Found): PledgeState {
  if (key === 'contact') return 'by-hand';
  if (found === null) return isOptional ? 'none' : 'missing';
  if (found === '') return 'untranslated';
  const state = lengthState(length, limits);
  return state === 'right' ? 'ready' : state;
}

/** Is there nothing left to do in the record before the form can be filled in from it? */
export function isReady(form: readonly PledgeLine[]): boolean {
  return form.every(({ state }) => ['ready', 'none', 'by-hand'].includes(state));
}
