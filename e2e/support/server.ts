import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startProduct } from './product.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the product under test answers: "http://localhost:40123". */
    origin: string;
    /** The link by which the first administrator opens an account, as the command line printed it. */
    invitation: string;
  }
}

const logFolder = 'test-results';

/**
 * Starts the built product with the demonstration, before all journeys.
 * @returns what stops it and deletes its folder; what it printed is then in test-results/server.log
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const product = await startProduct({ lang: 'bn' });
  project.provide('origin', product.origin);
  project.provide('invitation', product.invitation);
  return async () => {
    await product.stop();
    mkdirSync(logFolder, { recursive: true });
    writeFileSync(join(logFolder, 'server.log'), product.output());
  };
}
