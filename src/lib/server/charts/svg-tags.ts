/** A piece of an SVG as text: a tag with its attributes, or what stands between tags. */
export type Token =
  | { kind: 'open' | 'close'; source: string; name: string; attributes: Attributes; empty: boolean }
  | { kind: 'words'; source: string };
export type Attributes = ReadonlyMap<string, string>;

const pieces = /<!--[\s\S]*?-->|<\/?([a-zA-Z][\w:.-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|[^<]+/gu;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;

/** Cuts a well-formed SVG into tags and words; comments are left out. Joined, the sources give the SVG again. */
export function tokensOf(svg: string): Token[] {
  return [...svg.matchAll(pieces)].flatMap(([source, name, rest = '']): Token[] => {
    if (source.startsWith('<!--')) return [];
    if (name === undefined) return [{ kind: 'words', source }];
    const kind = source.startsWith('</') ? 'close' : 'open';
    return [{ kind, source, name, attributes: attributesOf(rest), empty: rest.trimEnd().endsWith('/') }];
  });
}

function attributesOf(source: string): Attributes {
  return new Map(
    [...source.matchAll(attribute)].map(([, name = '', double, single]) => [name, double ?? single ?? '']),
  );
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' };

/** Words as they are read: "R&amp;D" is "R&D". */
export function decoded(source: string): string {
  return source.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/giu,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return entities[name ?? ''] ?? whole;
    },
  );
}
