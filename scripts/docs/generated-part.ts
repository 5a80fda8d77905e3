import fs from 'node:fs';
import process from 'node:process';
import prettier from 'prettier';

/**
 * Keeps one part of a document equal to what the code says. The part stands between two comments that name it.
 * Writes it, or with `--check` compares and ends the process with code 1 when it is out of date.
 * @param file the document, from the root
 * @param name as in `<!-- generated: settings -->` … `<!-- end of generated: settings -->`
 * @param text Markdown of the part
 * @param generator the script that calls this, for the sentence of a failed check
 */
export async function keepPart(part: {
  file: string;
  name: string;
  text: string;
  generator: string;
}): Promise<void> {
  const standing = fs.readFileSync(part.file, 'utf8');
  const replaced = replacePart(standing, part.name, part.text);
  const made = await prettier.format(replaced, {
    ...(await prettier.resolveConfig(part.file)),
    parser: 'markdown',
  });
  if (!process.argv.includes('--check')) fs.writeFileSync(part.file, made);
  else if (standing !== made) {
    console.error(`${part.file} is out of date; run: npx node ${part.generator}`);
    process.exit(1);
  }
}

/** Replaces what stands between the two comments named `name`. Throws where they are not there once each, in order. */
export function replacePart(document: string, name: string, text: string): string {
  const [start, end] = [`<!-- generated: ${name} -->`, `<!-- end of generated: ${name} -->`];
  const [before, rest = '', ...more] = document.split(start);
  const [, after, ...others] = rest.split(end);
  if (before === undefined || after === undefined || more.length > 0 || others.length > 0) {
    throw new Error(`The comments ${start} and ${end} must stand in the document once each, in this order.`);
  }
  return `${before}${start}\n\n${text.trim()}\n\n${end}${after}`;
}
