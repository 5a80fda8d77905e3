import type { Problem } from './problem.ts';
import { isTest, type Source } from './sources.ts';

const featurePattern = /^src\/features\/([^/]+)\//u;

/** routes -> features -> lib, and a feature imports only features before it; types and components count too. */
export function directionProblems(sources: Source[], order: string[]): Problem[] {
  return sources.flatMap((source) =>
    source.imports.flatMap((target) => {
      const problem = orderProblem(source.path, target, order) ?? layerProblem(source.path, target);
      return problem ? [problem] : [];
    }),
  );
}

function orderProblem(file: string, target: string, order: string[]): Problem | undefined {
  const from = featurePattern.exec(file)?.[1];
  const to = featurePattern.exec(target)?.[1];
  if (from === undefined || to === undefined || from === to) return undefined;
  if (order.indexOf(to) < order.indexOf(from)) return undefined;
  return {
    file,
    rule: `"${from}" comes before "${to}" in src/features/order.ts and may not import ${target}`,
    fix: `move the code to "${to}", pass in what is needed as an argument, or let a job read it from the outbox`,
  };
}

function layerProblem(file: string, target: string): Problem | undefined {
  if (file.startsWith('src/lib/') && /^src\/(features|routes)\//u.test(target)) {
    return {
      file,
      rule: `src/lib knows no feature and no route, and may not import ${target}`,
      fix: 'pass in what is needed as an argument, or move the file into the feature',
    };
  }
  if (file.startsWith('src/features/') && target.startsWith('src/routes/')) {
    return {
      file,
      rule: `a feature does not know the site map, and may not import ${target}`,
      fix: 'move what is shared into the feature',
    };
  }
  return undefined;
}

const sqlRooms = [
  /^src\/lib\/server\//u,
  /^src\/features\/.+\/server\/(queries|commands|jobs|exports|workbook|testing)\.ts$/u,
  /^(scripts|bench|e2e)\//u,
];
const sqlPattern = /\bsql(<[^`;]*>)?`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/u;

/** SQL stands in the five server files of a feature and in src/lib/server. */
export function sqlProblems(sources: Source[]): Problem[] {
  return sources
    .filter(
      ({ path, text }) => !isTest(path) && !sqlRooms.some((room) => room.test(path)) && sqlPattern.test(text),
    )
    .map(({ path }) => ({
      file: path,
      rule: 'SQL is written only in server/{queries,commands,jobs,exports,workbook}.ts of a feature and in src/lib/server',
      fix: 'move the statement into one of these and call it by a name',
    }));
}

/** dependency-cruiser does not see imports of types inside components. */
export function componentProblems(sources: Source[]): Problem[] {
  return sources
    .filter(({ path }) => path.endsWith('.svelte'))
    .flatMap(({ path, imports }) =>
      imports
        .filter((target) => target.startsWith('src/lib/server/'))
        .map((target) => ({
          file: path,
          rule: `a component imports nothing from src/lib/server, not even a type (${target})`,
          fix: 'take the type from the schema.ts of the feature, or from what its query returns',
        })),
    );
}
