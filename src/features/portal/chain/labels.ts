import { basisLabels } from '#features/frameworks/labels.ts';
import type { Node } from '#features/portal/chain/rules.ts';
import type { MessageKey, Say } from '#lib/i18n/messages.ts';

/** How a record was reached, in words: "led to", "is served by (as the text says)". */
export function hopWords({ hop, back, basis }: NonNullable<Node['by']>, say: Say): string {
  const key: MessageKey = `chain_${hop}${back ? '_back' : ''}`;
  return basis === null ? say(key) : `${say(key)} (${say(basisLabels[basis])})`;
}
