import { expect, test } from 'vitest';
import { leaveShown, takeShown } from './shown-once.ts';

const means = { secret: 'a secret for tests that is long enough', isSecure: true };
const place = { account: 'account-one', path: '/en/desk/account/tokens' };
const now = new Date('2026-11-26T04:00:00Z');
const made = { token: 'setu_secret-of-the-test' };
const left = () => leaveShown(means, place, made, now);
const pair = (line: string) => line.split(';')[0] ?? '';
const take = (cookie: string, account = place.account, at = now) =>
  takeShown(means, { cookie, now: at }, { ...place, account });

test('what is left is shown to the same account, and the cookie is taken out', () => {
  const { shown, cookies } = take(pair(left()));
  expect(shown).toEqual(made);
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatch(/^setu\.shown=; Max-Age=0; Path=\/en\/desk\/account\/tokens; HttpOnly/u);
});

test('the cookie says nothing by itself, goes to one page, and no script reads it', () => {
  const line = left();
  expect(Buffer.from(pair(line).split('=')[1] ?? '', 'base64url').toString('latin1')).not.toContain('setu_');
  expect(line).toMatch(/Max-Age=60; Path=\/en\/desk\/account\/tokens; HttpOnly; SameSite=Strict; Secure$/u);
});

test('nothing is shown to another account, after a minute, or from a cookie that is not ours', () => {
  const cookie = pair(left());
  expect(take(cookie, 'account-two').shown).toBeNull();
  expect(take(cookie, place.account, new Date(now.getTime() + 60_000)).shown).toBeNull();
  const other = leaveShown({ ...means, secret: 'another secret that is long enough' }, place, made, now);
  for (const forged of [pair(other), `${cookie.slice(0, -3)}AAA`, cookie.slice(0, 30), 'setu.shown='])
    expect(take(forged).shown).toBeNull();
  expect(take('').cookies).toEqual([]);
});
