import type { Language } from '#lib/i18n/context.ts';
import { formatNumber } from '#lib/i18n/format.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';
import type { MoneyKind } from './schema.ts';

export const moneyKindLabels: Record<MoneyKind, MessageKey> = {
  required: 'money_kind_required',
  available: 'money_kind_available',
  spent: 'money_kind_spent',
};

/** An amount with its currency: "12,50,000 BDT". Amounts of money are told to two places at most. */
export function moneyWords(amount: number, currency: string, { lang }: Pick<Language, 'lang'>): string {
  return `${formatNumber(amount, lang, Number.isInteger(amount) ? 0 : 2)} ${currency}`;
}
