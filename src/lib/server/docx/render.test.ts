import { fromBufferPromise } from 'yauzl';
import { describe, expect, test } from 'vitest';
import type { Lang } from '#lib/i18n/lang.ts';
import { march2023 } from '#lib/publication/fixtures/march-2023.ts';
import { values } from '#lib/publication/fixtures/march-2023-values.ts';
import { paperOf, sectionOf, words } from '#lib/publication/paper.ts';
import { resolve } from '#lib/publication/resolve.ts';
import { renderDocx } from './render.ts';

const origin = 'https://network.example';
const march = (lang: Lang) => renderDocx(resolve(march2023, lang, values).document, { origin });
const small = (text: string) =>
  paperOf({
    key: 'k',
    lang: 'en',
    title: words('T', 'en'),
    subtitle: null,
    publisher: words('P', 'en'),
    period: 'March 2023',
    date: '2023-03-01',
    sections: [sectionOf('a', words('A', 'en'), [{ type: 'paragraph', text: words(text, 'en') }])],
  });

/** The parts of the file, read back with another library; binary ones by name only. */
async function partsOf(file: Uint8Array): Promise<Map<string, string>> {
  const zip = await fromBufferPromise(Buffer.from(file), { lazyEntries: true });
  const parts = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    parts.set(entry.fileName, Buffer.concat(pieces).toString('utf8'));
  }
  return parts;
}

describe.each(['en', 'bn'] as const)('the bulletin of March 2023 as a Word file in %s', (lang) => {
  const parts = march(lang).then(partsOf);
  const part = async (name: string) => (await parts).get(name) ?? '';

  test('has its headings and tables as headings and tables, each table with its header row', async () => {
    const body = await part('word/document.xml');
    for (const style of ['Title', 'Heading1', 'Heading2'])
      expect(body).toContain(`w:pStyle w:val="${style}"`);
    expect(body.match(/<w:tblHeader\/>/gu)?.length).toBe(2);
  });

  test('says what Bangla letters are set in, and in which language they are', async () => {
    const styles = await part('word/styles.xml');
    expect(styles).toContain('w:cs="Noto Sans Bengali"');
    expect(styles).toContain('<w:szCs w:val="22"/>');
    expect(styles).toContain('<w:lang w:val="en-GB" w:bidi="bn-BD"/>');
  });

  test('brings the face for Bangla letters along where it has any', async () => {
    const fonts = [...(await parts).keys()].filter((name) => name.endsWith('.odttf'));
    expect(fonts.length).toBe(lang === 'bn' ? 2 : 0);
  });

  test('leads to its records and to the contact, and nowhere else', async () => {
    const relations = await part('word/_rels/document.xml.rels');
    const links = [...relations.matchAll(/Target="([^"]*)" TargetMode="External"/gu)].map(([, to]) => to);
    expect(links).toContain(`${origin}/${lang}/bodies/bdunnm`);
    for (const link of links) expect(link).toMatch(/^(https:\/\/network\.example\/|mailto:)/u);
  });
});

test('what stands in a record is text and nothing else, whatever it is', async () => {
  const parts = await partsOf(await renderDocx(small('</w:t><w:br/> & [[bodies/x name]] \u0001\uFFFE end')));
  expect(parts.get('word/document.xml')).toContain(
    '&lt;/w:t&gt;&lt;w:br/&gt; &amp; [[bodies/x name]]    end',
  );
});

test('a document with a blocking problem is not rendered', async () => {
  const problem = { code: 'x', blocking: true, section: null, block: null, lang: 'en' as const, token: '' };
  await expect(renderDocx({ ...small('a'), problems: [problem] })).rejects.toThrow('publication.blocked');
});
