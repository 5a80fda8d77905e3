import path from 'node:path';
import { NodeCompiler, type NodeError, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { PublicationError } from '#lib/publication/errors.ts';
import { readFonts } from './fonts.ts';

/** A picture as the template sees it: a file beside it that exists in memory only. */
export type Picture = { path: string; bytes: Uint8Array };

/** What the template gets, as JSON text, and the pictures it may show. */
export type TypstInput = { data: Record<string, unknown>; pictures: Picture[] };

/**
 * Extra height in points the columns are given when the reckoning of columns.typ proved too tight; with the last
 * one the columns take the rest of the page, which holds everything but stands ragged.
 */
const slacks = [0, 12, 30, 80, 2000];

type Diagnostic = { message: string; severity: number };
type EndMark = { name: string; kind: 'text' | 'block'; page: number; y: number };

/** The Typst compiler on our templates and fonts. Synchronous and heavy: it lives in a worker thread. */
export class TypstPress {
  readonly #compiler: NodeCompiler;
  readonly #main: string;
  readonly #workspace: string;

  /** @param root folder of the installation, with `templates/` and `node_modules/` in it */
  constructor(root: string) {
    // The template folder is the whole world of the compiler: it has no links, and nothing outside can be read.
    const workspace = path.join(root, 'templates/publication');
    this.#workspace = workspace;
    this.#main = path.join(workspace, 'main.typ');
    this.#compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: readFonts(root) }] });
  }

  /** The PDF as Typst writes it: tagged, PDF/UA-1, uncompressed. Throws PublicationError `refused`. */
  print({ data, pictures }: TypstInput): Uint8Array {
    for (const { path: file, bytes } of pictures) {
      this.#compiler.mapShadow(path.join(this.#workspace, file), Buffer.from(bytes));
    }
    try {
      return this.#compiler.pdf(this.#compile(data), { pdfStandard: 'ua-1' });
    } catch (error) {
      throw error instanceof PublicationError ? error : refusal(messageOf(error));
    } finally {
      this.#compiler.resetShadow();
      this.#compiler.evictCache(10);
    }
  }

  #compile(data: Record<string, unknown>): NodeTypstDocument {
    let made: NodeTypstDocument | undefined;
    for (const slack of slacks) {
      made = this.#compileOnce({ ...data, slack });
      if (this.#columnsHold(made)) return made;
    }
    if (!made) throw refusal('nothing was set');
    return made;
  }

  #compileOnce(data: Record<string, unknown>): NodeTypstDocument {
    const outcome = this.#compiler.compile({
      mainFilePath: this.#main,
      inputs: { data: JSON.stringify(data) },
    });
    const document = outcome.result;
    if (document) return document;
    const error: NodeError | null = outcome.takeError();
    throw refusal(cause(error ? (this.#compiler.fetchDiagnostics(error) as Diagnostic[]) : []));
  }

  /** Does the text of every run of columns end inside its block? See columns.typ. */
  #columnsHold(document: NodeTypstDocument): boolean {
    const marks = this.#compiler.query(document, {
      selector: '<column-mark>',
      field: 'value',
    }) as EndMark[];
    const block = (name: string) => marks.find((mark) => mark.kind === 'block' && mark.name === name);
    return marks.every(({ kind, name, page, y }) => {
      const end = kind === 'text' ? block(name) : undefined;
      return !end || page < end.page || (page === end.page && y <= end.y + 1);
    });
  }
}

/** The sentence of an error; the exporter's come as a debug print of Rust with the sentence inside. */
function messageOf(error: unknown): string {
  const raw = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  const text = String(raw);
  return /message: "((?:[^"\\]|\\.)*)"/u.exec(text)?.[1]?.replace(/\\(.)/gu, '$1') ?? text;
}

/** Of all that Typst complains about, what began it: marks that lead nowhere only follow from something else. */
function cause(diagnostics: Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 1).map(({ message }) => message);
  return errors.find((message) => !message.startsWith('label ')) ?? errors[0] ?? 'the template failed';
}

function refusal(reason: string): PublicationError {
  return new PublicationError('refused', reason);
}
