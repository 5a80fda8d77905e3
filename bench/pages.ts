import { load as home } from '../src/routes/[lang=lang]/(public)/objectives/+page.server.ts';
import { load as list } from '../src/routes/[lang=lang]/(public)/commitments/+page.server.ts';
import { load as one } from '../src/routes/[lang=lang]/(public)/commitments/[ref]/+page.server.ts';
import { load as search } from '../src/routes/[lang=lang]/(public)/search/+page.server.ts';
import { statementsOf, type Load } from './capture.ts';
import { openConstant, openFloor, type Statement } from './floor.ts';
import { answersPerSecond, inTurns } from './load.ts';
import { engines, fillPlace, makePlace, startProduct, type Engine } from './product.ts';
import { seed } from './seed.ts';

const commitments = 5000;

type Page = { path: string; params: Record<string, string>; load: Load; bars: Record<Engine, number> };

/** What is measured: each page, and the share of the floor it is to reach. */
const measured: Record<string, Page> = {
  list: page('/commitments?older=1', {}, list, { server: 0.35, embedded: 0.2 }),
  one: page('/commitments/BENCH-2500', { ref: 'BENCH-2500' }, one, { server: 0.25, embedded: 0.15 }),
  'roll-up': page('/objectives', {}, home, { server: 0.85, embedded: 0.5 }),
  search: page('/search?q=remittances', {}, search, { server: 0.5, embedded: 0.3 }),
};

function page(
  path: string,
  params: Record<string, string>,
  load: unknown,
  bars: Record<Engine, number>,
): Page {
  return { path: `/en${path}`, params: { lang: 'en', ...params }, load: load as Load, bars };
}

/**
 * The roll-up as it would be counted each time it is read: commitments per objective by current status. Our page
 * reads counts kept up to date on write; this floor shows what that saves.
 */
const countedOnRead: Statement = {
  sql: `select i.code, s.status, count(*) from items i
    join commitment_items l on l.item_id = i.id join commitments c on c.id = l.commitment_id and c.is_public
    left join lateral (select status from commitment_statuses s where s.commitment_id = c.id and s.is_public
      order by s.day desc, s.id desc limit 1) s on true
    where i.kind = 'objective' group by i.code, s.status`,
  parameters: [],
};

/** Complete pages per second as a share of the same SQL answered by bare node:http and pg. */
export async function pages(): Promise<void> {
  if (!process.env['BENCH_DATABASE_URL']) {
    process.stdout.write('Set BENCH_DATABASE_URL to a PostgreSQL server: the floor is measured on it.\n');
    return;
  }
  const server = await makePlace('server');
  await fillPlace(server, (database) => seed(database, commitments));
  const floor = await openFloor(
    server.environment['DATABASE_URL'] ?? '',
    await statements(server.environment),
  );
  process.stdout.write('page | engine | floor/s | pages/s | share | bar\n');
  for (const engine of engines())
    await measure(engine, engine === 'server' ? server : await filled(), floor.origin);
  await floor.close();
  await server.remove();
}

async function filled() {
  const place = await makePlace('embedded');
  await fillPlace(place, (database) => seed(database, commitments));
  return place;
}

async function statements(environment: Record<string, string>): Promise<Record<string, Statement[]>> {
  const url = environment['DATABASE_URL'] ?? '';
  const found: Record<string, Statement[]> = {};
  for (const [name, each] of Object.entries(measured)) found[name] = await statementsOf(url, each.load, each);
  return { ...found, counted: [countedOnRead] };
}

type Place = Awaited<ReturnType<typeof makePlace>>;

async function measure(engine: Engine, place: Place, floor: string): Promise<void> {
  const product = await startProduct(place);
  for (const [name, { path, bars }] of Object.entries(measured)) {
    // A number nobody asked with before: the page is made anew each time.
    const fresh = (number: number) => `${path}${path.includes('?') ? '&' : '?'}n=${String(number)}`;
    const found = await inTurns({
      floor: () => answersPerSecond(floor, () => `/${name}`),
      page: () => answersPerSecond(product.origin, fresh),
    });
    row(`${name} | ${engine}`, found['floor'] ?? 0, found['page'] ?? 0, bars[engine]);
  }
  const counted = await inTurns({
    floor: () => answersPerSecond(floor, () => '/counted'),
    page: () => answersPerSecond(product.origin, (number) => `/en/objectives?n=${String(number)}`),
  });
  row(`roll-up, floor counting on read | ${engine}`, counted['floor'] ?? 0, counted['page'] ?? 0, 0.85);
  await unchanged(engine, product.origin);
  await product.stop();
  if (engine === 'embedded') await place.remove();
}

/** A page that has not changed, whole from the cache and as 304, against a constant page of the same size. */
async function unchanged(engine: Engine, origin: string): Promise<void> {
  const address = `${origin}/en/objectives`;
  const response = await fetch(address);
  const constant = await openConstant(await response.text());
  const etag = response.headers.get('etag') ?? '';
  const found = await inTurns({
    constant: () => answersPerSecond(constant.origin, () => '/'),
    cached: () => answersPerSecond(origin, () => '/en/objectives'),
    notModified: () => answersPerSecond(origin, () => '/en/objectives', { 'if-none-match': etag }),
  });
  constant.close();
  row(`unchanged, whole | ${engine}`, found['constant'] ?? 0, found['cached'] ?? 0, 0.5);
  row(`unchanged, 304 | ${engine}`, found['constant'] ?? 0, found['notModified'] ?? 0, 0.5);
}

function row(name: string, floor: number, page: number, bar: number): void {
  const share = (page / floor).toFixed(2);
  process.stdout.write(`${name} | ${floor.toFixed(0)} | ${page.toFixed(0)} | ${share} | ${String(bar)}\n`);
}
