import { describe, expect, inject, test } from 'vitest';
import { siteRoutes } from './support/routes.ts';

/**
 * What anybody may read without a session. Everything else is closed: a route that is not under (public) and
 * not on this list must refuse, in every method.
 */
const openWithoutSession = [
  '/',
  '/healthz',
  '/readyz',
  '/metrics',
  '/robots.txt',
  '/sitemap.xml',
  // Programs read what is public here; the rest of /api asks for a token (api.e2e.ts).
  '/api/v1',
  '/api/v1/openapi.json',
  '/api/v1/records',
  '/api/v1/records/[kind]/[ref]',
  '/api/v1/indicators/[ref]/observations',
  // The way in: pages that ask who somebody is.
  '/[lang=lang]/(door)/sign-in',
  // Ends the weekly letter a signed link belongs to; any other link is refused (mail.e2e.ts).
  '/[lang=lang]/(door)/letters/stop/[token]',
  '/[lang=lang]/(door)/sign-in/passkey',
  '/[lang=lang]/(door)/sign-in/passkey/proof',
  '/[lang=lang]/(door)/second-factor',
  '/[lang=lang]/(door)/forgot',
  '/[lang=lang]/(door)/request-access',
  // Leads to the other provider, or back to the sign-in page.
  '/[lang=lang]/(door)/sign-in/provider',
  // The gallery of components holds no data.
  '/[lang=lang]/(desk)/desk/design',
  // So does the gallery of letters: its values are invented.
  '/[lang=lang]/(desk)/desk/design/letters',
];

/** Something in the place of each parameter; it need not exist, refusing comes first. */
const addressOf = (pattern: string) =>
  pattern.replaceAll('[lang=lang]', 'en').replace(/\[[^\]]+\]/gu, 'BDUNNM-2023-01');

const ask = (path: string, method: string) =>
  fetch(inject('origin') + path, { method, redirect: 'manual', headers: { origin: inject('origin') } });

/** Forms anybody may send: they let nobody in who does not prove who they are (accounts.e2e.ts). */
const formsForAnybody = openWithoutSession.filter((id) => id.includes('/(door)/'));

const routes = siteRoutes();
const isPublic = (id: string) => id.includes('/(public)') || openWithoutSession.includes(id);

describe('closed by default', () => {
  test('the list of open routes names only routes that exist', () => {
    const ids = routes.map(({ id }) => id);
    expect(openWithoutSession.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('a route outside the public part refuses without a session', async () => {
    const open: string[] = [];
    for (const { id, pattern } of routes.filter((route) => !isPublic(route.id))) {
      const { status } = await ask(addressOf(pattern), 'GET');
      if (![303, 401, 403, 404, 405, 410].includes(status)) open.push(`${id} answers ${String(status)}`);
    }
    expect(open).toEqual([]);
  });

  test('nothing anywhere can be written without a session', async () => {
    const open: string[] = [];
    for (const { id, pattern } of routes.filter((route) => !formsForAnybody.includes(route.id))) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const { status } = await ask(addressOf(pattern), method);
        if (![303, 401, 403, 404, 405, 410, 415].includes(status))
          open.push(`${method} ${id} answers ${String(status)}`);
      }
    }
    expect(open).toEqual([]);
  });

  test('no answer to a hostile address is a failure of ours', async () => {
    const hostile = [
      '%00',
      '..%2f..%2fetc%2fpasswd',
      "'; drop table records; --",
      '%F0%9F%92%A9',
      'x'.repeat(5000),
      '%E0%A6',
    ];
    const failures: string[] = [];
    for (const { pattern } of routes.filter(({ id }) => id.includes('[ref]') || id.includes('[code]'))) {
      for (const value of hostile) {
        const path = pattern.replaceAll('[lang=lang]', 'bn').replace(/\[[^\]]+\]/gu, value);
        const { status } = await ask(path, 'GET');
        if (status >= 500) failures.push(`${path.slice(0, 80)} answers ${String(status)}`);
      }
    }
    expect(failures).toEqual([]);
  });
});
