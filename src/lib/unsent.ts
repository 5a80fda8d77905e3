const unsent = new WeakSet<object>();

/**
 * Marks data of a page that ships no script. SvelteKit writes all of a page's data down for one before it knows that
 * there is none, which takes about as long as drawing the page. Marked data it passes over (src/hooks.ts).
 */
export function keepUnsent(data: unknown): void {
  if (typeof data === 'object' && data !== null) unsent.add(data);
}

export const isUnsent = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && unsent.has(data);
