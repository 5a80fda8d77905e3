import type { Page } from 'playwright-core';
import { barriers } from './axe.ts';

/**
 * Opens pages one after another as one reader and collects what is wrong with each.
 * @param paths addresses below the origin, such as "/bn/bodies"
 * @returns one line per problem, beginning with the address; empty when all is well
 */
export async function walk(page: Page, paths: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  for (const path of paths) {
    const found = await visit(page, path);
    problems.push(...found.map((problem) => `${path}: ${problem}`));
  }
  return problems;
}

async function visit(page: Page, path: string): Promise<string[]> {
  const complaints = listen(page);
  const response = await page.goto(path);
  const status = response?.status() ?? 0;
  const found = [
    ...(status === 200 ? [] : [`answers ${String(status)}`]),
    ...(await pageFrame(page, path)),
    ...(await barriers(page)),
  ];
  return [...found, ...complaints.end()];
}

/** Collects what the browser complains about: script errors, refused styles, files that do not come. */
function listen(page: Page): { end: () => string[] } {
  const heard: string[] = [];
  const onConsole = (message: { type: () => string; text: () => string }) => {
    if (message.type() === 'error') heard.push(`the console says: ${message.text()}`);
  };
  const onError = (error: Error) => heard.push(`a script fails: ${error.message}`);
  page.on('console', onConsole).on('pageerror', onError);
  return {
    end: () => {
      page.off('console', onConsole).off('pageerror', onError);
      return heard;
    },
  };
}

/** What every page owes its reader: language, title, one heading, no sideways scrolling. */
async function pageFrame(page: Page, path: string): Promise<string[]> {
  const frame = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    title: document.title.trim(),
    headings: document.querySelectorAll('h1').length,
    tooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  const lang = path.split('/')[1] ?? '';
  return [
    ...(frame.lang === lang ? [] : [`its language is "${frame.lang}", its address says "${lang}"`]),
    ...(frame.title === '' ? ['it has no title'] : []),
    ...(frame.headings === 1 ? [] : [`it has ${String(frame.headings)} first-level headings`]),
    ...(frame.tooWide > 0 ? [`it scrolls sideways by ${String(frame.tooWide)} px`] : []),
  ];
}
