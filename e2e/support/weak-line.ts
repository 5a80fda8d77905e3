import type { Page } from 'playwright-core';

/** Opens the page again on a line that does not bring its scripts; what comes back lets them arrive. */
export async function reloadWithoutScripts(page: Page): Promise<() => void> {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  await page.route('**/_app/**/*.js', async (route) => {
    await arrived;
    await route.continue();
  });
  await page.reload({ waitUntil: 'commit' });
  return arrive;
}
