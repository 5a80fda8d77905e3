import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passwordProblem } from './rules.ts';

const about = { email: 'rahima.khatun@ministry.example', name: 'Rahima Khatun' };

describe('a password', () => {
  test.each([
    ['eleven char', 'short'],
    ['আমার পাসওয়', 'short'],
    ['x'.repeat(201), 'long'],
    ['aaaaaaaaaaaa', 'common'],
    ['abcabcabcabc', 'common'],
    ['123456789012', 'common'],
    ['qwertyuiop[]12', 'common'],
    ['Password1234!', 'common'],
    ['Bangladesh1971', 'common'],
    ['password password', 'common'],
    ['19711216194702', 'common'],
    ['rahima.khatun', 'own'],
    ['Rahima-1971-2026', 'own'],
    ['rahimakhatun!!', 'own'],
  ])('%j is refused as %s', (password, why) => {
    expect(passwordProblem(password, about)).toBe(why);
  });

  test.each([
    'correct horse battery staple',
    'নদী পেরিয়ে সেতুর ওপারে',
    'pehe-zase-heze-kaki-neni',
    'tram lantern 42 copper',
    'all lower case words do',
  ])('%j needs no capitals, figures or signs', (password) => {
    expect(passwordProblem(password, about)).toBeNull();
  });

  test('is never refused for what it is made of when it is random and long enough', () => {
    const random = fc.string({
      unit: fc.constantFrom(...Array.from('bcdghjkmpqtvwxz2468')),
      minLength: 16,
      maxLength: 40,
    });
    fc.assert(
      fc.property(random, (password) => {
        fc.pre(new Set(password).size >= 8);
        expect(passwordProblem(password, about)).toBeNull();
      }),
    );
  });
});
