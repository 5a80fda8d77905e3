import type { Observation } from '#features/indicators/rules.ts';
import type { Indicator } from '#features/indicators/server/queries.ts';
import { langs } from '#lib/i18n/lang.ts';
import { sayIn, type MessageKey } from '#lib/i18n/messages.ts';
import { csvOf } from '#lib/server/xlsx/csv.ts';
import { textIn, type Translated } from '#lib/translated.ts';

type Cell = string | number | boolean | null;
type Column = {
  /** Stable: files of different days can be read by the same program. */
  name: string;
  /** What the column means, in both languages. */
  label: MessageKey;
  datatype: 'string' | 'number' | 'boolean' | 'anyURI';
  cell: (one: Observation, indicator: Indicator) => Cell;
};

/** A text as two columns, one for each language; an empty cell says that there is no such version. */
function bilingual(
  name: string,
  label: MessageKey,
  text: (one: Observation, indicator: Indicator) => Translated | null,
) {
  return langs.map((lang): Column => ({
    name: `${name}_${lang}`,
    label,
    datatype: 'string',
    cell: (one, indicator) => text(one, indicator)?.[lang] ?? null,
  }));
}

const plain = (
  name: string,
  label: MessageKey,
  cell: Column['cell'],
  datatype: Column['datatype'] = 'string',
): Column => ({
  name,
  label,
  datatype,
  cell,
});

const columns: readonly Column[] = [
  plain('reference', 'indicator_csv_reference', (one) => one.ref),
  plain('indicator', 'indicator_csv_indicator', (_, indicator) => indicator.ref),
  plain('from', 'indicator_csv_from', (one) => one.from),
  plain('until', 'indicator_csv_until', (one) => one.until),
  plain('place', 'indicator_csv_place', (one) => one.place?.ref ?? null),
  ...bilingual('place_name', 'indicator_csv_place_name', (one) => one.place?.name ?? null),
  plain('destination', 'indicator_csv_destination', (one) => one.destination?.ref ?? null),
  ...bilingual('destination_name', 'indicator_csv_destination_name', (one) => one.destination?.name ?? null),
  plain('sex', 'indicator_csv_sex', (one) => one.sex),
  ...bilingual('category', 'indicator_csv_category', (one) => one.category),
  plain('value', 'indicator_csv_value', (one) => (one.withdrawn ? null : one.value), 'number'),
  ...bilingual('unit', 'indicator_csv_unit', (_, indicator) => indicator.unit),
  plain('qualifier', 'indicator_csv_qualifier', (one) => one.qualifier),
  plain('flagged', 'indicator_csv_flagged', (one) => one.flagged, 'boolean'),
  plain('source', 'indicator_csv_source', (one) => one.source.ref),
  ...bilingual('source_title', 'indicator_csv_source_title', (one) => one.source.title),
  ...bilingual('producer', 'indicator_csv_producer', (one) => one.producer ?? one.source.producer),
  plain('cutoff', 'indicator_csv_cutoff', (one) => one.cutoff),
  plain('edition', 'indicator_csv_edition', (one) => one.edition),
  plain('version', 'indicator_csv_version', (one) => one.version, 'number'),
  ...bilingual('note', 'indicator_csv_note', (one) => one.note),
  plain('withdrawn_on', 'field_withdrawn_on', (one) => one.withdrawn?.on ?? null),
  ...bilingual('withdrawn_reason', 'field_withdrawn_reason', (one) => one.withdrawn?.reason ?? null),
];

/** Every value of an indicator as CSV. */
export function valuesAsCsv(indicator: Indicator, values: readonly Observation[]): string {
  const rows = values.map((one) => columns.map((column) => column.cell(one, indicator)));
  return csvOf([columns.map((column) => column.name), ...rows]);
}

/**
 * What the columns of the CSV file mean (W3C CSV on the Web, Metadata Vocabulary for Tabular Data), in both languages.
 * @param address of the CSV file
 */
export function csvMetadata(indicator: Indicator, address: string): Record<string, unknown> {
  const titles = (label: MessageKey) => Object.fromEntries(langs.map((lang) => [lang, sayIn(lang)(label)]));
  return {
    '@context': 'http://www.w3.org/ns/csvw',
    url: address,
    'dc:title': langs.map((lang) => ({ '@value': textIn(indicator.title, lang), '@language': lang })),
    'dc:modified': indicator.about.updatedAt.toISOString(),
    dialect: { header: true, encoding: 'utf-8' },
    tableSchema: {
      columns: columns.map(({ name, label, datatype }) => ({
        name,
        titles: name,
        'dc:description': titles(label),
        datatype,
      })),
      primaryKey: 'reference',
    },
  };
}
