import { parse as parseCsv } from 'csv-parse/sync';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';

/** A record read from a text file, and the line (from 1) of each of its fields for error messages. */
export type Row = { line: number; value: Record<string, unknown>; lineOf: (field: string) => number };

/** A file that is not rows at all; `line` says where reading stopped. */
export class UnreadableRows extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** Reads a YAML (or JSON) list of records. Throws UnreadableRows. */
export function yamlRows(text: string): Row[] {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const lineAt = (node: Node | null | undefined) => counter.linePos(node?.range?.[0] ?? 0).line;
  const broken = document.errors[0];
  if (broken) throw new UnreadableRows(broken.message, counter.linePos(broken.pos[0]).line);
  const list = document.contents;
  if (list === null) return [];
  if (!isSeq<Node>(list)) throw new UnreadableRows('a list of records is expected', lineAt(list));
  return list.items.map((item) => {
    if (!isMap<Node, Node>(item)) throw new UnreadableRows('a record is expected', lineAt(item));
    const lines = new Map(
      item.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', lineAt(pair.key)]),
    );
    const line = lineAt(item);
    return {
      line,
      value: item.toJS(document) as Record<string, unknown>,
      lineOf: (field) => lines.get(field) ?? line,
    };
  });
}

/** Reads CSV as it stands: rows of texts, whatever their width. Throws UnreadableRows. */
export function csvTable(text: string): string[][] {
  const firstLine = text.slice(0, text.search(/\r|\n|$/u));
  const separators = [',', ';', '\t'] as const;
  const count = (sign: string) => firstLine.split(sign).length;
  const delimiter = separators.toSorted((a, b) => count(b) - count(a))[0];
  try {
    return parseCsv(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    throw unreadableCsv(error);
  }
}

function unreadableCsv(error: unknown): UnreadableRows {
  const line = error instanceof Error && 'lines' in error ? Number(error.lines) : 1;
  return new UnreadableRows(error instanceof Error ? error.message : String(error), line);
}

/** Reads CSV with a header row; dotted headers nest (`name.en`), empty cells are absent. Throws UnreadableRows. */
export function csvRows(text: string): Row[] {
  const lines: number[] = [];
  let records: string[][];
  try {
    records = parseCsv(text, {
      bom: true,
      skip_empty_lines: true,
      on_record: (record: string[], context) => {
        lines.push(context.lines);
        return record;
      },
    });
  } catch (error) {
    throw unreadableCsv(error);
  }
  const [header, ...body] = records;
  if (!header) return [];
  return body.map((record, index) => {
    const line = lines[index + 1] ?? 1;
    const value: Record<string, unknown> = {};
    header.forEach((field, column) => {
      const cell = record[column] ?? '';
      if (cell !== '') place(value, field.split('.'), cell);
    });
    return { line, value, lineOf: () => line };
  });
}

function place(into: Record<string, unknown>, [field = '', ...rest]: string[], cell: string): void {
  if (field === '__proto__') throw new UnreadableRows('a column cannot have this name', 1);
  if (rest.length === 0) {
    into[field] = cell;
    return;
  }
  const nested = into[field];
  const inner = nested !== null && typeof nested === 'object' ? (nested as Record<string, unknown>) : {};
  into[field] = inner;
  place(inner, rest, cell);
}
