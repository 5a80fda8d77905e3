import { brotliCompressSync, gzipSync } from 'node:zlib';
import { makePlace, startProduct } from './product.ts';

const paths = [
  '',
  '/objectives',
  '/objectives/7',
  '/commitments',
  '/bodies',
  '/bodies/lm-twg',
  '/meetings?month=2022-12',
  '/indicators',
  '/bulletins/2023-03',
  '/search?q=migration',
];

type Weight = { html: number; styles: number; brotli: number; requests: number };

/** Compressed kilobytes of HTML and styles of a first view, and how many requests before it reads. */
export async function weight(): Promise<void> {
  const place = await makePlace('embedded');
  const product = await startProduct(place);
  process.stdout.write(
    'page | HTML gzip KB | styles gzip KB | sum gzip KB | sum brotli KB | requests (bars: 14 KB, 30 with a map; 3)\n',
  );
  for (const lang of ['en', 'bn']) {
    for (const path of [...paths, await mapPath(product.origin)]) {
      const found = await weigh(`${product.origin}/${lang}${path}`);
      const kb = (bytes: number) => (bytes / 1024).toFixed(1);
      process.stdout.write(
        `/${lang}${path} | ${kb(found.html)} | ${kb(found.styles)} | ${kb(found.html + found.styles)} | ${kb(found.brotli)} | ${String(found.requests)}\n`,
      );
    }
  }
  await product.stop();
  await place.remove();
}

/** The indicator with a map: the first whose page holds one. */
async function mapPath(origin: string): Promise<string> {
  const list = await (await fetch(`${origin}/en/indicators`)).text();
  const links = [...list.matchAll(/href="\/en(\/indicators\/[^"#?]+)"/gu)].map(([, path]) => path ?? '');
  for (const path of new Set(links)) {
    if ((await (await fetch(`${origin}/en${path}`)).text()).includes('data-map')) return path;
  }
  return '/indicators';
}

async function weigh(url: string): Promise<Weight> {
  const html = await (await fetch(url)).text();
  const sheets = [...html.matchAll(/<link[^>]+href="([^"]+\.css)"[^>]*>/gu)].filter(
    ([tag]) => !tag.includes(' disabled'),
  );
  const files = await Promise.all(
    sheets.map(
      async ([, href]) => new Uint8Array(await (await fetch(new URL(href ?? '', url))).arrayBuffer()),
    ),
  );
  const styles = files.reduce((sum, file) => sum + gzipSync(file).byteLength, 0);
  const brotli = [Buffer.from(html), ...files].reduce(
    (sum, file) => sum + brotliCompressSync(file).byteLength,
    0,
  );
  return { html: gzipSync(html).byteLength, styles, brotli, requests: 1 + sheets.length };
}
