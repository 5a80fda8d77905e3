import { expect, it } from 'vitest';
import { useBrowser } from './browser.ts';
import { walk } from './walk.ts';

const open = useBrowser();

const sound = `<!doctype html><html lang="en"><head><title>A page</title></head>
  <body><main><h1>A page</h1><p>Text.</p></main></body></html>`;
const flawed = `<!doctype html><html lang="en"><head><title></title></head>
  <body><main><img src="/missing.png" style="width: 2000px; height: 10px"></main></body></html>`;

it.each([true, false])('a walker finds nothing wrong with a sound page (scripts: %s)', async (scripts) => {
  const page = await open({ scripts });
  await page.route('**/en/sound', (route) => route.fulfill({ contentType: 'text/html', body: sound }));
  expect(await walk(page, ['/en/sound'])).toEqual([]);
});

it('a walker names each flaw of a page, on a phone with scripts off', async () => {
  const page = await open({ screen: 'phone', scripts: false });
  await page.route('**/missing.png', (route) => route.fulfill({ status: 404 }));
  await page.route('**/bn/flawed', (route) => route.fulfill({ contentType: 'text/html', body: flawed }));
  const problems = await walk(page, ['/bn/flawed']);
  expect(problems.join('\n')).toMatch(/its language is "en", its address says "bn"/u);
  expect(problems.join('\n')).toMatch(/it has no title/u);
  expect(problems.join('\n')).toMatch(/it has 0 first-level headings/u);
  expect(problems.join('\n')).toMatch(/it scrolls sideways by \d+ px/u);
  expect(problems.join('\n')).toMatch(/Images must have alternative text: img/u);
  expect(problems.join('\n')).toMatch(/the console says: Failed to load resource/u);
});

it('a page that does not answer with success is a problem', async () => {
  const page = await open();
  await page.route('**/en/gone', (route) =>
    route.fulfill({ status: 404, contentType: 'text/html', body: sound }),
  );
  expect(await walk(page, ['/en/gone'])).toContain('/en/gone: answers 404');
});

it('a walker holds pages to WCAG 2.2 AA, not to what is merely advised', async () => {
  const page = await open();
  const twoNavs = sound.replace(
    '<main>',
    '<nav><a href="/">Home</a></nav><nav><a href="/">Home</a></nav><main>',
  );
  await page.route('**/en/advised', (route) => route.fulfill({ contentType: 'text/html', body: twoNavs }));
  expect(await walk(page, ['/en/advised'])).toEqual([]);
});
