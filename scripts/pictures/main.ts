/**
 * Writes the pictures of the guides, and docs/pictures/<page>-<lang>.png: four pages in both languages, as a reader on a
 * desktop sees them.
 */
import { launch } from '../../e2e/support/launch.ts';
import { makePlace, startProduct } from '../../bench/product.ts';
import { takeGuidePictures } from './guides.ts';

const pages: Record<string, string> = {
  home: '',
  objective: '/objectives/23',
  body: '/bodies/lm-twg?on=2023-06-01',
  bulletin: '/bulletins/2023-03',
};

const place = await makePlace('embedded');
const product = await startProduct(place);
const browser = await launch();
for (const lang of ['en', 'bn']) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, colorScheme: 'light' });
  const page = await context.newPage();
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(`${product.origin}/${lang}${path}`);
    await page.screenshot({ path: `docs/pictures/${name}-${lang}.png` });
  }
  await context.close();
}
await takeGuidePictures(browser);
await browser.close();
await product.stop();
await place.remove();
