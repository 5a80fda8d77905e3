import { describe, expect, test } from 'vitest';
import { draftOf, isFresh, type Kept } from './kept-draft.ts';

const section = (text: string, seen = '1 abc'): Kept[number] => ({
  place: 'Plan',
  controls: { 'seen.a': seen, 'text.a.en': text },
  typed: ['text.a.en'],
});
const day = 24 * 3_600_000;

describe('a draft kept in the browser', () => {
  test('is what differs from the form as it was opened, with what it was written on', () => {
    expect(draftOf([section('new')], [section('old')], 7)).toEqual({
      at: 7,
      places: ['Plan'],
      controls: { 'seen.a': '1 abc', 'text.a.en': 'new' },
    });
    expect(draftOf([section('old', '2 def')], [section('old')], 7)).toBeNull();
  });

  test('is offered while it says something else than the form, for a week', () => {
    const draft = draftOf([section('new')], [section('old')], 0);
    if (!draft) throw new Error('there is a draft');
    expect(isFresh(draft, [section('old')], day)).toBe(true);
    expect(isFresh(draft, [section('new ', '2 def')], day)).toBe(false);
    expect(isFresh(draft, [section('old')], 8 * day)).toBe(false);
  });
});
