import { expect, test } from 'vitest';
import { typedIn, type FormField } from './fields.ts';
import { legacyProblems, withUnicode } from './legacy.ts';

const fields: FormField[] = [
  { name: 'title', kind: 'text', label: 'field_title' },
  { name: 'cycle', kind: 'line', label: 'field_cycle' },
  {
    name: 'steps',
    kind: 'rows',
    label: 'field_steps',
    row: [{ name: 'step', kind: 'text', label: 'field_title' }],
  },
] as FormField[];
const bijoy = 'Kg©cwiKíbv ev¯Íevqb';
const unicode = 'কর্মপরিকল্পনা বাস্তবায়ন'.normalize('NFC');

test('a text that looks like Bijoy is a problem that shows it before and after, in rows too', () => {
  const typed = { 'title.bn': bijoy, cycle: 'UPR 4', 'steps.0.step.en': bijoy, 'title.en': 'Action plan' };
  expect(legacyProblems(fields, typed)).toEqual([
    {
      control: 'title.bn',
      label: 'field_title',
      message: 'form_error_legacy',
      values: { before: bijoy, after: unicode },
    },
    expect.objectContaining({ control: 'steps.0.step.en' }),
  ]);
});

test('kept as typed, or standing already, it is asked no more', () => {
  expect(legacyProblems(fields, { 'title.bn': bijoy, 'legacy.title.bn': 'typed' })).toEqual([]);
  expect(legacyProblems(fields, { 'title.bn': bijoy }, { 'title.bn': bijoy })).toEqual([]);
  expect(legacyProblems(fields, { 'title.bn': bijoy, 'legacy.title.bn': 'odd' })).toHaveLength(1);
});

test('Unicode is taken where it was chosen, and goes to the Bangla field where that is empty', () => {
  expect(withUnicode(fields, { 'title.bn': bijoy, 'legacy.title.bn': 'unicode' })['title.bn']).toBe(unicode);
  const moved = withUnicode(fields, { 'title.en': bijoy, 'title.bn': '', 'legacy.title.en': 'unicode' });
  expect(moved).toMatchObject({ 'title.en': '', 'title.bn': unicode, 'title.source': 'bn' });
  const both = withUnicode(fields, { 'title.en': bijoy, 'title.bn': 'ক', 'legacy.title.en': 'unicode' });
  expect(both).toMatchObject({ 'title.en': unicode, 'title.bn': 'ক' });
});

test('English typed over it after the choice stays English', () => {
  const typed = { 'title.en': 'Action plan', 'legacy.title.en': 'unicode' };
  expect(withUnicode(fields, typed)['title.en']).toBe('Action plan');
});

test('of what is sent, the choices of text fields are read and no others', () => {
  const sent = new Map([
    ['title.bn', bijoy],
    ['legacy.title.bn', 'unicode'],
    ['legacy.steps.0.step.en', 'typed'],
    ['legacy.other', 'unicode'],
    ['legacy.__proto__', 'unicode'],
  ]);
  expect(typedIn(fields, sent)).toEqual({
    'title.bn': bijoy,
    'legacy.title.bn': 'unicode',
    'legacy.steps.0.step.en': 'typed',
  });
});
