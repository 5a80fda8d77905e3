import { gzipSync } from 'node:zlib';
import { describe, expect, inject, test } from 'vitest';
import { useBrowser } from './support/browser.ts';
import { publicPaths } from './support/site-map.ts';
import { walk } from './support/walk.ts';

const open = useBrowser();
const languages = ['en', 'bn'] as const;

describe.each(languages)('every public page in %s', (lang) => {
  test.each([
    ['on a desktop in daylight, scripts off', { screen: 'desktop', scheme: 'light', scripts: false }],
    ['on a phone at night, scripts off', { screen: 'phone', scheme: 'dark', scripts: false }],
  ] as const)(
    'answers, fits and lets everybody in, %s',
    async (_, reader) => {
      // axe needs to run in the page, so the reader's scripts are on; the pages have none (see below).
      const page = await open({ ...reader, scripts: true });
      expect(await walk(page, await publicPaths(lang))).toEqual([]);
    },
    600_000,
  );

  test('ships no script and stays within its weight', async () => {
    const heavy: string[] = [];
    for (const path of await publicPaths(lang)) {
      const weight = await weigh(path);
      if (weight.scripts > 0) heavy.push(`${path} ships ${String(weight.scripts)} scripts`);
      const limit = weight.hasMap ? 30 : 14;
      if (weight.kilobytes > limit)
        heavy.push(`${path} weighs ${weight.kilobytes.toFixed(1)} KB of ${String(limit)}`);
    }
    expect(heavy).toEqual([]);
  }, 120_000);

  test('tells the reader who has it already that nothing changed', async () => {
    const again: string[] = [];
    for (const path of await publicPaths(lang)) {
      const first = await fetch(inject('origin') + path);
      await first.arrayBuffer();
      const etag = first.headers.get('etag') ?? '';
      const second = await fetch(inject('origin') + path, { headers: { 'if-none-match': etag } });
      if (second.status !== 304) again.push(`${path} answers ${String(second.status)}`);
    }
    expect(again).toEqual([]);
  }, 120_000);
});

/** HTML and styles of a first view, compressed as they travel. */
async function weigh(path: string): Promise<{ kilobytes: number; scripts: number; hasMap: boolean }> {
  const html = await (await fetch(inject('origin') + path)).text();
  const sheets = [...html.matchAll(/<link[^>]+href="([^"]+\.css)"[^>]*>/gu)].filter(
    ([tag]) => !tag.includes(' disabled'),
  );
  let bytes = gzipSync(html).byteLength;
  for (const [, href] of sheets) {
    const sheet = await fetch(new URL(href ?? '', inject('origin') + path));
    bytes += gzipSync(new Uint8Array(await sheet.arrayBuffer())).byteLength;
  }
  const scripts = [...html.matchAll(/<script(?![^>]*application\/ld\+json)[^>]*>/gu)].length;
  return { kilobytes: bytes / 1024, scripts, hasMap: /data-map/u.test(html) };
}

test.each(['gzip', 'br'])('sends %s to a reader who takes it', async (encoding) => {
  const response = await fetch(`${inject('origin')}/en`, { headers: { 'accept-encoding': encoding } });
  expect(response.headers.get('content-encoding')).toBe(encoding);
  expect(await response.text()).toContain('</html>');
});
