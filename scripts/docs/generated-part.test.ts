import { expect, test } from 'vitest';
import { replacePart } from './generated-part.ts';

const document = 'Before\n\n<!-- generated: x -->\n\nold\n\n<!-- end of generated: x -->\n\nAfter\n';

test('the part between the comments is replaced and everything else stays', () => {
  const made = replacePart(document, 'x', 'new\n');
  expect(made).toBe(document.replace('old', 'new'));
  expect(replacePart(made, 'x', 'new')).toBe(made);
});

test('a text with a dollar sign stands as it is', () => {
  expect(replacePart(document, 'x', 'costs $1 and $&')).toContain('costs $1 and $&');
});

test.each([
  ['no comments', 'Nothing here'],
  ['no end', '<!-- generated: x --> text'],
  ['two starts', document + document],
])('a document with %s is refused', (_, text) => {
  expect(() => replacePart(text, 'x', 'new')).toThrow('must stand in the document once each');
});
