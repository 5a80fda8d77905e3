import type { Problem } from './problem.ts';
import type { Source } from './sources.ts';

const pureNames = ['schema.ts', 'rules.ts', 'policy.ts', 'errors.ts', 'labels.ts'];
const serverNames = ['queries.ts', 'commands.ts', 'jobs.ts', 'exports.ts', 'workbook.ts', 'testing.ts'];
const vocabulary = `${pureNames.join(' ')}, server/{${serverNames.join(',')}}, ui/*.svelte, *.test.ts beside them`;

const base = 'src/features/';
const mostFiles = 15;

/** Inside a feature the names of files are a closed list; sub-nouns use the same list again, one level deep. */
export function vocabularyProblems(sources: Source[], order: string[]): Problem[] {
  return inFeatures(sources).flatMap(({ path }) => {
    const [noun = '', ...rest] = path.slice(base.length).split('/');
    if (rest.length === 0) return noun === 'order.ts' ? [] : [looseFile(path)];
    if (!order.includes(noun)) return [unlisted(path, noun)];
    return fits(rest.join('/')) ? [] : [unknownName(path)];
  });
}

/** A room that has outgrown its door plate: more than fifteen files in its two top levels. */
export function roomSizeProblems(sources: Source[]): Problem[] {
  const counts = new Map<string, number>();
  for (const { path } of inFeatures(sources)) {
    const parts = path.slice(base.length).split('/');
    if (parts.length > 3 || isSubNoun(parts)) continue;
    const room = `${base}${parts[0] ?? ''}`;
    counts.set(room, (counts.get(room) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > mostFiles)
    .map(([file, count]) => ({
      file,
      rule: `a feature has at most ${String(mostFiles)} files in its two top levels; this one has ${String(count)}`,
      fix: 'move one of its nouns into a folder of its own, with the same vocabulary',
    }));
}

function inFeatures(sources: Source[]): Source[] {
  return sources.filter(({ path }) => path.startsWith(base));
}

function isSubNoun([, folder = '', ...rest]: string[]): boolean {
  return rest.length > 0 && folder !== 'server' && folder !== 'ui';
}

const shapes = [
  new RegExp(`^(${pureNames.join('|')}|[^/]+\\.test\\.ts)$`, 'u'),
  new RegExp(`^server/(${serverNames.join('|')}|[^/]+\\.test\\.ts)$`, 'u'),
  /^ui\/[^/]+\.(svelte|test\.ts)$/u,
];

/** Does a path inside a feature follow the vocabulary, at the top or in the folder of a sub-noun? */
function fits(rest: string): boolean {
  const inSubNoun = rest.replace(/^(?!server\/|ui\/)[a-z]+(-[a-z]+)*\//u, '');
  return shapes.some((shape) => shape.test(rest) || shape.test(inSubNoun));
}

function looseFile(file: string): Problem {
  return {
    file,
    rule: 'src/features holds one folder per noun and order.ts, nothing else',
    fix: 'move it into the feature it is about, or into src/lib when it knows no noun',
  };
}

function unlisted(file: string, noun: string): Problem {
  return {
    file,
    rule: `the feature "${noun}" has no place in the order`,
    fix: 'add it to src/features/order.ts, after every feature it imports',
  };
}

function unknownName(file: string): Problem {
  return {
    file,
    rule: `a feature holds only ${vocabulary}`,
    fix: 'put the code into the file of that list whose job it is; a new name needs a decision record and a line here',
  };
}
