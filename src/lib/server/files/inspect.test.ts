import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ExpectedError } from '#lib/errors.ts';
import { inspect } from './inspect.ts';
import { docxOf, makeFolder, pdf, png, zipOf } from './testing.ts';

const { folder, remove } = makeFolder();
afterAll(remove);
const file = path.join(folder, 'file');

async function judged(content: Uint8Array | string, name = 'report.pdf'): Promise<string> {
  fs.writeFileSync(file, content);
  try {
    return (await inspect(file, name)).ending;
  } catch (error) {
    if (error instanceof ExpectedError) return error.code;
    throw error;
  }
}

const jpeg = (width: number, height: number) => {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const remark = Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 4, 65, 66]);
  return Buffer.concat([remark, frame, Buffer.from([0xff, 0xd9])]);
};
const webp = (width: number, height: number) => {
  const bytes = Buffer.alloc(30);
  bytes.write('RIFF\0\0\0\0WEBPVP8X', 'latin1');
  bytes.writeUInt32LE(22, 4);
  bytes.writeUIntLE(width - 1, 24, 3);
  bytes.writeUIntLE(height - 1, 27, 3);
  return bytes;
};
const odt = (mimetype: string) =>
  zipOf([
    { name: 'mimetype', content: mimetype },
    { name: 'content.xml', content: '<office/>' },
  ]);
const rels = (type: string) =>
  `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="http://evil.example/x" TargetMode="External"/></Relationships>`;

