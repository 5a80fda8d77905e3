import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject, onTestFinished } from 'vitest';
import { findChromium } from '../../scripts/test/find-command.mjs';

/** How a reader looks at the product. What is left out: a desktop with scripts, in daylight. */
export type Reader = {
  screen?: 'desktop' | 'phone';
  scripts?: boolean;
  scheme?: 'light' | 'dark';
};

const screens: Record<'desktop' | 'phone', BrowserContextOptions> = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
};

/** In a container there is no user namespace for the sandbox and little shared memory. */
const flags = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];

/** Starts the browser named in CHROMIUM, or the system's. Throws when there is none. */
export async function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error('There is no Chromium here: install it, or put its path into CHROMIUM.');
  return chromium.launch({ executablePath, args: flags });
}

/**
 * One browser for the tests of a file. Call it once at the top.
 * @returns opens a page as a new reader, without anybody's cookies; it is closed when the test ends
 */
export function useBrowser(): (reader?: Reader) => Promise<Page> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
  });
  return async ({ screen = 'desktop', scripts = true, scheme = 'light' } = {}) => {
    if (!browser) throw new Error('A page is opened inside a test, not before.');
    const context = await browser.newContext({
      ...screens[screen],
      baseURL: inject('origin'),
      colorScheme: scheme,
      javaScriptEnabled: scripts,
      timezoneId: 'Asia/Kathmandu',
    });
    onTestFinished(() => context.close());
    return context.newPage();
  };
}
