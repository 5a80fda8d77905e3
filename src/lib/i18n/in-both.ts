import { langs } from './lang.ts';
import { sayIn, type MessageKey } from './messages.ts';

/** Asked for each cell of a list, and the same each time. */
const kept = new Map<MessageKey, string>();

/** A message in both languages: "Pledge · অঙ্গীকার". What is the same in both stands once. */
export function inBoth(label: MessageKey): string {
  const found = kept.get(label) ?? [...new Set(langs.map((lang) => sayIn(lang)(label)))].join(' · ');
  kept.set(label, found);
  return found;
}
