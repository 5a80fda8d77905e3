import { ExpectedError } from '#lib/errors.ts';
import { Crowd } from '#lib/server/http/crowd.ts';
import { fileErrors } from './errors.ts';
import { takeIn, uploadOf, type Intake, type Sender, type TakenIn } from './intake.ts';

/** Forms with files are held in memory while they are read: only a few at the same time. */
const readers = new Crowd(3);

/** Reads a form that carries a file. Throws files.busy when too many are being read. */
export async function readForm(request: Request): Promise<FormData> {
  return readers.admit(
    () => request.formData(),
    () => {
      throw new ExpectedError('files.busy', 503);
    },
  );
}

/** The file of a form: taken in, or why not. `upload` is kept for the next try, so that it need not be sent again. */
export type FormFile = { upload: string; taken: TakenIn } | { upload: string | null; error: ExpectedError };

/** Takes in the file of a form: sent with it, or before it as an upload whose id is in the field `upload`. */
export async function fileOf(intake: Intake, sender: Sender, form: FormData): Promise<FormFile> {
  let upload = text(form, 'upload') || null;
  try {
    const file = form.get('file');
    if (file instanceof File && file.name !== '') upload = await uploadOf(intake, sender, file);
    if (upload === null) throw fileErrors.missing();
    return { upload, taken: await takeIn(intake, sender.account, upload) };
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return { upload: error.status >= 500 ? upload : null, error };
  }
}

/** A field of text, '' when it was not sent or is a file. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** What of a form that was not accepted goes back into it: what was wrong, and what was typed. */
export type Wrong = { field: string; code: string; values?: Record<string, string | number> };

/** What is wrong with the file of a form, as for any other field. */
export function wrongOf(file: FormFile): Wrong[] {
  return 'error' in file ? [{ field: 'file', code: file.error.code, values: file.error.values }] : [];
}

/** The result of a command, or the expected error it ended with; anything else flies. */
export async function expected<T>(asked: Promise<T>): Promise<T | ExpectedError> {
  return asked.catch((error: unknown) => {
    if (error instanceof ExpectedError) return error;
    throw error;
  });
}
