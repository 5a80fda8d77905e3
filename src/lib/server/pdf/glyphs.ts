import { readFileSync } from 'node:fs';
import { Blob, Face } from 'harfbuzzjs';
import type { Resolved } from '#lib/publication/resolved.ts';
import type { ErrorPlace } from '#lib/publication/errors.ts';
import { passagesOf } from '#lib/publication/resolve-blocks.ts';
import { plainText } from '#lib/publication/resolved-text.ts';
import { fontFiles } from './fonts.ts';

/** Every character some face of ours can print. */
function printable(root: string): Set<number> {
  const covered = new Set<number>();
  for (const file of fontFiles(root)) {
    for (const code of new Face(new Blob(readFileSync(file))).collectUnicodes()) covered.add(code);
  }
  return covered;
}

/** Letters with the place they stand at, front to back. */
function* texts(document: Resolved): Generator<{ text: string; place: ErrorPlace }> {
  const front = [
    document.title,
    document.subtitle,
    document.publisher,
    document.contact,
    document.about?.title,
  ];
  for (const passage of [...front, ...(document.about?.paragraphs ?? [])]) {
    if (passage) yield { text: plainText(passage), place: { section: null, block: null } };
  }
  for (const { key, headline, kicker, dateline, blocks, sources } of document.sections) {
    const head = { section: key, block: null };
    for (const passage of [headline, kicker, dateline]) {
      if (passage) yield { text: plainText(passage), place: head };
    }
    for (const [index, block] of blocks.entries()) {
      for (const passage of passagesOf(block)) {
        yield { text: plainText(passage), place: { section: key, block: index + 1 } };
      }
    }
    for (const source of sources) yield { text: [source.text, ...source.notes].join(' '), place: head };
  }
}

/**
 * The first character of a document that no face can print, and where it stands; null when there is none.
 * Reads all fonts: asked only after the exporter refused.
 */
export function findUnprintable(
  document: Resolved,
  root: string,
): { character: string; place: ErrorPlace } | null {
  const covered = printable(root);
  for (const { text, place } of texts(document)) {
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0;
      if (!covered.has(code) && !/\p{Default_Ignorable_Code_Point}/u.test(character)) {
        return { character, place };
      }
    }
  }
  return null;
}
