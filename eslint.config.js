import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import { bans } from './scripts/lint/bans.js';
import { literalText } from './scripts/lint/literal-text.js';

const nodeGlobals = Object.fromEntries(
  Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']),
);
const unused = { argsIgnorePattern: '^_', varsIgnorePattern: '^_' };
const tests = ['**/*.{test,e2e}.ts', 'src/lib/server/db/testing.ts'];
const restrict = (list) => ({ 'no-restricted-syntax': ['error', ...list] });

const unsafeTypesOff = Object.fromEntries(
  ['argument', 'assignment', 'call', 'member-access', 'return'].map((what) => [
    `@typescript-eslint/no-unsafe-${what}`,
    'off',
  ]),
);

const sizes = {
  'max-lines': ['error', 300],
  'max-lines-per-function': ['error', 60],
  complexity: ['error', 10],
  'max-depth': ['error', 3],
  'max-params': ['error', 4],
};

export default tseslint.config(
  { ignores: ['build/', 'node_modules/', '.svelte-kit/', '.cache/', 'data/', 'test-results/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{ts,svelte}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      // The compiler knows names better, and `no-undef` does not know types.
      'no-undef': 'off',
      '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', unused],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    plugins: { house: { rules: { 'literal-text': literalText } } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/block-lang': ['error', { script: ['ts', null] }],
      // Props are declared with let; the core rule does not know.
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      // Addresses are built in one place and the product lives at the root of its host.
      'svelte/no-navigation-without-resolve': 'off',
      // A space between two elements needs one.
      'svelte/no-useless-mustaches': 'off',
      'house/literal-text': 'error',
      ...restrict(bans.component),
    },
  },
  { files: ['**/*.{ts,js,cjs,mjs,svelte}'], rules: { ...sizes, 'no-warning-comments': 'error' } },
  { files: ['**/*.svelte'], rules: { 'max-lines': ['error', 250], 'max-lines-per-function': 'off' } },
  { files: ['src/**/*.ts', 'server.ts'], rules: restrict(bans.product) },
  { files: ['src/settings.ts', 'server.ts'], rules: restrict(bans.settings) },
  { files: ['src/lib/server/clock.ts'], rules: restrict(bans.clock) },
  { files: ['scripts/**', 'bench/**', 'e2e/**', '*.config.{ts,js}', '*.cjs'], rules: restrict(bans.tools) },
  { files: ['src/**'], ignores: ['src/cli/**', ...tests], rules: { 'no-console': 'error' } },
  // The types of data, locals and children come from where the file lies: svelte-check knows them, ESLint does not.
  { files: ['src/routes/**/+*'], rules: unsafeTypesOff },
  { files: ['src/lib/ui/examples/**', 'src/routes/**/gallery/**'], rules: { 'house/literal-text': 'off' } },
  {
    files: tests,
    rules: { ...restrict(bans.tests), 'max-lines-per-function': 'off', 'max-params': ['error', 6] },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: { globals: { ...nodeGlobals, module: 'writable' } },
    rules: { 'no-unused-vars': ['error', unused] },
  },
  { files: ['**/*.generated.ts'], rules: { 'max-lines': 'off' } },
);
