import { isMessageKey, type MessageKey } from '#lib/i18n/messages.ts';

/** What kind of record this is: "Organisation"; for an item of a framework what the framework calls it. */
export function kindLabel(kind: string, itemKind: string | null = null): MessageKey {
  const key = itemKind === null ? `record_kind_${kind}` : `record_kind_item_${itemKind}`;
  return isMessageKey(key) ? key : 'record_kind_other';
}

/** Records of this kind: "Organisations". */
export function kindsLabel(kind: string): MessageKey {
  const key = `record_kinds_${kind}`;
  return isMessageKey(key) ? key : 'record_kinds_other';
}
