import type { Lang } from '#lib/i18n/lang.ts';
import type { Block, Written } from './blocks.ts';

/** The plain text of a letter. */
export function asText({ blocks }: Written): string {
  const letter = blocks.filter(({ kind }) => kind !== 'print').map(textOf);
  const print = blocks.filter(({ kind }) => kind === 'print').map(textOf);
  return `${[...letter, `--\n${print.join('\n')}`].join('\n\n')}\n`;
}

function textOf(block: Block): string {
  if (block.kind === 'words') return block.text;
  if (block.kind === 'button') return `${block.label}:\n${block.href}`;
  if (block.kind === 'list') {
    return block.items
      .map(({ text, note, href }) => [`• ${text}`, note, href].filter(Boolean).join('\n  '))
      .join('\n');
  }
  return [block.text, block.href].filter(Boolean).join('\n');
}

const fonts: Record<Lang, string> = {
  en: "font-family:system-ui,'Segoe UI',Roboto,sans-serif;font-size:17px;line-height:1.55",
  bn: "font-family:'Noto Sans Bengali','Nirmala UI',Vrinda,system-ui,sans-serif;font-size:18px;line-height:1.75",
};
const button =
  'display:inline-block;padding:10px 18px;border-radius:3px;background:#0d5560;color:#ffffff;text-decoration:none';
const small = 'font-size:14px;overflow-wrap:anywhere';

/**
 * The page of a letter: one column, styles in place, nothing from elsewhere. It names no colour but that of the button;
 * links have that of the text, so that a mail program by night gives both its own.
 */
export function asPage({ subject, blocks }: Written, lang: Lang): string {
  const title = escape(subject);
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
</head>
<body lang="${lang}" dir="ltr" style="margin:0;padding:24px 16px;${fonts[lang]}">
<div role="article" aria-labelledby="subject" style="max-width:36em;margin:0 auto">
<main>
<h1 id="subject" style="margin:0 0 18px;font-size:1.25em;line-height:1.4;font-weight:600">${title}</h1>
${blocks.map(pageOf).join('\n')}
</main>
</div>
</body>
</html>
`;
}

function pageOf(block: Block): string {
  if (block.kind === 'words') return `<p style="margin:0 0 18px">${lines(block.text)}</p>`;
  if (block.kind === 'button') {
    const href = escape(block.href);
    return `<p style="margin:0 0 8px"><a href="${href}" style="${button}">${escape(block.label)}</a></p>
<p style="margin:0 0 18px;${small}">${href}</p>`;
  }
  if (block.kind === 'list')
    return `<ul style="margin:0 0 18px;padding:0 0 0 1.2em">${block.items.map(item).join('')}</ul>`;
  const end =
    block.href === undefined
      ? ''
      : `<br><a href="${escape(block.href)}" style="color:inherit">${escape(block.href)}</a>`;
  return `<p style="margin:18px 0 0;padding:10px 0 0;border-top:1px solid #8a979b;${small}">${lines(block.text)}${end}</p>`;
}

function item({
  text,
  note,
  href,
}: {
  text: string;
  note?: string | undefined;
  href?: string | undefined;
}): string {
  const words =
    href === undefined ? lines(text) : `<a href="${escape(href)}" style="color:inherit">${lines(text)}</a>`;
  const under = note === undefined ? '' : `<br><span style="font-size:14px">${lines(note)}</span>`;
  return `<li style="margin:0 0 10px">${words}${under}</li>`;
}

const lines = (text: string) => escape(text).replaceAll('\n', '<br>');

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/gu, (letter) => entities[letter] ?? '');
}
