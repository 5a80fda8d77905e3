import { z } from 'zod';

const shape =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/u;

/** One address and nothing else: no name, no list, no line break. Raises a zod issue otherwise. */
export const mailAddress = z
  .string()
  .max(254, { error: 'a mail address has at most 254 characters' })
  .refine((address) => shape.test(address) && address.indexOf('@') <= 64, {
    error: 'this is not a mail address',
  });

/** Domains that belong to nobody (RFC 2606, RFC 6761): the only ones a demonstration knows. */
const nobodys = /(?:^|[.@])(?:example|invalid|test|localhost|example\.(?:com|net|org))$/iu;

export function isNobodys(address: string): boolean {
  return nobodys.test(address.slice(address.lastIndexOf('@')));
}

/** "shirin@network.example" becomes "s…@network.example", wherever it stands in a text. */
export function shortenAddresses(text: string): string {
  return text.replace(/([\w!#$%&'*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]*@(?=[\w-])/gu, '$1…@');
}

const mailbox = /^\s*(?:"?([^"<>\r\n]*?)"?\s*<([^<>\s]+)>|([^<>\s]+))\s*$/u;

/** "Secretariat <office@network.example>" or a bare address, as settings have it. */
export const mailboxInput = z.string().transform((text, context): { name: string; address: string } => {
  const [, name = '', inAngles, bare] = mailbox.exec(text) ?? [];
  const address = mailAddress.safeParse(inAngles ?? bare ?? '');
  if (!address.success)
    context.addIssue({ code: 'custom', message: 'a mailbox is written Name <name@domain>' });
  return { name: name.trim(), address: address.data ?? '' };
});
