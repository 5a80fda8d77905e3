import fs from 'node:fs';
import path from 'node:path';

/** A route of the site as its folder says it: id as SvelteKit has it, and whether it is a page or an endpoint. */
export type SiteRoute = { id: string; pattern: string; kind: 'page' | 'endpoint' };

const folder = 'src/routes';

/** Every route of the product, read from the site map on disk: a new route is here without anybody listing it. */
export function siteRoutes(): SiteRoute[] {
  const found = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return found
    .filter((file) => /^(\+page(@.*)?\.svelte|\+server\.ts|\+page\.server\.ts)$/u.test(path.basename(file)))
    .map((file) => {
      const id = `/${path.dirname(file)}`.replace(/\/\.$/u, '/');
      return {
        id,
        pattern: patternOf(id),
        kind: path.basename(file) === '+server.ts' ? 'endpoint' : 'page',
      } as const;
    })
    .filter((route, index, all) => all.findIndex((other) => other.id === route.id) === index)
    .sort((a, b) => a.id.localeCompare(b.id));
}

/** The address pattern: groups are not part of it. */
function patternOf(id: string): string {
  return id.replace(/\/\([^)]*\)/gu, '') || '/';
}
