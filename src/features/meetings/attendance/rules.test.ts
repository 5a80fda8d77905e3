import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedOf, merged, quorumOf, seatPresences, type Mark, type Sheet } from './rules.ts';

const mark = (presence: Mark['presence'], who = ''): Mark => ({ presence, who });
const sheet = (seats: Sheet['seats'], visitors: string[] = []): Sheet => ({ seats, visitors });

describe('two people note attendance at once', () => {
  test('what only one of them changed counts', () => {
    const base = sheet({ a: mark('present'), b: mark('absent') }, ['Old guest']);
    const mine = sheet({ a: mark('excused'), b: mark('absent'), c: mark('') }, ['Old guest', 'My guest']);
    const stands = sheet({ a: mark('present'), b: mark('present'), c: mark('absent') }, ['Their guest']);
    expect(merged(base, mine, stands)).toEqual({
      sheet: sheet({ a: mark('excused'), b: mark('present'), c: mark('absent') }, [
        'Their guest',
        'My guest',
      ]),
      clashes: [],
    });
  });

  test('a seat that both noted differently is a clash, and what stands there stays', () => {
    const mine = sheet({ a: mark('represented', 'Rahim') });
    const stands = sheet({ a: mark('represented', 'Karim') });
    expect(merged(sheet({}), mine, stands)).toEqual({
      sheet: stands,
      clashes: [{ seat: 'a', mine: mark('represented', 'Rahim'), theirs: mark('represented', 'Karim') }],
    });
  });

  test('nothing that either of them noted anew is lost without a word', () => {
    const seats = fc.dictionary(
      fc.constantFrom('a', 'b', 'c'),
      fc.record({ presence: fc.constantFrom(...seatPresences), who: fc.constant('') }),
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(seats, seats, seats, (base, mine, stands) => {
        const result = merged(sheet(base), sheet(mine), sheet(stands));
        for (const [seat, wanted] of Object.entries(mine)) {
          if (wanted.presence === base[seat]?.presence) continue;
          const isKept = result.sheet.seats[seat]?.presence === wanted.presence;
          expect(isKept || result.clashes.some((clash) => clash.seat === seat)).toBe(true);
        }
        for (const [seat, theirs] of Object.entries(stands)) {
          if (theirs.presence === base[seat]?.presence) continue;
          expect(result.sheet.seats[seat]).toEqual(theirs);
        }
      }),
    );
  });
});

describe('quorum', () => {
  const seats = [
    { role: 'chair', presence: 'present' },
    { role: 'member', presence: 'represented' },
    { role: 'member', presence: 'excused' },
    { role: 'observer', presence: 'present' },
    { role: 'member', presence: null },
  ] as const;
  const votingRoles = ['chair', 'member'];

  test.each([
    [2, true],
    [3, false],
    [null, null],
  ])('of %s voting seats is reached: %s', (quorum, reached) => {
    expect(quorumOf(seats, { votingRoles, quorum })).toEqual({
      voting: 4,
      filled: 2,
      needed: quorum,
      reached,
    });
  });
});

describe('the answer to the invitation', () => {
  const answer = (given: 'accepted' | 'tentative' | 'declined', isAlternate = false) => ({
    answer: given,
    isAlternate,
    name: 'Rahim',
  });
  test.each([
    ['nobody answered', [], null],
    ['the representative comes', [answer('accepted')], mark('present')],
    [
      'the alternate comes instead',
      [answer('declined'), answer('accepted', true)],
      mark('represented', 'Rahim'),
    ],
    ['the seat declines', [answer('declined')], mark('excused')],
    ['perhaps', [answer('tentative')], null],
  ])('%s', (_, answers, expected) => {
    expect(expectedOf(answers)).toEqual(expected);
  });
});
