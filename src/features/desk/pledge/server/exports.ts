import { isReady, pledgeForm, type PledgeFacts } from '#features/desk/pledge/rules.ts';
import { pledgeStateLabels } from '#features/desk/pledge/labels.ts';
import { langs } from '#lib/i18n/lang.ts';
import { sayIn } from '#lib/i18n/messages.ts';

/** The pledge form as plain text, one language after the other; what is not ready says so in its place. */
export function pledgeAsText(facts: PledgeFacts): string {
  const parts = langs.map((lang) => {
    const say = sayIn(lang);
    const fields = pledgeForm(facts, { lang, say }).map(({ label, text, state }) => {
      const remark = state === 'ready' ? '' : ` [${say(pledgeStateLabels[state].word)}]`;
      return `${say(label)}${remark}\n${text || '–'}\n`;
    });
    return [`${say('pledge_title')}: ${facts.ref}\n`, ...fields].join('\n');
  });
  return parts.join('\n----\n\n');
}

/** The pledge form for a program: by language, each field with its text, its length and whether it is ready. */
export function pledgeAsJson(facts: PledgeFacts): string {
  const forms = langs.map((lang) => {
    const form = pledgeForm(facts, { lang, say: sayIn(lang) });
    const fields = form.map(({ key, text, state, length, limits }) => ({
      key,
      text,
      state,
      length,
      ...limits,
    }));
    return [lang, { ready: isReady(form), fields }];
  });
  return `${JSON.stringify({ ref: facts.ref, ...Object.fromEntries(forms) }, null, 2)}\n`;
}
