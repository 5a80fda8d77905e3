import type { Language } from '#lib/i18n/context.ts';
import { formatDigits } from '#lib/i18n/format.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';
import type { StatusTone } from '#lib/ui/status.ts';
import type {
  CommitmentKind,
  CommitmentStatus,
  Nature,
  Participation,
  PartyRole,
  Relation,
  Response,
} from './schema.ts';

/** The word for a kind of commitment. */
export const commitmentKindLabels: Record<CommitmentKind, MessageKey> = {
  pledge: 'commitment_kind_pledge',
  recommendation: 'commitment_kind_recommendation',
  'agenda-point': 'commitment_kind_agenda_point',
  'declaration-paragraph': 'commitment_kind_declaration_paragraph',
  'national-plan': 'commitment_kind_national_plan',
  standing: 'commitment_kind_standing',
  general: 'commitment_kind_general',
};

type StatusLabel = { word: MessageKey; tone: StatusTone };

/** The word and the look of a commitment's status; without a step on record there is none. */
export const commitmentStatusLabels: Record<CommitmentStatus, StatusLabel> = {
  made: { word: 'commitment_status_made', tone: 'planned' },
  'under-way': { word: 'commitment_status_under_way', tone: 'current' },
  'in-part': { word: 'commitment_status_in_part', tone: 'current' },
  fulfilled: { word: 'commitment_status_fulfilled', tone: 'done' },
  'not-fulfilled': { word: 'commitment_status_not_fulfilled', tone: 'late' },
  lapsed: { word: 'commitment_status_lapsed', tone: 'withdrawn' },
};

export const noStatusLabel: StatusLabel = { word: 'commitment_status_none', tone: 'notReported' };

/** "3 fulfilled": how many commitments stand where. */
export const countLabels: Record<CommitmentStatus | 'none', MessageKey> = {
  made: 'commitments_count_made',
  'under-way': 'commitments_count_under_way',
  'in-part': 'commitments_count_in_part',
  fulfilled: 'commitments_count_fulfilled',
  'not-fulfilled': 'commitments_count_not_fulfilled',
  lapsed: 'commitments_count_lapsed',
  none: 'commitments_count_none',
};

/** What an organisation is to a commitment. */
export const partyRoleLabels: Record<PartyRole, MessageKey> = {
  maker: 'commitment_role_maker',
  lead: 'commitment_role_lead',
  supporting: 'commitment_role_supporting',
};

/** How a commitment stands to another: read from it, and read from the other one. */
export const relationLabels: Record<Relation, { out: MessageKey; back: MessageKey }> = {
  answers: { out: 'commitment_answers', back: 'commitment_answered_by' },
  repeats: { out: 'commitment_repeats', back: 'commitment_repeated_by' },
  replaces: { out: 'commitment_replaces', back: 'commitment_replaced_by' },
  matches: { out: 'commitment_matches', back: 'commitment_matched_by' },
  'part-of': { out: 'commitment_part_of', back: 'commitment_has_part' },
};

/** The State's answer to a recommendation. */
export const responseLabels: Record<Response, StatusLabel> = {
  supported: { word: 'commitment_response_supported', tone: 'done' },
  'in-part': { word: 'commitment_response_in_part', tone: 'current' },
  noted: { word: 'commitment_response_noted', tone: 'planned' },
};

export const participationLabels: Record<Participation, MessageKey> = {
  individual: 'commitment_participation_individual',
  joint: 'commitment_participation_joint',
  matching: 'commitment_participation_matching',
};

/** What a commitment puts in. */
export const natureLabels: Record<Nature, MessageKey> = {
  financial: 'commitment_nature_financial',
  human: 'commitment_nature_human',
  process: 'commitment_nature_process',
  policy: 'commitment_nature_policy',
};

/** The review cycles the register knows the words for; of any other only the digits are turned. */
const cycleNames: Record<string, MessageKey> = { IMRF: 'cycle_imrf', UPR: 'cycle_upr' };

const seriesNames: Record<string, MessageKey> = { IMRF: 'cycle_series_imrf', UPR: 'cycle_series_upr' };

/** What a series of review cycles is called in full. */
export function seriesWords(series: string, { lang, say }: Pick<Language, 'lang' | 'say'>): string {
  const key = seriesNames[series];
  return key ? say(key) : formatDigits(series, lang);
}

/** "UPR 3" in the words of the reader's language. */
export function cycleWords(cycle: string, { lang, say }: Pick<Language, 'lang' | 'say'>): string {
  const [, name = '', number = ''] = /^(\w+) (\d+)$/u.exec(cycle) ?? [];
  const key = cycleNames[name];
  return key ? say(key, { n: formatDigits(number, lang) }) : formatDigits(cycle, lang);
}
