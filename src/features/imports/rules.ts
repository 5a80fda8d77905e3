import type { Settings } from '#features/imports/schema.ts';
import type { Table } from '#features/imports/sheets/schema.ts';
import { chosenFor, keyTarget, plain, type Target } from '#features/imports/mapping/rules.ts';
import { decisionOn, isText, rowCount, type FormField, type Typed } from '#lib/forms/fields.ts';
import { typedOf, inputOf } from '#lib/forms/values.ts';
import { converted, toUnicode } from '#lib/i18n/bijoy/conversion.ts';
import { looksLikeBijoy, mayBeBijoy } from '#lib/i18n/bijoy/recognition.ts';

/** What the file says of one record, in the controls of its form; of rows it names only those it adds. */
export type Said = { number: number; key: string; typed: Typed };

/** What a word of the file means, by target and word; a word that means nothing is left out. */
export type Meanings = ReadonlyMap<string, ReadonlyMap<string, string>>;

const mostTitle = 160;

/** Names in one cell: each on a line of its own, or with semicolons between them. */
export const namesIn = (cell: string): string[] =>
  cell
    .split(/[;\n]/u)
    .map((one) => one.trim())
    .filter(Boolean);

/** Columns with Bijoy text: of one that has some, the short texts are looked at less strictly. */
export function legacyColumns({ headers, rows }: Table): Set<string> {
  const isLegacy = (cells: readonly string[]) =>
    cells.some(looksLikeBijoy) || looksLikeBijoy(cells.join(' '));
  return new Set(headers.filter((_, at) => isLegacy(rows.map((row) => row[at] ?? ''))));
}

/** Headers in Unicode, as they are read to suggest fields; the mapping keeps those of the file. */
export function headersRead(headers: readonly string[]): string[] {
  const isLegacy = looksLikeBijoy(headers.join(' '));
  return headers.map((header) => (isLegacy && mayBeBijoy(header) ? toUnicode(header) : header));
}

/** The table in Unicode. In a column of Bijoy text what is well-formed Bijoy is taken for it; anything else stays. */
export function inUnicode(table: Table): Table {
  const legacy = legacyColumns(table);
  const isLegacy = table.headers.map((header) => legacy.has(header));
  const cellOf = (cell: string, at: number) => {
    const isBijoy = looksLikeBijoy(cell) || (isLegacy[at] && mayBeBijoy(cell));
    return isBijoy && converted(cell).faults === 0 ? toUnicode(cell) : cell;
  };
  return { ...table, rows: table.rows.map((row) => row.map(cellOf)) };
}

type Reading = {
  settings: Settings;
  fields: readonly FormField[];
  targets: readonly Target[];
  meanings: Meanings;
};

/** Each row of a file in the controls of our form. */
export function saidBy(table: Table, reading: Reading): Said[] {
  return table.rows.map((row, at) =>
    saidIn(row, { ...reading, headers: table.headers, number: table.first + at }),
  );
}

type At = Reading & { headers: readonly string[]; number: number };

function saidIn(row: readonly string[], { settings, targets, fields, headers, number, meanings }: At): Said {
  const typed: Typed = {};
  const ids = headers.map((header) => chosenFor(settings.columns, header));
  for (const [column, cell] of row.entries()) {
    const target = targets.find(({ id }) => id === ids[column]);
    if (target && cell) write(typed, target, cell, meanings);
  }
  const key = row[ids.findIndex(isKey)] ?? '';
  nameByWording(fields, typed);
  if (key && fields.some(({ name }) => name === 'external_ref')) typed['external_ref'] = key;
  for (const { name } of fields.filter(isText)) {
    const lang = ['en', 'bn'].find((one) => typed[`${name}.${one}`]);
    if (lang) typed[`${name}.source`] = lang;
  }
  return { number, key: key || plain(calledIn(typed)), typed };
}

/** What the record of a form is called. */
export const calledIn = (typed: Typed): string =>
  ['title.en', 'title.bn', 'name.en', 'name.bn'].map((name) => typed[name]).find(Boolean) ?? '';

const isKey = (id: string) => id === keyTarget || id === 'external_ref';
const isBangla = (text: string) => /[\u0980-\u09FF]/u.test(text);

function write(typed: Typed, target: Target, cell: string, meanings: Meanings): void {
  const { field, id, lang } = target;
  const meant = (word: string) => meanings.get(id)?.get(word) ?? '';
  if (isText(field)) typed[`${field.name}.${lang ?? (isBangla(cell) ? 'bn' : 'en')}`] = cell;
  else if (field.kind === 'rows') writeRows(typed, target, namesIn(cell).map(meant).filter(Boolean));
  else if (field.kind === 'choice' || field.kind === 'reference') typed[field.name] = meant(cell);
  else if (field.kind === 'yes') typed[field.name] = /^(yes|y|true|1|১|হ্যাঁ|✓)$/iu.test(cell) ? 'yes' : '';
  else typed[field.name] = cell;
}

function writeRows(typed: Typed, { field, with: beside }: Target, refs: string[]): void {
  if (field.kind !== 'rows') return;
  const first = field.row[0]?.name ?? '';
  const from = rowsOf(field, typed).length;
  for (const [at, ref] of [...new Set(refs)].entries()) {
    const name = `${field.name}.${String(from + at)}`;
    typed[`${name}.${first}`] = ref;
    if (beside) typed[`${name}.${beside.name}`] = beside.value;
  }
}

