import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { componentProblems, directionProblems, sqlProblems } from './directions.ts';
import { nameProblems } from './names.ts';
import type { Problem } from './problem.ts';
import { roomSizeProblems, vocabularyProblems } from './rooms.ts';
import { silencedProblems, sizeProblems } from './sizes.ts';
import { readSources } from './sources.ts';

/** @returns every problem of the checkout at `root`, in no particular order */
export async function structureProblems(root: string): Promise<Problem[]> {
  const sources = readSources(root);
  const order = await readOrder(root);
  return [
    ...nameProblems(sources),
    ...vocabularyProblems(sources, order),
    ...roomSizeProblems(sources),
    ...directionProblems(sources, order),
    ...sqlProblems(sources),
    ...componentProblems(sources),
    ...sizeProblems(sources),
    ...silencedProblems(sources),
  ];
}

async function readOrder(root: string): Promise<string[]> {
  const file = join(root, 'src', 'features', 'order.ts');
  if (!existsSync(file)) return [];
  const module = (await import(pathToFileURL(file).href)) as { order: string[] };
  return module.order;
}
