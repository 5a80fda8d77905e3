import fs from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPack } from '#features/exchange/server/commands.ts';
import { readPack } from '#features/exchange/server/queries.ts';
import { standingPages } from '#features/portal/rules.ts';
import { openTestDatabase, type TestDatabase } from '#lib/server/db/testing.ts';
import * as portal from './queries.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
  for (const name of ['sdg', 'gcm', 'bangladesh', 'bangladesh-demonstration']) {
    const pack = await readPack(path.join('packs', name));
    await world.asSecretariat((tx) => loadPack(tx, pack), 'pack');
  }
}, 120_000);
afterAll(() => world.close());

/** Every public page there is, as a pattern of its address without the language. */
function pagePatterns(): RegExp[] {
  const folder = 'src/routes/[lang=lang]/(public)';
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)\+page(@.*)?\.svelte$/u.test(file))
    .map((file) => {
      const address = file.replace(/\/?\+page(@.*)?\.svelte$/u, '').replaceAll('.', String.raw`\.`);
      return new RegExp(`^${address ? '/' : ''}${address.replaceAll(/\[[^\]]+\]/gu, '[^/]+')}$`, 'u');
    });
}

describe('addresses', () => {
  test('every record that stands in the register has a page', async () => {
    const patterns = pagePatterns();
    const found = await world.asSecretariat((tx) =>
      sql<{ path: string }>`select path from records`.execute(tx.db),
    );
    const pages = [...new Set(found.rows.map((row) => row.path.split(/[?#]/u)[0] ?? ''))];
    const lost = pages.filter((page) => !patterns.some((pattern) => pattern.test(page)));
    expect(pages.length).toBeGreaterThan(200);
    expect([...new Set(lost.map((page) => page.replace(/[^/]+$/u, '…')))]).toEqual([]);
  });

  test('every standing page of the site map is one', () => {
    const patterns = pagePatterns();
    expect(standingPages.filter((page) => !patterns.some((pattern) => pattern.test(page)))).toEqual([]);
  });
});

describe('the site map', () => {
  test('names every page once, anchors not at all, and unlisted records too', async () => {
    const { entries, pages } = await world.asPublic((tx) => portal.publicPages(tx, 1));
    const paths = entries.map((entry) => entry.path);
    expect(pages).toBe(1);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.filter((one) => /[?#]/u.test(one))).toEqual([]);
    expect(paths).toEqual(
      expect.arrayContaining(['', '/objectives/6', '/indicators/departures', '/places/050']),
    );
  });

  test('leaves out what the public may not see', async () => {
    const publish = (yes: boolean) =>
      world.asSecretariat((tx) =>
        tx.db
          .updateTable('indicators')
          .set({ visibility: yes ? 'public' : 'secretariat' })
          .where('ref', '=', 'departures')
          .execute(),
      );
    await publish(false);
    const { entries } = await world.asPublic((tx) => portal.publicPages(tx, 1));
    await publish(true);
    expect(entries.map((entry) => entry.path)).not.toContain('/indicators/departures');
  });

  test('a file beyond the last is empty', async () => {
    expect(await world.asPublic((tx) => portal.publicPages(tx, 99))).toMatchObject({ entries: [], pages: 1 });
  });
});

test('the database answers a ping', async () => {
  await expect(world.asPublic(portal.ping)).resolves.toBeUndefined();
});
