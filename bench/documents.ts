import * as bulletins from '../src/features/bulletins/server/queries.ts';
import type { Resolved } from '../src/lib/publication/resolved.ts';
import { asViewer, publicViewer } from '../src/lib/server/db/viewer.ts';
import { printData } from '../src/lib/server/pdf/print-data.ts';
import { closePdfWorkers, renderPdf } from '../src/lib/server/pdf/render.ts';
import { TypstPress } from '../src/lib/server/pdf/typst.ts';
import { median } from './load.ts';
import { fillPlace, makePlace, openDatabase, whereOf } from './product.ts';
import { workbooks } from './workbooks.ts';

const rounds = 15;

/** A bulletin as PDF, from the database to the file, against its Typst compile alone; the bar is 3. Then workbooks. */
export async function documents(): Promise<void> {
  const place = await makePlace('embedded');
  await fillPlace(place, () => Promise.resolve());
  const database = await openDatabase(whereOf(place));
  const asking = { viewer: publicViewer, requestId: 'bench', now: new Date('2026-11-23T03:00:00Z') };
  process.stdout.write('edition | compile ms | whole ms | share (bar 3)\n');
  for (const lang of ['en', 'bn'] as const) {
    const read = () => asViewer(database, asking, (tx) => bulletins.frozen(tx, '2023-03', lang));
    const { document } = await read();
    const press = new TypstPress(process.cwd());
    let round = 0;
    // Typst remembers what it has set: each round prints another text, as each edition is another.
    const changed = (of: Resolved): Resolved => ({ ...of, period: `${of.period} ${String(round++)}` });
    const compile = () => press.print(printData(changed(document), {}));
    const whole = async () => renderPdf(changed((await read()).document));
    for (let warm = 0; warm < 3; warm++) {
      compile();
      await whole();
    }
    const found = { compile: await time(() => Promise.resolve(compile())), whole: await time(whole) };
    const share = (found.whole / found.compile).toFixed(2);
    process.stdout.write(
      `2023-03 ${lang} | ${found.compile.toFixed(1)} | ${found.whole.toFixed(1)} | ${share}\n`,
    );
  }
  await closePdfWorkers();
  await database.destroy();
  await place.remove();
  await workbooks();
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    await work();
    taken.push(performance.now() - started);
  }
  return median(taken);
}
