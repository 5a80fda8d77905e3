import { IntlMessageFormat } from 'intl-messageformat';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** What a text is made of: the names of its placeholders, and the words that stand in it as they are. */
export type Parts = { placeholders: Set<string>; words: string };

/** The numbers of the parser for literal text and for the `#` of a plural; the rest has a placeholder's name. */
const literal = 0;
const pound = 7;

/** Takes a text in ICU message syntax apart. Throws where it is not valid. */
export function partsOf(text: string, locale: string): Parts {
  const parts: Parts = { placeholders: new Set(), words: '' };
  gather(new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst(), parts);
  return parts;
}

function gather(elements: Element[], parts: Parts): void {
  for (const element of elements) {
    const kind: number = element.type;
    if ('value' in element && kind === literal) parts.words += `${element.value} `;
    if ('value' in element && kind !== literal && kind !== pound) parts.placeholders.add(element.value);
    if ('options' in element) {
      for (const option of Object.values(element.options)) gather(option.value, parts);
    }
  }
}
