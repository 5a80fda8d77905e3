/** What an upload tells while it goes on. `done` and `size` in bytes; `isWaiting` while the line is down. */
export type Progress = { done: number; size: number; isWaiting: boolean };

/** The server refused the file; nothing helps but another file. */
export class UploadRefused extends Error {}

const pieceBytes = 256 * 1024;
const waits = [1, 2, 5, 10, 20, 30, 60, 60, 60, 60];
const tus = { 'tus-resumable': '1.0.0' };

/** Where an upload of this file was begun in this tab: it goes on there after the page was loaded again. */
const memoryOf = (file: File) => `upload ${file.name} ${String(file.size)} ${String(file.lastModified)}`;

/**
 * Sends a file piece by piece (tus 1.0) and gives the id of the upload. A dropped line is waited for, and the upload
 * goes on where it stopped. Throws UploadRefused when the server will not have it.
 */
export async function upload(
  file: File,
  address: string,
  tell: (progress: Progress) => void,
): Promise<string> {
  let place = sessionStorage.getItem(memoryOf(file)) ?? (await begin(file, address));
  let done = 0;
  let failed = 0;
  let isKnown = false;
  while (done < file.size || !isKnown) {
    tell({ done, size: file.size, isWaiting: failed > 0 });
    const arrived = await (isKnown ? send(place, file, done) : look(place)).catch(() => null);
    if (arrived === 'gone') {
      place = await begin(file, address);
      done = 0;
      isKnown = true;
    } else if (arrived === null) {
      if (failed >= waits.length) throw new UploadRefused('the line stays down');
      isKnown = false;
      await pause(waits[failed] ?? 60);
      failed += 1;
    } else {
      done = arrived;
      isKnown = true;
      failed = 0;
    }
  }
  tell({ done, size: file.size, isWaiting: false });
  sessionStorage.removeItem(memoryOf(file));
  return place.split('/').at(-1) ?? '';
}

async function begin(file: File, address: string): Promise<string> {
  const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
  const headers = { ...tus, 'upload-length': String(file.size), 'upload-metadata': `filename ${name}` };
  const response = await fetch(address, { method: 'POST', headers });
  const place = response.headers.get('location');
  if (!response.ok || place === null) throw new UploadRefused(String(response.status));
  sessionStorage.setItem(memoryOf(file), place);
  return place;
}

/** How many bytes are there; "gone" when the upload is no more. */
async function look(place: string): Promise<number | 'gone'> {
  const response = await fetch(place, { method: 'HEAD', headers: tus });
  return offsetOf(response);
}

async function send(place: string, file: File, from: number): Promise<number | 'gone'> {
  const headers = {
    ...tus,
    'upload-offset': String(from),
    'content-type': 'application/offset+octet-stream',
  };
  const body = file.slice(from, from + pieceBytes);
  return offsetOf(await fetch(place, { method: 'PATCH', headers, body }));
}

function offsetOf(response: Response): number | 'gone' {
  if (response.status === 404) return 'gone';
  const offset = Number(response.headers.get('upload-offset') ?? Number.NaN);
  if (!response.ok || !Number.isInteger(offset)) throw new Error(String(response.status));
  return offset;
}

async function pause(seconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
