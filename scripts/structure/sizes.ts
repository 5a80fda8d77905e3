import type { Problem } from './problem.ts';
import type { Source } from './sources.ts';

const adapter = /(^|\/)\+(page|layout|server)(\.server)?\.ts$/u;
const mostLines = 100;

/** Routes parse, ask and answer: their scripts stay under 100 lines. ESLint holds the other sizes. */
export function sizeProblems(sources: Source[]): Problem[] {
  return sources
    .filter(({ path, text }) => adapter.test(path) && text.trimEnd().split('\n').length > mostLines)
    .map(({ path }) => ({
      file: path,
      rule: `the script of a route has at most ${String(mostLines)} lines`,
      fix: 'move what is not parsing, asking or answering into the feature',
    }));
}

const silenced = /eslint-disable(?!.* -- \S)/u;

/** A rule is switched off only with the reason beside it. */
export function silencedProblems(sources: Source[]): Problem[] {
  return sources
    .filter(({ path, text }) => !path.startsWith('scripts/structure/') && silenced.test(text))
    .map(({ path }) => ({
      file: path,
      rule: 'an eslint-disable says why',
      fix: 'mend the code, or write the reason after " -- " in the same comment',
    }));
}
