import { asRole } from '#lib/server/db/as-role.ts';
import type { Database } from '#lib/server/db/database.ts';
import { openEngine, type Engine, type EngineOptions } from './engine.ts';

/** What every act at the door needs: better-auth, the database as the role setu_auth, and the secret. */
export type Means = { engine: Engine; db: Database; secret: string; isSecure: boolean };

export function openMeans(database: Database, options: EngineOptions): Means {
  return {
    engine: openEngine(database, options),
    db: asRole(database, 'setu_auth'),
    secret: options.secret,
    isSecure: options.origin.startsWith('https:'),
  };
}
