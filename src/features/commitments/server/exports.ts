import {
  commitmentKindLabels,
  commitmentStatusLabels,
  noStatusLabel,
  partyRoleLabels,
} from '#features/commitments/labels.ts';
import type { CommitmentLine } from '#features/commitments/server/queries.ts';
import { inBoth } from '#lib/i18n/in-both.ts';
import { langs } from '#lib/i18n/lang.ts';
import type { MessageKey } from '#lib/i18n/messages.ts';
import type { CellValue } from '#lib/server/xlsx/sheets.ts';
import { streamList } from '#lib/server/xlsx/writing.ts';
import { textIn, type Translated } from '#lib/translated.ts';

type Column = { header: string; width: number; cell: (one: CommitmentLine) => CellValue };

const column = (label: MessageKey, width: number, cell: Column['cell']): Column => ({
  header: inBoth(label),
  width,
  cell,
});

/** A text as two columns, one for each language; an empty cell says that there is no such version. */
const texts = (label: MessageKey, width: number, text: (one: CommitmentLine) => Translated): Column[] =>
  langs.map((lang) => ({
    header: `${inBoth(label)} (${lang === 'en' ? 'English' : 'বাংলা'})`,
    width,
    cell: (one) => text(one)[lang] ?? null,
  }));

const partiesOf = ({ parties }: CommitmentLine): string =>
  parties
    .map(({ name, role }) => {
      const names = new Set(langs.map((lang) => textIn(name, lang)));
      return `${[...names].join(' · ')} (${inBoth(partyRoleLabels[role])})`;
    })
    .join('\n');

const columns: readonly Column[] = [
  column('ui_about_reference', 20, (one) => one.ref),
  ...texts('field_title', 60, (one) => one.title),
  column('field_kind', 24, (one) => inBoth(commitmentKindLabels[one.kind])),
  ...texts('field_instrument', 40, (one) => one.instrument),
  column('field_cycle', 16, (one) => one.cycle),
  column('field_made_on', 14, (one) => one.made),
  column('field_status', 24, (one) =>
    inBoth((one.status ? commitmentStatusLabels[one.status] : noStatusLabel).word),
  ),
  column('field_on_date', 14, (one) => one.since),
  column('field_commitment_parties', 50, partiesOf),
];

/** Entries of the register as a workbook to read and to sort; the columns are stable and carry both languages. */
export function registerAsWorkbook(rows: readonly CommitmentLine[]): ReadableStream<Uint8Array> {
  return streamList({
    name: inBoth('commitments_title'),
    columns: columns.map(({ header, width }) => ({ header, width, kind: 'text' })),
    rows: rows.map((one) => columns.map(({ cell }) => cell(one))),
  });
}
