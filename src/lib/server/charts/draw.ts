import type { Component } from 'svelte';
import { render } from 'svelte/server';

/**
 * Draws a chart component to an SVG that stands alone: for files, mail and, outlined, for print. Of a component drawn in
 * two sizes the wide one is taken.
 * @throws Error when the component draws no SVG
 */
export function chartSvg<Props extends Record<string, unknown>>(
  component: Component<Props>,
  props: Props,
): string {
  const { body } = render(component as Component<Record<string, unknown>>, { props });
  const drawing = /<svg[\s>](?:(?!<svg[\s>])[\s\S])*<\/svg>/gu;
  const svg = [...body.matchAll(drawing)].at(-1)?.[0];
  if (svg === undefined) throw new Error('The component draws no SVG.');
  return svg
    .replace(/<!--[\s\S]*?-->/gu, '')
    .replace(/<svg[^>]*>/u, (tag) => standAlone(tag))
    .replace(/>\s+</gu, '><');
}

const families = `Noto Sans, Noto Sans Bengali, system-ui, sans-serif`;

function standAlone(tag: string): string {
  const bare = tag.replace(/ (class|style)="[^"]*"/gu, '');
  return bare.replace('<svg', `<svg xmlns="http://www.w3.org/2000/svg" font-family="${families}"`);
}
