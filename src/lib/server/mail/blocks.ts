import { isMessageKey, sayIn } from '#lib/i18n/messages.ts';
import { mailTemplates, spoken, type Letter, type Listed } from '#lib/mail/templates.ts';

/** A part of a letter, the same for its text and its page. */
export type Block =
  | { kind: 'words'; text: string }
  | { kind: 'button'; label: string; href: string }
  | { kind: 'list'; items: Listed[] }
  /** Small print under the letter. */
  | { kind: 'print'; text: string; href?: string };

export type Written = { subject: string; blocks: Block[] };

/** Where letters come from: the public address, the name that stands under them, and by which clock they say times. */
export type Sender = { origin: string; name: string; timeZone: string };

/** Stands in the text where the list goes. */
const listMark = '{items}';

/** A letter in the words of its language. Throws Error when a link in it does not lead to us. */
export function write(left: Letter, { origin, name, timeZone }: Sender): Written {
  const letter = withWholeLink(left, origin);
  const key = `mail_${letter.template.replaceAll('-', '_')}`;
  const say = (part: string) => {
    const message = `${key}_${part}`;
    if (!isMessageKey(message)) throw new Error(`there is no message ${message}`);
    return sayIn(letter.lang)(message, { ...spoken(letter, timeZone), items: listMark });
  };
  const { link, items } = partsOf(letter);
  for (const href of [link, letter.stop, ...items.map((item) => item.href)]) {
    if (href !== undefined && new URL(href).origin !== new URL(origin).origin)
      throw new Error('a link in a letter leads to this installation');
  }
  const block = (paragraph: string): Block => {
    if (paragraph === listMark) return { kind: 'list', items };
    if (link !== undefined && paragraph === link) return { kind: 'button', label: say('button'), href: link };
    return { kind: 'words', text: paragraph };
  };
  const blocks = say('body').split('\n\n').map(block);
  return { subject: say('subject'), blocks: [...blocks, ...smallPrint(letter, { origin, name })] };
}

/** A link may be left as a path: whoever leaves a letter need not know where this installation is. */
function withWholeLink(letter: Letter, origin: string): Letter {
  if (!('link' in letter.values)) return letter;
  const link = new URL(letter.values.link, origin).href;
  return { ...letter, values: { ...letter.values, link } } as Letter;
}

function partsOf({ values }: Letter): { link: string | undefined; items: Listed[] } {
  return {
    link: 'link' in values ? values.link : undefined,
    items: 'items' in values ? values.items : [],
  };
}

function smallPrint({ lang, template, stop }: Letter, { origin, name }: Omit<Sender, 'timeZone'>): Block[] {
  const say = sayIn(lang);
  const from: Block = { kind: 'print', text: say('mail_from', { name, site: new URL(origin).host }) };
  const isRegular = 'regular' in mailTemplates[template];
  if (!isRegular || stop === undefined) return [from];
  return [from, { kind: 'print', text: say('mail_stop'), href: stop }];
}
