import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOverdue, proposalIn, type Named } from './rules.ts';

const day = '2026-11-23';
const named: Named<string>[] = [
  {
    owner: 'moewoe',
    names: ['MoEWOE', 'Ministry of Expatriates’ Welfare and Overseas Employment', 'প্রবাসী কল্যাণ মন্ত্রণালয়'],
  },
  { owner: 'mo', names: ['Mo'] },
  { owner: 'iom', names: ['IOM', 'আইওএম'] },
];
const read = (line: string) => proposalIn(line, named, day);

describe('what a line typed in a meeting proposes', () => {
  test.each([
    ['@MoEWOE to share the draft plan by 15 Feb', 'moewoe', 'Share the draft plan', '2027-02-15'],
    [
      '@moewoe: share the draft plan before 15 February 2027.',
      'moewoe',
      'Share the draft plan',
      '2027-02-15',
    ],
    ['@IOM will call a technical meeting by end of November', 'iom', 'Call a technical meeting', '2026-11'],
    ['@IOM to print it by 2027-01', 'iom', 'Print it', '2027-01'],
    ['@IOM to print it, due 05/12/2026', 'iom', 'Print it', '2026-12-05'],
    ['@আইওএম ১৫ ফেব্রুয়ারির মধ্যে খসড়া পাঠাবে', 'iom', 'খসড়া পাঠাবে', '2027-02-15'],
    ['@প্রবাসী কল্যাণ মন্ত্রণালয় ২০২৭-০৩-০১ তারিখের মধ্যে মতামত দেবে', 'moewoe', 'মতামত দেবে', '2027-03-01'],
    ['@Mo to write the note', 'mo', 'Write the note', null],
    ['share the note by 24 November', null, 'Share the note', '2026-11-24'],
  ])('%s', (line, owner, task, due) => {
    expect(read(line)).toEqual({ owner, task, due, unread: { owner: null, due: null } });
  });

  test('what is not understood stays in the task and is named', () => {
    expect(read('@Nobody to do it by 15 Feb')).toEqual({
      owner: null,
      task: '@Nobody to do it',
      due: '2027-02-15',
      unread: { owner: 'Nobody', due: null },
    });
    expect(read('@IOMX to do it')).toMatchObject({ owner: null, task: '@IOMX to do it' });
    expect(read('Report by 31 February')).toEqual({
      owner: null,
      task: 'Report by 31 February',
      due: null,
      unread: { owner: null, due: 'by 31 February' },
    });
    expect(read('Stand by March as planned')).toMatchObject({ due: null, task: 'Stand by March as planned' });
  });

  test('no line breaks it, and a date it finds is one', () => {
    const piece = fc.constantFrom(
      '@IOM',
      ' by ',
      ' to ',
      '15',
      '১৫',
      ' Feb',
      ' মার্চ',
      'মধ্যে',
      ' ',
      '2027',
      '-',
      'a',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { due, task } = read(pieces.join(''));
        expect(due ?? '2026').toMatch(/^\d{4}(-\d\d){0,2}$/u);
        expect(task).toBe(task.trim());
      }),
    );
  });
});

test.each([
  ['open', '2026-11', '2026-11-30', false],
  ['open', '2026-11', '2026-12-01', true],
  ['under-way', '2026-11-22', '2026-11-23', true],
  ['done', '2026-11-22', '2026-11-23', false],
  ['dropped', '2025', '2026-11-23', false],
  ['open', null, '2026-11-23', false],
] as const)('%s, due %s, on %s: overdue is %s', (status, due, on, late) => {
  expect(isOverdue({ status, due }, on)).toBe(late);
});
