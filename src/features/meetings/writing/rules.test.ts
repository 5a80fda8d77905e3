import { expect, test } from 'vitest';
import { mentionsIn } from './rules.ts';

test('a line that begins with @ and a name may be an action point; an address or an @ inside a line is none', () => {
  const text = [
    'The plan was discussed.',
    '@MoEWOE to share the draft by 15 Feb',
    '  • @প্রকবৈকম ১৫ ফেব্রুয়ারির মধ্যে খসড়া পাঠাবে',
    'Write to someone@ministry.example',
    '@ 5 taka each',
  ].join('\n');
  expect(mentionsIn(text)).toEqual([
    '@MoEWOE to share the draft by 15 Feb',
    '@প্রকবৈকম ১৫ ফেব্রুয়ারির মধ্যে খসড়া পাঠাবে',
  ]);
});
