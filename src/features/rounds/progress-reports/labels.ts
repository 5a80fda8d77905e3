import type { ActionState, ReportInput, ReportStep } from '#features/rounds/progress-reports/schema.ts';
import { allFields } from '#features/rounds/progress-reports/rules.ts';
import { unitBefore } from '#lib/dates.ts';
import { formatDate, formatNumber } from '#lib/i18n/format.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { MessageKey, Say } from '#lib/i18n/messages.ts';
import { textIn, type Translated } from '#lib/translated.ts';
import type { StatusTone } from '#lib/ui/status.ts';

/** The word and the look of where a report is. */
export const stepLabels: Record<ReportStep, { word: MessageKey; tone: StatusTone }> = {
  drafted: { word: 'report_step_drafted', tone: 'planned' },
  submitted: { word: 'report_step_submitted', tone: 'current' },
  returned: { word: 'report_step_returned', tone: 'late' },
  'approved-1': { word: 'report_step_approved_1', tone: 'current' },
  approved: { word: 'report_step_approved', tone: 'done' },
  published: { word: 'report_step_published', tone: 'done' },
};

export const actionStateLabels: Record<ActionState, { word: MessageKey; tone: StatusTone }> = {
  'not-started': { word: 'report_status_not_started', tone: 'planned' },
  'under-way': { word: 'report_status_under_way', tone: 'current' },
  delayed: { word: 'report_status_delayed', tone: 'late' },
  completed: { word: 'report_status_completed', tone: 'done' },
  suspended: { word: 'report_status_suspended', tone: 'withdrawn' },
  cancelled: { word: 'report_status_cancelled', tone: 'withdrawn' },
};

const wholeLabels: Record<string, MessageKey> = {
  [allFields]: 'report_whole',
  done: 'report_done',
  obstacles: 'report_obstacles',
  next_steps: 'report_next_steps',
  status: 'report_status',
  spent: 'report_spent',
  proofs: 'report_proofs',
  evidence: 'field_evidence',
};

type About = {
  input: ReportInput;
  milestones: readonly { ref: string; title: Translated }[];
  /** What indicators are called, by reference. */
  indicators?: ReadonlyMap<string, Translated>;
};

/** What a field of a report is called: "What was done", "Value 7", a milestone by its title. */
export function fieldName(field: string, about: About, { lang, say }: { lang: Lang; say: Say }): string {
  const label = wholeLabels[field];
  if (label) return say(label);
  const [, kind, name = ''] = /^(milestone|value)-(.+)$/u.exec(field) ?? [];
  if (kind === 'milestone') {
    const found = about.milestones.find(({ ref }) => ref === name);
    return say('report_milestone_named', { title: found ? textIn(found.title, lang) : name });
  }
  const value = about.input.values.find(({ number }) => String(number) === name);
  const title = value && about.indicators?.get(value.indicator);
  const number = formatNumber(Number(name), lang);
  return title
    ? say('report_value_named', { n: number, title: textIn(title, lang) })
    : say('report_value_n', { n: number });
}

/** The period a value counts, in words. */
export const periodOf = ({ from_on, until_on }: { from_on: string; until_on: string }, lang: Lang) =>
  `${formatDate(from_on, lang)} – ${formatDate(unitBefore(until_on), lang)}`;
