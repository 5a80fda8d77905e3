import { afterAll, describe, expect, test } from 'vitest';
import { march2023 } from '#lib/publication/fixtures/march-2023.ts';
import { values } from '#lib/publication/fixtures/march-2023-values.ts';
import { resolve } from '#lib/publication/resolve.ts';
import type { Resolved } from '#lib/publication/resolved.ts';
import { PrintPool } from './pool.ts';
import { closePdfWorkers, type PdfOptions } from './render.ts';
import { figure, march, pixel, png, print, small, type Block } from './testing.ts';

afterAll(closePdfWorkers);

describe('refusals', () => {
  const chart = (svg: string): [Resolved, PdfOptions] => {
    const data = { columns: [{ label: 'A' }], rows: [['x']] };
    return [
      small({ type: 'chart', title: 'c', alt: 'a', source: 's', svg: 'c', data }),
      { charts: { c: svg } },
    ];
  };
  const place = { section: 'a', block: 1 };

  test('a document with a blocking problem is not printed', async () => {
    const broken = resolve({ ...march2023, sections: [] }, 'en', values).document;
    await expect(print(broken)).rejects.toMatchObject({ failure: 'blocked', reason: 'document_empty' });
  });

  test('a letter no font has is named, with its place', async () => {
    const document = small(
      { type: 'paragraph', text: 'fine' },
      { type: 'paragraph', text: 'Deseret \u{10400}' },
    );
    await expect(print(document)).rejects.toMatchObject({
      failure: 'refused',
      code: 'publication.refused',
      reason: 'no font has \u{10400} (U+10400)',
      place: { section: 'a', block: 2 },
    });
  });

  test.each([
    ['text that was not outlined', '<svg xmlns="http://www.w3.org/2000/svg"><text>x</text></svg>', '<text'],
    ['a picture from elsewhere', '<svg xmlns="x"><image href="/etc/passwd"/></svg>', '<image'],
    ['a link', '<svg xmlns="x"><a href="https://x.example"><path d=""/></a></svg>', 'href="'],
    ['an entity', '<!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns="x"/>', '<!ENTITY'],
  ])('a drawing with %s', async (_, svg, found) => {
    const refused = { failure: 'refused', reason: `the drawing c has ${found} in it`, place };
    await expect(print(...chart(svg))).rejects.toMatchObject(refused);
  });

  test('a drawing that is not there', async () => {
    const [document] = chart('');
    await expect(print(document, { charts: {} })).rejects.toMatchObject({ failure: 'refused', place });
  });

  test('a picture that is something else, and one that is broken', async () => {
    const pictures = (bytes: Buffer) => ({ pictures: { p1: { ...png, bytes: new Uint8Array(bytes) } } });
    const elsewise = print(small(figure), pictures(Buffer.from('<svg/>')));
    await expect(elsewise).rejects.toMatchObject({ failure: 'refused', place });
    const broken = print(small(figure), pictures(Buffer.concat([pixel.subarray(0, 20), Buffer.from('x')])));
    await expect(broken).rejects.toThrow(/publication\.refused .*failed to decode image/u);
  });

  test('a description that is missing', async () => {
    const document = small(figure);
    const [block] = document.sections[0]?.blocks ?? [];
    if (block?.type === 'figure') block.alt = { ...(block.alt ?? document.title), inlines: [] };
    await expect(print(document, { pictures: { p1: png } })).rejects.toThrow(/PDF\/UA-1 error: missing alt/u);
  });

  test('a document of more than a million letters', async () => {
    const long: Block = { type: 'paragraph', text: 'x'.repeat(20_000) };
    const document = small(...Array.from({ length: 51 }, () => long));
    await expect(print(document)).rejects.toMatchObject({ failure: 'too_long' });
  });
});

describe('the pool', () => {
  const settings = { root: process.cwd(), workers: 1, timeLimit: 60_000, queue: 5 };

  test('stops what takes too long and prints the next one', async () => {
    const hurried = new PrintPool({ ...settings, timeLimit: 1 });
    await expect(print(march('en'), { pool: hurried })).rejects.toMatchObject({ failure: 'too_slow' });
    await hurried.close();
    expect((await print(march('en'))).length).toBeGreaterThan(10_000);
  });

  test('says so when too many wait', async () => {
    const full = new PrintPool({ ...settings, queue: 0 });
    await expect(print(march('en'), { pool: full })).rejects.toMatchObject({ failure: 'busy' });
    await full.close();
  });

  test('prints the same once for all who ask meanwhile', async () => {
    const pool = new PrintPool({ ...settings, workers: 1, queue: 1 });
    const same = () => print(small({ type: 'paragraph', text: 'fine' }), { pool });
    const [first, ...others] = await Promise.all([same(), same(), same(), same()]);
    expect(others.every((other) => other === first)).toBe(true);
    await pool.close();
  });

  test('goes on after a refusal', async () => {
    const pool = new PrintPool(settings);
    const bad = print(small({ type: 'paragraph', text: '\u{10400}' }), { pool });
    const good = print(small({ type: 'paragraph', text: 'fine' }), { pool });
    await expect(bad).rejects.toMatchObject({ failure: 'refused' });
    expect((await good).length).toBeGreaterThan(5000);
    await pool.close();
  });

  test('a folder without fonts is a fault of the installation, not of the document', async () => {
    const pool = new PrintPool({ ...settings, root: `${process.cwd()}/src` });
    await expect(print(march('en'), { pool })).rejects.not.toHaveProperty('failure');
    await pool.close();
  });
});
