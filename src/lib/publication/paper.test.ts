import { expect, test } from 'vitest';
import { translatedInput } from '#lib/translated.ts';
import { paragraphsOf } from './paper.ts';
import { plainText } from './resolved-text.ts';

const blocksOf = (text: string) =>
  paragraphsOf(translatedInput.parse({ en: text }), 'en').map((block) => {
    if (block.type === 'paragraph') return plainText(block.text);
    return block.type === 'list' ? block.items.map(plainText) : block.type;
  });

test('what was typed line by line is not run together', () => {
  const typed =
    'The group met.\nIt agreed:\n- to share the plan\n• to meet again\n\n1. First\n2. Second\n  \n- last';
  expect(blocksOf(typed)).toEqual([
    'The group met.',
    'It agreed:',
    ['to share the plan', 'to meet again'],
    '1. First',
    '2. Second',
    ['last'],
  ]);
});

test('a dash within a line or without a space is no list', () => {
  expect(blocksOf('-5 degrees\nfrom Dhaka - to Sylhet')).toEqual(['-5 degrees', 'from Dhaka - to Sylhet']);
});
