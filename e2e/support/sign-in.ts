import type { Page } from 'playwright-core';
import type { DemonstrationRole } from '../../src/features/accounts/demonstration/rules.ts';
import { demonstrationEmail } from '../../src/features/accounts/demonstration/rules.ts';
import { demonstrationPassword } from '../../src/lib/server/auth/demonstration-password.ts';

/** The secret of the product under test: from it follow the passwords of the demonstration accounts. */
export const journeySecret = 'the secret of the journeys, which protects nothing';

type Role = DemonstrationRole['role'];

/** Address and password of a demonstration account of the product under test. */
export function signInOf(role: Role): { email: string; password: string } {
  return { email: demonstrationEmail(role), password: demonstrationPassword(journeySecret, role) };
}

/**
 * Signs a page in through the form, as a person would, and goes on to `to`.
 * @param to where to go; what is left out leads to the person's desk
 */
export async function signIn(page: Page, role: Role, to = '/en/desk'): Promise<void> {
  const lang = to.split('/')[1] ?? 'en';
  const { email, password } = signInOf(role);
  await page.goto(`/${lang}/sign-in?to=${encodeURIComponent(to)}`);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('main form button').click();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
}
