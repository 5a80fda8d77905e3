import type { ItemInput } from './schema.ts';

type Addressed = Pick<ItemInput, 'framework' | 'kind' | 'code'> & { parent?: string | undefined };

/**
 * Where an item is shown (without the language): objectives have a page each, their actions an anchor on it,
 * principles one page together, everything else the page of its framework.
 */
export function itemPath(item: Addressed): string {
  if (item.framework === 'gcm' && item.kind === 'objective') return `/objectives/${item.code}`;
  if (item.framework === 'gcm' && item.kind === 'action') {
    return `/objectives/${(item.parent ?? '').replace('gcm-', '')}#${item.code}`;
  }
  if (item.framework === 'gcm' && item.kind === 'principle') return `/principles#${item.code}`;
  if (item.framework === 'gcm' && item.kind === 'cluster') return `/objectives#cluster-${item.code}`;
  return `/frameworks/${item.framework}#${item.code}`;
}
