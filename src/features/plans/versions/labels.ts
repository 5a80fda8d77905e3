import { partnerRoleLabels } from '#features/plans/actions/labels.ts';
import { moneyKindLabels, moneyWords } from '#features/plans/money/labels.ts';
import { moneyKinds } from '#features/plans/money/schema.ts';
import { partnerRoles, type PartnerRole } from '#features/plans/schema.ts';
import { isPartialDate } from '#lib/dates.ts';
import type { Language } from '#lib/i18n/context.ts';
import { formatDate, formatDigits, formatNumber } from '#lib/i18n/format.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';
import { textIn, type Translated } from '#lib/translated.ts';
import type { ActionDifference, PlanStage } from './rules.ts';

/** Where a plan is in its life, in words. */
export const stageLabels: Record<PlanStage, MessageKey> = {
  draft: 'plan_stage_draft',
  adopted: 'plan_stage_adopted',
  revised: 'plan_stage_revised',
  closed: 'plan_stage_closed',
};

export const differenceLabels: Record<ActionDifference['what'], MessageKey> = {
  added: 'plan_difference_added',
  removed: 'plan_difference_removed',
  changed: 'plan_difference_changed',
};

/** The name of a frozen field. */
export const frozenLabels: Record<string, MessageKey> = {
  title: 'field_title',
  description: 'field_description',
  sort: 'field_sort',
  from_on: 'field_from_on',
  until_on: 'field_until_on',
  parent: 'field_parent_id',
  body: 'field_body_id',
  organisation: 'field_organisation_id',
  gender_marker: 'field_gender_marker',
  rights_marker: 'field_rights_marker',
  target_amount: 'field_target_amount',
  target_unit: 'field_target_unit',
  partners: 'field_action_partners',
  places: 'field_action_places',
  items: 'form_items',
  commitments: 'field_action_commitments',
  money: 'field_action_money',
  milestones: 'action_milestones',
};

type Named = { name?: unknown; role?: unknown; due_on?: unknown };
type Money = { kind?: unknown; year?: unknown; amount?: unknown; currency?: unknown };

const isTranslated = (value: object): value is Translated => 'source' in value && 'status' in value;

/** A frozen value in words: a text, a date, a number, the name of a record, a list of these; a dash for nothing. */
export function frozenWords(field: string, value: unknown, language: Language): string {
  const { lang } = language;
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return value.map((one) => frozenWords(field, one, language)).join('; ');
  if (typeof value === 'number') return formatNumber(value, lang);
  if (typeof value === 'string') return isPartialDate(value) ? formatDate(value, lang) : value;
  if (typeof value !== 'object') return '';
  if (isTranslated(value)) return textIn(value, lang);
  return field === 'money' ? moneyIn(value, language) : namedIn(value, language);
}

/** What an action was called in a frozen state. */
export function frozenTitle(fields: Record<string, unknown> | null, language: Language): string {
  return frozenWords('title', fields?.['title'], language);
}

function namedIn({ name, role, due_on }: Named, language: Language): string {
  const isRole = (code: unknown): code is PartnerRole => partnerRoles.some((one) => one === code);
  const parts = [
    frozenWords('name', name, language),
    ...(isRole(role) ? [language.say(partnerRoleLabels[role])] : []),
    ...(typeof due_on === 'string' ? [formatDate(due_on, language.lang)] : []),
  ];
  return parts.join(', ');
}

function moneyIn({ kind, year, amount, currency }: Money, language: Language): string {
  const found = moneyKinds.find((one) => one === kind);
  return [
    formatDigits(String(year), language.lang),
    found ? language.say(moneyKindLabels[found]) : '',
    moneyWords(Number(amount), String(currency), language),
  ].join(' ');
}
