import { launch } from '../e2e/support/launch.ts';
import { journeySecret, signIn } from '../e2e/support/sign-in.ts';
import { answersPerSecond } from './load.ts';
import { fillPlace, makePlace, startProduct, type Place } from './product.ts';
import { simulate, wholeNetwork } from './simulation/simulate.ts';

/** Pages that the secretariat opens daily, on the demonstration and on the simulated network. */
const pages: readonly { name: string; demonstration: string; simulated: string }[] = [
  { name: 'my list', demonstration: '/desk', simulated: '/desk' },
  { name: 'the week', demonstration: '/desk/week', simulated: '/desk/week' },
  { name: 'room of a body', demonstration: '/desk/rooms/bdunnm', simulated: '/desk/rooms/sim-one' },
  { name: 'body', demonstration: '/bodies/bdunnm', simulated: '/bodies/sim-one' },
  { name: 'where we stand', demonstration: '/sheet', simulated: '/sheet' },
  { name: 'action points', demonstration: '/action-points', simulated: '/action-points' },
  { name: 'board', demonstration: '/action-points?view=board', simulated: '/action-points?view=board' },
  { name: 'decisions', demonstration: '/decisions', simulated: '/decisions' },
  {
    name: 'agenda, with matters arising',
    demonstration: '/desk/meetings/BDUNNM-2023-01/agenda',
    simulated: '/desk/meetings/{last}/agenda',
  },
];

/** Answers per second to a signed-in officer, the small demonstration beside two years of four bodies. */
export async function desk(): Promise<void> {
  const small = await openPlace();
  const large = await openPlace();
  let last = '';
  const started = performance.now();
  await fillPlace(large, async (database) => {
    const { log } = await simulate(database, wholeNetwork);
    last = log.meetings.at(-1)?.ref ?? '';
    process.stdout.write(
      `simulated ${String(log.meetings.length)} meetings, ${String(log.points.length)} action points, ` +
        `${String(log.letters.length)} letters in ${((performance.now() - started) / 1000).toFixed(0)} s\n`,
    );
  });
  const [before, after] = [
    await answersOf(small, 'demonstration', last),
    await answersOf(large, 'simulated', last),
  ];
  process.stdout.write('page | demonstration, answers/s | simulated, answers/s | share\n');
  for (const { name } of pages) {
    const [few, many] = [before.get(name) ?? 0, after.get(name) ?? 0];
    process.stdout.write(`${name} | ${few.toFixed(0)} | ${many.toFixed(0)} | ${(many / few).toFixed(2)}\n`);
  }
  await small.remove();
  await large.remove();
}

async function openPlace(): Promise<Place> {
  const place = await makePlace('embedded');
  place.environment['SECRET'] = journeySecret;
  return place;
}

async function answersOf(
  place: Place,
  which: 'demonstration' | 'simulated',
  last: string,
): Promise<Map<string, number>> {
  const product = await startProduct(place);
  const cookie = await cookieOf(product.origin);
  const found = new Map<string, number>();
  for (const page of pages) {
    const path = `/en${page[which].replace('{last}', last)}`;
    found.set(page.name, await answersPerSecond(product.origin, () => path, { cookie }));
  }
  await product.stop();
  return found;
}

/** The session of the demonstration's secretariat officer. */
async function cookieOf(origin: string): Promise<string> {
  const browser = await launch();
  const context = await browser.newContext({ baseURL: origin });
  await signIn(await context.newPage(), 'secretariat');
  const cookies = await context.cookies();
  await browser.close();
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}
