import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import svelte from 'eslint-plugin-svelte';
import { literalText } from './literal-text.js';

function texts(component: string): string[] {
  const linter = new Linter();
  const found = linter.verify(
    component,
    [
      ...svelte.configs.base,
      {
        files: ['**/*.svelte'],
        plugins: { house: { rules: { text: literalText } } },
        rules: { 'house/text': 'error' },
      },
    ],
    'Part.svelte',
  );
  return found.map(({ message }) => /"(.*)"/u.exec(message)?.[1] ?? message);
}

it.each([
  ['<p>Hello</p>', ['Hello']],
  ['<p>নমস্কার {name}</p>', ['নমস্কার']],
  [`<p>{'Hello'}</p>`, ['Hello']],
  ['<p>{`Hello ${name}`}</p>', ['Hello']],
  ['<img alt="A bridge" />', ['A bridge']],
  [`<button aria-label={'Close'}></button>`, ['Close']],
  ['<svelte:head><title>Home</title></svelte:head>', ['Home']],
])('%s has literal text', (component, found) => {
  expect(texts(component)).toEqual(found);
});

it.each([
  ['<p class="lead" id={`row-${n}`}>{say("greeting")}: {n} – 5 %</p>'],
  ['<a href={`/en/bodies/${id}`} class={"plain"}>{name}</a>'],
  ['<img alt="" src="/mark.svg" /><style>p { color: red }</style>'],
  ['<script>const word = "hello";</script>'],
])('%s has none', (component) => {
  expect(texts(component)).toEqual([]);
});