describe('what a file is, is said by its content', () => {
  test.each([
    ['PDF', pdf(), 'pdf'],
    ['PNG', png(800, 600), 'png'],
    ['JPEG', jpeg(800, 600), 'jpg'],
    ['WebP', webp(800, 600), 'webp'],
    ['Word', docxOf(), 'docx'],
    ['OpenDocument', odt('application/vnd.oasis.opendocument.text'), 'odt'],
    ['calendar', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', 'ics'],
    ['Bangla text', 'প্রত্যাবর্তনকারী কর্মী\n', 'txt'],
  ])('%s, whatever it is called', async (_what, content, ending) => {
    expect(await judged(content, 'evil.exe')).toBe(ending);
    expect(await judged(content, 'page.html')).toBe(ending);
  });

  test('only between text and CSV the name decides', async () => {
    expect(await judged('a,b\n1,2\n', 'Districts.CSV')).toBe('csv');
    expect(await judged('a,b\n1,2\n', 'notes')).toBe('txt');
  });

  test.each([
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a page after spaces', '  \n<html>'],
    ['a page in a text', 'Dear all\n<script src=//evil.example></script>'],
    ['a drawing', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a shell script', '#!/bin/sh\nrm -rf /'],
    ['rich text', '{\\rtf1 hello}'],
    ['a saved mail page', 'MIME-Version: 1.0\nContent-Type: text/html\n\n'],
    ['a program for Windows', Buffer.from('MZ\u0090\0\u0003\0\0\0', 'latin1')],
    ['a program for Linux', Buffer.from('\u007fELF\u0002\u0001\u0001\0', 'latin1')],
    ['an old Word file', Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(16)}`, 'hex')],
    ['text with a zero byte', 'a\0b'],
    ['a bare archive', zipOf([{ name: 'a.txt', content: 'x' }])],
    ['a Java program', zipOf([{ name: 'META-INF/MANIFEST.MF', content: 'Main-Class: X' }])],
    ['an e-book', odt('application/epub+zip')],
  ])('%s is not taken in', async (_what, content) => {
    expect(await judged(content, 'report.pdf')).toBe('files.type_refused');
  });

  test('a script cut by the seam between two pieces is found', async () => {
    const before = 'x'.repeat(65_536 - 4);
    expect(await judged(`${before}<script>`)).toBe('files.type_refused');
  });

  test('text in an old encoding is told how to come', async () => {
    expect(await judged(Buffer.from('caf\u00e9 au lait', 'latin1'), 'a.txt')).toBe('files.not_utf8');
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'files.empty'],
    ['a PDF without an end', Buffer.from('%PDF-1.7\nhalf'), 'files.unreadable'],
    ['a PDF that is an archive too', Buffer.concat([pdf(), docxOf()]), 'files.unreadable'],
    ['a picture that is an archive too', Buffer.concat([png(9, 9), docxOf()]), 'files.unreadable'],
    ['a picture with a page behind', Buffer.concat([png(9, 9), Buffer.from('<script>')]), 'files.unreadable'],
    ['a WebP with more behind', Buffer.concat([webp(9, 9), Buffer.from('more!')]), 'files.unreadable'],
    ['a picture of 100,000 by 100,000', png(100_000, 100_000), 'files.picture_too_large'],
    ['a JPEG of 60,000 by 60,000', jpeg(60_000, 60_000), 'files.picture_too_large'],
    ['a WebP of 16,000 by 16,000', webp(16_000, 16_000), 'files.picture_too_large'],
    ['a picture without height', png(100, 0), 'files.unreadable'],
  ])('%s is refused', async (_what, content, code) => {
    expect(await judged(content)).toBe(code);
  });
});

describe('the guard of archives', () => {
  const zeros = Buffer.alloc(30 * 1024 * 1024);

  test.each([
    ['macros', docxOf([{ name: 'word/vbaProject.bin', content: 'x' }]), 'files.active'],
    ['an embedded file', docxOf([{ name: 'word/embeddings/oleObject1.bin' }]), 'files.active'],
    ['a control', docxOf([{ name: 'word/activeX/activeX1.xml' }]), 'files.active'],
    ['a link to another workbook', docxOf([{ name: 'xl/externalLinks/externalLink1.xml' }]), 'files.active'],
    [
      'a template from elsewhere',
      docxOf([{ name: 'word/_rels/settings.xml.rels', content: rels('attachedTemplate') }]),
      'files.active',
    ],
    ['a way out of the folder', docxOf([{ name: '../../evil' }]), 'files.unreadable'],
    ['an absolute name', docxOf([{ name: '/etc/passwd' }]), 'files.unreadable'],
    ['a back-slash', docxOf([{ name: 'word\\evil' }]), 'files.unreadable'],
    ['a part nobody knows', docxOf([{ name: 'evil.html' }]), 'files.unreadable'],
    ['the same part twice', docxOf([{ name: 'word/document.xml', content: '2' }]), 'files.unreadable'],
    ['a password', docxOf([{ name: 'word/a.xml', content: 'x', flags: 0x0801 }]), 'files.unreadable'],
    ['a false size, smaller', docxOf([{ name: 'word/a.xml', content: zeros, claims: 10 }]), 'files.bomb'],
    ['a false size, larger', docxOf([{ name: 'word/a.xml', content: 'x', claims: 10 }]), 'files.bomb'],
    [
      '90 MB unpacked',
      docxOf([1, 2, 3].map((n) => ({ name: `word/${String(n)}.xml`, content: zeros }))),
      'files.bomb',
    ],
    [
      'too many parts',
      docxOf(Array.from({ length: 2001 }, (_, n) => ({ name: `word/${String(n)}` }))),
      'files.bomb',
    ],
    ['two main parts', docxOf([{ name: 'xl/workbook.xml' }]), 'files.type_refused'],
    [
      'scripts in OpenDocument',
      zipOf([
        { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text' },
        { name: 'content.xml' },
        { name: 'Basic/Standard/Module1.xml' },
      ]),
      'files.active',
    ],
  ])('%s is refused', async (_what, content, code) => {
    expect(await judged(content, 'report.docx')).toBe(code);
  });

  test('a macro file under another name is refused by what it says inside', async () => {
    const types =
      '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>';
    const bytes = zipOf([{ name: '[Content_Types].xml', content: types }, { name: 'word/document.xml' }]);
    expect(await judged(bytes)).toBe('files.active');
  });

  test('parts that lie over each other add up to more than the file', async () => {
    const bytes = docxOf([{ name: 'word/a.xml', content: randomBytes(5000) }]);
    // The second entry of the directory is pointed at the data of the third, and told its sizes.
    const at = bytes.indexOf('PK\u0001\u0002', bytes.indexOf('PK\u0001\u0002') + 1);
    bytes.writeUInt32LE(bytes.length, at + 20);
    expect(await judged(bytes)).toMatch(/^files\.(bomb|unreadable)$/u);
  });

  test('an honest document with a link in it passes', async () => {
    expect(await judged(docxOf([{ name: 'word/_rels/document.xml.rels', content: rels('hyperlink') }]))).toBe(
      'docx',
    );
  });

  test('while a large document is looked at, others are served', async () => {
    fs.writeFileSync(file, docxOf([1, 2].map((n) => ({ name: `word/${String(n)}.xml`, content: zeros }))));
    let beats = 0;
    const beat = setInterval(() => (beats += 1), 1);
    await inspect(file, 'large.docx');
    clearInterval(beat);
    expect(beats).toBeGreaterThan(5);
  });
});

test('no bytes whatever are a failure of ours', async () => {
  const heads = [
    '%PDF-',
    'PK\u0003\u0004',
    '\u0089PNG\r\n\u001a\n',
    '\u00ff\u00d8\u00ff',
    'RIFF\0\0\0\0WEBPVP8L',
    'BEGIN:VCALENDAR\n',
    '',
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 }), async (head, rest) => {
      expect(await judged(Buffer.concat([Buffer.from(head, 'latin1'), rest]))).toMatch(
        /^(?:[a-z]{3,4}|files\.\w+)$/u,
      );
    }),
    { numRuns: 300 },
  );
});

test('no damage to a document is a failure of ours', async () => {
  const whole = docxOf([{ name: 'word/a.xml', content: 'abc'.repeat(100) }]);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
      const bytes = Buffer.from(whole);
      bytes[at] = byte;
      expect(await judged(bytes)).toMatch(/^(?:[a-z]{3,4}|files\.\w+)$/u);
    }),
    { numRuns: 400 },
  );
});
