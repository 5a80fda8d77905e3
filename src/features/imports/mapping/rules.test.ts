import { expect, test } from 'vitest';
import { forms, type Noun } from '#features/desk/schema.ts';
import { suggestedSettings } from '#features/imports/server/queries.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import { choiceMeant, remembered, signatureOf } from './rules.ts';

const suggest = (noun: Noun, headers: string[], ...rows: string[][]) =>
  suggestedSettings(noun, [{ name: 'x', rows: [headers, ...rows] }], { headerRows: 1 }).columns;

test('a UHRI export: identifier, text, symbol, mechanism, State, position, persons, SDGs', () => {
  const headers = ['AnnotationId', 'Text', 'Document Symbol', 'Body', 'Recommending State', 'UPR Cycle', 'UPR Position', 'Affected Persons', 'SDGs', 'Themes'];
  expect(suggest('commitments', headers, ['X-1', 'Sample recommendation 1', 'A/HRC/0/0', 'UPR', 'Sample', '4', 'Supported', 'Migrants', '8.8', 'Labour'])).toEqual({
    AnnotationId: 'key',
    Text: 'wording',
    'Document Symbol': 'instrument',
    Body: 'issuer',
    'Recommending State': 'recommending_place',
    'UPR Cycle': 'cycle',
    'UPR Position': 'response',
    'Affected Persons': 'affected_groups',
    SDGs: 'items|basis=publisher-mapping',
  });
}); // prettier-ignore

test.each([
  ['English', ['Activity', 'Responsible', 'Start date', 'End date', 'Remarks']],
  ['Bangla', ['কার্যক্রম', 'বাস্তবায়নকারী সংস্থা', 'শুরুর তারিখ', 'সমাপ্তি', 'মন্তব্য']],
  ['Bijoy', ['Kvh©µg', 'ev¯Íevqbh©KvixÕ ms¯’v', 'ïiæi ZvwiL', 'mgvwß', 'gšÍe¨']],
])('a plan of a ministry in %s', (language, headers) => {
  const row = ['Sample activity 1', 'Sample organisation', '2026-01', '২০২৬', 'x'];
  const found = Object.values(suggest('actions', headers, row));
  expect(found).toEqual(expect.arrayContaining(['title', 'from_on', 'until_on', 'note']));
  if (language !== 'Bijoy') expect(found).toContain('organisation');
});

test('a content that cannot be the field’s takes the suggestion away', () => {
  expect(suggest('actions', ['Activity', 'Start'], ['Sample', 'soon'], ['Sample', 'later'])).toEqual({
    Activity: 'title',
  });
});

test.each([
  ['Supported', 'supported'],
  ['SUPPORTED', 'supported'],
  ['সমর্থিত', 'supported'],
  ['Not supported', 'noted'],
  ['Noted', 'noted'],
  ['constructor', null],
  ['perhaps', null],
])('the position %s is %s', (word, meant) => {
  const field = forms.commitments.fields.find(({ name }) => name === 'response');
  const choices = field?.kind === 'choice' ? field.choices : [];
  expect(choiceMeant(choices, word, [sayIn('en'), sayIn('bn')])).toBe(meant);
});

test('what was remembered survives moved columns and new ones', () => {
  const columns = { Activity: 'title', 'Start date': 'from_on' };
  expect(remembered(columns, ['Start  Date', 'New', 'ACTIVITY'])).toEqual({
    'Start  Date': 'from_on',
    ACTIVITY: 'title',
  });
  expect(signatureOf(['A', 'B'])).toBe(signatureOf(['b', 'a ']));
});
