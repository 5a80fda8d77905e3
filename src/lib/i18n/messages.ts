import { IntlMessageFormat } from 'intl-messageformat';
import bn from '../../../messages/bn.json' with { type: 'json' };
import en from '../../../messages/en.json' with { type: 'json' };
import { formatDate } from './format.ts';
import { localeTag, type Lang } from './lang.ts';

export type MessageKey = keyof typeof en;
export type MessageValues = Record<string, string | number>;

/** Looks up one interface text, filled with `values` (ICU message syntax: plurals, numbers). */
export type Say = (key: MessageKey, values?: MessageValues) => string;

const catalogues: Record<Lang, Record<MessageKey, string>> = { en, bn };
const compiled = new Map<string, IntlMessageFormat>();

function compile(lang: Lang, key: MessageKey): IntlMessageFormat {
  const id = `${lang} ${key}`;
  const found = compiled.get(id);
  if (found) return found;
  const made = new IntlMessageFormat(catalogues[lang][key], localeTag[lang], undefined, { ignoreTag: true });
  compiled.set(id, made);
  return made;
}

/** The interface texts of one language. Keys and placeholders are the same in both (checked in the build). */
export function sayIn(lang: Lang): Say {
  return (key, values) => {
    const text = catalogues[lang][key];
    if (!text.includes('{') && !text.includes("'")) return text;
    return String(compile(lang, key).format(values && spokenDays(values, lang)));
  };
}

/** Errors carry civil days as records have them; in a sentence they are written as the language writes them. */
function spokenDays(values: MessageValues, lang: Lang): MessageValues {
  const isDay = (value: string | number) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(value);
  if (!Object.values(values).some(isDay)) return values;
  const spoken = Object.entries(values).map(([name, value]) =>
    isDay(value) ? [name, formatDate(String(value), lang)] : [name, value],
  );
  return Object.fromEntries(spoken) as MessageValues;
}

/** Is `key` a message? For texts whose key is built from a code (`status_done`). */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}
