import { posix } from 'node:path';
import type { Problem } from './problem.ts';
import type { Source } from './sources.ts';

const grabBags = new Set(['index', 'util', 'utils', 'helper', 'helpers', 'common', 'misc']);
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/u;
const pascal = /^[A-Z][A-Za-z0-9]*(\.examples)?\.svelte$/u;
const componentFile = /\.svelte(\.test\.ts)?$/u;

/** No barrels and no grab-bags; files in kebab-case, components in PascalCase. */
export function nameProblems(sources: Source[]): Problem[] {
  return sources.flatMap(({ path }) => [...grabBagProblem(path), ...caseProblem(path)]);
}

function grabBagProblem(path: string): Problem[] {
  const parts = path.split('/').map((part) => part.split('.')[0] ?? '');
  const bad = parts.find((part) => grabBags.has(part));
  if (!bad) return [];
  return [
    {
      file: path,
      rule: `nothing is called "${bad}"`,
      fix: 'name it after what it holds, and import the file itself rather than a list of re-exports',
    },
  ];
}

function caseProblem(path: string): Problem[] {
  const name = posix.basename(path);
  if (name.startsWith('+')) return [];
  const isComponent = componentFile.test(name);
  const fits = isComponent ? pascal.test(name.replace('.test.ts', '')) : kebab.test(name);
  if (fits) return [];
  const rule = isComponent ? 'components are named in PascalCase' : 'files are named in kebab-case';
  return [{ file: path, rule, fix: 'rename the file and the imports of it' }];
}
