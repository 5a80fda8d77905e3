import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

/** A folder of its own for one test file. */
export function makeFolder(): { folder: string; remove: () => void } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'setu-files-'));
  return { folder, remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}

/** A part of an archive; `claims` is a false size to declare. */
type Part = { name: string; content?: Uint8Array | string; claims?: number; flags?: number };

/** An archive written by hand, so that it may lie. */
export function zipOf(parts: Part[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, content = '', claims, flags = 0x0800 } of parts) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(plain), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(claims ?? plain.length, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0'), shared, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, central, Buffer.from('PK\u0005\u0006'), end]);
}

const types = (main: string) =>
  `<?xml version="1.0"?><Types><Override PartName="/x" ContentType="application/${main}+xml"/></Types>`;

/** A small Word document, with more parts where asked. */
export const docxOf = (more: Part[] = []) =>
  zipOf([
    { name: '[Content_Types].xml', content: types('vnd.openxmlformats') },
    { name: '_rels/.rels', content: '<Relationships/>' },
    { name: 'word/document.xml', content: '<w:document/>' },
    ...more,
  ]);

export const pdf = (words = 'hello') => Buffer.from(`%PDF-1.7\n${words}\n%%EOF\n`);

/** The head of a PNG picture of this size, and its end. */
export function png(width: number, height: number): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from('\u0089PNG\r\n\u001a\n\0\0\0\rIHDR', 'latin1'),
    size,
    Buffer.from([8, 2, 0, 0, 0, 1, 2, 3, 4]),
    Buffer.from('\0\0\0\0IEND\u00ae\u0042\u0060\u0082', 'latin1'),
  ]);
}
