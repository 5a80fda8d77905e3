import fs, { type FileHandle } from 'node:fs/promises';
import { mediaTypeOf, mostBytes, type MediaType } from '#lib/media-types.ts';
import { fileErrors } from './errors.ts';
import { jpegSize, pngSize, webpSize, type PictureSize } from './picture-size.ts';
import { readText } from './text-content.ts';
import { readArchive, type Archive } from './zip-guard.ts';

/** A picture with more is refused unseen: it would fill the memory of whoever opens it. */
const mostPixels = 50_000_000;
const mostSide = 20_000;
/** Where the size of a JPEG is looked for: before it may come colour profiles and remarks. */
const headBytes = 512 * 1024;
/** The end of a file, in which an archive names its parts. */
const tailBytes = 66_000;

type Look = { file: string; name: string; size: number; head: Buffer; tail: Buffer };

/**
 * What a file is, by its content; the name decides only between plain text and CSV. Throws files.type_refused,
 * files.too_large, files.empty, files.unreadable, files.not_utf8, files.picture_too_large, files.active, files.bomb.
 */
export async function inspect(file: string, name: string): Promise<MediaType> {
  const handle = await fs.open(file, 'r');
  try {
    const { size } = await handle.stat();
    if (size === 0) throw fileErrors.empty();
    if (size > mostBytes) throw fileErrors.tooLarge(mostBytes);
    const head = await read(handle, 0, Math.min(size, headBytes));
    const tail = await read(handle, Math.max(0, size - tailBytes), Math.min(size, tailBytes));
    return await judge({ file, name, size, head, tail });
  } finally {
    await handle.close();
  }
}

async function read(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function judge(look: Look): Promise<MediaType> {
  const { head, tail } = look;
  const begins = (text: string, at = 0) => head.toString('latin1', at, at + text.length) === text;
  if (begins('PK\u0003\u0004')) return office(look);
  // An archive behind something else is one file to us and another to whoever unpacks it.
  if (tail.includes('PK\u0005\u0006')) throw fileErrors.unreadable();
  if (begins('%PDF-')) return pdf(look);
  if (begins('\u0089PNG\r\n\u001a\n')) return png(look);
  if (begins('\u00ff\u00d8\u00ff')) return jpeg(look);
  if (begins('RIFF') && begins('WEBP', 8)) return webp(look);
  const ending = await readText(look.file, look.name);
  return fitting(mediaTypeOf(ending), look.size);
}

function fitting(media: MediaType, size: number): MediaType {
  if (size > media.most) throw fileErrors.tooLarge(media.most);
  return media;
}

function pdf({ size, tail }: Look): MediaType {
  if (!tail.includes('%%EOF')) throw fileErrors.unreadable();
  return fitting(mediaTypeOf('pdf'), size);
}

function png({ head, tail, size }: Look): MediaType {
  // The last chunk and its checksum are the last bytes: nothing hides behind the picture.
  if (tail.toString('latin1', tail.length - 8, tail.length - 4) !== 'IEND') throw fileErrors.unreadable();
  return picture('png', pngSize(head), size);
}

function jpeg({ head, tail, size }: Look): MediaType {
  if (!tail.includes('\u00ff\u00d9', 0, 'latin1')) throw fileErrors.unreadable();
  return picture('jpg', jpegSize(head), size);
}

function webp({ head, size }: Look): MediaType {
  const declared = head.readUInt32LE(4) + 8;
  if (declared !== size && declared + 1 !== size) throw fileErrors.unreadable();
  return picture('webp', webpSize(head), size);
}

function picture(ending: string, pixels: PictureSize | null, size: number): MediaType {
  if (!pixels || pixels.width === 0 || pixels.height === 0) throw fileErrors.unreadable();
  const { width, height } = pixels;
  if (width > mostSide || height > mostSide || width * height > mostPixels) {
    throw fileErrors.pictureTooLarge();
  }
  return fitting(mediaTypeOf(ending), size);
}

/** The part that makes an Office Open XML file what it is, and the content type that says it has no macros. */
const mainParts = { docx: 'word/document.xml', xlsx: 'xl/workbook.xml', pptx: 'ppt/presentation.xml' };
const openXmlPart =
  /^(?:\[Content_Types\]\.xml|(?:_rels|docProps|customXml|word|xl|ppt)\/.*|.*\/|mimetype)$/u;

async function office({ file, size }: Look): Promise<MediaType> {
  if (size > mediaTypeOf('docx').most) throw fileErrors.tooLarge(mediaTypeOf('docx').most);
  const archive = await readArchive(file);
  return openDocument(archive) ?? openXml(archive);
}

function openDocument({ names, notes }: Archive): MediaType | null {
  const said = notes.get('mimetype')?.trim();
  if (said === undefined || !names.has('content.xml')) return null;
  const media = ['odt', 'ods', 'odp'].map(mediaTypeOf).find(({ type }) => type === said);
  if (!media) throw fileErrors.typeRefused();
  return media;
}

function openXml({ names, notes }: Archive): MediaType {
  const types = notes.get('[Content_Types].xml');
  const [ending, ...more] = Object.entries(mainParts)
    .filter(([, part]) => names.has(part))
    .map(([found]) => found);
  if (types === undefined || ending === undefined || more.length > 0) throw fileErrors.typeRefused();
  if (/macroEnabled|ms-office\.vba|activeX/iu.test(types)) throw fileErrors.active();
  if ([...names].some((name) => !openXmlPart.test(name))) throw fileErrors.unreadable();
  return mediaTypeOf(ending);
}
