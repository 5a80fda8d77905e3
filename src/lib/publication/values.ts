import { cleanLine } from '#lib/i18n/text.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { limits } from './limits.ts';
import { recordHref } from './links.ts';
import { report, type Place } from './problems.ts';
import type { ResolvedSource } from './resolved.ts';
import type { Inline } from './resolved-text.ts';

/**
 * A value as a record gives it: formatted for the reader, with the address of its record. `lang` is a BCP 47 tag
 * when the value is not in the language asked for; `note` is what a reader must know of it (cut-off, version).
 */
export type CitedValue = { text: string; href: string | null; lang?: string; note?: string };

/**
 * Where values come from: record "bodies/bdunnm", field "acronym". Null when there is no such record or field.
 * Every record has the field `title`: the words it stands under in a list of sources.
 */
export type ValueSource = (record: string, field: string, lang: Lang) => CitedValue | null;

export const titleField = 'title';

/** The sources of one section: each record once, numbered in the order it is first met. */
export class SourceBook {
  readonly #entries = new Map<string, ResolvedSource>();
  readonly #source: ValueSource;
  readonly #lang: Lang;

  constructor(source: ValueSource, lang: Lang) {
    this.#source = source;
    this.#lang = lang;
  }

  /** The number of a record, given on first sight. Reports `record_unknown` and returns null when there is none. */
  mark(record: string, place: Place, token: string): number | null {
    const known = this.#entries.get(record);
    if (known) return known.number;
    const title = this.#source(record, titleField, this.#lang);
    if (!title || title.text.trim() === '') {
      report(place, 'record_unknown', token);
      return null;
    }
    const number = this.#entries.size + 1;
    this.#entries.set(record, {
      number,
      record,
      text: printed(title.text, place, token),
      href: address(title, place, token),
      lang: title.lang ?? this.#lang,
      notes: title.note ? [cleanLine(title.note)] : [],
    });
    return number;
  }

  /** A value of a record in `lang`, or null with the reason reported. */
  value(record: string, field: string, lang: Lang, place: Place): { run: Inline; mark: number } | null {
    const token = `${record} ${field}`;
    const mark = this.mark(record, place, token);
    if (mark === null) return null;
    const found = this.#source(record, field, lang);
    if (!found || found.text.trim() === '') {
      report(place, found ? 'value_empty' : 'field_unknown', token);
      return null;
    }
    this.#remark(record, found.note);
    const text = printed(found.text, place, token);
    const href = address(found, place, token);
    const tag = found.lang ?? lang;
    return { run: { type: 'cited', text, href, record, field, lang: tag }, mark };
  }

  #remark(record: string, note: string | undefined): void {
    const notes = this.#entries.get(record)?.notes;
    const line = note ? cleanLine(note) : '';
    if (notes && line !== '' && !notes.includes(line)) notes.push(line);
  }

  list(): ResolvedSource[] {
    return [...this.#entries.values()];
  }
}

function printed(text: string, place: Place, token: string): string {
  if (text.length > limits.value) report(place, 'text_too_long', token);
  return cleanLine(text.slice(0, limits.value));
}

function address({ href }: CitedValue, place: Place, token: string): string | null {
  if (href === null) return null;
  const safe = recordHref(href);
  if (safe === null) report(place, 'value_link', token);
  return safe;
}
