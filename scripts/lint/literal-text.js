/**
 * ESLint rule: interface text comes from messages/, never from the component itself. Words between tags, in a mustache,
 * and in the attributes a reader sees or hears are text.
 */
const letters = /\p{L}/u;
const readAloud = new Set([
  'alt',
  'title',
  'placeholder',
  'label',
  'aria-label',
  'aria-description',
  'aria-valuetext',
]);

/** @type {import('eslint').Rule.RuleModule} */
export const literalText = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { literal: 'Literal text "{{text}}": take it from messages/ with say(), or from a prop.' },
  },
  create(context) {
    /** @param {unknown} text */
    const report = (node, text) => {
      if (typeof text !== 'string' || !letters.test(text)) return;
      context.report({ node, messageId: 'literal', data: { text: text.trim().slice(0, 40) } });
    };
    return {
      SvelteText: (node) => {
        if (node.parent.type !== 'SvelteStyleElement') report(node, node.value);
      },
      'SvelteMustacheTag > Literal': (node) => {
        if (isSeen(node.parent)) report(node, node.value);
      },
      'SvelteMustacheTag > TemplateLiteral > TemplateElement': (node) => {
        if (isSeen(node.parent.parent)) report(node, node.value.cooked);
      },
      'SvelteAttribute > SvelteLiteral': (node) => {
        if (readAloud.has(node.parent.key.name)) report(node, node.value);
      },
    };
  },
};

/** Is the mustache between tags or in an attribute that is read, rather than in a class or an address? */
function isSeen(mustache) {
  return mustache.parent.type !== 'SvelteAttribute' || readAloud.has(mustache.parent.key.name);
}
