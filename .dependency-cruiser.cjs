// Which way imports may go. The order of features, and imports of types inside components, are held by
// scripts/structure.ts, which sees them where this tool does not.

const test = '[.](test|e2e)[.]ts$';
const sqlFiles = '^src/features/.+/server/(queries|commands|jobs|exports|workbook|testing)[.]ts$';
const compositionRoots = '^src/(cli/|(hooks[.]server|installation|app[.]d)[.]ts$)';
const database = '^src/lib/server/db/';
const drivers = '^node_modules/(kysely|pg|@electric-sql/pglite)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea in two places: move the shared part below both.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'lib-knows-no-feature',
      comment:
        'src/lib would make sense in another product: pass in what it needs, or move the file into the feature.',
      severity: 'error',
      from: { path: '^src/lib/' },
      to: { path: '^src/(features|routes)/' },
    },
    {
      name: 'features-know-no-route',
      comment: 'routes -> features -> lib: move what is shared into the feature.',
      severity: 'error',
      from: { path: '^src/features/' },
      to: { path: '^src/routes/' },
    },
    {
      name: 'routes-have-no-database',
      comment: 'A route parses, asks who asks, and calls one function of a feature.',
      severity: 'error',
      from: { path: '^src/routes/', pathNot: test },
      to: { path: [database, drivers] },
    },
    {
      name: 'commands-have-no-side-effects',
      comment:
        'A command writes an outbox row; mail and documents are made by jobs and exports, after the commit.',
      severity: 'error',
      from: { path: '^src/features/.+/server/commands[.]ts$' },
      to: { path: '^src/lib/server/(mail|pdf|docx)/', reachable: true },
    },
    {
      name: 'sql-has-few-doors',
      comment:
        'Only server/{queries,commands,jobs,exports,workbook}.ts of a feature and src/lib/server touch the database.',
      severity: 'error',
      from: { path: '^src/', pathNot: [sqlFiles, '^src/lib/server/', compositionRoots, test] },
      to: { path: [database, drivers] },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^[$](app|lib|env|service-worker)', '^[.]/[$]types'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'node', 'import', 'types', 'default'],
      extensions: ['.ts', '.svelte', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
