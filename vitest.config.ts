import { defineConfig, mergeConfig } from 'vitest/config';
import viteConfig from './vite.config.ts';

// A zone at +05:45 that nobody here lives in: code that leans on the machine's zone fails at once.
process.env.TZ = 'Asia/Kathmandu';

/** Tests beside what they test. The journeys in a browser have their own: e2e/support/vitest.config.ts. */
export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      include: ['{src,scripts,bench,e2e}/**/*.test.ts'],
      environment: 'node',
      expect: { requireAssertions: true },
      allowOnly: false,
      // The first embedded database of a worker takes seconds to open on a busy machine.
      testTimeout: 30_000,
      hookTimeout: 60_000,
    },
  }),
);