/** A record that has a wording and no title is called by the beginning of its wording. */
function nameByWording(fields: readonly FormField[], typed: Typed): void {
  if (!fields.some(({ name }) => name === 'wording') || typed['title.en'] || typed['title.bn']) return;
  for (const lang of ['en', 'bn']) {
    const wording = typed[`wording.${lang}`]?.replace(/\s+/gu, ' ');
    if (wording) typed[`title.${lang}`] = shortened(wording);
  }
}

function shortened(text: string): string {
  if (text.length <= mostTitle) return text;
  return `${text.slice(0, mostTitle).replace(/\s+\S*$/u, '')}…`;
}

/** The rows of a field that something was typed into. */
export function rowsOf(field: FormField & { kind: 'rows' }, typed: Typed): Typed[] {
  return Array.from({ length: rowCount(field, typed) }, (_, at) =>
    Object.fromEntries(
      field.row.map((cell) => [cell.name, typed[`${field.name}.${String(at)}.${cell.name}`] ?? '']),
    ),
  ).filter((row) => row[field.row[0]?.name ?? ''] !== '');
}

const isRows = (field: FormField): field is FormField & { kind: 'rows' } => field.kind === 'rows';
const sameRow = (a: Typed, b: Typed) => Object.keys(b).every((name) => !b[name] || a[name] === b[name]);

/** One form over another: what is said replaces, rows are added where they are not there yet. */
export function over(fields: readonly FormField[], stands: Typed, said: Typed): Typed {
  const rows = fields.filter(isRows);
  const isRow = (name: string) => rows.some((field) => name.startsWith(`${field.name}.`));
  const result = { ...stands, ...Object.fromEntries(Object.entries(said).filter(([name]) => !isRow(name))) };
  for (const field of rows) {
    const old = rowsOf(field, stands);
    const fresh = rowsOf(field, said).filter((row) => !old.some((one) => sameRow(one, row)));
    for (const [at, row] of fresh.entries())
      for (const [cell, value] of Object.entries(row))
        result[`${field.name}.${String(old.length + at)}.${cell}`] = value;
  }
  return result;
}

/** As the form would show it after it was saved: dates, figures and spaces in one way. */
export function asSaved(fields: readonly FormField[], typed: Typed): Typed {
  const shown = typedOf(fields, inputOf(fields, typed));
  return Object.fromEntries(Object.keys(typed).map((name) => [name, shown[name] ?? typed[name] ?? '']));
}

/** `mine`: a person changed it here since the file said it last, or typed it before the file ever did. */
export type Change = { control: string; field: FormField; before: string; after: string; isMine: boolean };

/**
 * What the file would change on a record: what it says otherwise than last time. What it says as before is left alone,
 * whatever a person made of it since.
 */
export function changesOf(
  fields: readonly FormField[],
  { said, stands, last }: { said: Typed; stands: Typed; last: Typed | null },
): Change[] {
  const single = fields
    .filter((field) => !isRows(field))
    .flatMap((field) =>
      Object.keys(said)
        .filter((name) => name === field.name || [`${field.name}.en`, `${field.name}.bn`].includes(name))
        .map((control) => ({ control, field })),
    );
  return [
    ...single.flatMap((one) => changeOf(one, { said, stands, last })),
    ...addedRows(fields, { said, stands, last }),
  ];
}

type Sides = { said: Typed; stands: Typed; last: Typed | null };

function changeOf(
  { control, field }: Pick<Change, 'control' | 'field'>,
  { said, stands, last }: Sides,
): Change[] {
  const [before, after, then] = [stands[control] ?? '', said[control] ?? '', last?.[control]];
  if (after === before || after === then || after === '') return [];
  return [{ control, field, before, after, isMine: before !== '' && before !== then }];
}

function addedRows(fields: readonly FormField[], { said, stands, last }: Sides): Change[] {
  return fields.filter(isRows).flatMap((field) =>
    rowsOf(field, said)
      .filter(
        (row) => ![...rowsOf(field, stands), ...rowsOf(field, last ?? {})].some((one) => sameRow(one, row)),
      )
      .map((row) => ({
        control: field.name,
        field,
        before: '',
        after: Object.values(row).filter(Boolean).join(' · '),
        isMine: false,
      })),
  );
}

/** Of what the file says, that which shall be written over the record; texts kept in Bijoy say so. */
export function toWrite(
  fields: readonly FormField[],
  { said, changes, isTaken }: { said: Typed; changes: readonly Change[]; isTaken: boolean },
): Typed {
  const chosen = changes.filter(({ isMine }) => isTaken || !isMine);
  const isChosen = (name: string) =>
    chosen.some(
      ({ control, field }) => control === name || (isRows(field) && name.startsWith(`${field.name}.`)),
    );
  return withDecisions(fields, Object.fromEntries(Object.entries(said).filter(([name]) => isChosen(name))));
}

/** The whole file was asked once: no text of it is asked again. */
export function withDecisions(fields: readonly FormField[], typed: Typed): Typed {
  const texts = Object.keys(typed).filter((name) =>
    fields.some((field) => !isRows(field) && belongs(field, name)),
  );
  return { ...typed, ...Object.fromEntries(texts.map((name) => [decisionOn(name), 'typed'])) };
}

const belongs = (field: FormField, name: string) => name === field.name || name.startsWith(`${field.name}.`);
