import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, inject, onTestFinished } from 'vitest';
import { launch } from './launch.ts';

/** How a reader looks at the product. What is left out: a desktop with scripts, in daylight. */
export type Reader = {
  screen?: 'desktop' | 'phone';
  scripts?: boolean;
  scheme?: 'light' | 'dark';
  /** Where addresses lead that have no host: to the product all journeys share, unless it is another one. */
  origin?: string;
};

const screens: Record<'desktop' | 'phone', BrowserContextOptions> = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
};

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
  return async ({ screen = 'desktop', scripts = true, scheme = 'light', origin = inject('origin') } = {}) => {
    if (!browser) throw new Error('A page is opened inside a test, not before.');
    const context = await browser.newContext({
      ...screens[screen],
      baseURL: origin,
      colorScheme: scheme,
      javaScriptEnabled: scripts,
      timezoneId: 'Asia/Kathmandu',
    });
    onTestFinished(() => context.close());
    return context.newPage();
  };
}
