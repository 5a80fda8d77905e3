import { langs, type Lang } from './lang.ts';
import { sayIn, type MessageKey } from './messages.ts';

/** A message in both languages, or those that are told: "Pledge · অঙ্গীকার". What is the same in both stands once. */
export function inBoth(label: MessageKey, spoken: readonly Lang[] = langs): string {
  return [...new Set(spoken.map((lang) => sayIn(lang)(label)))].join(' · ');
}
