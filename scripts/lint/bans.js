/**
 * What the language allows and this house does not: selectors for `no-restricted-syntax`, each with what to do instead.
 * ESLint lets a later block replace the whole list, so the lists are put together here.
 */
const clock = [
  ban("CallExpression[callee.object.name='Date'][callee.property.name='now']", 'Take `now` as an argument.'),
  ban("NewExpression[callee.name='Date'][arguments.length=0]", 'Take `now` as an argument.'),
  ban("CallExpression[callee.name='Date']", 'Take `now` as an argument.'),
];

const environment = [
  ban(
    "MemberExpression[object.name='process'][property.name='env']",
    'Read settings through src/settings.ts.',
  ),
  ban(
    "ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name='env']",
    'Read settings through src/settings.ts.',
  ),
];

const everywhere = [
  ban(
    'MemberExpression[property.name=/^toLocale/]',
    'Format with src/lib/i18n/format.ts, which names language and zone.',
  ),
  ban('CatchClause > BlockStatement[body.length=0]', 'Deal with the error or let it pass.'),
  ban(
    "CallExpression[callee.property.name='catch'] > :function > BlockStatement[body.length=0]",
    'Deal with the error.',
  ),
  ban(
    'TSAsExpression > TSAsExpression > TSUnknownKeyword',
    'Narrow or parse the value; do not lie about its type.',
  ),
  ban(
    "CallExpression[callee.object.name='vi'][callee.property.name=/^(do)?[mM]ock$/]:has(Literal[value=/^(#features|#lib|#settings|[.])/])",
    'Use the real part: the tests run on a real database.',
  ),
];

const fetching = [ban("CallExpression[callee.name='fetch']", 'Load in a route; pages work without scripts.')];

const unfinished = [
  ban(
    'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|skipIf|runIf|only|todo|fails)$/]',
    'Mend the test or delete it.',
  ),
  ban(
    "CallExpression[callee.property.name='waitForTimeout']",
    'Wait for what should happen, not for time to pass.',
  ),
  ban(
    "ImportDeclaration[source.value='node:timers/promises']",
    'Wait for what should happen, not for time to pass.',
  ),
];

function ban(selector, message) {
  return { selector, message };
}

export const bans = {
  product: [...everywhere, ...clock, ...environment],
  component: [...everywhere, ...clock, ...environment, ...fetching],
  settings: [...everywhere, ...clock],
  clock: [...everywhere, ...environment],
  tools: everywhere,
  tests: [...everywhere, ...unfinished],
};
