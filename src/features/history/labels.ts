import type { actions, doors } from '#features/history/schema.ts';
import { formatDate, formatNumber } from '#lib/i18n/format.ts';
import { isPartialDate } from '#lib/dates.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { isMessageKey, type MessageKey, type Say } from '#lib/i18n/messages.ts';
import { textIn, type Translated } from '#lib/translated.ts';

export const actionLabels: Record<(typeof actions)[number], MessageKey> = {
  create: 'history_action_create',
  change: 'history_action_change',
  publish: 'history_action_publish',
  withdraw: 'history_action_withdraw',
  archive: 'history_action_archive',
  restore: 'history_action_restore',
  erase: 'history_action_erase',
};

export const doorLabels: Record<(typeof doors)[number], MessageKey> = {
  form: 'history_door_form',
  workbook: 'history_door_workbook',
  api: 'history_door_api',
  job: 'history_door_job',
  'command-line': 'history_door_command_line',
  pack: 'history_door_pack',
};

/** What was read that asks to be remembered. */
export const readLabels = {
  account: 'history_reads_account',
  export: 'history_reads_export',
  file: 'history_reads_file',
  history: 'history_reads_history',
  page: 'history_reads_page',
} as const satisfies Record<string, MessageKey>;

/** What a column of a record is called; one that has no name for people is called as it is. */
export function fieldName(column: string, say: Say): string {
  const key = `field_${column}`;
  return isMessageKey(key) ? say(key) : column;
}

/** A record that another one names by its database id. */
export type Named = { title: Translated };
export type Context = {
  lang: Lang;
  say: Say;
  /** The record a column's id means. */
  named: (column: string, id: number) => Named | undefined;
};

/** A value of the history in words: one text, or one for each language. */
export type Said = string | Partial<Record<Lang, string>>;

/** What a value says in one language; nothing where it is the same in all. */
export function saidIn(value: Said, lang: Lang): string {
  return typeof value === 'string' ? '' : (value[lang] ?? '');
}

function isTranslated(value: unknown): value is Translated {
  return typeof value === 'object' && value !== null && 'source' in value && 'status' in value;
}

/** What a column held, in words of the reader; texts of the record in both languages. */
export function said(column: string, value: unknown, context: Context): Said {
  if (isTranslated(value))
    return { ...(value.en ? { en: value.en } : {}), ...(value.bn ? { bn: value.bn } : {}) };
  if (Array.isArray(value)) return value.map((part) => plain(column, part, context)).join('\n');
  return plain(column, value, context);
}

function plain(column: string, value: unknown, context: Context): string {
  const { lang, say } = context;
  if (column === 'published_at' || typeof value === 'boolean') return say(value ? 'form_yes' : 'form_no');
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return numberIn(column, value, context);
  if (typeof value === 'string') return stringIn(column, value, { lang, say });
  if (isTranslated(value)) return textIn(value, lang);
  return Object.entries(value as Record<string, unknown>)
    .map(([part, inner]) => plain(part, inner, context))
    .filter(Boolean)
    .join(' · ');
}

function numberIn(column: string, value: number, { lang, named }: Context): string {
  if (!column.endsWith('_id')) return formatNumber(value, lang);
  const record = named(column, value);
  return record ? textIn(record.title, lang) : `#${String(value)}`;
}

function stringIn(column: string, value: string, { lang, say }: Pick<Context, 'lang' | 'say'>): string {
  if (column === 'archived_at') return formatDate(value.slice(0, 10), lang);
  const isDate: boolean = isPartialDate(value);
  if (isDate) return formatDate(value, lang);
  const key = codeKey(column, value);
  return isMessageKey(key) ? say(key) : value;
}

/** Columns whose codes have a word, with what the key of the word begins with; a column of several kinds has several. */
const codeWords: Record<string, readonly string[]> = {
  visibility: ['form_visibility_'],
  role: ['seat_role_', 'commitment_role_', 'partner_role_'],
  capacity: ['form_capacity_'],
  kind: ['body_kind_', 'commitment_kind_', 'plan_kind_', 'money_kind_'],
  erased: ['field_'],
  status: ['commitment_status_', 'action_status_'],
  last_step: ['report_step_'],
  response: ['commitment_response_'],
  participation: ['commitment_participation_'],
  relation: ['commitment_', 'action_relation_'],
  external_scheme: ['external_scheme_'],
  basis: ['basis_'],
  direction: ['indicator_direction_'],
  theme: ['indicator_theme_'],
  qualifier: ['indicator_qualifier_'],
  sex: ['indicator_sex_'],
};

/** The key of the word for a code, where it has one. */
function codeKey(column: string, value: string): string {
  const keys = (codeWords[column] ?? []).map((prefix) => prefix + value.replaceAll('-', '_'));
  return keys.find(isMessageKey) ?? '';
}

/** How a page finds again what a record is called that an entry names by its id. */
export const nameKey = (kind: string, column: string, id: number) => `${kind} ${column} ${String(id)}`;

/** One field of an entry, before and after, in words. */
export type FieldChange = { column: string; name: string; before: Said; after: Said };

/** The fields an entry changed, in words; those that say the same before and after are left out. */
export function changesOf(
  { kind, before, after }: { kind: string; before: Record<string, unknown>; after: Record<string, unknown> },
  titles: Record<string, Translated>,
  { lang, say }: { lang: Lang; say: Say },
): FieldChange[] {
  const named = (column: string, id: number) => {
    const title = titles[nameKey(kind, column, id)];
    return title && { title };
  };
  const context = { lang, say, named };
  return Object.keys({ ...before, ...after })
    .map((column) => ({
      column,
      name: fieldName(column, say),
      before: column in before ? said(column, before[column], context) : '',
      after: said(column, after[column], context),
    }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}
