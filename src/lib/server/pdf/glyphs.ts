import { readFileSync } from 'node:fs';
import { Blob, Face } from 'harfbuzzjs';
import type { Resolved, ResolvedSection } from '#lib/publication/resolved.ts';
import type { ErrorPlace } from '#lib/publication/errors.ts';
import { passagesOf } from '#lib/publication/resolve-blocks.ts';
import { plainText, type Passage } from '#lib/publication/resolved-text.ts';
import { fontFiles } from './fonts.ts';

/** Every character some face of ours can print. */
function printable(root: string): Set<number> {
  const covered = new Set<number>();
  for (const file of fontFiles(root)) {
    for (const code of new Face(new Blob(readFileSync(file))).collectUnicodes()) covered.add(code);
  }
  return covered;
}

type Placed = { text: string; place: ErrorPlace };

function placed(passages: (Passage | null | undefined)[], place: ErrorPlace): Placed[] {
  return passages.filter((passage) => !!passage).map((passage) => ({ text: plainText(passage), place }));
}

function textsOf({ key, headline, kicker, dateline, blocks, sources }: ResolvedSection): Placed[] {
  const head = { section: key, block: null };
  return [
    ...placed([headline, kicker, dateline], head),
    ...blocks.flatMap((block, index) => placed(passagesOf(block), { section: key, block: index + 1 })),
    ...sources.map(({ text, notes }) => ({ text: [text, ...notes].join(' '), place: head })),
  ];
}

/** Letters with the place they stand at, front to back. */
function texts({ title, subtitle, publisher, contact, about, sections }: Resolved): Placed[] {
  const front = [title, subtitle, publisher, contact, about?.title, ...(about?.paragraphs ?? [])];
  return [...placed(front, { section: null, block: null }), ...sections.flatMap(textsOf)];
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
