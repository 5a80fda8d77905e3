import { answersPerSecond, inTurns } from './load.ts';
import { engines, fillPlace, makePlace, startProduct } from './product.ts';
import { seed } from './seed.ts';

const sizes = [500, 5000] as const;
const paths = [
  '/en/commitments?older=1',
  '/en/commitments/BENCH-250',
  '/en/objectives',
  '/en/search?q=remittances',
];

/** What a page costs at ten times the data, as a multiple; the bar is 1.5. */
export async function growth(): Promise<void> {
  process.stdout.write('page | engine | pages/s at 500 | at 5,000 | cost grows by (bar 1.5)\n');
  for (const engine of engines()) {
    const products = [];
    for (const size of sizes) {
      const place = await makePlace(engine);
      await fillPlace(place, (database) => seed(database, size));
      products.push({ place, ...(await startProduct(place)) });
    }
    const [small, large] = products;
    if (!small || !large) return;
    for (const path of paths) {
      const fresh = (number: number) => `${path}${path.includes('?') ? '&' : '?'}n=${String(number)}`;
      const found = await inTurns({
        small: () => answersPerSecond(small.origin, fresh),
        large: () => answersPerSecond(large.origin, fresh),
      });
      const [before, after] = [found['small'] ?? 0, found['large'] ?? 1];
      process.stdout.write(
        `${path} | ${engine} | ${before.toFixed(0)} | ${after.toFixed(0)} | ${(before / after).toFixed(2)}\n`,
      );
    }
    for (const { place, stop } of products) {
      await stop();
      await place.remove();
    }
  }
}
