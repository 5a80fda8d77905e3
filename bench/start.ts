import { fillPlace, makePlace, startProduct } from './product.ts';
import { median } from './load.ts';

/** Seconds from `node server.ts` to the first page: on an empty folder, and again. */
export async function start(): Promise<void> {
  const place = await makePlace('embedded');
  const first = await firstPage(place);
  await fillPlace(place, () => Promise.resolve());
  const again: number[] = [];
  for (let round = 0; round < 5; round++) again.push(await firstPage(place));
  await place.remove();
  process.stdout.write(`first start, database and packs made: ${seconds(first)}\n`);
  process.stdout.write(`second start, median of 5:            ${seconds(median(again))} (bar: 5 s)\n`);
}

async function firstPage(place: Parameters<typeof startProduct>[0]): Promise<number> {
  const started = performance.now();
  const product = await startProduct(place);
  const page = await fetch(`${product.origin}/bn`);
  await page.text();
  const took = performance.now() - started;
  await product.stop();
  if (page.status !== 200) throw new Error(`the first page answers ${String(page.status)}`);
  return took;
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
