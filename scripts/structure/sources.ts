import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

/** A source file: `path` with forward slashes from the root, `imports` as paths from the root or package names. */
export type Source = { path: string; text: string; imports: string[] };

const folders = ['src', 'scripts', 'e2e', 'bench'];
const endings = /\.(ts|mjs|cjs|js|svelte)$/u;
const aliases: [string, string][] = [
  ['#lib/', 'src/lib/'],
  ['#features/', 'src/features/'],
];

/** Everything `from '…'`, `import '…'` and `import('…')` name, in scripts and in Svelte components, types included. */
const importPattern = /(?:\bfrom|\bimport)\s*\(?\s*(['"])([^'"\n]+)\1/gu;

/** Reads all source files of a checkout, and everything else that lies in a feature. */
export function readSources(root: string): Source[] {
  return folders
    .flatMap((folder) => filesBelow(root, folder))
    .filter((path) => endings.test(path) || path.startsWith('src/features/'))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, imports: importsOf(path, text) };
    });
}

function filesBelow(root: string, folder: string): string[] {
  const full = join(root, folder);
  if (!existsSync(full)) return [];
  return readdirSync(full, { recursive: true, encoding: 'utf8' })
    .map((name) => join(full, name))
    .filter((name) => statSync(name).isFile())
    .map((name) => relative(root, name).split(sep).join('/'))
    .sort();
}

function importsOf(path: string, text: string): string[] {
  return [...text.matchAll(importPattern)].map(([, , name = '']) => resolved(path, name));
}

function resolved(path: string, name: string): string {
  const alias = aliases.find(([from]) => name.startsWith(from));
  if (alias) return posix.normalize(name.replace(alias[0], alias[1]));
  return name.startsWith('.') ? posix.join(posix.dirname(path), name) : name;
}

export function isTest(path: string): boolean {
  return /\.(test|e2e)\.ts$/u.test(path);
}
