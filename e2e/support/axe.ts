import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** WCAG 2.2 AA contains all earlier versions and level A. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What stands in the way of somebody with a disability on this page, by WCAG 2.2 AA, as far as axe can tell.
 * @returns one line per rule: what is wrong, where (first three places), where to read about it
 */
export async function barriers(page: Page): Promise<string[]> {
  // Legacy mode: axe else opens a page of its own to gather the findings from frames, which we do not have.
  const axe = new AxeBuilder({ page }).options({ preload: false }).withTags(tags).setLegacyMode();
  await page.evaluate(replaceTimers);
  const { violations } = await axe.analyze();
  await page.evaluate(restoreTimers);
  return violations.map(({ help, nodes, helpUrl }) => {
    const places = nodes.slice(0, 3).map((node) => node.target.join(' '));
    const more = nodes.length > 3 ? ` and ${String(nodes.length - 3)} more` : '';
    return `${help}: ${places.join(', ')}${more} (${helpUrl})`;
  });
}

/**
 * Where the reader has scripts off, Chromium never fires a timer, not even for a tool from outside, and axe yields with
 * a timer of 0 ms between its rules. A promise still works, so those become promises; longer ones only guard loading.
 */
function replaceTimers(): void {
  const soon = (work: () => void, delay = 0): number => {
    if (delay === 0) void Promise.resolve().then(work);
    return 0;
  };
  Object.assign(globalThis, { setTimeout: soon, setTimeoutBefore: setTimeout });
}

function restoreTimers(): void {
  const before: unknown = Reflect.get(globalThis, 'setTimeoutBefore');
  Object.assign(globalThis, { setTimeout: before });
}
